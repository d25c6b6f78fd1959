"""The page by keyboard: to the sentence, from picture to picture, the list of keys, and earlier searches."""

import json

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE, COUNT = "forest", "misty forest at dawn", 9


class Keys(BrowserTest):
    def open_results(self):
        self.answer = self.stack.search(TAG, SENTENCE, COUNT)
        self.open(t=TAG, q=SENTENCE, k=str(COUNT))
        self.assertShows(self.answer)
        # The keys come with what is not needed at first.
        self.results.first.locator("button.open").focus()
        self.wait_until(lambda: self.page.keyboard.press("End") or self.place() == COUNT - 1)
        self.page.keyboard.press("Home")

    def place(self):
        """The place of the picture that has the focus."""
        return self.focused("[...document.querySelectorAll('#results .open')].indexOf(element)")

    def test_arrows_walk_the_pictures(self):
        self.open_results()
        self.assertEqual(0, self.place())
        for key, place in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", COUNT - 1), ("Home", 0), ("ArrowLeft", 0)):
            self.page.keyboard.press(key)
            self.assertEqual(place, self.place(), key)
        self.page.keyboard.press("ArrowRight")
        box = self.results.nth(1).bounding_box()
        self.page.keyboard.press("ArrowDown")
        below = self.results.nth(self.place()).bounding_box()
        self.assertGreater(below["y"], box["y"])
        self.assertLess(abs(below["x"] - box["x"]), box["width"])
        self.page.keyboard.press("ArrowUp")
        self.assertEqual(1, self.place())
        # What has the focus is not below the search.
        for _ in range(4):
            self.page.keyboard.press("ArrowDown")
        for _ in range(3):
            self.page.keyboard.press("ArrowUp")
            bar = self.page.locator("#search").bounding_box()
            self.page.wait_for_timeout(100)
            self.assertGreaterEqual(self.results.nth(self.place()).bounding_box()["y"], bar["y"] + bar["height"] - 1)

    def test_arrows_lead_from_the_page_to_its_pictures(self):
        self.answer = self.stack.search(TAG, SENTENCE, COUNT)
        for key in ("ArrowDown", "ArrowRight", "ArrowLeft"):
            with self.subTest(key):
                self.open(t=TAG, q=SENTENCE, k=str(COUNT))
                self.assertShows(self.answer)
                self.assertTrue(self.focused("element === document.body"))
                self.page.keyboard.press(key)
                self.assertEqual(0, self.place())
        # Where the page has been scrolled, to what is in sight.
        self.open(t=TAG, q=SENTENCE, k="30")
        self.assertShows(self.stack.search(TAG, SENTENCE, 30))
        self.page.evaluate("scrollTo(0, 700)")
        self.wait_until(lambda: self.page.evaluate("scrollY") == 700)
        self.page.keyboard.press("ArrowDown")
        box, bar = self.results.nth(self.place()).bounding_box(), self.page.locator("#search").bounding_box()
        self.assertTrue(bar["y"] + bar["height"] <= box["y"] < 500, box)
        # From the sentence and what stands beside it, too.
        self.sentence.focus()
        self.page.keyboard.press("ArrowDown")
        self.assertEqual(0, self.place())
        for name in ("Search", "Options", "Keys"):
            self.button(name).focus()
            self.page.keyboard.press("ArrowRight")
            self.assertEqual(0, self.place(), name)
        # Without pictures they scroll.
        self.open()
        self.page.keyboard.press("ArrowDown")
        self.assertTrue(self.focused("element === document.body"))

    def test_one_tab_leads_past_the_search(self):
        for scheme in ("light", "dark"):
            with self.subTest(scheme):
                self.new_page(color_scheme=scheme, reduced_motion="reduce")
                self.open(t=TAG, q=SENTENCE, k=str(COUNT))
                self.assertShows(self.stack.search(TAG, SENTENCE, COUNT))
                self.page.keyboard.press("Tab")
                skip = self.page.get_by_role("link", name="To the pictures")
                expect(skip).to_be_focused()
                self.assertGreater(skip.bounding_box()["width"], 80)
                self.assertAccessible("skip")
                self.page.keyboard.press("Enter")
                self.assertEqual(0, self.place())
                self.assertNotIn("#", self.page.url)
        # Where there are no pictures there is no such link.
        self.open()
        self.page.keyboard.press("Tab")
        self.assertTrue(self.focused("element.matches('.brand')"))

    def test_keys_lead_back_from_the_button_for_more(self):
        self.open_results()
        button = self.page.locator("#more button")
        for key, place in (("ArrowLeft", COUNT - 1), ("ArrowUp", COUNT - 1), ("Home", 0), ("End", COUNT - 1)):
            self.page.keyboard.press("End")
            self.page.keyboard.press("ArrowRight")
            expect(button).to_be_focused()
            self.page.keyboard.press(key)
            self.assertEqual(place, self.place(), key)

    def test_a_picture_is_one_stop(self):
        self.open_results()
        for place in range(COUNT):
            self.assertEqual(place, self.place())
            self.page.keyboard.press("Tab")
        self.assertEqual("Show more", self.focused("element.innerText"))

    def test_a_slash_leads_to_the_sentence(self):
        self.open()
        self.page.keyboard.press("/")
        self.assertTrue(self.focused("element.id === 'q'"))
        self.page.keyboard.type("and/or")
        self.assertEqual("and/or", self.sentence.input_value())
        self.open_results()
        self.page.keyboard.press("/")
        self.page.keyboard.type("fog")
        self.assertEqual("fog", self.sentence.input_value())

    def test_the_list_of_keys(self):
        for scheme in ("light", "dark"):
            for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
                with self.subTest(scheme=scheme, size=size):
                    self.new_page(color_scheme=scheme, viewport=size)
                    self.open()
                    self.page.keyboard.press("?")
                    dialog = self.page.get_by_role("dialog", name="Keys")
                    expect(dialog).to_be_visible()
                    self.assertAccessible("keys")
                    self.page.keyboard.press("Escape")
                    expect(dialog).to_have_count(0)
        self.button("Keys").click()
        expect(self.page.get_by_role("dialog", name="Keys")).to_be_visible()

    def test_the_keys_can_be_turned_off(self):
        # WCAG 2.1.4: people who dictate write signs that they do not mean as keys.
        self.open()
        self.button("Keys").click()
        self.page.get_by_role("checkbox").uncheck()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("/")
        self.assertFalse(self.focused("element.id === 'q'"))
        self.page.reload()
        self.page.keyboard.press("?")
        self.page.wait_for_timeout(300)
        expect(self.page.get_by_role("dialog", name="Keys")).to_have_count(0)


class EarlierSearches(BrowserTest):
    SEARCHES = (("lake", "a boat at dawn"), ("sea", "a red boat"), ("", "fog over hills"))

    def search_some(self):
        self.open()
        for tag, sentence in self.SEARCHES:
            self.search(tag, sentence, 3)
            self.assertShows(self.stack.search(tag, sentence, 3))
            self.wait_until(lambda: sentence in self.stored())
        self.open()

    def stored(self):
        return [entry["q"] for entry in json.loads(self.page.evaluate("localStorage.getItem('descry.searches')") or "[]")]

    @property
    def suggestions(self):
        return self.page.locator("#suggestions [role=row]:visible")

    def test_by_keyboard(self):
        self.search_some()
        self.page.keyboard.press("/")
        expect(self.suggestions).to_have_count(3)
        self.assertEqual("true", self.sentence.get_attribute("aria-expanded"))
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("ArrowDown")
        active = self.page.locator(f"#{self.sentence.get_attribute('aria-activedescendant')}")
        expect(active).to_contain_text("a red boat")
        self.assertAccessible("suggestions")
        self.page.keyboard.press("Enter")
        self.assertShows(self.stack.search("sea", "a red boat", 10))
        self.assertEqual("sea", self.keyword.input_value())
        expect(self.suggestions).to_have_count(0)

    def test_by_mouse(self):
        self.search_some()
        self.sentence.click()
        self.suggestions.nth(2).get_by_text("a boat at dawn").click()
        self.assertShows(self.stack.search("lake", "a boat at dawn", 10))

    def test_by_finger(self):
        self.touch_page()
        self.search_some()
        self.sentence.tap()
        self.suggestions.nth(1).get_by_text("a red boat").tap()
        self.assertShows(self.stack.search("sea", "a red boat", 10))

    def test_typing_leaves_those_that_fit(self):
        self.search_some()
        self.sentence.click()
        expect(self.suggestions).to_have_count(3)
        self.sentence.press_sequentially("boa")
        expect(self.suggestions).to_have_count(2)
        self.page.keyboard.press("Escape")
        expect(self.suggestions).to_have_count(0)
        self.assertEqual("boa", self.sentence.input_value())

    def test_they_lie_over_no_pictures_while_one_types(self):
        self.search_some()
        self.search("lake", "a boat", 3)
        self.assertShows(self.stack.search("lake", "a boat", 3))
        self.sentence.press("End")
        self.sentence.press_sequentially(" at dawn")
        self.assertShows(self.stack.search("lake", "a boat at dawn", 3))
        expect(self.suggestions).to_have_count(0)

    def test_one_is_erased(self):
        self.search_some()
        self.sentence.click()
        expect(self.suggestions).to_have_count(3)
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Delete")
        expect(self.suggestions).to_have_count(2)
        self.page.keyboard.press("ArrowRight")
        self.assertIn("Erase", self.page.locator(f"#{self.sentence.get_attribute('aria-activedescendant')}").get_attribute("aria-label"))
        self.page.keyboard.press("Enter")
        expect(self.suggestions).to_have_count(1)
        self.suggestions.locator(".erase").click()
        expect(self.suggestions).to_have_count(0)
        self.assertEqual([], self.stored())
        self.button("Undo").click()
        self.assertEqual(1, len(self.stored()))

    def test_all_are_erased(self):
        self.search_some()
        self.unfold()
        self.button("Erase them").click()
        self.wait_until(lambda: self.stored() == [])

    def test_none_is_kept_where_that_is_turned_off(self):
        self.search_some()
        self.unfold()
        self.page.get_by_label("Suggest my earlier searches").uncheck()
        self.wait_until(lambda: self.stored() == [])
        self.search("lake", "a quiet lake", 3)
        self.assertShows(self.stack.search("lake", "a quiet lake", 3))
        self.page.wait_for_timeout(500)
        self.assertEqual([], self.stored())
        self.page.reload()
        self.unfold()
        expect(self.page.get_by_label("Suggest my earlier searches")).not_to_be_checked()
