"""Back and forward: the lightbox first, and each search where it was left."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE, COUNT = "mountains", "mountains with dark skies", 20


class History(BrowserTest):
    def setUp(self):
        super().setUp()
        self.answer = self.stack.search(TAG, SENTENCE, COUNT)

    @property
    def lightbox(self):
        return self.page.locator("dialog#lightbox")

    def open_results(self, **more):
        self.open(t=TAG, q=SENTENCE, k=str(COUNT), **more)
        self.assertShows(self.answer)

    def picture_of_address(self):
        return parse_qs(urlsplit(self.page.url).query).get("p")

    def picture_id(self, index):
        return self.answer["results"][index]["id"]

    def test_back_closes_the_lightbox_first(self):
        self.open()
        self.search(TAG, SENTENCE, COUNT)
        self.assertShows(self.answer)
        self.results.nth(2).locator("button.open").click()
        self.page.keyboard.press("ArrowRight")
        self.assertEqual([self.picture_id(3)], self.picture_of_address())
        self.page.go_back()
        expect(self.lightbox).to_be_hidden()
        self.assertShows(self.answer)
        self.wait_until(lambda: self.focused("element.closest('li')?.dataset.id") == self.picture_id(3))
        self.page.go_back()
        expect(self.results).to_have_count(0)

    def test_back_from_a_search_that_failed(self):
        self.expect_on_console("ERR_INTERNET_DISCONNECTED")
        self.open_results()
        self.context.set_offline(True)
        self.search("lake", "a boat at dawn", 5)
        self.assertProblem("offline")
        self.page.go_back()
        expect(self.problem).to_be_hidden()
        self.assertEqual([TAG, SENTENCE], [self.keyword.input_value(), self.sentence.input_value()])
        self.assertShows(self.answer)
        expect(self.page.locator("#results.earlier")).to_have_count(0)
        self.assertIn(SENTENCE, self.page.title())
        self.context.set_offline(False)
        # The search that failed is not tried again in this entry of the history.
        self.page.wait_for_timeout(3000)
        self.assertEqual([SENTENCE], parse_qs(urlsplit(self.page.url).query)["q"])
        self.assertShows(self.answer)
        self.page.go_forward()
        self.assertShows(self.stack.search("lake", "a boat at dawn", 5))

    def test_forward_opens_it_again(self):
        self.open_results()
        self.results.nth(1).locator("button.open").click()
        self.page.go_back()
        expect(self.lightbox).to_be_hidden()
        self.page.go_forward()
        expect(self.lightbox.locator("img")).to_have_attribute("src", self.answer["results"][1]["url"])

    def test_closing_leaves_one_entry_less(self):
        self.open_results()
        self.results.nth(1).locator("button.open").click()
        self.button("Close").click()
        self.wait_until(lambda: self.picture_of_address() is None)
        self.search(TAG, "snow", 5)
        self.assertShows(self.stack.search(TAG, "snow", 5))
        self.page.go_back()
        self.assertShows(self.answer)
        expect(self.lightbox).to_be_hidden()

    def test_a_picture_has_an_address(self):
        self.open_results(p=self.picture_id(4))
        expect(self.lightbox.locator("img")).to_have_attribute("src", self.answer["results"][4]["url"])
        self.page.keyboard.press("Escape")
        expect(self.lightbox).to_be_hidden()
        self.wait_until(lambda: self.picture_of_address() is None)
        self.assertShows(self.answer)

    def test_a_picture_that_is_not_there_opens_nothing(self):
        self.open_results(p="gallery:none")
        expect(self.lightbox).to_be_hidden()

    def test_back_scrolls_to_where_it_was_left(self):
        # All of the pool, so that no more come by scrolling.
        whole = self.stack.search(TAG, SENTENCE, 30)
        self.open(t=TAG, q=SENTENCE, k="30")
        self.assertShows(whole)
        self.page.evaluate("window.scrollTo(0, 700)")
        self.wait_until(lambda: self.page.evaluate("window.scrollY") == 700)
        self.keyword.evaluate("field => { field.value = 'lake'; field.form.requestSubmit(); }")
        self.assertShows(self.stack.search("lake", SENTENCE, 30))
        self.page.evaluate("new Promise(done => { window.scrollTo(0, 10); setTimeout(done, 300); })")
        self.page.go_back()
        self.assertShows(whole)
        self.wait_until(lambda: self.page.evaluate("window.scrollY") == 700)
        self.page.reload()
        self.assertShows(whole)
        self.wait_until(lambda: self.page.evaluate("window.scrollY") == 700)
