"""What goes wrong is told in a sentence, with a way on."""

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE, COUNT = "lake", "a boat at dawn", 4


class Problems(BrowserTest):
    def test_no_pictures_for_a_keyword(self):
        self.open()
        self.search("xyzzy", "anything")
        self.assertIn("xyzzy", self.assertProblem("empty") + self.status.inner_text())
        expect(self.results).to_have_count(0)
        self.search(TAG, SENTENCE, COUNT)
        self.assertShows(self.stack.search(TAG, SENTENCE, COUNT))
        expect(self.problem).to_be_hidden()

    def test_bad_input_names_the_field(self):
        self.expect_on_console("status of 400")
        for parameters, label in (
            ({"t": "x" * 101, "q": "a boat"}, "Keyword"),
            ({"t": "lake", "q": "x" * 1001}, "What the picture shows"),
            ({"t": "lake", "q": "a boat", "k": "0"}, "Pictures"),
        ):
            with self.subTest(label):
                self.open(**parameters)
                self.assertNotIn("s_query", self.assertFieldProblem(label))
                self.page.set_viewport_size({"width": 390, "height": 844})
                self.assertFieldProblem(label)
                self.page.set_viewport_size({"width": 1280, "height": 800})
        self.search(TAG, SENTENCE, COUNT)
        self.assertShows(self.stack.search(TAG, SENTENCE, COUNT))
        expect(self.page.locator("#field-problem")).to_be_hidden()
        expect(self.count).not_to_have_attribute("aria-invalid", "true")

    def test_half_a_deep_link_asks_for_the_rest(self):
        self.expect_on_console("status of 400")
        self.open(t="lake")
        self.assertFieldProblem("What the picture shows")

    def test_offline(self):
        self.expect_on_console("ERR_INTERNET_DISCONNECTED")
        self.open()
        self.context.set_offline(True)
        self.search(TAG, SENTENCE, COUNT)
        self.assertProblem("offline")
        self.context.set_offline(False)
        # The page hears that the connection is back.
        self.assertShows(self.stack.search(TAG, SENTENCE, COUNT))
        expect(self.problem).to_be_hidden()

    def test_offline_with_pictures_on_the_page(self):
        self.expect_on_console("ERR_INTERNET_DISCONNECTED")
        self.open(t=TAG, q="a lake in the morning", k=str(COUNT))
        self.assertShows(self.stack.search(TAG, "a lake in the morning", COUNT))
        self.context.set_offline(True)
        self.search("sea", "a boat", COUNT)
        self.assertProblem("offline")
        self.assertKeeps("a lake in the morning")
        self.context.set_offline(False)
        self.assertShows(self.stack.search("sea", "a boat", COUNT))

    def open_and_stop_the_process(self):
        self.expect_on_console("status of 503")
        self.open(t=TAG, q="a lake in the morning", k=str(COUNT))
        self.earlier = self.stack.search(TAG, "a lake in the morning", COUNT)
        self.assertShows(self.earlier)
        self.stack.stop_descry()

    def assertKeeps(self, sentence):
        """The pictures of an earlier search are there, and the page says that they are."""
        earlier = self.stack.search(TAG, sentence, COUNT) if self.stack.is_ready() else self.earlier
        self.assertEqual([result["id"] for result in earlier["results"]], self.shown())
        expect(self.page.locator("#results.earlier")).to_be_visible()
        expect(self.status).to_contain_text(sentence)

    def test_the_process_does_not_run(self):
        self.open_and_stop_the_process()
        try:
            self.search("sea", SENTENCE, COUNT)
            self.assertRegex(self.assertProblem("unavailable"), r"\b\d+\ss\b")
            self.assertKeeps("a lake in the morning")
            expect(self.button("Try again")).to_be_visible()
        finally:
            self.stack.restart_descry()
        # By itself, when its time has come.
        self.assertShows(self.stack.search("sea", SENTENCE, COUNT))
        expect(self.problem).to_be_hidden()
        expect(self.page.locator("#results.earlier")).to_have_count(0)

    def test_typing_is_tried_again_too(self):
        self.open_and_stop_the_process()
        try:
            self.sentence.press("End")
            self.sentence.press_sequentially(" fog")
            self.assertProblem("unavailable")
            self.assertKeeps("a lake in the morning")
        finally:
            self.stack.restart_descry()
        self.assertShows(self.stack.search(TAG, "a lake in the morning fog", COUNT))
        expect(self.problem).to_be_hidden()

    def test_nothing_answers_at_all(self):
        self.expect_on_console("ERR_CONNECTION_REFUSED")
        self.open()
        self.stack.stop_nginx()
        try:
            self.search(TAG, SENTENCE, COUNT)
            self.assertIn(self.problem_kind(), ("offline", "unavailable"))
        finally:
            self.stack.restart_nginx()
        self.assertShows(self.stack.search(TAG, SENTENCE, COUNT))
        expect(self.problem).to_be_hidden()

    def problem_kind(self):
        expect(self.problem).to_be_visible()
        return self.problem.get_attribute("data-kind")


class RateLimit(BrowserTest):
    stack_settings = {"nginx": {"DESCRY_UNLIMITED": "", "DESCRY_RATE": "1", "DESCRY_BURST": "0"}}

    def test_too_many_searches(self):
        self.expect_on_console("status of 429")
        self.open()
        self.keyword.fill(TAG)
        self.sentence.fill(SENTENCE)
        self.count.fill(str(COUNT))
        # The first of these takes the place of this second; all the rest come too early. (Equal ones would wait for
        # each other in the browser's cache.)
        self.page.evaluate("""() => {
            for (let number = 0; number < 3; number++) fetch(`/search?t=xyzzy&s_query=${number}`);
            document.getElementById("search").requestSubmit();
        }""")
        text = self.assertProblem("rate-limited")
        self.assertRegex(text, r"\b\d+\ss\b")
        expect(self.button("Try again")).to_be_visible()
        # It tries again by itself when the time is over.
        expect(self.results).to_have_count(COUNT)
        expect(self.problem).to_be_hidden()
        self.page.wait_for_timeout(1100)
        self.assertShows(self.stack.search(TAG, SENTENCE, COUNT))


class SlowSource(BrowserTest):
    stack_settings = {"pixabay": []}

    def setUp(self):
        super().setUp()
        self.stack.stand_in.tell("/__reset")
        self.addCleanup(self.stack.stand_in.tell, "/__reset")

    def test_a_long_search_says_that_it_goes_on(self):
        self.stack.stand_in.tell("/__fault?mode=picture-gate")
        self.open()
        self.search(TAG, SENTENCE, COUNT)
        self.assertIn("still", self.assertProblem("slow"))
        self.assertEqual("true", self.page.locator("#results").get_attribute("aria-busy"))
        self.stack.stand_in.tell("/__open")
        self.assertShows(self.stack.search(TAG, SENTENCE, COUNT))
        expect(self.problem).to_be_hidden()

    def test_the_source_fails(self):
        self.expect_on_console("status of 502")
        self.stack.stand_in.tell("/__fault?mode=500")
        self.open()
        self.search("meadow", "a green meadow", COUNT)
        self.assertProblem("unavailable")
        self.stack.stand_in.tell("/__fault?mode=none")
        self.button("Try again").click()
        self.assertShows(self.stack.search("meadow", "a green meadow", COUNT))


class HangingSource(BrowserTest):
    stack_settings = {"pixabay": ["--fault", "hang"], "descry": {"DESCRY_DEADLINE": "1"}}

    def test_the_source_says_nothing(self):
        self.expect_on_console("status of 504")
        self.open()
        self.search(TAG, SENTENCE, COUNT)
        self.assertProblem("unavailable")
        expect(self.button("Try again")).to_be_visible()
