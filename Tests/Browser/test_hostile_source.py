"""A source whose texts and links are scripts: the page shows them as text, and runs none."""

from playwright.sync_api import expect

from browser_test import BrowserTest


class HostileSource(BrowserTest):
    stack_settings = {"pixabay": []}

    def setUp(self):
        super().setUp()
        self.stack.stand_in.tell("/__fault?mode=scripted-hits")
        self.addCleanup(self.stack.stand_in.tell, "/__reset")
        self.dialogs = []
        self.page.on("dialog", self.note_dialog)

    def note_dialog(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def assertNothingRan(self):
        self.assertEqual([], self.dialogs)
        self.assertNotIn("run", self.page.title())
        # What the page itself has, and nothing that came with an answer.
        self.assertEqual(0, self.page.locator("#results :is(script, iframe, style, svg[onload], img[onerror])").count())
        attributes = self.page.evaluate("""[...document.querySelectorAll("#results *, dialog *")].flatMap(
            element => element.getAttributeNames().filter(name => name.startsWith("on")))""")
        self.assertEqual([], attributes)
        links = self.page.evaluate("""[...document.querySelectorAll("#results a, dialog a")].map(link => link.href)""")
        self.assertEqual([], [link for link in links if link and not link.startswith("https://pixabay.com/")
                              and not link.startswith(self.stack.origin)
                              and not link.startswith(f"http://{self.stack.stand_in.place}/")])
        for name in ("SEVERE", "Content Security Policy"):
            self.assertEqual([], [line for line in self.console if name in line])

    def test_texts_and_links_of_a_hostile_source(self):
        self.open()
        self.search("lake", "<script>alert(1)</script> \"><img src=x onerror=alert(1)>", 30)
        expect(self.results).to_have_count(30)
        self.assertNothingRan()
        for number in range(0, self.results.count(), 4):
            self.results.nth(number).locator("img").hover()
            self.results.nth(number).locator("button, a, img").first.focus()
        self.results.nth(1).locator("img").click()
        self.page.wait_for_timeout(300)
        self.assertNothingRan()

    def test_the_address_of_the_page(self):
        for hostile in ("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{alert(1)}}"):
            self.open(t=hostile, q=hostile, k="5")
            self.page.wait_for_timeout(500)
            self.assertNothingRan()
