"""Searching while typing, once the keyword's pictures are there."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from browser_test import SHOWN, BrowserTest


def asks_for(route, sentence):
    return parse_qs(urlsplit(route.request.url).query)["s_query"] == [sentence]


class Typing(BrowserTest):
    def setUp(self):
        super().setUp()
        self.open()
        self.search("mountains", "mountains with dark skies", 6)
        self.assertShows(self.stack.search("mountains", "mountains with dark skies", 6))

    def test_a_sentence_is_ranked_as_it_is_typed(self):
        self.sentence.fill("")
        self.sentence.press_sequentially("snow at night", delay=20)
        self.assertShows(self.stack.search("mountains", "snow at night", 6))
        self.assertEqual("snow at night", self.sentence.input_value())
        self.assertTrue(self.focused("element.id === 'q'"), "the focus stays where one types")

    def test_what_is_typed_in_one_go_is_one_entry_of_the_history(self):
        before = self.page.evaluate("history.length")
        for sentence in ("a house in the snow", "fog at dawn"):
            self.sentence.fill(sentence)
            self.assertShows(self.stack.search("mountains", sentence, 6))
        self.assertEqual(["fog at dawn"], parse_qs(urlsplit(self.page.url).query)["q"])
        self.assertEqual(before + 1, self.page.evaluate("history.length"))
        self.page.reload()
        self.assertShows(self.stack.search("mountains", "fog at dawn", 6))
        self.page.go_back()
        self.assertShows(self.stack.search("mountains", "mountains with dark skies", 6))

    def test_back_finds_each_search_that_someone_waited_for(self):
        for sentence in ("a house in the snow", "fog at dawn"):
            self.sentence.fill(sentence)
            self.assertShows(self.stack.search("mountains", sentence, 6))
            self.sentence.press("Enter")
            self.assertShows(self.stack.search("mountains", sentence, 6))
        for sentence in ("a house in the snow", "mountains with dark skies"):
            self.page.go_back()
            self.assertShows(self.stack.search("mountains", sentence, 6))

    def test_an_older_answer_never_replaces_a_newer_one(self):
        held, settled = [], []
        for event in ("requestfinished", "requestfailed"):
            self.page.on(event, lambda request: settled.append(request))

        def hold_the_older(route):
            if asks_for(route, "a sunny day"):
                held.append(route)
            else:
                route.continue_()

        self.page.route("**/search?*", hold_the_older)
        older = self.stack.search("mountains", "a sunny day", 6)
        newer = self.stack.search("mountains", "rain at night", 6)
        self.assertNotEqual(older["top_urls"], newer["top_urls"])
        self.sentence.fill("a sunny day")
        self.wait_until(lambda: held)
        self.sentence.fill("rain at night")
        self.assertShows(newer)
        # Not even for a moment: the page would put itself right when it sees what was typed.
        self.page.evaluate(f"""() => {{
            window.seen = [];
            new MutationObserver(() => window.seen.push({SHOWN}.ids.join()))
                .observe(document.getElementById("results"), {{ childList: true }});
        }}""")
        held[0].continue_()
        # Whether it is answered now or was given up by the page.
        self.wait_until(lambda: held[0].request in settled)
        self.page.evaluate("new Promise(done => setTimeout(done, 500))")
        self.assertShows(newer)
        self.assertNotIn(",".join(result["id"] for result in older["results"]), self.page.evaluate("window.seen"))
        self.assertEqual("rain at night", self.sentence.input_value())

    def test_a_new_keyword_waits_for_enter(self):
        shown = self.shown()
        self.keyword.fill("lake")
        self.sentence.fill("a boat at dawn")
        # Long enough for what would have been asked while typing.
        self.page.wait_for_timeout(600)
        self.assertEqual(shown, self.shown())
        self.sentence.press("Enter")
        self.assertShows(self.stack.search("lake", "a boat at dawn", 6))

    def test_an_unfinished_word_of_an_input_method_is_not_searched(self):
        asked = self.searches()
        self.sentence.evaluate("""field => {
            field.value = "xuě";
            field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        }""")
        self.page.wait_for_timeout(600)
        self.assertEqual(asked, self.searches())
        self.sentence.evaluate("""field => {
            field.value = "雪";
            field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
            field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "雪" }));
        }""")
        self.assertShows(self.stack.search("mountains", "雪", 6))

    def test_an_empty_sentence_asks_for_nothing(self):
        shown, asked = self.shown(), self.searches()
        self.sentence.fill("")
        self.page.wait_for_timeout(600)
        self.assertEqual(shown, self.shown())
        self.assertEqual(asked, self.searches())
        expect(self.problem).to_be_hidden()

    def searches(self):
        return [url for url in self.requests if urlsplit(url).path.startswith("/search")]
