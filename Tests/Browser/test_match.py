"""How well a picture fits, in words; and its colour until it is there."""

import re

from playwright.sync_api import expect

from browser_test import BrowserTest


class Match(BrowserTest):
    def test_words_in_place_of_figures(self):
        words = ["strong", "strong", "fair", "weak"]

        def judge(answer):
            answer["match"] = "strong"
            for result, word in zip(answer["results"], words):
                result["match"] = word

        self.change_answers(judge)
        for scheme in ("light", "dark"):
            with self.subTest(scheme):
                self.new_page(color_scheme=scheme, reduced_motion="reduce")
                self.change_answers(judge)
                self.open(t="lake", q="a quiet lake", k="4")
                answer = self.stack.search("lake", "a quiet lake", 4)
                judge(answer)
                self.assertShows(answer)
                self.assertAccessible(scheme)
                self.photograph(f"words-{scheme}")
                item, result = self.results.first, answer["results"][0]
                expect(item.get_by_text("%")).to_be_hidden()
                item.locator("summary").click()
                expect(item.locator(".score")).to_have_text(re.compile(rf"^Raw score {result['score']:g}, \d+ % of all$"))
                self.results.nth(2).locator("button.open").click()
                expect(self.page.locator("#lightbox .from")).to_contain_text("fair match")
                self.page.locator("#lightbox .facts summary").click()
                expect(self.page.locator("#lightbox .facts")).to_contain_text("Raw score")

    def test_nothing_looks_like_that(self):
        def judge(answer):
            answer["match"] = "weak"
            for result in answer["results"]:
                result["match"] = "weak"

        self.change_answers(judge)
        self.open(t="lake", q="asdfghjkl", k="4")
        expect(self.status).to_have_text("Nothing here looks like that. The 4 nearest of 30 pictures for “lake”. Plain English words work best")
        expect(self.status.locator("strong")).to_be_visible()
        self.assertAccessible("weak")

    def test_a_keyword_without_what_is_wanted_leads_to_all_pictures(self):
        sentence = "a lighthouse in a storm"
        self.open(t="desert", q=sentence)
        self.button("Search all pictures").click()
        self.assertShows(self.stack.search("", sentence))
        expect(self.page.get_by_role("button", name="Search all pictures")).to_be_hidden()

    def test_what_the_real_server_says(self):
        for tag, sentence, is_weak in (("lake", "a plate of spaghetti", True), ("sea", "a lighthouse in a storm", False)):
            with self.subTest(sentence):
                self.open(t=tag, q=sentence)
                answer = self.stack.search(tag, sentence)
                self.assertShows(answer)
                self.assertEqual(is_weak, answer["match"] == "weak")
                self.assertEqual(is_weak, self.status.inner_text().startswith("Nothing here looks like that."))
                self.assertEqual([f"{result['match']} match" for result in answer["results"]],
                                 self.page.locator("#results .probability").all_inner_texts())
                self.photograph("weak" if is_weak else "strong")

    def test_the_real_server_gives_colours(self):
        self.expect_on_console("ERR_FAILED")
        answer = self.stack.search("lake", "a quiet lake", 3)
        self.page.route("**/gallery/*", lambda route: route.abort())
        self.open(t="lake", q="a quiet lake", k="3")
        for frame, result in zip(self.page.locator("#results .frame").all(), answer["results"], strict=True):
            self.assertRegex(result["color"], "^#[0-9a-f]{6}$")
            red, green, blue = bytes.fromhex(result["color"][1:])
            expect(frame).to_have_css("background-color", f"rgb({red}, {green}, {blue})")
        self.photograph("colours")

    def test_the_colour_of_a_picture_that_is_still_coming(self):
        self.expect_on_console("ERR_FAILED")

        def paint(answer):
            answer["results"][0]["color"] = "#336699"
            answer["results"][1]["color"] = "red; } body { display: none"

        self.change_answers(paint)
        self.page.route("**/gallery/*", lambda route: route.abort())
        self.open(t="lake", q="a quiet lake", k="3")
        frames = self.page.locator("#results .frame")
        expect(frames).to_have_count(3)
        expect(frames.first).to_have_css("background-color", "rgb(51, 102, 153)")
        self.assertEqual("", frames.nth(1).evaluate("frame => frame.style.backgroundColor"))
