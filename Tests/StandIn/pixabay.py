#!/usr/bin/env python3
"""A stand-in for Pixabay: its API and its pictures on one local port, also its failures.

    Tests/StandIn/pixabay.py --port 9000 --photos DIR

prints a JSON line with the ports when it is ready. Descry searches it with

    DESCRY_SOURCE=pixabay DESCRY_PIXABAY_URL=http://127.0.0.1:9000/api/ \\
    DESCRY_ALLOW_SOURCE=127.0.0.1:9000 PIXABAY_API_KEY=x

DIR holds JPEGs and either photos.json, {"dog": [{"file": "beagle.jpg", "label": "beagle"}]}, or a gallery.json;
without --photos it is the demo gallery of this repository.

While it runs:
    /__stats                   requests per path, connections, the most requests at once, the last search's
                               parameters, connections to the trap (a port that nobody should be sent to)
    /__fault?mode=MODE         from now on; &times=N: only N times; &hits=0,3: only for the pictures in these places;
                               &tag=T: only in that tag; &page=N: only for that page of a search
    /__expire                  the pictures' addresses that were given out so far answer 400 from now on; later
                               searches give out new ones
    /__quota?remaining=N&reset=S   what the X-RateLimit headers say, whatever was counted
    /__open                    lets go what gate and picture-gate hold; /__stats says how many requests are held
    /__reset                   as at the start

Modes for searches: 429, 429html, 429after (with &after=… as Retry-After), 400html, 403html, 403, 403empty, 403text,
401json, 500, html, cutjson, reset, hang, gate (held until /__open), slow, endless, empty, badkey, badparameter,
redirect-to-loopback, evil-hits (hits that point inside, and hits that are none), inside-hits (only hits that point
inside: hostile.py lists how), host-hits (pictures at Pixabay's own hosts), scripted-hits (scripts in each text and
link), long-hits (100,000 characters in one of each), renamed-hits (all members have other names), unreadable (every hit lacks its address), half-unreadable (two of
three do), no-hits (the member is missing), hits-object (it is no array), total-only (a total and no hits),
other-version. Wherever Pixabay might repeat the key in an answer, the stand-in does.
Modes for pictures: 404pictures, picture-no340 (404 for the small versions only), picture-cut, picture-reset,
picture-hang, picture-gate (held until /__open), picture-endless, picture-huge-header (64250 x 64250), picture-large
(2100 x 2000, more than Pixabay's format has), picture-png,
picture-html, picture-empty, picture-500, picture-redirect (to the trap), picture-status-N (with the page of a CDN),
picture-damaged (a whole JPEG that no decoder takes), picture-half (the first half of one, as if that were all),
picture-kinds (the pictures in the first places are of hostile.py's kinds, BAD and then GOOD), picture-redirects (each to
another of hostile.py's addresses inside), picture-grey (&width=W&height=H: a grey one of that size).
Mode none ends all faults.
"""

import json
import pathlib
import threading
import time

import hostile
import picture_faults
import search_faults
from catalogue import Catalogue
from server import Handler, Server, parser, serve

GALLERY = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "demo" / "gallery"
LANGUAGES = "cs da de en es fr id it hu nl no pl pt ro sk fi sv tr vi th bg ru el ja ko zh".split()
CHOICES = {
    "lang": LANGUAGES,
    "image_type": ["all", "photo", "illustration", "vector"],
    "orientation": ["all", "horizontal", "vertical"],
    "safesearch": ["true", "false"],
    "editors_choice": ["true", "false"],
    "order": ["popular", "latest"],
}
WINDOW = 60


class Pixabay(Server):
    def __init__(self, arguments):
        self.arguments = arguments
        self.gate = threading.Event()
        self.catalogue = Catalogue(arguments.photos)
        super().__init__(arguments.port, PixabayHandler, arguments.host)

    def reset(self):
        super().reset()
        self.faults = {"search": None, "picture": None}
        self.quota = None
        self.generation = 0
        self.gate.set()
        self.searches = []
        self.set_fault(self.arguments.fault, {})

    def set_fault(self, mode, query):
        if mode in ("gate", "picture-gate"):
            self.gate.clear()
        if mode == "none":
            self.faults = {"search": None, "picture": None}
            return
        kind = "picture" if mode.startswith("picture-") or mode == "404pictures" else "search"
        places = query.get("hits")
        self.faults[kind] = {
            "mode": mode, "times": int(query.get("times", 1 << 60)),
            "places": {int(place) for place in places.split(",")} if places else None, "page": query.get("page"),
            "tag": query.get("tag"),
        }
        self.retry_after = query.get("after", "")
        if mode == "picture-grey":
            self.large_picture = hostile.large(int(query["width"]), int(query["height"]))

    def fault(self, kind, places=frozenset(), page=None):
        with self.lock:
            fault = self.faults[kind]
            if not fault or fault["times"] <= 0:
                return None
            here = {place for tag, place in places if fault["tag"] in (None, tag)}
            if fault["places"] and not fault["places"] & here:
                return None
            if fault["page"] not in (None, page):
                return None
            fault["times"] -= 1
            return fault["mode"]

    def count_search(self):
        """Counts a search; what is left of the limit, and for how long the window still is."""
        with self.lock:
            now = time.monotonic()
            self.searches = [at for at in self.searches if at > now - WINDOW] + [now]
            if self.quota:
                return self.quota
            return self.arguments.rate_limit - len(self.searches), int(WINDOW - (now - self.searches[0])) + 1


class PixabayHandler(Handler):
    def configure(self, path, query):
        if path == "/__fault":
            self.server.set_fault(query["mode"], query)
        elif path == "/__quota":
            self.server.quota = (int(query["remaining"]), int(query["reset"]))
        elif path == "/__open":
            self.server.gate.set()
        elif path == "/__expire":
            self.server.generation += 1
        else:
            return None
        return {}

    def respond(self, path, query):
        time.sleep(self.server.arguments.latency_ms / 1000)
        if path == "/api/":
            self.search(query)
        elif path.startswith("/get/"):
            self.picture(path.removeprefix("/get/"))
        else:
            self.send(404, "Not found")

    # Searches

    def search(self, query):
        remaining, reset = self.server.count_search()
        self.limits = [
            ("X-RateLimit-Limit", str(self.server.arguments.rate_limit)),
            ("X-RateLimit-Remaining", str(max(0, remaining))), ("X-RateLimit-Reset", str(reset)),
        ]
        mode = self.server.fault("search", page=query.get("page", "1"))
        if mode == "gate":
            if not self.hold(self.server.gate):
                return
            mode = None
        if mode is None and remaining < 0:
            mode = "429"
        if mode:
            return search_faults.fail(self, mode, query)
        objection = self.objection(query)
        if objection:
            return self.send(400, f"[ERROR 400] {objection}", headers=self.limits)
        self.answer(self.hits(query), query)

    def objection(self, query):
        wanted = self.server.arguments.key
        if not query.get("key") or wanted and query["key"] != wanted:
            return f"Invalid or missing API key (https://pixabay.com/api/docs/). {query.get('key', '')}"
        if len(query.get("q", "")) > 100:
            return '"q" is out of valid range.'
        for name, choices in CHOICES.items():
            if name in query and query[name] not in choices:
                return f'"{name}" is out of valid range.'
        if not (query.get("per_page", "20").isdigit() and 3 <= int(query.get("per_page", "20")) <= 200):
            return '"per_page" is out of valid range.'
        total = len(self.server.catalogue.tags.get(query.get("q", "").lower(), []))
        page = query.get("page", "1")
        if not page.isdigit() or int(page) < 1 or int(page) > 1 and (int(page) - 1) * int(
                query.get("per_page", "20")) >= min(total, 500):
            return '"page" is out of valid range.'
        return None

    def hits(self, query):
        base = f"http://{self.headers['Host']}"
        return [found.hit(base, self.server.generation) for found in self.server.catalogue.tags.get(query.get("q", "").lower(), [])]

    def answer(self, hits, query):
        size, page = int(query.get("per_page", 20)), int(query.get("page", 1))
        shown = hits[:500][(page - 1) * size : page * size]
        body = {"total": len(hits), "totalHits": min(len(hits), 500), "hits": shown}
        self.send(200, json.dumps(body), "application/json", self.limits)

    def inside(self):
        return hostile.inside(self.server.trap_port, self.headers["Host"])

    # Pictures

    def picture(self, name):
        number, _, size = name.removesuffix(".jpg").partition("_")
        generation, _, number = number.rpartition("-")
        found = self.server.catalogue.photographs.get(int(number) if number.isdigit() else 0)
        if not found or size not in ("180", "340", "640", "960", "1280"):
            return self.send(404, "Not found")
        if int(generation or 0) < self.server.generation:
            return self.send(400, "expired")
        jpeg = found.path.read_bytes()
        mode = self.server.fault("picture", found.places)
        if mode == "picture-gate":
            if not self.hold(self.server.gate):
                return
            mode = None
        if mode is None or mode == "picture-no340" and size == "640":
            return self.send(200, jpeg, "image/jpeg")
        picture_faults.fail(self, mode, found, jpeg)


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default 127.0.0.1)")
    options.add_argument("--photos", type=pathlib.Path, default=GALLERY, metavar="DIR", help="see above")
    options.add_argument("--key", help="the only key that is valid (default: every one)")
    options.add_argument("--latency-ms", type=int, default=0, metavar="N", help="wait before each answer")
    options.add_argument("--fault", default="none", metavar="MODE", help="a fault from the start on")
    options.add_argument("--rate-limit", type=int, default=100, metavar="N", help="searches in 60 s (default 100)")
    arguments = options.parse_args()
    serve(Pixabay(arguments), arguments)
