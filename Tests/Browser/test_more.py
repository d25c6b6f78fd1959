"""More pictures as one scrolls or by a button, the search that stays, how much fits the first view and the first load."""

import itertools
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

    def show_more(self):
        """Presses the button where it is: the mouse would scroll to it first, which may let more come before the click."""
        self.more.dispatch_event("click")

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

    def test_one_jump_is_enough(self):
        self.open_results()
        self.page.wait_for_timeout(500)
        self.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self.assertFirst(20)

    def test_a_page_that_is_scrolled_at_once(self):
        # Before the part that fetches more is there.
        waiting = []
        self.page.route("**/modules/more.js", lambda route: waiting.append(route))
        self.open_results()
        self.wheel()
        self.wait_until(lambda: waiting)
        self.page.wait_for_timeout(300)
        waiting[0].continue_()
        self.wait_until(lambda: len(self.shown()) > 10)

    def test_a_window_larger_than_the_pictures(self):
        self.new_page(viewport={"width": 1900, "height": 2400})
        self.open_results()
        self.page.wait_for_timeout(500)
        self.assertFirst(10)
        self.wheel(2)
        self.assertFirst(30)

    def test_by_scrolling_after_a_picture_was_closed_by_key(self):
        self.open_results()
        self.results.first.locator("button.open").focus()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#lightbox")).to_be_visible()
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#lightbox")).to_be_hidden()
        self.wheel()
        self.wait_until(lambda: len(self.shown()) > 10)

    def test_the_real_server_is_asked_for_the_next_ones_only(self):
        self.open_results()
        self.show_more()
        self.assertFirst(20)
        last = [url for url in self.requests if urlsplit(url).path == "/search"][-1]
        self.assertEqual(("10", "10"), (parameters(last)["offset"], parameters(last)["k"]))

    def test_by_button(self):
        # All in sight: a click scrolls to what it is for, which may let more come.
        self.page.set_viewport_size({"width": 1366, "height": 2000})
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
        self.show_more()
        self.assertFirst(20)
        self.assertEqual([None, "10"], [query.get("offset") for query in asked])
        self.assertEqual(["10", "10"], [query["k"] for query in asked])

    def test_back_finds_all_of_them(self):
        self.open_results()
        self.show_more()
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
        self.show_more()
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
        self.show_more()
        expect(self.page.locator("#more [role=status]")).to_contain_text("No more could be fetched")
        self.assertFirst(10)
        self.page.unroute("**/search?*")
        self.show_more()
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

    def test_whatever_their_shape(self):
        # Portraits, squares, and what cameras and screens have; a mixture.
        shapes = {"2:3": [(426, 640)], "9:16": [(360, 640)], "1:1": [(500, 500)], "4:3": [(640, 480)], "16:9": [(640, 360)],
                  "mixed": [(640, 426), (426, 640), (500, 500)]}
        for (width, height, least), (name, sizes) in itertools.product(((1366, 768, 6), (390, 844, 2)), shapes.items()):
            with self.subTest(width=width, shape=name):
                def shape(answer):
                    for result, (wide, high) in zip(answer["results"], itertools.cycle(sizes)):
                        result.update(width=wide, height=high)

                self.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                self.change_answers(shape)
                self.open(t=TAG, q=SENTENCE)
                expect(self.results).to_have_count(10)
                boxes = [item.bounding_box() for item in self.results.all()]
                self.assertGreaterEqual(len([box for box in boxes if box["y"] + box["height"] <= height]), least)
                self.photograph(f"{name.replace(':', '-')}-{width}")

    def test_the_first_load_is_small(self):
        sizes = {}
        network = self.context.new_cdp_session(self.page)
        network.send("Network.enable")
        names = {}
        network.on("Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]}))
        network.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        self.open()
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(1500)
        requested = sorted(url.removeprefix(self.stack.origin) for url in self.requests)
        self.assertLessEqual(len(requested), 22, requested)
        self.assertLess(sum(sizes.values()), 60_000, {names[key]: size for key, size in sizes.items()})
