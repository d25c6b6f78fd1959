"""What can be done with a picture, in its menu and in the lightbox: by mouse, by keyboard, by finger."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE, COUNT = "mountains", "mountains with dark skies", 6
READ = "navigator.clipboard.readText()"


class Actions(BrowserTest):
    def setUp(self):
        super().setUp()
        self.answer = self.stack.search(TAG, SENTENCE, COUNT)
        self.first = self.answer["results"][0]

    def open_results(self, **more):
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.open(t=TAG, q=SENTENCE, k=str(COUNT), **more)
        self.assertShows(self.answer)

    @property
    def menu(self):
        return self.page.get_by_role("menu")

    def item(self, name):
        return self.menu.get_by_role("menuitem", name=name, exact=True)

    def open_menu(self, index=0):
        item = self.results.nth(index)
        item.locator(".frame").hover()
        item.get_by_role("button", name="Actions").click()
        expect(self.menu).to_be_visible()

    def assertCopied(self, text):
        self.wait_until(lambda: self.page.evaluate(READ) == text)

    def test_by_mouse(self):
        self.open_results()
        expect(self.results.first.get_by_role("button", name="Actions")).to_have_css("opacity", "0")
        self.open_menu()
        self.assertEqual(self.first["credit"]["url"], self.item("Open at the source").get_attribute("href"))
        self.item("Copy link").click()
        self.toast("Link copied.")
        expect(self.menu).to_be_hidden()
        link = self.page.evaluate(READ)
        self.assertEqual({"t": [TAG], "q": [SENTENCE], "k": [str(COUNT)], "p": [self.first["id"]]}, parse_qs(urlsplit(link).query))
        self.page.goto(link)
        expect(self.page.locator("#lightbox img")).to_have_attribute("src", self.first["url"])

    def test_by_keyboard(self):
        self.open_results()
        for key in ("m", "ContextMenu", "Shift+F10"):
            with self.subTest(key):
                self.results.nth(1).locator("button.open").focus()
                self.page.keyboard.press(key)
                expect(self.menu).to_be_visible()
                self.assertEqual("menuitem", self.focused("element.getAttribute('role')"))
                self.page.keyboard.press("End")
                self.assertEqual("Markdown", self.focused("element.innerText"))
                self.page.keyboard.press("ArrowDown")
                self.assertEqual("Add to favourites", self.focused("element.innerText"))
                self.page.keyboard.press("Escape")
                expect(self.menu).to_be_hidden()
                self.assertEqual(self.answer["results"][1]["id"], self.focused("element.closest('li').dataset.id"))

    def test_by_finger(self):
        self.touch_page()
        self.open_results()
        self.results.nth(1).get_by_role("button", name="Actions").tap()
        self.item("Copy link").tap()
        self.toast("Link copied.")

    def test_credits(self):
        alt, name = self.first["alt"].removesuffix("."), self.first["credit"]["name"]
        address = self.stack.origin + self.first["credit"]["url"].removeprefix(self.stack.origin)
        self.answer_source(source="gallery", tag_required=False, examples=[], licence={"name": "CC0", "url": None})
        self.open_results()
        credits = {
            "Text": f"{alt} by {name} ({address}), CC0",
            "HTML": f'{alt} by <a href="{address}">{name}</a>, CC0',
            "Markdown": f"{alt} by [{name}]({address}), CC0",
        }
        for kind, text in credits.items():
            with self.subTest(kind):
                self.open_menu()
                self.item(kind).click()
                self.assertCopied(text)

    def test_a_credit_is_escaped(self):
        self.open()
        credit = """async format => (await import("/modules/credit.js")).credit({
            id: "pixabay:1", alt: "<b>a_[b]", page_url: "https://pixabay.com/(1)", credit: { name: "A & B" } }, format,
            { name: "Licence", url: "https://pixabay.com/l" })"""
        for kind, text in (
            ("Text", "<b>a_[b] (https://pixabay.com/(1)) by A & B on Pixabay, Licence (https://pixabay.com/l)"),
            ("HTML", '<a href="https://pixabay.com/(1)">&#60;b&#62;a_[b]</a> by A &#38; B on Pixabay, '
                     '<a href="https://pixabay.com/l">Licence</a>'),
            ("Markdown", "[\\<b\\>a\\_\\[b\\]](https://pixabay.com/%281%29) by A & B on Pixabay, [Licence](https://pixabay.com/l)"),
        ):
            self.assertEqual(text, self.page.evaluate(credit, kind))

    def test_in_the_lightbox(self):
        self.open_results(p=self.first["id"])
        acts = self.page.locator("#lightbox .actions")
        acts.get_by_role("button", name="Copy link").focus()
        self.page.keyboard.press("Enter")
        self.toast("Link copied.")
        self.assertIn(f"p={self.first['id'].replace(':', '%3A')}", self.page.evaluate(READ))
        acts.get_by_role("button", name="Copy credit").focus()
        self.page.keyboard.press("Enter")
        expect(self.menu).to_be_visible()
        self.page.keyboard.press("Escape")
        expect(self.menu).to_be_hidden()
        expect(self.page.locator("#lightbox")).to_be_visible()
        self.assertEqual("Copy credit", self.focused("element.innerText"))
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.toast("Credit copied as HTML.")
        self.assertIn("<a href=", self.page.evaluate(READ))

    def test_download(self):
        self.open_results()
        self.open_menu()
        with self.page.expect_download() as download:
            self.item("Download").click()
        self.assertEqual(self.first["url"].rsplit("/", 1)[1], download.value.suggested_filename)

    def test_share(self):
        self.page.add_init_script("navigator.share = async what => { window.shared = what; };")
        self.open_results()
        self.open_menu()
        self.item("Share").click()
        self.wait_until(lambda: self.page.evaluate("window.shared"))
        shared = self.page.evaluate("window.shared")
        self.assertEqual(self.first["alt"], shared["title"])
        self.assertIn("&p=", shared["url"])

    def test_without_sharing_there_is_no_such_action(self):
        self.page.add_init_script("delete Navigator.prototype.share")
        self.open_results()
        self.open_menu()
        expect(self.item("Share")).to_have_count(0)
        expect(self.item("Copy link")).to_have_count(1)

    def test_a_browser_that_refuses_its_clipboard(self):
        self.page.add_init_script("""Object.defineProperty(navigator, "clipboard", { value: {
            writeText: async () => { throw new DOMException("no", "NotAllowedError"); } } });
            document.execCommand = () => false;""")
        self.open_results()
        self.open_menu()
        self.item("Copy link").click()
        expect(self.page.locator(".toast")).to_contain_text("&p=")

    def test_it_is_accessible(self):
        for scheme in ("light", "dark"):
            for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
                with self.subTest(scheme=scheme, size=size):
                    self.new_page(color_scheme=scheme, reduced_motion="reduce", viewport=size)
                    self.open_results()
                    self.results.first.locator("button.open").focus()
                    self.page.keyboard.press("m")
                    expect(self.menu).to_be_visible()
                    self.assertAccessible("menu")
                    self.page.keyboard.press("Enter")
                    self.toast("Kept in your favourites.")
                    self.assertAccessible("toast")


class Pixabay(BrowserTest):
    stack_settings = {"pixabay": []}

    def test_pixabays_pictures_are_downloaded_at_pixabay(self):
        self.open(t="lake", q="a quiet lake", k="3")
        answer = self.stack.search("lake", "a quiet lake", 3)
        self.assertShows(answer)
        self.results.first.locator("button.open").focus()
        self.wait_until(lambda: self.page.keyboard.press("m") or self.page.get_by_role("menu").is_visible())
        for name in ("Open at Pixabay", "Download at Pixabay"):
            item = self.page.get_by_role("menuitem", name=name, exact=True)
            expect(item).to_have_attribute("href", answer["results"][0]["page_url"])
            self.assertIsNone(item.get_attribute("download"))
        self.page.keyboard.press("Escape")
        self.results.first.locator("button.open").click()
        self.page.locator("#lightbox .facts summary").click()
        facts = self.page.locator("#lightbox .facts dl")
        expect(facts).to_contain_text(answer["results"][0]["alt"])
        expect(facts.get_by_role("link", name="Pixabay", exact=True)).to_be_visible()
        expect(facts.get_by_role("link", name="Pixabay Content License")).to_be_visible()
