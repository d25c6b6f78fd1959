"""Where things are: rows of pictures, paper, large zoom, a page that grows."""

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE = "lake", "a boat at dawn"

# The rows that end before the list does, but the last one, which may be shorter.
SHORT_ROWS = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
    const list = document.getElementById("results").getBoundingClientRect();
    const ends = new Map();
    for (const item of document.querySelectorAll("#results > li")) {
        const { top, right } = item.getBoundingClientRect();
        ends.set(top, Math.max(ends.get(top) ?? 0, right));
    }
    done([...ends.values()].slice(0, -1).filter(end => Math.abs(end - list.right) > 1).length);
})))"""

SHIFTS = """new PerformanceObserver(list => {
    window.shifts = window.shifts ?? [];
    for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        window.shifts.push({ value: entry.value, what: entry.sources.map(({ node }) => node?.id || node?.outerHTML?.slice(0, 60)) });
    }
}).observe({ type: "layout-shift", buffered: true });"""


class Layout(BrowserTest):
    def open_results(self, count=24):
        self.open(t=TAG, q=SENTENCE, k=str(count))
        self.assertShows(self.stack.search(TAG, SENTENCE, count))

    def test_rows_are_full_at_every_width(self):
        for scale, widths in ((1, range(320, 1560)), (1.1, range(321, 1560, 9)), (1.25, range(322, 1560, 17)),
                              (1.5, range(323, 1560, 17)), (2, range(324, 1560, 31)), (2.625, range(325, 1560, 31))):
            with self.subTest(scale):
                self.new_page(device_scale_factor=scale)
                self.open_results()
                short = []
                for width in widths:
                    self.page.set_viewport_size({"width": width, "height": 800})
                    if self.page.evaluate(SHORT_ROWS):
                        short.append(width)
                self.assertEqual([], short)

    def test_nothing_jumps_on_a_later_visit(self):
        for size in ({"width": 390, "height": 844}, {"width": 1280, "height": 800}):
            with self.subTest(size):
                self.new_page(viewport=size)
                self.page.add_init_script(SHIFTS)
                self.page.add_init_script("localStorage.setItem('descry.keyword-required', 'false');"
                                          "localStorage.setItem('descry.density', '\"compact\"');")
                self.answer_source(source="gallery", tag_required=False, examples=[
                    {"tag": f"tag {number}", "query": "a sentence"} for number in range(8)])
                for address in ({}, {"q": SENTENCE, "k": "6"}, {"favourites": ""}, {"t": TAG, "q": SENTENCE}):
                    self.open(**address)
                    self.page.wait_for_timeout(700)
                    shifts = self.page.evaluate("window.shifts ?? []")
                    self.assertLess(sum(shift["value"] for shift in shifts), 0.02, (address, shifts))

    def test_nothing_jumps_on_a_first_visit(self):
        for size in ({"width": 390, "height": 844}, {"width": 768, "height": 1024}, {"width": 1366, "height": 768}):
            for address in ({}, {"t": TAG, "q": SENTENCE}, {"q": SENTENCE, "k": "6"}, {"favourites": ""}, {"t": "xyzzy", "q": "any"}):
                with self.subTest(size=size, address=address):
                    self.new_page(viewport=size)
                    self.page.add_init_script(SHIFTS)
                    self.open(**address)
                    self.page.wait_for_timeout(700)
                    # A picture that is opened and closed again moves nothing.
                    if self.results.count() > 0:
                        self.results.first.locator("button.open").click()
                        self.page.wait_for_timeout(600)
                        self.page.keyboard.press("Escape")
                        self.page.wait_for_timeout(600)
                    shifts = self.page.evaluate("window.shifts ?? []")
                    self.assertLess(sum(shift["value"] for shift in shifts), 0.02, shifts)

    def test_the_lightbox_at_four_times_the_size(self):
        self.new_page(viewport={"width": 320, "height": 200})
        self.open_results(4)
        self.results.first.locator("button.open").click()
        image = self.page.locator("#lightbox img")
        expect(image).to_be_visible()
        box = image.bounding_box()
        self.assertGreater(box["height"], 100)
        self.assertTrue(0 <= box["y"] and box["y"] + box["height"] <= 200, box)
        about = self.page.locator("#lightbox .about")
        about.scroll_into_view_if_needed()
        text, close = about.bounding_box(), self.button("Close").bounding_box()
        self.assertLessEqual(text["x"] + text["width"], close["x"])

    def test_on_paper(self):
        # Pictures that move to their places would be measured on their way.
        self.new_page(reduced_motion="reduce")
        self.open_results(9)
        self.page.emulate_media(media="print")
        expect(self.page.locator("#search")).to_be_hidden()
        boxes = [item.bounding_box() for item in self.results.all()]
        self.assertEqual(3, len({round(box["x"]) for box in boxes}), "columns")
        used = sum(box["width"] for box in boxes[:3])
        self.assertGreater(used, 0.9 * self.page.evaluate("document.documentElement.clientWidth"))

    def test_a_long_keyword_is_broken(self):
        self.new_page(viewport={"width": 320, "height": 640})
        self.open(t="w" * 100, q="x")
        expect(self.status).to_contain_text("www")
        self.assertTrue(self.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))

    def test_without_javascript(self):
        self.new_page(java_script_enabled=False)
        self.open()
        note = self.page.locator("noscript .note")
        expect(note).to_be_visible()
        self.assertLess(note.bounding_box()["y"], 400, "it is seen before the examples")


class NewPool(BrowserTest):
    stack_settings = {"pixabay": ["--latency-ms", "150"]}

    def test_nothing_jumps_while_pictures_come(self):
        for size in ({"width": 390, "height": 844}, {"width": 1280, "height": 800}):
            with self.subTest(size):
                self.stack.forget()
                self.new_page(viewport=size)
                self.page.add_init_script(SHIFTS)
                tag = "sea" if size["width"] < 400 else "forest"
                self.open(t=tag, q="a lighthouse in a storm")
                self.assertShows(self.stack.search(tag, "a lighthouse in a storm"))
                self.page.wait_for_timeout(500)
                shifts = self.page.evaluate("window.shifts ?? []")
                self.assertLess(sum(shift["value"] for shift in shifts), 0.02, shifts)
