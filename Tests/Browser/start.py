#!/usr/bin/env python3
"""Measures how the page starts: requests, bytes on the wire, and the time until it can be used.

    .build/browser-venv/bin/python Tests/Browser/start.py [TIMES]      (15)

Each start is one in a fresh profile of Chromium, in a window of 1366 by 768, without anything cached, with nginx, the process
and the demo on the same machine. Times are milliseconds from the beginning of the navigation: `paint` is the first
contentful paint, `usable` the end of the page's own module, by which all of the page answers to a person, `pictures` (of the
address of a search) the moment at which the first picture of the results is loaded. Printed are median and largest.
"""

import statistics
import sys

sys.dont_write_bytecode = True

from playwright.sync_api import sync_playwright

from browser_test import launch
from stack import Stack

PAGES = {"first page": "/", "a search": "/?t=mountains&q=mountains+with+dark+skies"}
MARKS = """() => new Promise(done => {
    const after = () => {
        const image = document.querySelector("#results img");
        if (location.search && !(image && image.complete && image.naturalWidth)) return setTimeout(after, 4);
        const [navigation] = performance.getEntriesByType("navigation");
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        if (!paint || !navigation.domContentLoadedEventEnd) return setTimeout(after, 4);
        const source = image && performance.getEntriesByName(image.src)[0];
        done({ paint: paint.startTime, usable: navigation.domContentLoadedEventEnd,
            ...source ? { pictures: source.responseEnd } : {} });
    };
    after();
})"""


def start(browser, address):
    """The times of one start, and what came over the wire until a second after it."""
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="commit")
    times = page.evaluate(MARKS)
    page.wait_for_timeout(1000)
    context.close()
    return times, len(sizes), sum(sizes)


def main():
    if any(argument.startswith("-") for argument in sys.argv[1:]):
        sys.exit(__doc__)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    stack = Stack()
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for name, path in PAGES.items():
                # With the pool there, and the program's own start over.
                stack.search("mountains", "mountains with dark skies")
                starts = [start(browser, stack.origin + path) for _ in range(count)]
                _, requests, size = starts[0]
                print(f"{name}: {requests} requests, {size} bytes")
                for mark in starts[0][0]:
                    values = [times[mark] for times, _, _ in starts]
                    print(f"  {mark}: median {statistics.median(values):.0f} ms, largest {max(values):.0f} ms")
            browser.close()
    finally:
        stack.stop()


if __name__ == "__main__":
    main()
