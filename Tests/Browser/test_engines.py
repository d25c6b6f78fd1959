"""The main ways through the page in the engines of Safari and of Firefox."""

import time
import unittest

from browser_test import PATIENCE, SCREENSHOTS
from driver import Firefox, Missing, WebKit
from stack import Stack
from test_layout import SHORT_ROWS

TAG, SENTENCE, COUNT = "lake", "a boat at dawn", 8
IDS = "[...document.querySelectorAll('#results:not([aria-busy]) > li')].map(item => item.dataset.id)"
FOCUSED = "document.activeElement.closest('li')?.dataset.id"


def setUpModule():
    global stack
    stack = Stack()
    unittest.addModuleCleanup(stack.stop)


class Ways:
    """The tests of one engine, `engine`."""

    @classmethod
    def setUpClass(cls):
        try:
            cls.browser = cls.engine()
        except Missing as missing:
            print(f"skipped: {cls.engine.__name__}: {missing}", flush=True)
            raise unittest.SkipTest(str(missing)) from None
        cls.addClassCleanup(cls.browser.stop)

    def setUp(self):
        # Storage belongs to an origin, so the page has to be open.
        self.open()
        self.browser.evaluate("(localStorage.clear(), sessionStorage.clear())")

    def tearDown(self):
        self.browser.screenshot(SCREENSHOTS / f"{'.'.join(self.id().split('.')[1:])}.png")
        self.assertTrue(self.browser.evaluate("document.getElementById('fault').hidden"),
                        self.browser.evaluate("document.getElementById('fault').textContent"))

    def open(self, query=""):
        self.browser.open(f"{stack.origin}/{query}")

    def open_results(self):
        self.open(f"?t={TAG}&q={SENTENCE.replace(' ', '+')}&k={COUNT}")
        self.ids = self.assertShows(TAG, SENTENCE, COUNT)

    def wait_until(self, condition, what="it did not become true"):
        end = time.monotonic() + PATIENCE / 1000
        while not condition():
            if time.monotonic() > end:
                self.fail(what)
            time.sleep(0.05)

    def becomes(self, value, expression):
        end = time.monotonic() + PATIENCE / 1000
        while (found := self.browser.evaluate(expression)) != value and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(value, found)

    def assertShows(self, tag, sentence, count=10):
        ids = [result["id"] for result in stack.search(tag, sentence, count)["results"]]
        self.becomes(ids, IDS)
        return ids

    def toast(self, text):
        self.becomes(text, "document.querySelector('.toast [role=status]')?.textContent ?? ''")

    def test_a_search_and_what_is_typed_after_it(self):
        # The page knows by now that it can do without a keyword.
        self.browser.evaluate("document.getElementById('t').offsetParent || document.getElementById('fold').click()")
        self.browser.fill("#t", TAG)
        self.browser.fill("#q", SENTENCE)
        self.browser.press("Enter")
        self.assertShows(TAG, SENTENCE)
        self.assertIn("10 best of 30", self.browser.evaluate("document.getElementById('status').textContent"))
        self.assertIn("q=a+boat+at+dawn", self.browser.evaluate("location.search"))
        # Those in sight are there, in their own shapes.
        self.wait_until(lambda: self.browser.evaluate(
            "[...document.querySelectorAll('#results img')].slice(0, 4).every(image => image.complete"
            " && Math.abs(image.naturalWidth / image.naturalHeight - image.clientWidth / image.clientHeight) < 0.02)"))
        self.browser.fill("#q", "snow at night")
        self.assertShows(TAG, "snow at night")
        self.browser.fill("#q", "a red sailing boat")
        self.assertShows(TAG, "a red sailing boat")

    def test_a_picture_is_opened_and_back_closes_it(self):
        self.open_results()
        self.browser.click("#results > li:nth-child(3) .open")
        self.becomes(True, "document.getElementById('lightbox').open")
        self.browser.press("ArrowRight")
        self.becomes("4 of 8", "document.querySelector('#lightbox .place').textContent")
        self.wait_until(lambda: self.browser.evaluate(
            "(image => image.complete && image.naturalWidth > 0 && image.clientWidth > 300)(document.querySelector('#lightbox img'))"))
        self.browser.screenshot(SCREENSHOTS / f"{type(self).__name__}.lightbox.png")
        self.browser.command("Back")
        self.becomes(False, "document.getElementById('lightbox').open")
        self.becomes(self.ids[3], FOCUSED)
        self.assertEqual(self.ids, self.browser.evaluate(IDS))
        self.browser.command("Forward")
        self.becomes(True, "document.getElementById('lightbox').open")
        self.browser.press("Escape")
        self.becomes(False, "document.getElementById('lightbox').open")
        self.becomes(self.ids[3], FOCUSED)

    def test_favourites_by_keyboard(self):
        self.open_results()
        self.browser.evaluate("document.querySelector('#results .open').focus()")
        self.wait_until(lambda: self.browser.press("ArrowRight") or self.browser.evaluate(FOCUSED) != self.ids[0])
        kept = self.browser.evaluate(FOCUSED)
        self.browser.press("f")
        self.toast("Kept in your favourites.")
        self.browser.click("#to-favourites")
        self.becomes([kept], IDS)
        self.browser.command("Refresh")
        self.becomes([kept], IDS)
        self.browser.command("Back")
        self.becomes(self.ids, IDS)

    def test_a_credit_is_copied(self):
        self.open_results()
        self.browser.evaluate("document.querySelector('#results .open').focus()")
        self.wait_until(lambda: self.browser.press("m") or self.browser.evaluate("document.querySelector('.menu') !== null"))
        self.browser.screenshot(SCREENSHOTS / f"{type(self).__name__}.menu.png")
        self.browser.press("End")
        self.browser.press("Enter")
        self.toast("Credit copied as Markdown.")
        self.becomes(self.ids[0], FOCUSED)
        self.browser.evaluate("(field => { field.value = ''; field.focus(); })(document.getElementById('t'))")
        self.browser.press("Control", "v")
        self.wait_until(lambda: "](http" in self.browser.evaluate("document.getElementById('t').value"))

    def test_a_server_that_is_away_for_a_moment(self):
        self.open_results()
        stack.stop_descry()
        try:
            self.browser.fill("#q", "fog")
            self.browser.press("Enter")
            self.becomes("unavailable", "document.getElementById('problem').dataset.kind")
            self.assertEqual(self.ids, self.browser.evaluate(IDS), "the pictures stay")
        finally:
            stack.restart_descry()
        # By itself.
        self.assertShows(TAG, "fog", COUNT)
        self.assertTrue(self.browser.evaluate("document.getElementById('problem').hidden"))

    def test_more_come_while_one_scrolls(self):
        self.open_results()
        self.wait_until(lambda: self.browser.evaluate("(scrollBy(0, 200), document.querySelectorAll('#results > li').length)") == 30)
        whole = stack.search(TAG, SENTENCE, 30)
        self.assertEqual([result["id"] for result in whole["results"]], self.browser.evaluate(IDS))

    def test_rows_are_full_and_nothing_is_wider_than_the_window(self):
        self.open(f"?t={TAG}&q=boat&k=24")
        self.assertShows(TAG, "boat", 24)
        short = []
        for width in range(500, 1300, 37):
            self.browser.resize(width, 900)
            self.wait_until(lambda: self.browser.evaluate("document.documentElement.scrollWidth <= innerWidth"), width)
            if self.browser.evaluate(SHORT_ROWS):
                short.append(width)
        self.browser.resize(1280, 900)
        self.assertEqual([], short)


class WebKitWays(Ways, unittest.TestCase):
    engine = WebKit


class FirefoxWays(Ways, unittest.TestCase):
    engine = Firefox
