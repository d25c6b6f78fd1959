"""Addresses that point inside, and requests that want to be more than they are."""

import os
import re
import socket
import subprocess
import threading

import hostile
from rows import Skipped, row
from system import ROOT, System, search


class Trap:
    """Counts who connects to an address."""

    def __init__(self, family, *address):
        self.listener = socket.socket(family)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(address)
        self.listener.listen(64)
        self.count = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.count += 1
            connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


@row("ssrf", f"hits and redirects to {len(hostile.inside(1, ''))} kinds of addresses inside, with listeners there")
def ssrf(attempt):
    with System(attempt, pixabay=[]) as system:
        trap = system.stand_in.trap
        with Trap(socket.AF_INET6, "::1", trap, 0, 0) as other:
            for mode, tag in (("inside-hits", "lake"), ("picture-redirects", "forest"), ("redirect-to-loopback", "sea"),
                              ("evil-hits", "city")):
                system.fault(mode)
                answer = attempt.count(system.search(tag, "snow", 50), 200, 502, what=mode)
                for word in ("169.254", "127.0.0.1:" + str(trap), "passwd", "root:"):
                    attempt.check(word not in answer.text, f"{mode}: the answer holds {word}: {answer.text[:200]}")
                system.fault("none")
            connections = other.count + system.stand_in.tell("/__stats")["trapped"]
            attempt.check(connections == 0, f"{connections} connections to addresses inside")
            attempt.count(system.search("meadow", "snow"), what="a search afterwards")


@row("dns-rebinding", "the source's own hosts have a private address in /etc/hosts; a listener at port 443 there")
def dns_rebinding(attempt):
    if os.geteuid() != 0:
        raise Skipped("needs root, for an /etc/hosts of the process's own")
    address = "127.84.25.7"
    with Trap(socket.AF_INET, address, 443) as trap, System(attempt, pixabay=[]) as system:
        hosts = system.folder / "hosts"
        hosts.write_text(f"127.0.0.1 localhost\n{address} cdn.pixabay.com pixabay.com\n")
        system.stop_descry()
        mounted = f"mount --bind {hosts} /etc/hosts && exec \"$@\""
        system.wrapper = ["unshare", "--mount", "--propagation", "private", "sh", "-c", mounted, "sh"]
        # The hits' pictures are at the stand-in, their links at the hosts that now point inside.
        system.restart_descry()
        name = subprocess.run(["nsenter", "-t", str(system.descry.pid), "-m", "getent", "ahostsv4", "cdn.pixabay.com"],
                              capture_output=True, text=True, check=True).stdout
        attempt.check(address in name, "the process does not see the changed /etc/hosts")
        system.fault("host-hits")
        answer = attempt.count(system.search("lake", "snow"), 200, 502)
        system.environment["DESCRY_PIXABAY_URL"] = "https://pixabay.com/api/"
        system.stop_descry()
        system.restart_descry()
        answer = attempt.count(system.search("forest", "snow"), 502, 503, 504, what="the source itself is inside")
        attempt.check(answer.is_problem(), f"no problem in JSON with Retry-After: {answer.text[:300]}")
        attempt.check(trap.count == 0, f"{trap.count} connections to {address}:443")


GOOD = b"GET /search?t=lake&s_query=snow HTTP/1.1\r\nHost: localhost\r\n"
SECOND = b"GET /search?t=smuggled&s_query=smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
REACHED = 'descry_requests_total{path="/search"'
# Each is one request with something that another server might take for a second one.
SMUGGLING = {
    "two lengths": GOOD + b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(SECOND) + SECOND,
    "length and chunks": GOOD + b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" % (5 + len(SECOND)) + SECOND,
    "chunks and length": GOOD + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n%x\r\n" % len(SECOND) + SECOND + b"\r\n0\r\n\r\n",
    "two encodings": GOOD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SECOND,
    "an unknown encoding": GOOD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND,
    "a tab before chunked": GOOD + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n" + SECOND,
    "a space before the colon": GOOD + b"Content-Length : %d\r\n\r\n" % len(SECOND) + SECOND,
    "a folded line": GOOD + b"X: a\r\n Content-Length: %d\r\n\r\n" % len(SECOND) + SECOND,
    "a negative length": GOOD + b"Content-Length: -1\r\n\r\n" + SECOND,
    "a length with a sign": GOOD + b"Content-Length: +%d\r\n\r\n" % len(SECOND) + SECOND,
    "a huge length": GOOD + b"Content-Length: 99999999999999999999\r\n\r\n" + SECOND,
    "a chunk's size that overflows": GOOD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n" + SECOND,
    "a NUL in a field": GOOD + b"X: a\0b\r\n\r\n" + SECOND,
    "two hosts": GOOD + b"Host: evil.example\r\n\r\n" + SECOND,
    "a bare CR": GOOD + b"X: a\rContent-Length: 0\r\n\r\n" + SECOND,
    "an underscore in a name": GOOD + b"Content_Length: 5\r\n\r\n" + SECOND,
    "an upgrade to HTTP/2": GOOD + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n" + SECOND,
    "a protocol in the address": b"GET /search?t=lake&s_query=snow HTTP/1.1\r\nX: b HTTP/1.1\r\nHost: localhost\r\n\r\n" + SECOND,
    "HTTP/0.9": b"GET /search?t=lake&s_query=snow\r\n" + SECOND,
}


@row("smuggling", f"{len(SMUGGLING)} requests that could hide a second one; fields that would add another one")
def smuggling(attempt):
    with System(attempt) as system:
        attempt.count(system.search("lake", "snow"))
        for name, data in SMUGGLING.items():
            before = system.metric(REACHED)
            attempt.requests += 1
            received = system.send(data + GOOD.replace(b"lake", b"last") + b"Connection: close\r\n\r\n")
            statuses = [int(code) for code in re.findall(rb"HTTP/1\.[01] (\d{3})", received)]
            if any(status >= 500 and status not in (501, 505) for status in statuses):
                attempt.fail(f"{name}: answered with {statuses}")
            # What was answered is what reached the process: both sides counted alike.
            reached = system.metric(REACHED) - before
            found = received.count(b'"top_urls"')
            attempt.check(reached == found, f"{name}: {found} answers, but {reached:.0f} requests reached the process")
        for field in ("X-Forwarded-For", "X-Request-Id", "Proxy", "Prefer", "Host", "Origin", "Referer",
                      "Access-Control-Request-Headers"):
            received = system.send(b"GET /search?t=lake&s_query=snow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                   + field.encode() + b": a%0d%0aX-Injected: 1\r\n\r\n")
            attempt.requests += 1
            attempt.check(b"\nX-Injected" not in received, f"{field}: a header was injected")
        attempt.check(system.process.is_alive, "the process has ended")
        attempt.count(system.search("mountains", "snow"))


@row("traversal", "addresses that want out of the page's and the gallery's folder, and links that lead out of it")
def traversal(attempt):
    up = ["../", "%2e%2e/", "..%2f", "%2e%2e%2f", "..%5c", "..\\", "....//", ".%00./", "%252e%252e%252f", "..;/", "%c0%ae%c0%ae/",
          "%uff0e%uff0e/", "/../", "//../"]
    files = ["gallery.py", "model/config.json", "etc/passwd", "nginx/nginx.conf", "README.md", "gallery/gallery.json", "a.jpg"]
    gallery = ROOT / "deploy/demo/gallery"
    with System(attempt) as system:
        for base in ("/", "/gallery/", "/gallery", "/icons/", "/search/", "/metrics/"):
            for step in up:
                for file in files:
                    for count in (1, 4):
                        received = system.send(f"GET {base}{step * count}{file} HTTP/1.1\r\nHost: localhost\r\n"
                                               "Connection: close\r\n\r\n".encode())
                        attempt.requests += 1
                        status = int(received[9:12] or 0)
                        if status not in (301, 400, 404, 414):
                            attempt.fail(f"{base}{step * count}{file}: {status}")
        for path in ("/gallery/", "/gallery/gallery.json", "/gallery/.hidden.jpg", "/.git/config", "/nginx.conf", "/descry.sock"):
            attempt.count(system.ask(path), 404, what=path)
        # A gallery's folder may be written by someone who may not read what it links to.
        folder = system.folder / "gallery"
        folder.mkdir()
        for name in ("000.jpg", "001.jpg", "gallery.json"):
            (folder / name).write_bytes((gallery / name).read_bytes())
        secret = system.folder / "secret"
        secret.mkdir()
        (secret / "a.jpg").write_bytes(b"root:")
        (folder / "out.jpg").symlink_to(secret / "a.jpg")
        (folder / "way").symlink_to(secret)
        os.mkfifo(folder / "pipe.jpg")
        system.stop_nginx()
        system.configure_nginx({"DESCRY_GALLERY": str(folder)})
        system.restart_nginx()
        attempt.count(system.ask("/gallery/000.jpg"), what="a picture")
        for path in ("/gallery/out.jpg", "/gallery/way/a.jpg", "/gallery/pipe.jpg"):
            attempt.count(system.ask(path, timeout=10), 403, 404, what=f"{path}, which leads out")


@row("cors", "preflights, and the headers that a browser needs, on answers and on errors of all kinds")
def cors(attempt):
    with System(attempt, nginx={"DESCRY_CORS_ORIGIN": "https://one.example"}) as system:
        for origin, allowed in (("https://one.example", True), ("https://two.example", False), ("null", False),
                                ("https://one.example.evil.example", False), ("http://one.example", False)):
            for target in (search("lake", "snow"), "/search?t=lake", "/nothing", "/ready", "/gallery/000.jpg", "/metrics"):
                answer = attempt.count(system.ask(target, {"Origin": origin}), 200, 400, 404, what=target)
                given = answer.headers.get("Access-Control-Allow-Origin")
                # No website may read the metrics.
                expected = origin if allowed and target != "/metrics" else None
                attempt.check(given == expected, f"{target} of {origin}: allows {given}")
                attempt.check("Origin" in (answer.headers.get_all("Vary") or []), f"{target}: no Vary: Origin")
                attempt.check("Access-Control-Allow-Credentials" not in answer.headers, f"{target}: allows credentials")
            preflight = attempt.count(system.ask(search("lake", "snow"), {"Origin": origin, "Access-Control-Request-Method": "GET"},
                                                 method="OPTIONS"), 204)
            attempt.check(preflight.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None),
                          f"a preflight of {origin}: {preflight.headers.get('Access-Control-Allow-Origin')}")
        for method in ("POST", "PUT", "DELETE", "TRACE", "PATCH", "PROPFIND"):
            answer = attempt.count(system.ask(search("lake", "snow"), {"Origin": "https://one.example"}, method=method), 405)
            attempt.check("GET" in (answer.headers.get("Allow") or ""), f"{method}: no Allow")
