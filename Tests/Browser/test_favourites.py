"""Favourites: kept in this browser, found again, taken away as files, removed with a way back."""

import json

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE, COUNT = "sea", "a lighthouse in a storm", 6


class Favourites(BrowserTest):
    def setUp(self):
        super().setUp()
        self.answer = self.stack.search(TAG, SENTENCE, COUNT)
        self.ids = [result["id"] for result in self.answer["results"]]

    def open_results(self):
        self.open(t=TAG, q=SENTENCE, k=str(COUNT))
        self.assertShows(self.answer)

    def heart(self, index):
        return self.results.nth(index).get_by_role("button", name="Favourite", exact=True)

    def keep(self, *indices):
        for index in indices:
            self.results.nth(index).locator(".frame").hover()
            self.heart(index).click()
            expect(self.heart(index)).to_have_attribute("aria-pressed", "true")

    @property
    def link(self):
        return self.page.get_by_role("link", name="Favourites")

    def open_favourites(self):
        self.link.click()
        expect(self.page.get_by_role("heading", name="Favourites")).to_be_visible()

    def kept(self):
        return [entry["id"] for entry in json.loads(self.page.evaluate("localStorage.getItem('descry.favourites')") or "[]")]

    def test_by_mouse_and_after_a_reload(self):
        self.open_results()
        self.keep(0, 2)
        self.toast("Kept in your favourites.")
        expect(self.link).to_contain_text("2")
        self.page.reload()
        self.assertShows(self.answer)
        expect(self.heart(0)).to_have_attribute("aria-pressed", "true")
        expect(self.heart(1)).to_have_attribute("aria-pressed", "false")
        self.open_favourites()
        self.assertEqual([self.ids[2], self.ids[0]], self.shown())
        self.assertEqual("/?favourites", self.page.url.removeprefix(self.stack.origin))
        self.assertIn("Favourites", self.page.title())
        self.page.reload()
        self.wait_until(lambda: self.shown() == [self.ids[2], self.ids[0]])
        self.page.go_back()
        self.assertShows(self.answer)
        expect(self.page.get_by_role("heading", name="Favourites")).to_be_hidden()

    def test_by_keyboard(self):
        self.open_results()
        self.results.nth(3).locator("button.open").focus()
        self.wait_until(lambda: self.page.keyboard.press("f") or self.kept() == [self.ids[3]])
        # In the lightbox, found by Tab.
        self.page.keyboard.press("ArrowLeft")
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#lightbox")).to_be_visible()
        for _ in range(12):
            self.page.keyboard.press("Tab")
            if self.focused("element.innerText?.trim()") == "Favourite":
                break
        self.page.keyboard.press("Enter")
        self.assertEqual([self.ids[2], self.ids[3]], self.kept())
        self.assertEqual("true", self.focused("element.getAttribute('aria-pressed')"))
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#lightbox")).to_be_hidden()
        self.link.focus()
        self.page.keyboard.press("Enter")
        self.wait_until(lambda: self.shown() == [self.ids[2], self.ids[3]])

    def test_by_finger(self):
        self.touch_page()
        self.open_results()
        self.heart(1).tap()
        self.toast("Kept in your favourites.")
        self.link.tap()
        self.wait_until(lambda: self.shown() == [self.ids[1]])
        self.results.first.locator("button.open").tap()
        self.page.locator("#lightbox .actions").get_by_role("button", name="Favourite").tap()
        self.toast("Removed from your favourites.")
        self.page.locator("#lightbox").get_by_role("button", name="Undo").tap()
        self.assertEqual([self.ids[1]], self.kept())

    def test_removing_and_its_undoing(self):
        self.open_results()
        self.keep(0, 1, 2)
        self.open_favourites()
        # The last one that was kept is the first.
        self.results.nth(1).locator("button.open").focus()
        self.page.keyboard.press("f")
        self.wait_until(lambda: self.shown() == [self.ids[2], self.ids[0]])
        self.assertEqual(self.ids[0], self.focused("element.closest('li')?.dataset.id"))
        self.button("Undo").click()
        self.wait_until(lambda: self.shown() == [self.ids[2], self.ids[1], self.ids[0]])
        self.assertEqual(self.ids[1], self.focused("element.closest('li')?.dataset.id"))
        self.button("Remove all").click()
        expect(self.results).to_have_count(0)
        expect(self.page.locator("#kept")).to_contain_text("no favourites yet")
        self.button("Undo").click()
        expect(self.results).to_have_count(3)

    def test_the_last_one_is_removed_by_key(self):
        self.open_results()
        self.keep(0)
        for is_open in (False, True):
            with self.subTest(is_open=is_open):
                self.open(favourites="")
                self.wait_until(lambda: self.shown() == [self.ids[0]])
                self.results.first.locator("button.open").focus()
                if is_open:
                    self.page.keyboard.press("Enter")
                    expect(self.page.locator("#lightbox")).to_be_visible()
                self.wait_until(lambda: self.page.keyboard.press("f") or self.kept() == [])
                if is_open:
                    self.toast("Removed from your favourites.")
                    self.page.keyboard.press("Escape")
                    expect(self.page.locator("#lightbox")).to_be_hidden()
                expect(self.button("Undo")).to_be_focused()
                self.page.keyboard.press("Enter")
                self.wait_until(lambda: self.shown() == [self.ids[0]])
                self.assertEqual(self.ids[0], self.focused("element.closest('li')?.dataset.id"))
        self.button("Remove all").focus()
        self.page.keyboard.press("Enter")
        expect(self.button("Undo")).to_be_focused()

    def test_their_files(self):
        self.open_results()
        self.keep(0, 1)
        self.open_favourites()
        with self.page.expect_download() as download:
            self.button("Download as JSON").click()
        written = json.loads(download.value.path().read_text())
        self.assertEqual([self.ids[1], self.ids[0]], [entry["id"] for entry in written["favourites"]])
        self.assertEqual({"t": TAG, "q": SENTENCE}, written["favourites"][0]["found"])
        self.assertNotIn("score", written["favourites"][0])
        for kind, name, start in (("Text", "descry-credits.txt", self.answer["results"][1]["alt"].removesuffix(".")),
                                  ("HTML", "descry-credits.html", "<!DOCTYPE html>"), ("Markdown", "descry-credits.md", "- ")):
            with self.subTest(kind):
                self.button("Download credits").click()
                with self.page.expect_download() as download:
                    self.page.get_by_role("menuitem", name=kind, exact=True).click()
                self.assertEqual(name, download.value.suggested_filename)
                text = download.value.path().read_text()
                self.assertTrue(text.startswith(start), text)
                self.assertEqual(2, text.count("painter.html"))

    def test_a_favourite_has_the_link_of_its_search(self):
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.open_results()
        self.keep(1)
        self.open_favourites()
        self.results.first.locator("button.open").click()
        self.page.locator("#lightbox .actions").get_by_role("button", name="Copy link").click()
        self.toast("Link copied.")
        self.page.goto(self.page.evaluate("navigator.clipboard.readText()"))
        expect(self.page.locator("#lightbox img")).to_have_attribute("alt", self.answer["results"][1]["alt"])

    def test_two_tabs_keep_in_step(self):
        self.open_results()
        other = self.context.new_page()
        other.goto(self.stack.origin + "/?favourites")
        expect(other.locator("#kept")).to_contain_text("no favourites yet")
        self.keep(0, 1)
        expect(other.locator("#results > li")).to_have_count(2)
        other.locator("#results > li").first.locator("button.open").focus()
        other.keyboard.press("f")
        expect(self.heart(1)).to_have_attribute("aria-pressed", "false")
        expect(self.heart(0)).to_have_attribute("aria-pressed", "true")
        expect(self.link).to_contain_text("1")

    def test_a_search_from_the_favourites(self):
        self.open_results()
        self.keep(0)
        self.open_favourites()
        self.search("lake", "a quiet lake", 4)
        self.assertShows(self.stack.search("lake", "a quiet lake", 4))
        expect(self.page.get_by_role("heading", name="Favourites")).to_be_hidden()
        self.page.go_back()
        self.wait_until(lambda: self.shown() == [self.ids[0]])

    def test_a_browser_that_stores_nothing(self):
        for script in (
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        ):
            with self.subTest(script):
                self.new_page()
                self.page.add_init_script(script)
                self.open_results()
                self.keep(0)
                self.toast("Kept until this page is closed: the browser stores nothing for it.")
                self.open_favourites()
                self.assertEqual([self.ids[0]], self.shown())
                expect(self.page.locator("#kept")).to_contain_text("only until this page is closed")

    def test_what_cannot_be_read_is_none(self):
        for stored in ("not json", "{}", "[1, null, {\"id\": 3}]", "[{\"id\": \"a\", \"url\": \"javascript:alert(1)\"}]"):
            with self.subTest(stored):
                self.new_page()
                self.open()
                self.page.evaluate("stored => localStorage.setItem('descry.favourites', stored)", stored)
                self.open_results()
                self.keep(0)
                self.open_favourites()
                self.assertEqual([self.ids[0]], self.shown())

    def test_it_is_accessible(self):
        for scheme in ("light", "dark"):
            for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
                with self.subTest(scheme=scheme, size=size):
                    self.new_page(color_scheme=scheme, reduced_motion="reduce", viewport=size)
                    self.open(favourites="")
                    expect(self.page.locator("#kept")).to_contain_text("no favourites yet")
                    self.assertAccessible("none")
                    self.open_results()
                    self.keep(0, 1)
                    self.open_favourites()
                    self.assertAccessible("some")
                    self.photograph(f"some-{scheme}")


class Pixabay(BrowserTest):
    stack_settings = {"pixabay": []}

    def test_addresses_that_do_not_last_are_renewed(self):
        self.expect_on_console("status of 404")
        answer = self.stack.search("lake", "a quiet lake", 3)
        gone = {"url": self.stack.origin + "/gallery/none.jpg", "found": {"t": "lake", "q": "a quiet lake"},
                "kept_at": "2020-01-01T00:00:00Z"}
        self.open()
        self.page.evaluate("stored => localStorage.setItem('descry.favourites', stored)", json.dumps(
            [{**gone, "id": answer["results"][1]["id"]}, {**gone, "id": "pixabay:1"}]))
        self.open(favourites="")
        image = self.results.first.locator("img")
        expect(image).to_have_attribute("src", answer["results"][1]["url"])
        expect(self.results).to_have_count(2)
        # Once a day.
        asked = len([url for url in self.requests if "/search?" in url])
        self.assertEqual(1, asked)
