"""Searching: the form, the examples, the address."""

import json
import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from browser_test import BrowserTest
from stack import ROOT

GALLERY = {
    "gallery:" + picture["file"].removesuffix(".jpg"): picture
    for picture in json.loads((ROOT / "deploy/demo/gallery/gallery.json").read_text())["pictures"]
}


class Search(BrowserTest):
    def assertAddress(self, **parameters):
        address = urlsplit(self.page.url)
        self.assertEqual({name: [value] for name, value in parameters.items()}, parse_qs(address.query))
        self.assertEqual("/", address.path)

    def test_by_button(self):
        self.open()
        self.search("mountains", "mountains with dark skies", 7)
        self.assertShows(self.stack.search("mountains", "mountains with dark skies", 7))
        self.assertAddress(t="mountains", q="mountains with dark skies", k="7")
        expect(self.problem).to_be_hidden()

    def test_what_is_missing_is_said(self):
        self.open()

        def summary(**pool):
            answer = {"tag": "sea", "pool": {"size": 30, "ranked": 30, "skipped": 0, "stale": False, "age_s": 60, **pool},
                      "results": [{}, {}]}
            return self.page.evaluate("async answer => (await import('/modules/report.js')).summary(answer)", answer)

        self.assertEqual("The 2 best of 30 pictures for “sea”", summary())
        self.assertEqual("The 2 best of 22 pictures for “sea” (8 could not be fetched or read)", summary(ranked=22, skipped=8))
        self.assertEqual("The 2 best of 21 pictures for “sea” (1 more did not come in time, 8 could not be fetched or read)",
                         summary(ranked=21, skipped=8))
        old = "The 2 best of 30 pictures for “sea”. Their source cannot be reached: the list is {} old, so pictures may be missing"
        self.assertEqual(old.format("25 hours"), summary(stale=True, age_s=90_020))
        self.assertEqual(old.format("3 days"), summary(stale=True, age_s=260_000))

    def test_earlier_searches_do_not_cover_a_problem(self):
        self.open()
        self.search("mountains", "snow at night", 4)
        self.assertShows(self.stack.search("mountains", "snow at night", 4))
        self.sentence.fill("")
        self.sentence.press("Enter")
        self.assertFieldProblem("What the picture shows")
        self.page.wait_for_timeout(200)
        expect(self.page.locator("#suggestions")).to_be_hidden()

    def test_an_examples_keyword_goes_with_its_sentence(self):
        self.open()
        self.page.locator("#examples a", has_text="sailing").click()
        self.assertEqual("sea", self.page.locator("[name=t]").input_value())
        self.sentence.fill("a red sailing boat in the rain")
        self.assertShows(self.stack.search("sea", "a red sailing boat in the rain"))
        self.sentence.fill("snowy mountains")
        self.sentence.press("Enter")
        self.assertShows(self.stack.search("", "snowy mountains"))

    def test_by_enter_in_each_field(self):
        for field in ("keyword", "sentence", "count"):
            with self.subTest(field):
                self.open()
                self.keyword.fill("sea")
                self.sentence.fill("a red boat")
                self.count.fill("5")
                getattr(self, field).press("Enter")
                self.assertShows(self.stack.search("sea", "a red boat", 5))

    def test_each_example_gives_pictures_of_its_keyword(self):
        self.open()
        links = self.page.locator("section#examples a")
        self.assertGreaterEqual(links.count(), 4)
        for index in range(links.count()):
            self.open()
            address = parse_qs(urlsplit(links.nth(index).get_attribute("href")).query)
            tag, sentence = address["t"][0], address["q"][0]
            with self.subTest(f"{tag}: {sentence}"):
                links.nth(index).click()
                answer = self.stack.search(tag, sentence)
                self.assertEqual(10, len(answer["results"]))
                self.assertShows(answer)
                self.assertEqual((tag, sentence), (self.keyword.input_value(), self.sentence.input_value()))
                for item in self.results.all():
                    picture = GALLERY[item.get_attribute("data-id")]
                    self.assertIn(tag, picture["tags"])
                    self.assertEqual(picture["alt"], item.locator("img").get_attribute("alt"))

    def test_pictures_are_loaded_and_keep_their_shape(self):
        self.open(t="forest", q="misty forest", k="4")
        self.assertShows(self.stack.search("forest", "misty forest", 4))
        for image in self.page.locator("#results img").all():
            image.scroll_into_view_if_needed()
            image.evaluate("image => image.decode()")
            natural, shown = image.evaluate(
                "image => [image.naturalWidth / image.naturalHeight, image.clientWidth / image.clientHeight]")
            self.assertAlmostEqual(natural, shown, delta=0.02)

    def test_without_a_keyword_all_pictures_are_searched(self):
        self.open()
        self.search("", "a lighthouse in a storm", 6)
        answer = self.stack.search("", "a lighthouse in a storm", 6)
        self.assertEqual(len(GALLERY), answer["pool"]["size"])
        self.assertShows(answer)
        self.assertAddress(q="a lighthouse in a storm", k="6")
        self.assertNotIn("“”", self.status.inner_text())
        self.assertEqual("any", self.keyword.get_attribute("placeholder"))
        self.page.reload()
        self.assertShows(answer)

    def test_a_deep_link_searches(self):
        self.open(t="city", q="city lights at night", k="3")
        self.assertShows(self.stack.search("city", "city lights at night", 3))
        self.assertEqual(
            ["city", "city lights at night", "3"],
            [field.input_value() for field in (self.keyword, self.sentence, self.count)])

    def test_an_address_with_the_name_that_the_api_has_for_the_sentence(self):
        self.open(t="city", s_query="city lights at night", k="3")
        self.assertShows(self.stack.search("city", "city lights at night", 3))
        self.assertEqual("city lights at night", self.sentence.input_value())
        self.assertAddress(t="city", q="city lights at night", k="3")

    def test_a_sentence_of_a_thousand_emoji(self):
        tag, sentence = "sea", "\U0001f40e" * 1000
        self.open()
        self.search(tag, sentence, 5)
        self.assertShows(self.stack.search(tag, sentence, 5))
        # The address holds all of it, and opens again.
        self.page.reload()
        self.assertShows(self.stack.search(tag, sentence, 5))
        self.assertEqual(sentence, self.sentence.input_value())

    def test_back_and_forward(self):
        self.open()
        first = self.stack.search("mountains", "snow on the peaks")
        second = self.stack.search("lake", "a boat at dawn")
        self.search("mountains", "snow on the peaks")
        self.assertShows(first)
        self.search("lake", "a boat at dawn")
        self.assertShows(second)
        self.page.go_back()
        self.assertShows(first)
        self.assertEqual(
            ["mountains", "snow on the peaks"], [self.keyword.input_value(), self.sentence.input_value()])
        self.page.go_back()
        expect(self.results).to_have_count(0)
        self.assertEqual(["", ""], [self.keyword.input_value(), self.sentence.input_value()])
        expect(self.page.locator("section#examples")).to_be_visible()
        self.page.go_forward()
        self.assertShows(first)
        self.page.go_forward()
        self.assertShows(second)

    def test_reloading_shows_the_same(self):
        self.open()
        self.search("desert", "a horse in the desert", 6)
        answer = self.stack.search("desert", "a horse in the desert", 6)
        self.assertShows(answer)
        self.page.reload()
        self.assertShows(answer)

    def test_the_title_names_the_search(self):
        self.open()
        start = self.page.title()
        self.assertIn("Descry", start)
        self.search("lake", "a quiet lake")
        expect(self.page).to_have_title(re.compile("a quiet lake.*Descry"))
        self.page.go_back()
        expect(self.page).to_have_title(start)

    def test_the_raw_score_is_there_on_demand(self):
        self.open(t="lake", q="a quiet lake", k="2")
        answer = self.stack.search("lake", "a quiet lake", 2)
        self.assertShows(answer)
        item, score = self.results.first, answer["results"][0]["score"]
        number = item.get_by_text(re.compile(re.escape(f"{score:g}")))
        expect(number).to_be_hidden()
        control = item.locator(".raw summary, button.raw, .raw button").first
        control.focus()
        control.press("Enter")
        expect(number.first).to_be_visible()

    def test_the_bars_follow_the_probabilities(self):
        # Those of a server that does not judge its pictures in words.
        def without_words(answer):
            for result in answer["results"]:
                result["match"] = None

        self.change_answers(without_words)
        self.open(t="sea", q="a lighthouse in a storm")
        answer = self.stack.search("sea", "a lighthouse in a storm")
        without_words(answer)
        self.assertShows(answer)
        # The filled part is moved out of the bar by what is missing.
        values = self.page.locator("#results > li .bar").evaluate_all("""bars => {
            document.getAnimations().forEach(animation => animation.finish());
            return bars.map(bar =>
                1 + new DOMMatrix(getComputedStyle(bar, "::after").transform).m41 / bar.clientWidth);
        }""")
        self.assertEqual(len(answer["results"]), len(values))
        for shown, result in zip(values, answer["results"]):
            self.assertAlmostEqual(result["probability"], shown, delta=0.005)

    def test_more_than_there_are_is_all(self):
        self.open(t="mountains", q="dark skies", k="200")
        self.assertShows(self.stack.search("mountains", "dark skies", 200))
        expect(self.results).to_have_count(30)

    def test_what_is_typed_is_shown_as_text(self):
        sentence = '<img src=x onerror="alert(1)"> & "quotes"'
        self.open()
        self.search("lake", sentence, 2)
        self.assertShows(self.stack.search("lake", sentence, 2))
        self.assertAddress(t="lake", q=sentence, k="2")
        self.page.reload()
        self.assertEqual(sentence, self.sentence.input_value())
        self.assertEqual(0, self.page.locator("img[src='x']").count())

    def test_the_number_found_is_announced(self):
        self.open(t="lake", q="a quiet lake", k="4")
        self.assertShows(self.stack.search("lake", "a quiet lake", 4))
        self.assertEqual("status", self.status.get_attribute("role"))
        expect(self.status).to_contain_text(re.compile(r"\b4\b.*\b30\b"))
