"""One picture large: the larger file, zoom by wheel, keys, double click and fingers, a swipe that follows the finger."""

from playwright.sync_api import expect

from browser_test import BrowserTest

TAG, SENTENCE, COUNT = "mountains", "mountains with dark skies", 5
SCALE = """image => new DOMMatrix(getComputedStyle(image).transform).a"""
MOVED = """image => new DOMMatrix(getComputedStyle(image).transform).e"""


class Zoom(BrowserTest):
    def setUp(self):
        super().setUp()
        self.answer = self.stack.search(TAG, SENTENCE, COUNT)

    def open_picture(self, index=1):
        self.open(t=TAG, q=SENTENCE, k=str(COUNT), p=self.answer["results"][index]["id"])
        expect(self.lightbox).to_be_visible()
        self.wait_until(lambda: self.image.evaluate("image => image.complete && image.naturalWidth > 0"))

    @property
    def lightbox(self):
        return self.page.locator("dialog#lightbox")

    @property
    def image(self):
        return self.page.locator("#lightbox .stage img")

    def scale(self):
        return self.image.evaluate(SCALE)

    def at(self, x, y):
        """A point of the picture, in shares of its width and height, as it is when it is whole."""
        return self.box["x"] + self.box["width"] * x, self.box["y"] + self.box["height"] * y

    def assertPlace(self, index):
        expect(self.lightbox.locator(".place")).to_have_text(f"{index + 1} of {COUNT}")

    def test_by_wheel(self):
        self.open_picture()
        self.box = self.image.bounding_box()
        x, y = self.at(0.25, 0.25)
        self.page.mouse.move(x, y)
        self.page.mouse.wheel(0, -300)
        self.wait_until(lambda: self.scale() > 1.5)
        # What was below the mouse still is.
        large = self.image.bounding_box()
        self.assertAlmostEqual(0.25, (x - large["x"]) / large["width"], delta=0.01)
        self.assertAlmostEqual(0.25, (y - large["y"]) / large["height"], delta=0.01)
        # It is moved about.
        self.page.mouse.down()
        self.page.mouse.move(x + 60, y + 10, steps=4)
        self.page.mouse.up()
        self.assertAlmostEqual(large["x"] + 60, self.image.bounding_box()["x"], delta=1)
        expect(self.lightbox).to_be_visible()
        self.page.mouse.wheel(0, 2000)
        self.wait_until(lambda: self.scale() == 1)
        self.assertAlmostEqual(self.box["x"], self.image.bounding_box()["x"], delta=1)

    def test_by_double_click_and_keys(self):
        self.open_picture()
        self.image.dblclick()
        self.wait_until(lambda: self.scale() == 2.5)
        self.page.mouse.dblclick(600, 300)
        self.wait_until(lambda: self.scale() == 1)
        expect(self.lightbox).to_be_visible()
        self.page.keyboard.press("0")
        self.assertEqual(1, self.scale())
        self.page.keyboard.press("+")
        self.assertAlmostEqual(1.5, self.scale())
        self.page.keyboard.press("-")
        self.assertAlmostEqual(1, self.scale())
        self.page.keyboard.press("+")
        # The next picture is whole.
        self.page.keyboard.press("ArrowRight")
        self.assertPlace(2)
        self.assertEqual(1, self.scale())

    def test_by_fingers(self):
        self.touch_page()
        self.open_picture()
        self.box = self.image.bounding_box()
        self.tap_with([("touchStart", [self.at(0.4, 0.5), self.at(0.6, 0.5)])] + [
            ("touchMove", [self.at(0.4 - step, 0.5), self.at(0.6 + step, 0.5)]) for step in (0.05, 0.1, 0.15, 0.2)
        ] + [("touchEnd", [])])
        self.wait_until(lambda: abs(self.scale() - 3) < 0.1)
        self.assertPlace(1)
        # Enlarged, a finger moves it and swipes to no other.
        before = self.image.evaluate(MOVED)
        self.tap_with([("touchStart", [self.at(0.6, 0.5)]), ("touchMove", [self.at(0.5, 0.5)]), ("touchMove", [self.at(0.2, 0.5)]),
                       ("touchEnd", [])])
        self.assertPlace(1)
        self.assertLess(self.image.evaluate(MOVED), before - 50)
        # A double tap makes it whole, another one large.
        for scale in (1, 2.5):
            self.tap_with(2 * [("touchStart", [self.at(0.5, 0.5)]), ("touchEnd", [])])
            self.wait_until(lambda: self.scale() == scale)

    def test_a_swipe_follows_the_finger(self):
        self.touch_page()
        self.open_picture()
        self.box = self.image.bounding_box()
        touch = self.context.new_cdp_session(self.page)

        def send(kind, *point):
            touch.send("Input.dispatchTouchEvent", {
                "type": kind, "touchPoints": [dict(zip(("x", "y"), self.at(*point)))] if point else []})

        send("touchStart", 0.8, 0.5)
        for x in (0.7, 0.6, 0.5):
            send("touchMove", x, 0.5)
        self.wait_until(lambda: abs(self.image.evaluate(MOVED) + 0.3 * self.box["width"]) < 3)
        # It may come back.
        for x in (0.6, 0.7, 0.79):
            send("touchMove", x, 0.5)
        send("touchEnd")
        self.assertPlace(1)
        self.wait_until(lambda: self.image.evaluate(MOVED) == 0)
        send("touchStart", 0.2, 0.5)
        for x in (0.4, 0.6, 0.8):
            send("touchMove", x, 0.5)
        send("touchEnd")
        self.assertPlace(0)
        touch.detach()

    def test_the_larger_picture(self):
        def enlarge(answer):
            for result in answer["results"]:
                result["large_url"] = result["url"] + "?large"

        self.change_answers(enlarge)
        self.open_picture()
        url = self.answer["results"][1]["url"]
        expect(self.image).to_have_attribute("src", f"{url}?large")
        # It fills what there is, at its own shape.
        stage = self.page.locator("#lightbox .stage").bounding_box()
        self.assertGreater(self.image.bounding_box()["height"], stage["height"] - 90)
        # A window without use for it does not get it.
        self.new_page(viewport={"width": 390, "height": 844})
        self.change_answers(enlarge)
        self.requests.clear()
        self.open_picture()
        self.page.wait_for_timeout(300)
        self.assertEqual([], [address for address in self.requests if address.endswith("?large")])

    def test_a_larger_picture_that_does_not_load(self):
        self.expect_on_console("status of 404")

        def enlarge(answer):
            for result in answer["results"]:
                result["large_url"] = self.stack.origin + "/gallery/none.jpg"

        self.change_answers(enlarge)
        self.open_picture()
        self.page.wait_for_timeout(500)
        expect(self.image).to_have_attribute("src", self.answer["results"][1]["url"])
        expect(self.image).to_be_visible()

    def test_details(self):
        for scheme in ("light", "dark"):
            with self.subTest(scheme):
                self.new_page(color_scheme=scheme, reduced_motion="reduce")
                self.change_answers(lambda answer: [result.update(tags=["peak", "dusk"]) for result in answer["results"]])
                self.open_picture()
                summary = self.page.locator("#lightbox .facts summary")
                summary.focus()
                self.page.keyboard.press("Enter")
                facts = self.page.locator("#lightbox .facts dl")
                for text in ("640 × 426", "peak, dusk", f"{self.answer['results'][1]['score']:g}"):
                    expect(facts).to_contain_text(text)
                self.assertAccessible("details")

    def test_phones_on_their_sides(self):
        for width, height in ((932, 430), (844, 390), (740, 360), (667, 375), (568, 320)):
            with self.subTest(f"{width}x{height}"):
                self.check_a_phone_on_its_side(width, height)

    def check_a_phone_on_its_side(self, width, height):
        self.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        self.open_picture()
        result = self.answer["results"][1]
        image, text = self.image.bounding_box(), self.page.locator("#lightbox .about").bounding_box()
        self.assertEqual(result["alt"], self.page.locator("#lightbox .about").inner_text())
        self.assertGreater(image["width"], 0.5 * width)
        self.assertGreaterEqual(text["x"], image["x"] + image["width"])
        self.assertLess(text["y"] + text["height"], height)
        close = self.button("Close").bounding_box()
        self.assertGreaterEqual(text["y"], close["y"] + close["height"])
        for act in self.page.locator("#lightbox .actions > *").all():
            box = act.bounding_box()
            self.assertLess(box["y"] + box["height"], height)
        details = self.page.locator("#lightbox .facts summary").bounding_box()
        self.assertLess(details["y"] + details["height"], height)
        self.assertAccessible("side")
