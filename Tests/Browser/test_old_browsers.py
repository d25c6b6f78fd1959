"""Browsers of three years: what they lack is not used, and what breaks all the same is shown."""

import re
import unittest

from playwright.sync_api import expect

from browser_test import BrowserTest
from stack import ROOT

# What came to the last of Chrome, Firefox and Safari after November 2023, and what one of them still lacks
# (https://webstatus.dev, https://caniuse.com). `text-wrap` may be there: without it lines only end elsewhere.
TOO_NEW = [
    r"AbortSignal\.(any|timeout)", r"URL\.(canParse|parse)\b", r"Promise\.(withResolvers|try)", r"(Object|Map)\.groupBy",
    r"Array\.fromAsync", r"\.(union|intersection|difference|isSubsetOf|isSupersetOf)\(", r"Iterator\.",
    r"\.checkVisibility\(", r"requestIdleCallback", r"\.isWellFormed\(", r"startViewTransition", r"\bpopover\b",
    r":has\(", r"light-dark\(", r"@starting-style", r"field-sizing", r"content-visibility", r"@scope", r"anchor-name",
    r"interpolate-size", r"^\s+&[^&]", r"animation-timeline",
]


class Baseline(unittest.TestCase):
    def test_nothing_newer_is_used(self):
        files = [path for path in (ROOT / "nginx/www").rglob("*") if path.suffix in (".js", ".css", ".html")]
        self.assertGreater(len(files), 10)
        found = [
            f"{path.relative_to(ROOT)}: {match.group()}"
            for path in files for feature in TOO_NEW
            for match in re.finditer(feature, re.sub(r"//.*|/\*.*?\*/", "", path.read_text(), flags=re.S if path.suffix == ".css" else 0), re.M)
        ]
        self.assertEqual([], found)


class OldBrowsers(BrowserTest):
    def test_without_what_is_too_new(self):
        self.page.add_init_script("""
            delete AbortSignal.any; delete AbortSignal.timeout; delete URL.canParse; delete URL.parse;
            delete Promise.withResolvers; delete Element.prototype.checkVisibility;
        """)
        self.open()
        self.search("lake", "a boat at dawn", 4)
        self.assertShows(self.stack.search("lake", "a boat at dawn", 4))
        self.results.first.locator("button.open").click()
        expect(self.page.locator("dialog#lightbox")).to_be_visible()

    def test_without_stored_data(self):
        for script in (
            "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
            *(f"sessionStorage.setItem('descry.scroll', {value});" for value in ("'not json'", "'{}'", "'[1]'", "'[[\"a\",\"b\"]]'")),
        ):
            with self.subTest(script):
                self.new_page()
                self.page.add_init_script(script)
                self.open()
                self.search("lake", "a boat at dawn", 4)
                self.assertShows(self.stack.search("lake", "a boat at dawn", 4))

    def test_two_slashes_are_no_other_host(self):
        self.page.goto(self.stack.origin + "//?t=lake&q=a+boat&k=4")
        self.assertShows(self.stack.search("lake", "a boat", 4))
        self.search("lake", "fog", 4)
        self.assertShows(self.stack.search("lake", "fog", 4))
        self.assertTrue(self.page.url.startswith(self.stack.origin + "//?"), self.page.url)

    def test_a_search_that_hangs_ends(self):
        self.open()
        self.page.clock.install()
        self.page.route("**/search?*", lambda route: None)
        self.page.route("**/search/stream?*", lambda route: route.abort())
        self.expect_on_console("ERR_FAILED")
        self.search("lake", "a boat at dawn", 4)
        expect(self.status).to_have_text("Searching…")
        self.page.clock.run_for(25_000)
        self.assertProblem("slow")

    def test_a_fault_of_the_page_is_shown(self):
        self.expects_fault = True
        self.expect_on_console("uncaught: |ReferenceError|missing")
        for script in ("setTimeout(() => missing())", "Promise.reject(new Error('missing'))"):
            with self.subTest(script):
                self.new_page()
                source = (ROOT / "nginx/www/descry.js").read_text()
                self.page.route("**/descry.js", lambda route: route.fulfill(
                    content_type="text/javascript", body=f"{source}\n{script};"))
                self.open()
                expect(self.page.locator("#fault")).to_contain_text("missing")

    def test_what_is_no_fault_of_the_page_is_not_shown(self):
        self.expect_on_console("uncaught: ")
        self.open()
        self.page.evaluate("""() => {
            const error = (message, filename) => window.dispatchEvent(new ErrorEvent("error", { message, filename }));
            error("ResizeObserver loop completed with undelivered notifications.", location.href);
            error("missing", "chrome-extension://abc/content.js");
            error("Script error.", "");
        }""")
        expect(self.page.locator("#fault")).to_be_hidden()

    def test_a_part_that_does_not_load_is_shown(self):
        self.expects_fault = True
        self.expect_on_console("ERR_FAILED|Failed to load")
        self.page.route("**/modules/grid.js", lambda route: route.abort())
        self.open()
        expect(self.page.locator("#fault")).to_be_visible()

    def test_a_module_that_does_not_parse_is_shown(self):
        self.expects_fault = True
        self.expect_on_console("uncaught|SyntaxError")
        self.page.route("**/modules/grid.js", lambda route: route.fulfill(
            content_type="text/javascript", body="export const = ;"))
        self.open()
        expect(self.page.locator("#fault")).to_be_visible()
