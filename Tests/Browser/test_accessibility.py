"""What WCAG 2.2 asks for, as far as a program can tell."""

import contextlib

from playwright.sync_api import expect

from browser_test import BrowserTest

SCHEMES = ("light", "dark")
TAG, SENTENCE = "sea", "a lighthouse in a storm"
# What may mark the element that has the focus, on itself, around it or within.
LOOK = """[element.parentElement, element, ...element.querySelectorAll("*")].flatMap(part =>
    [null, "::before", "::after"].map(pseudo => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } = getComputedStyle(part, pseudo);
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor];
    })).join()"""


class Accessibility(BrowserTest):
    def results_page(self):
        self.open(t=TAG, q=SENTENCE, k="6")
        self.assertShows(self.stack.search(TAG, SENTENCE, 6))
        self.wait_until(lambda: self.page.evaluate(
            "[...document.querySelectorAll('#results img')].slice(0, 2).every(image => image.complete)"))

    @contextlib.contextmanager
    def in_scheme(self, scheme):
        with self.subTest(scheme):
            # Without motion, so that axe meets no colour on its way to another.
            self.new_page(color_scheme=scheme, reduced_motion="reduce")
            yield

    def test_the_start_page(self):
        for scheme in SCHEMES:
            with self.in_scheme(scheme):
                self.open()
                self.assertAccessible(scheme)

    def test_the_results(self):
        for scheme in SCHEMES:
            with self.in_scheme(scheme):
                self.results_page()
                self.assertAccessible(scheme)

    def test_the_lightbox(self):
        for scheme in SCHEMES:
            with self.in_scheme(scheme):
                self.results_page()
                self.results.first.locator(".frame img").click()
                expect(self.page.locator("dialog#lightbox")).to_be_visible()
                self.assertAccessible(scheme)

    def test_a_problem(self):
        self.expect_on_console("status of 400")
        for scheme in SCHEMES:
            with self.in_scheme(scheme):
                self.open(t="x" * 101, q="a boat")
                self.assertFieldProblem("Keyword")
                self.assertAccessible(scheme)

    def test_no_pictures(self):
        for scheme in SCHEMES:
            with self.in_scheme(scheme):
                self.open(t="xyzzy", q="anything")
                self.assertProblem("empty")
                self.assertAccessible(scheme)

    def test_the_painters_page(self):
        for scheme in SCHEMES:
            with self.in_scheme(scheme):
                self.page.goto(self.stack.origin + "/painter.html")
                self.assertAccessible(scheme)

    def test_dark_is_dark_and_light_is_light(self):
        brightness = {}
        for scheme in SCHEMES:
            with self.in_scheme(scheme):
                self.open()
                # A pixel of the page's own background, as it is painted.
                colour = self.page.evaluate("""() => {
                    const canvas = document.createElement("canvas").getContext("2d");
                    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
                    canvas.fillRect(0, 0, 1, 1);
                    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
                }""")
                brightness[scheme] = sum(colour) / 3
        self.assertLess(brightness["dark"], 80)
        self.assertGreater(brightness["light"], 200)

    def test_everything_is_reached_by_tab_and_shows_it(self):
        self.results_page()
        stops = self.page.evaluate("""() => [...document.querySelectorAll("a[href], button, input, summary")]
            .filter(element => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true })).length""")
        reached, unmarked = set(), []
        for _ in range(stops + 5):
            self.page.keyboard.press("Tab")
            if self.focused("element === document.body"):
                continue
            reached.add(self.focused("[...document.querySelectorAll('*')].indexOf(element)"))
            with_focus = self.focused(LOOK)
            without = self.focused(f"{{ element.blur(); const look = {LOOK}; element.focus(); return look; }}")
            if with_focus == without:
                unmarked.append(self.focused("element.outerHTML.slice(0, 80)"))
        self.assertEqual(stops, len(reached))
        self.assertEqual([], unmarked, "what does not show that it has the focus")

    def test_a_search_by_keyboard_alone(self):
        self.open()
        for _ in range(10):
            self.page.keyboard.press("Tab")
            if self.focused("element.id === 'q' || element.id === 't'"):
                break
        names = {"q": SENTENCE, "t": TAG}
        for _ in range(2):
            self.page.keyboard.type(names.pop(self.focused("element.id")))
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        self.assertShows(self.stack.search(TAG, SENTENCE))

    def test_targets_are_large_enough(self):
        self.new_page(viewport={"width": 360, "height": 740})
        self.results_page()
        # 2.5.8: 24 px. Links within a sentence are exempt; whether others lie far enough apart, axe checks.
        small = self.page.locator("button:visible, input:visible, summary:visible").evaluate_all("""controls => controls
            .map(control => [control.outerHTML.slice(0, 60), control.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([text]) => text)""")
        self.assertEqual([], small)

    def test_it_fits_a_width_of_320_pixels(self):
        # 1.4.10: what 1280 px are at 400 %.
        self.new_page(viewport={"width": 320, "height": 640})
        for go in (self.open, self.results_page):
            go()
            self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 320)

    def test_text_may_be_twice_as_large(self):
        # 1.4.4, by the browser's own size of text.
        self.results_page()
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        self.assertLessEqual(
            *self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]"))

    def test_who_wants_less_motion_gets_none(self):
        longest = """Math.max(...[...document.querySelectorAll("*")].map(element => {
            const style = getComputedStyle(element);
            return Math.max(...[...style.transitionDuration.split(","), ...style.animationDuration.split(",")]
                .map(Number.parseFloat));
        }))"""
        found = {}
        for motion in ("no-preference", "reduce"):
            self.new_page(reduced_motion=motion)
            self.results_page()
            self.search(TAG, "a quiet sea", 6)
            running = self.page.evaluate("document.getAnimations().length")
            self.assertShows(self.stack.search(TAG, "a quiet sea", 6))
            found[motion] = (self.page.evaluate(longest), running)
        self.assertGreater(found["no-preference"][0], 0.05)
        self.assertLessEqual(found["reduce"][0], 0.01)
        self.assertEqual(0, found["reduce"][1])

    def test_there_is_a_language_a_heading_and_a_main_part(self):
        for path in ("/", "/painter.html"):
            self.page.goto(self.stack.origin + path)
            self.assertEqual("en", self.page.locator("html").get_attribute("lang"))
            self.assertEqual(1, self.page.get_by_role("main").count())
            self.assertGreaterEqual(self.page.get_by_role("heading").count(), 1)
