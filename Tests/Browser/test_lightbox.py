"""The lightbox: by mouse, by keyboard, by finger."""

import re

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE, COUNT = "mountains", "mountains with dark skies", 5
IN_LIGHTBOX = "document.getElementById('lightbox').contains(element)"


class Lightbox(BrowserTest):
    def setUp(self):
        super().setUp()
        self.answer = self.stack.search(TAG, SENTENCE, COUNT)
        self.open_results()

    def open_results(self):
        self.open(t=TAG, q=SENTENCE, k=str(COUNT))
        self.assertShows(self.answer)

    @property
    def lightbox(self):
        return self.page.locator("dialog#lightbox")

    def frame(self, index):
        """What opens the picture in this place."""
        return self.results.nth(index).locator("button.open")

    def assertEnlarged(self, index):
        """The lightbox shows the picture in this place, and where it stands."""
        result = self.answer["results"][index]
        expect(self.lightbox).to_be_visible()
        expect(self.lightbox.locator("img:visible")).to_have_attribute("src", result["url"])
        expect(self.lightbox.locator("img:visible")).to_have_attribute("alt", result["alt"])
        expect(self.lightbox.get_by_text(f"{index + 1} of {COUNT}", exact=True)).to_be_visible()
        expect(self.lightbox).to_contain_text(result["credit"]["name"])

    def assertClosed(self, index):
        """The lightbox is gone and the focus is on the picture that it showed last."""
        expect(self.lightbox).to_be_hidden()
        # The close event is a task of its own.
        self.page.wait_for_timeout(100)
        wanted = self.answer["results"][index]["id"]
        self.wait_until(lambda: self.focused("element.closest('li')?.dataset.id") == wanted)

    def test_by_mouse(self):
        self.frame(1).click()
        self.assertEnlarged(1)
        self.button("Next").click()
        self.assertEnlarged(2)
        self.button("Previous").click()
        self.button("Previous").click()
        self.assertEnlarged(0)
        self.button("Close").click()
        self.assertClosed(0)

    def test_a_favourite_and_the_actions_by_key(self):
        self.frame(1).focus()
        self.page.keyboard.press("Enter")
        self.assertEnlarged(1)
        heart = self.lightbox.get_by_role("button", name="Favourite")
        for is_kept in ("true", "false"):
            self.page.keyboard.press("f")
            expect(heart).to_have_attribute("aria-pressed", is_kept)
        menu = self.page.get_by_role("menu")
        self.page.keyboard.press("m")
        expect(menu).to_be_visible()
        self.assertAccessible("menu")
        self.page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        self.assertEnlarged(1)
        # What the menu changes are the buttons that it was opened from.
        heart.focus()
        self.page.keyboard.press("m")
        self.assertEqual("Add to favourites", self.focused("element.innerText"))
        self.page.keyboard.press("Enter")
        expect(heart).to_have_attribute("aria-pressed", "true")
        self.assertTrue(self.focused(f"element !== document.body && {IN_LIGHTBOX}"))

    def test_by_keyboard(self):
        self.frame(0).focus()
        self.page.keyboard.press("Enter")
        self.assertEnlarged(0)
        self.page.keyboard.press("ArrowRight")
        self.assertEnlarged(1)
        self.page.keyboard.press("ArrowLeft")
        self.assertEnlarged(0)
        self.page.keyboard.press("Escape")
        self.assertClosed(0)

    def test_the_focus_goes_back_to_the_picture(self):
        for index in (0, 3):
            with self.subTest(index):
                self.frame(index).focus()
                self.page.keyboard.press("Enter")
                self.assertEnlarged(index)
                self.assertTrue(self.focused(IN_LIGHTBOX))
                self.page.keyboard.press("Escape")
                self.assertClosed(index)

    def test_the_focus_stays_inside(self):
        self.frame(2).click()
        self.assertEnlarged(2)
        stops = set()
        for key in ["Tab"] * 12 + ["Shift+Tab"] * 12:
            self.page.keyboard.press(key)
            # From the last stop Chromium goes by way of its own bar; the body is the active element then.
            self.assertTrue(self.focused(f"element === document.body || {IN_LIGHTBOX}"))
            stops.add(self.focused("element.getAttribute('aria-label') || element.innerText.trim()"))
        self.assertLessEqual({"Previous", "Next", "Close"}, stops)

    def test_what_lies_behind_does_not_scroll_or_take_clicks(self):
        self.frame(0).click()
        self.assertEnlarged(0)
        self.assertTrue(self.lightbox.evaluate("dialog => dialog.matches(':modal')"))

    def test_at_the_ends(self):
        self.frame(0).click()
        for index in range(1, COUNT):
            self.page.keyboard.press("ArrowRight")
            self.assertEnlarged(index)
        # Whether it goes round or stays, a press more does no harm.
        self.page.keyboard.press("ArrowRight")
        expect(self.lightbox.locator("img:visible")).to_have_attribute("src", re.compile("^https://"))
        expect(self.lightbox.get_by_text(re.compile(rf"^(1|{COUNT}) of {COUNT}$"))).to_be_visible()

    def test_by_finger(self):
        self.new_page(**{**self.touchscreen, "ignore_https_errors": True})
        self.open_results()
        self.frame(1).tap()
        self.assertEnlarged(1)
        self.swipe(0.8, 0.2)
        self.assertEnlarged(2)
        self.swipe(0.2, 0.8)
        self.assertEnlarged(1)
        # Up or down is no swipe to another picture.
        self.swipe(0.5, 0.52, downwards=0.3)
        self.assertEnlarged(1)
        self.button("Close").tap()
        self.assertClosed(1)

    def swipe(self, start, end, downwards=0):
        """A finger that moves over the picture, from and to these shares of its width."""
        box = self.lightbox.locator("img:visible").bounding_box()
        touch = self.context.new_cdp_session(self.page)

        def point(part):
            return {
                "x": box["x"] + box["width"] * (start + (end - start) * part),
                "y": box["y"] + box["height"] * (0.4 + downwards * part),
            }

        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point(0)]})
        for step in range(1, 6):
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point(step / 5)]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        touch.detach()
