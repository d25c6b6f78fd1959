"""What the browser tests share: one stack and one Chromium for each class, a fresh profile for each test.

After each test its page is photographed in three sizes, into .build/browser-screenshots, and the test fails if anything
went wrong unseen: an error on the console (a breach of the content security policy is one), a request to another host,
or a page wider than its window.
"""

import re
import shutil
import time
import unittest
from urllib.parse import urlencode, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from stack import ROOT, Stack

SCREENSHOTS = ROOT / ".build/browser-screenshots"
SIZES = {"phone": (390, 844), "laptop": (1280, 800), "wide": (1920, 1080)}
PATIENCE = 30_000
FITS = "(page => page.scrollWidth <= page.clientWidth)(document.documentElement)"
CONTRAST_AND_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# In one piece: each question to the browser costs a round trip.
SHOWN = """(list => {
    const items = [...list.querySelectorAll(":scope > li[data-id]")];
    const text = (item, selector) => item.querySelector(selector)?.innerText;
    return {
        isDone: list.getAttribute("aria-busy") !== "true",
        ids: items.map(item => item.dataset.id),
        pictures: items.map(item => ({
            alt: item.querySelector("img")?.alt, url: item.querySelector("img")?.src,
            credit: text(item, ".credit"), probability: text(item, ".probability"),
        })),
    };
})(document.getElementById("results"))"""

expect.set_options(timeout=PATIENCE)


def chromium():
    """The system's Chromium or Chrome: Playwright's own is not downloaded."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise RuntimeError("no Chromium on this machine: deploy/setup --tests installs it")


def launch(playwright):
    # Without Chromium's sandbox, as is Playwright's default: root has none, containers often none. The pages are ours.
    return playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=False)


class BrowserTest(unittest.TestCase):
    """`stack_settings` are Stack's arguments."""

    stack_settings = {}

    @classmethod
    def setUpClass(cls):
        cls.stack = Stack(**cls.stack_settings)
        cls.addClassCleanup(cls.stack.stop)
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        cls.touchscreen = playwright.devices["Pixel 7"]
        cls.browser = launch(playwright)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.console = []
        self.requests = []
        self.expected = []
        self.expects_fault = False
        if self.stack.stand_in:
            # It has no TLS.
            self.expect_on_console(f"Mixed Content: .* 'http://{self.stack.stand_in.place}/get/")
        self.context = None
        self.new_page()

    def new_page(self, **settings):
        """A page in a profile of its own, in place of the one before."""
        if self.context:
            self.context.close()
        self.context = self.browser.new_context(
            **{"ignore_https_errors": True, "viewport": dict(zip(("width", "height"), SIZES["laptop"])), **settings})
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", self.note_message)
        self.context.on("weberror", lambda error: self.console.append(f"uncaught: {error.error}"))
        self.page = self.context.new_page()
        return self.page

    def note_message(self, message):
        if message.type in ("error", "warning"):
            self.console.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def expect_on_console(self, pattern):
        """Chromium reports each request that fails; a test that makes one fail says so."""
        self.expected.append(re.compile(pattern))

    def tearDown(self):
        try:
            wide = self.photograph()
            fault = self.page.evaluate("document.querySelector('#fault:not([hidden])')?.innerText")
        finally:
            self.context.close()
        if not self.expects_fault:
            self.assertIsNone(fault, "the page says that a part of it does not work")
        self.assertEqual([], [line for line in self.console if not any(p.search(line) for p in self.expected)])
        self.assertEqual([], [url for url in self.requests if not self.is_allowed(url)], "requests to other hosts")
        self.assertEqual([], wide, "sizes in which the page is wider than its window")

    def is_allowed(self, url):
        parts = urlsplit(url)
        if parts.scheme in ("data", "blob"):
            return True
        # In place of Pixabay's host, for pictures alone.
        if self.stack.stand_in and parts.netloc == self.stack.stand_in.place:
            return parts.path.startswith("/get/")
        return f"{parts.scheme}://{parts.netloc}" == self.stack.origin

    def photograph(self, state=None):
        """Saves a picture of the page in each size; gives the sizes in which it is wider than the window."""
        name = ".".join([*self.id().split(".")[1:], *([state] if state else [])])
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        wide, size_before = [], self.page.viewport_size
        for size, (width, height) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.screenshot(path=SCREENSHOTS / f"{name}-{size}.jpg", type="jpeg", quality=70,
                                 animations="disabled")
            # Pictures may still be on the way to their new places.
            if not self.comes_true(lambda: self.page.evaluate(FITS), seconds=2):
                wide.append(size)
        self.page.set_viewport_size(size_before)
        return wide

    def wait_until(self, condition):
        if not self.comes_true(condition):
            self.fail("it did not become true")

    def comes_true(self, condition, seconds=PATIENCE / 1000):
        """Waits for a condition; Playwright's own wait_for_function needs eval at times, which the page's policy forbids."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            self.page.wait_for_timeout(30)
        return True

    def change_answers(self, change):
        """Lets `change` alter each answer of /search before the page gets it; gives the list of the addresses asked."""
        asked = []

        def alter(route):
            asked.append(route.request.url)
            response = route.fetch()
            answer = response.json()
            change(answer)
            route.fulfill(response=response, json=answer)

        # Without streams, whose events cannot be altered.
        self.page.add_init_script("delete window.EventSource")
        self.page.route("**/search?*", alter)
        return asked

    def answer_source(self, **answer):
        """What GET /source answers."""
        self.say_that_source_answers()
        self.page.route("**/source", lambda route: route.fulfill(json=answer))

    def say_that_source_answers(self):
        """The page asks for nothing that the server does not have."""
        # Before the page's modules run; an element is there by then.
        self.page.add_init_script(
            "document.addEventListener('readystatechange', () => { document.documentElement.dataset.source = ''; })")

    # What a person does.

    def open(self, **parameters):
        """Opens the page, with t, q, k in its address."""
        self.page.goto(self.stack.origin + "/" + ("?" + urlencode(parameters) if parameters else ""))

    def unfold(self):
        """Opens the options, which hold the number of pictures, and the keyword where the sentence alone is enough."""
        if (fold := self.button("Options")).get_attribute("aria-expanded") == "false":
            # By keyboard: suggestions, which close then, may lie over it.
            fold.press("Enter")

    @property
    def keyword(self):
        field = self.page.get_by_label("Keyword", exact=True)
        if not field.is_visible():
            self.unfold()
        return field

    @property
    def sentence(self):
        return self.page.get_by_label("What the picture shows", exact=True)

    @property
    def count(self):
        self.unfold()
        return self.page.get_by_label("Pictures", exact=True)

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    def search(self, tag, sentence, count=None):
        """Fills in the form and presses its button."""
        self.keyword.fill(tag)
        self.sentence.fill(sentence)
        if count:
            self.count.fill(str(count))
        self.button("Search").click()

    def toast(self, text):
        """Waits for a word on what was done."""
        expect(self.page.locator(".toast [role=status]")).to_have_text(text)

    def touch_page(self):
        """A fresh page on a phone."""
        return self.new_page(**{**self.touchscreen, "ignore_https_errors": True})

    def tap_with(self, events):
        """Fingers on the page: pairs of an event's type and the places of the fingers."""
        touch = self.context.new_cdp_session(self.page)
        for kind, points in events:
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [
                {"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]})
        touch.detach()

    # What a person sees.

    @property
    def results(self):
        return self.page.locator("#results > li[data-id]")

    @property
    def problem(self):
        return self.page.locator("#problem")

    @property
    def status(self):
        return self.page.locator("#status")

    def shown(self):
        """The ids of the pictures on the page, in order."""
        return self.page.evaluate(f"{SHOWN}.ids")

    def assertShows(self, answer):
        """Waits until the page shows exactly an answer of /search, in its order, with what belongs to each picture."""
        wanted = [result["id"] for result in answer["results"]]
        self.comes_true(lambda: self.page.evaluate(f"{SHOWN}.isDone") and self.shown() == wanted)
        self.assertEqual(wanted, self.shown())
        self.assertTrue(self.page.evaluate(f"{SHOWN}.isDone"), "the list still says that it is busy")
        for shown, result in zip(self.page.evaluate(f"{SHOWN}.pictures"), answer["results"]):
            self.assertEqual(result["alt"], shown["alt"])
            self.assertEqual(result["url"], shown["url"])
            self.assertIn(result["credit"]["name"], shown["credit"])
            self.assertEqual(judgement(result), shown["probability"])

    def assertProblem(self, kind):
        """Waits for a problem of a kind; gives its text."""
        expect(self.problem).to_be_visible()
        expect(self.problem).to_have_attribute("data-kind", kind)
        self.assertEqual("alert", self.problem.get_attribute("role"))
        text = self.problem.inner_text()
        self.assertGreater(len(text.split()), 3, "a problem is told in a sentence")
        return text

    def assertFieldProblem(self, label):
        """Waits for a sentence directly under the field with a label; gives the sentence."""
        message, field = self.page.locator("#field-problem[role=alert]"), self.page.get_by_label(label, exact=True)
        expect(message).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_attribute("aria-describedby", "field-problem")
        expect(field).to_be_focused()
        above, below = field.bounding_box(), message.bounding_box()
        self.assertAlmostEqual(above["y"] + above["height"], below["y"], delta=8)
        return message.inner_text()

    def assertAccessible(self, state):
        """No violation of WCAG 2.2 at levels A and AA that axe finds."""
        # A picture that moves to its place covers others for a moment.
        self.comes_true(lambda: self.page.evaluate("document.getAnimations().length") == 0, seconds=5)
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": CONTRAST_AND_ALL}}).response
        self.assertGreater(len(found["passes"]), 5, "axe checked next to nothing")
        self.assertEqual([], [
            f"{state}: {violation['id']}: {node['html']}: {node['failureSummary']}"
            for violation in found["violations"] for node in violation["nodes"]
        ])

    def focused(self, expression):
        """A JavaScript expression about the element that has the focus, `element`."""
        return self.page.evaluate(f"(element => {expression})(document.activeElement)")


def judgement(result):
    """How well a picture fits, as the page writes it below the picture."""
    return f"{result['match']} match" if result.get("match") else percent(result["probability"])


def percent(probability):
    """A probability as the page writes it."""
    if probability >= 0.995:
        return "100 %"
    # As JavaScript's Math.round: halves go up.
    return "< 1 %" if probability < 0.005 else f"{int(probability * 100 + 0.5)} %"
