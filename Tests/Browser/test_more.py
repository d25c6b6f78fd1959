"""More pictures as one scrolls or by a button; the search that stays; the options; how much fits the first view."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE = "mountains", "mountains with dark skies"


def parameters(url):
    return {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}


class More(BrowserTest):
    def open_results(self, count=10):
        self.answer = self.stack.search(TAG, SENTENCE, 30)
        self.open(t=TAG, q=SENTENCE, **({} if count == 10 else {"k": str(count)}))
        self.assertShows(self.stack.search(TAG, SENTENCE, count))

    @property
    def more(self):
        return self.button("Show more")

    def assertFirst(self, count):
        """The first pictures of the whole pool are there, in their order."""
        self.wait_until(lambda: len(self.shown()) == count)
        self.assertEqual([result["id"] for result in self.answer["results"][:count]], self.shown())

    def wheel(self, times=12):
        self.page.mouse.move(600, 500)
        for _ in range(times):
            self.page.mouse.wheel(0, 300)
            self.page.wait_for_timeout(40)

    def test_by_scrolling(self):
        self.open_results()
        self.page.wait_for_timeout(300)
        self.assertFirst(10)
        self.wheel()
        self.wait_until(lambda: self.page.mouse.wheel(0, 300) or len(self.shown()) == 30)
        self.assertFirst(30)
        expect(self.more).to_be_hidden()
        expect(self.status).to_contain_text("30 best of 30")

    def test_by_button(self):
        self.open_results()
        self.more.focus()
        self.page.keyboard.press("Enter")
        self.assertFirst(20)
        # The first of the new ones has the focus.
        self.wait_until(lambda: self.focused("element.closest('li')?.dataset.id") == self.answer["results"][10]["id"])
        expect(self.status).to_contain_text("20 best of 30")
        self.more.click()
        self.assertFirst(30)
        expect(self.more).to_be_hidden()

    def test_the_keyboard_comes_to_the_button(self):
        self.open_results()
        self.results.first.locator("button.open").focus()
        for _ in range(10):
            self.page.keyboard.press("Tab")
        self.assertEqual("Show more", self.focused("element.innerText"))
        self.assertFirst(10)

    def test_a_server_that_knows_offsets_is_asked_for_the_next_ones(self):
        def page_of(route):
            asked.append(parameters(route.request.url))
            first, count = int(asked[-1].get("offset", 0)), int(asked[-1]["k"])
            whole = self.stack.search(TAG, SENTENCE, 30)
            # One is in both parts: the pool has changed.
            results = whole["results"][max(0, first - 1 if first else 0):first + count]
            route.fulfill(json={**whole, "results": results, "offset": first})

        asked = []
        self.answer = self.stack.search(TAG, SENTENCE, 30)
        self.page.add_init_script("delete window.EventSource")
        self.page.route("**/search?*", page_of)
        self.open(t=TAG, q=SENTENCE)
        self.assertFirst(10)
        self.more.click()
        self.assertFirst(20)
        self.assertEqual([None, "10"], [query.get("offset") for query in asked])
        self.assertEqual(["10", "10"], [query["k"] for query in asked])

    def test_back_finds_all_of_them(self):
        self.open_results()
        self.more.click()
        self.assertFirst(20)
        self.results.nth(18).scroll_into_view_if_needed()
        # More may come by that.
        self.page.wait_for_timeout(500)
        place, shown = self.page.evaluate("scrollY"), self.shown()
        # Without the options, which are far up.
        self.keyword.evaluate("field => { field.value = 'lake'; field.form.requestSubmit(); }")
        self.assertShows(self.stack.search("lake", SENTENCE, 10))
        for go in (self.page.go_back, self.page.reload):
            go()
            self.wait_until(lambda: self.shown()[:len(shown)] == shown)
            self.wait_until(lambda: self.page.evaluate("scrollY") == place)

    def test_a_link_to_one_of_them(self):
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.open_results()
        self.more.click()
        self.assertFirst(20)
        self.results.nth(14).locator("button.open").click()
        self.page.locator("#lightbox .actions").get_by_role("button", name="Copy link").click()
        self.toast("Link copied.")
        link = self.page.evaluate("navigator.clipboard.readText()")
        self.new_page()
        self.page.goto(link)
        expect(self.page.locator("#lightbox img")).to_have_attribute("src", self.answer["results"][14]["url"])

    def test_what_cannot_be_fetched_is_said(self):
        self.expect_on_console("status of 503")
        self.open_results()
        self.page.route("**/search?*", lambda route: route.fulfill(status=503, json={"detail": "busy"}))
        self.more.click()
        expect(self.page.locator("#more [role=status]")).to_contain_text("No more could be fetched")
        self.assertFirst(10)
        self.page.unroute("**/search?*")
        self.more.click()
        self.assertFirst(20)

    def test_the_search_stays_in_sight(self):
        for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
            with self.subTest(size):
                self.new_page(viewport=size)
                self.open_results(20)
                self.page.evaluate("scrollTo(0, 900)")
                box = self.sentence.bounding_box()
                self.assertTrue(0 <= box["y"] and box["y"] + box["height"] < 90, box)
                self.page.wait_for_timeout(100)
                covered = self.page.locator("#search").bounding_box()
                self.assertLess(covered["y"] + covered["height"], 90)
                self.assertAccessible("scrolled")
                self.photograph(f"scrolled-{size['width']}")
                # A new sentence shows its first picture.
                self.sentence.fill("a house in the snow")
                self.assertShows(self.stack.search(TAG, "a house in the snow", 20))
                self.wait_until(lambda: covered["y"] <= self.results.first.bounding_box()["y"] < size["height"] / 2)


class FirstView(BrowserTest):
    def test_whole_pictures_in_the_first_view(self):
        for width, height, least in ((1366, 768, 6), (390, 844, 2)):
            with self.subTest(width):
                self.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                self.open(t=TAG, q=SENTENCE)
                self.assertShows(self.stack.search(TAG, SENTENCE))
                boxes = [item.bounding_box() for item in self.results.all()]
                whole = [box for box in boxes if box["y"] + box["height"] <= height]
                self.assertGreaterEqual(len(whole), least)

    def test_the_first_load_is_small(self):
        sizes = {}
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        names = {}
        session.on("Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]}))
        session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        self.open()
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(1500)
        requested = sorted(url.removeprefix(self.stack.origin) for url in self.requests)
        self.assertLessEqual(len(requested), 25, requested)
        self.assertLess(sum(sizes.values()), 60_000, {names[key]: size for key, size in sizes.items()})


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
        expect(self.status).to_have_text("Nothing here looks like that. The 4 nearest of 30 pictures for “lake”")
        expect(self.status.locator("strong")).to_be_visible()
        self.assertAccessible("weak")

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
