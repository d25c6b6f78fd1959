#!/usr/bin/env python3
"""Takes the README's pictures of the page: results, the same on a phone in the dark, the lightbox.

    .build/browser-venv/bin/python Tests/Browser/screenshots.py [FOLDER]      (deploy/demo/screens)

Each is a JPEG of at most 60 kB. The settings are those of the browser tests; the pictures searched are the demo's.
"""

import pathlib
import sys

sys.dont_write_bytecode = True

from playwright.sync_api import sync_playwright

from browser_test import SIZES, launch
from stack import ROOT, Stack

LARGEST = 60_000
PAGES = [
    # name, size, colour scheme, t, q, k, whether the first picture is opened
    ("results", "laptop", "light", "mountains", "mountains with dark skies", 12, False),
    ("phone", "phone", "dark", "sea", "a red sailing boat at sunset", 10, False),
    ("lightbox", "laptop", "light", "forest", "misty forest at dawn", 10, True),
]


def photograph(browser, stack, size, scheme, tag, sentence, count, is_opened):
    """The page after a search, as the best JPEG that is small enough."""
    width, height = SIZES[size]
    # With the pool there and nothing moving, it is the same page each time.
    stack.search(tag, sentence, count)
    page = browser.new_page(ignore_https_errors=True, viewport={"width": width, "height": height},
                            color_scheme=scheme, reduced_motion="reduce")
    page.goto(stack.origin)
    page.get_by_label("Keyword", exact=True).fill(tag)
    page.get_by_label("What the picture shows", exact=True).fill(sentence)
    options = page.get_by_role("button", name="Options", exact=True)
    options.click()
    page.get_by_label("Pictures", exact=True).fill(str(count))
    options.click()
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_function(
        "count => document.querySelectorAll('#results:not([aria-busy]) > li[data-id]').length === count", arg=count)
    if is_opened:
        page.locator("#results .frame").first.click()
        page.locator("dialog#lightbox").wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_function("[...document.images].every(image => image.complete || image.loading === 'lazy')")
    for quality in range(90, 10, -5):
        picture = page.screenshot(type="jpeg", quality=quality)
        if len(picture) <= LARGEST:
            page.close()
            return picture
    raise RuntimeError(f"no quality makes {tag} small enough")


def main():
    if any(argument.startswith("-") for argument in sys.argv[1:]):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "deploy/demo/screens"
    folder.mkdir(parents=True, exist_ok=True)
    stack = Stack()
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for name, *what in PAGES:
                picture = photograph(browser, stack, *what)
                (folder / f"{name}.jpg").write_bytes(picture)
                print(f"{folder / name}.jpg: {len(picture)} bytes")
            browser.close()
    finally:
        stack.stop()


if __name__ == "__main__":
    main()
