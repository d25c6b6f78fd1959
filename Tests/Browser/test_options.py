"""The options, and what the server says of its source: examples, advice, whether it wants a keyword, the licence."""

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE = "mountains", "mountains with dark skies"


class Options(BrowserTest):
    def heights(self):
        return [item.bounding_box()["height"] for item in self.page.locator("#results .frame").all()]

    def test_the_size_of_the_pictures_is_remembered(self):
        self.open(t=TAG, q=SENTENCE)
        self.assertShows(self.stack.search(TAG, SENTENCE))
        found = {}
        self.unfold()
        for size in ("Compact", "Large", "Comfortable", "Compact"):
            self.page.get_by_label(size, exact=True).check()
            self.page.wait_for_timeout(100)
            found[size] = max(self.heights())
            self.assertAccessible(size)
            self.photograph(size)
        self.assertLess(found["Compact"], found["Comfortable"])
        self.assertLess(found["Comfortable"], found["Large"])
        self.page.reload()
        self.assertShows(self.stack.search(TAG, SENTENCE))
        self.assertAlmostEqual(found["Compact"], max(self.heights()), delta=1)
        self.unfold()
        expect(self.page.get_by_label("Compact", exact=True)).to_be_checked()

    def test_by_keyboard(self):
        self.open(t=TAG, q=SENTENCE)
        self.assertShows(self.stack.search(TAG, SENTENCE))
        fold = self.button("Options")
        fold.focus()
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        self.assertEqual("k", self.focused("element.id"))
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("ArrowRight")
        self.assertEqual("large", self.focused("element.value"))
        expect(self.page.locator("html")).to_have_attribute("data-density", "large")
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#options")).to_be_hidden()
        self.assertTrue(self.focused("element.id === 'fold'"))

    def test_it_opens_below_its_button(self):
        self.open()
        self.unfold()
        button, panel = (self.page.locator(name).bounding_box() for name in ("#fold", "#options"))
        self.assertLess(panel["y"] - button["y"] - button["height"], 24)

    def test_the_keyword_is_folded_where_the_sentence_is_enough(self):
        self.answer_source(source="gallery", tag_required=False, examples=[])
        field = self.page.get_by_label("Keyword", exact=True)
        self.open()
        # Nothing moves while the page is read for the first time.
        expect(field).to_be_visible()
        self.sentence.fill("a lighthouse in a storm")
        self.sentence.press("Enter")
        self.assertShows(self.stack.search("", "a lighthouse in a storm"))
        expect(field).to_be_hidden()
        self.open()
        expect(field).to_be_hidden()
        self.unfold()
        expect(field).to_be_visible()
        self.search("sea", "a boat", 4)
        self.assertShows(self.stack.search("sea", "a boat", 4))
        self.button("Options").click()
        # What counts is in sight.
        expect(field).to_be_visible()

    def test_a_keyword_that_is_needed_is_asked_for(self):
        self.answer_source(source="pixabay", tag_required=True, examples=[{"tag": "cats", "query": "a cat asleep in the sun"}])
        self.open()
        expect(self.sentence).to_have_attribute("placeholder", "a cat asleep in the sun")
        expect(self.page.get_by_label("Keyword", exact=True)).to_have_attribute("placeholder", "cats")
        self.sentence.fill("a dog")
        self.sentence.press("Enter")
        self.assertIn("keyword is missing", self.assertFieldProblem("Keyword"))
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.assertFieldProblem("Keyword")
        self.assertEqual([], [url for url in self.requests if "/search?" in url or "/search/stream" in url])


class Source(BrowserTest):
    def test_examples_of_the_source(self):
        examples = [{"tag": "cats", "query": "a cat asleep in the sun"}, {"tag": "sea", "query": "a boat <b>far</b> out"}]
        self.answer_source(source="gallery", tag_required=False, examples=examples)
        self.open()
        links = self.page.locator("#examples a")
        expect(links).to_have_count(2)
        self.assertEqual([example["query"] for example in examples], links.locator(".words").all_inner_texts())
        expect(links.nth(1)).to_have_class("sea")
        self.assertAccessible("examples")
        self.photograph("examples")
        links.nth(1).click()
        self.assertShows(self.stack.search("sea", "a boat <b>far</b> out"))

    def test_advice_of_the_source(self):
        self.answer_source(source="gallery", tag_required=False, examples=[
            {"tag": "cats", "query": "a cat"}, {"tag": "dogs", "query": "a dog"}])
        self.open(t="cats", q="a cat")
        self.wait_until(lambda: self.page.locator("#examples a").count() == 2)
        self.page.reload()
        self.assertProblem("empty")
        self.search("cats", "a black cat")
        self.wait_until(lambda: "such as “dogs”" in self.problem.inner_text())

    def test_a_source_that_says_nothing_of_use(self):
        for answer in (None, [], "text", {"examples": [1, {"tag": 3}], "tag_required": "yes", "licence": 5}):
            with self.subTest(answer):
                self.new_page()
                self.say_that_source_answers()
                self.page.route("**/source", lambda route: route.fulfill(json=answer))
                self.open()
                self.page.wait_for_load_state("networkidle")
                self.assertGreaterEqual(self.page.locator("#examples a").count(), 4)
                self.search("lake", "a quiet lake", 3)
                self.assertShows(self.stack.search("lake", "a quiet lake", 3))

    def test_the_licence_goes_with_the_picture(self):
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.answer_source(source="gallery", tag_required=False, examples=[],
                           licence={"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"})
        self.open(t="lake", q="a quiet lake", k="3")
        self.page.wait_for_load_state("networkidle")
        self.results.first.locator("button.open").click()
        self.page.locator("#lightbox .facts summary").click()
        expect(self.page.locator("#lightbox .facts").get_by_role("link", name="CC BY 4.0")).to_be_visible()
        self.button("Copy credit").click()
        self.page.get_by_role("menuitem", name="Text").click()
        self.toast("Credit copied as text.")
        self.assertIn(", CC BY 4.0 (https://", self.page.evaluate("navigator.clipboard.readText()"))
