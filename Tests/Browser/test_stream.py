"""A new pool, picture by picture, from a stand-in for Pixabay that keeps some of them back."""

import re

from playwright.sync_api import expect

from browser_test import SHOWN, BrowserTest

# The stand-in sends the last sixteen of thirty, but those that are known already, only when it is told to: with half of
# them, a search would soon be answered without the rest.
HELD = ",".join(str(place) for place in range(14, 30))


class Stream(BrowserTest):
    stack_settings = {"pixabay": []}

    def setUp(self):
        super().setUp()
        self.stack.stand_in.tell("/__reset")
        self.addCleanup(self.stack.stand_in.tell, "/__reset")

    def hold(self, tag):
        # By their places for this tag: many pictures have several.
        self.stack.stand_in.tell(f"/__fault?mode=picture-gate&hits={HELD}&tag={tag}")

    def let_go(self):
        self.stack.stand_in.tell("/__open")

    @property
    def progress(self):
        return self.page.locator("progress#progress")

    def paths(self):
        return [url.removeprefix(self.stack.origin).split("?")[0] for url in self.requests]

    def test_the_grid_fills_while_the_pictures_come(self):
        # Other keywords have pictures in common with this one, which are there already.
        self.stack.forget()
        self.stack.restart_descry()
        self.hold("mountains")
        self.open()
        self.search("mountains", "mountains with dark skies", 12)
        expect(self.progress).to_be_visible()
        expect(self.results).to_have_count(12)
        self.wait_until(lambda: self.progress.evaluate("bar => bar.max === 30 && bar.value > 0"))
        self.assertLess(self.progress.evaluate("bar => bar.value"), 30)
        self.assertEqual("true", self.page.locator("#results").get_attribute("aria-busy"))
        expect(self.page.get_by_text(re.compile(r"\b\d+ of 30\b")).first).to_be_visible()
        self.assertEqual([""] * 12, self.page.evaluate(f"{SHOWN}.pictures.map(picture => picture.probability)"),
                         "figures that would change")
        self.assertAccessible("progress")
        self.photograph("progress")
        self.let_go()
        expect(self.progress).to_be_hidden()
        self.assertShows(self.stack.search("mountains", "mountains with dark skies", 12))
        self.assertIn("/search/stream", self.paths())
        self.assertEqual(1, self.stack.stand_in.tell("/__stats")["requests"]["/api/"])

    def test_pixabay_needs_a_keyword(self):
        self.expect_on_console("status of 400")
        self.open()
        self.search("", "a green meadow")
        self.assertIn("keyword", self.assertFieldProblem("Keyword"))

    def test_a_known_pool_shows_no_progress(self):
        self.open(t="meadow", q="a green meadow", k="4")
        self.assertShows(self.stack.search("meadow", "a green meadow", 4))
        expect(self.progress).to_be_hidden()
        self.search("meadow", "horses", 4)
        self.assertShows(self.stack.search("meadow", "horses", 4))
        expect(self.progress).to_be_hidden()

    def test_without_event_source(self):
        self.page.add_init_script("delete window.EventSource")
        self.open()
        self.search("sea", "a lighthouse", 8)
        self.assertShows(self.stack.search("sea", "a lighthouse", 8))
        self.assertNotIn("/search/stream", self.paths())
        self.assertIn("/search", self.paths())

    def test_a_new_search_leaves_the_old_stream(self):
        self.hold("lake")
        self.open()
        self.search("lake", "a boat", 6)
        expect(self.progress).to_be_visible()
        self.stack.stand_in.tell("/__fault?mode=none")
        self.search("forest", "fog between the trees", 6)
        self.assertShows(self.stack.search("forest", "fog between the trees", 6))
        self.let_go()
        # The other pool is whole now; nothing of it comes here.
        self.stack.search("lake", "a boat", 6)
        self.assertShows(self.stack.search("forest", "fog between the trees", 6))

    def test_the_credit_leads_to_pixabay(self):
        self.open(t="city", q="city lights", k="3")
        answer = self.stack.search("city", "city lights", 3)
        self.assertShows(answer)
        for item, result in zip(self.results.all(), answer["results"]):
            links = item.locator("a").evaluate_all("links => links.map(link => link.href)")
            self.assertTrue({result["page_url"], result["credit"]["url"]} & set(links), links)

    def test_a_stream_that_breaks_off_is_told(self):
        # The page asks /search what the stream's end means.
        self.expect_on_console("ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_HTTP2_PROTOCOL_ERROR|status of 503")
        self.hold("desert")
        self.open()
        self.search("desert", "a horse in the desert", 4)
        expect(self.results).to_have_count(4)
        self.stack.stop_descry(kill=True)
        try:
            self.assertProblem("unavailable")
            expect(self.progress).to_be_hidden()
            expect(self.results).to_have_count(4)
            expect(self.status).to_contain_text("before the search ended")
        finally:
            self.stack.stand_in.tell("/__reset")
            self.stack.restart_descry()
        # (The lock on the other keyword is still that of the process that was killed.)
        self.search("lake", "a boat", 4)
        self.assertShows(self.stack.search("lake", "a boat", 4))
        expect(self.problem).to_be_hidden()

    def test_a_picture_that_does_not_load_leaves_its_description(self):
        self.expect_on_console("status of 404")
        answer = self.stack.search("flowers", "red poppies", 3)
        self.stack.stand_in.tell("/__fault?mode=404pictures")
        self.open(t="flowers", q="red poppies", k="3")
        expect(self.results).to_have_count(3)
        for item, result in zip(self.results.all(), answer["results"]):
            item.scroll_into_view_if_needed()
            # The text, or what the browser puts in a picture's place.
            expect(item.get_by_text(result["alt"]).or_(item.get_by_role("img", name=result["alt"]))).to_be_visible()
            self.assertEqual(0, item.locator("img").evaluate_all(
                "images => images.filter(image => image.naturalWidth > 0).length"))
