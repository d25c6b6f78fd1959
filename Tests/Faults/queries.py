"""Queries that are none."""

import http2
from rows import row
from system import System, search

LONG = "a" * 7000
HORSE = "%F0%9F%90%8E"
CONTROL = "%0d%0aX-Injected:%201"

# The address's query, and the parameter that the problem names.
BAD = [
    ("", "s_query"), ("?", "s_query"), ("?&", "s_query"), ("?t=a", "s_query"), ("?t=a&s_query", "s_query"),
    ("?t=a&s_query=", "s_query"), ("?t=a&s_query=+", "s_query"), ("?t=a&s_query=%20%09%20", "s_query"),
    ("?t=a&s_query=%C2%A0", "s_query"), ("?t=a&s_query=%E3%80%80", "s_query"), (f"?t=a&s_query={CONTROL[:6]}", "s_query"),
    # Repeated.
    ("?t=a&t=b&s_query=c", "t"), ("?t=a&t=a&s_query=c", "t"), ("?t=&t=a&s_query=c", "t"), ("?t=a&s_query=c&s_query=d", "s_query"),
    ("?t=a&s_query=c&s_query=", "s_query"), ("?t=a&s_query=b&k=1&k=2", "k"), ("?t=a&s_query=b&k=1&k=1", "k"),
    ("?t=a&%74=b&s_query=c", "t"),
    # Bytes that are no text.
    ("?t=a%00b&s_query=c", "t"), ("?t=a&s_query=c%00", "s_query"), ("?t=%00&s_query=c", "t"), ("?t=%FF&s_query=c", "t"),
    ("?t=a&s_query=%C3%28", "s_query"), ("?t=a&s_query=%ED%A0%80", "s_query"), ("?t=a&s_query=%F4%90%80%80", "s_query"),
    ("?t=a&s_query=%C0%80", "s_query"), ("?t=a&s_query=%E2%82", "s_query"), ("?t=%80&s_query=c", "t"), ("?t=a&s_query=%FE%FF", "s_query"),
    ("?t=%zz&s_query=c", "t"), ("?t=%&s_query=c", "t"), ("?t=a&s_query=100%", "s_query"), ("?t=a&s_query=%4", "s_query"),
    ("?t=a&s_query=%u0041", "s_query"), ("?t=a&s_query=b&k=%", "k"), ("?t=a&s_query=b&k=%FF", "k"), ("?t=a&s_query=b&k=5%00", "k"),
    # Too long.
    (f"?t=a&s_query={LONG}", "s_query"), (f"?t={LONG}&s_query=c", "t"), (f"?t={'a' * 101}&s_query=c", "t"), (f"?t=a&s_query={'b' * 1001}", "s_query"),
    (f"?t={HORSE * 101}&s_query=b", "t"), (f"?t=a&s_query={HORSE * 1001}", "s_query"), (f"?t=a&s_query={'a%20' * 2000}b", "s_query"),
    (f"?t=a&s_query=b&k={'1' * 7000}", "k"),
    # Numbers.
    ("?t=a&s_query=b&k=0", "k"), ("?t=a&s_query=b&k=-1", "k"), ("?t=a&s_query=b&k=ten", "k"), ("?t=a&s_query=b&k=1.5", "k"),
    ("?t=a&s_query=b&k=1.0", "k"), ("?t=a&s_query=b&k=", "k"), ("?t=a&s_query=b&k=99999999999999999999999", "k"),
    ("?t=a&s_query=b&k=9223372036854775808", "k"), ("?t=a&s_query=b&k=-9223372036854775809", "k"), ("?t=a&s_query=b&k=0x10", "k"),
    ("?t=a&s_query=b&k=1e3", "k"), ("?t=a&s_query=b&k=%2B5", "k"), ("?t=a&s_query=b&k=%D9%A3", "k"), ("?t=a&s_query=b&k=1%202", "k"),
    ("?t=a&s_query=b&k=NaN", "k"), ("?t=a&s_query=b&k=inf", "k"), ("?t=a&s_query=b&k=1,5", "k"), ("?t=a&s_query=b&k=%EF%BC%91", "k"),
    ("?t=a&s_query=b&k=-0", "k"), ("?t=a&s_query=b&k=00000000000000000000", "k"),
    # Parameters that do not exist.
    ("?t=a&s_query=b&K=3", "K"), ("?t=a&s_query=b&page=10", "page"), ("?t=a&s_query=b&offset=-1", "offset"), ("?t=a&s_qeury=b", "s_qeury"), ("?T=a&s_query=b", "T"),
    ("?t=a&s_query=b&t[]=c", "t[]"), ("?t=a&s_query=b&=c", ""), ("?t=a;s_query=b", "s_query"), (f"?t=a&s_query=b&{LONG}=1", "a" * 40 + "…"),
    ("?t=a&s_query=b&%00=1", "\0"), ("?t=a&s_query=b&callback=alert", "callback"), (f"?t=a{CONTROL}&s_query={CONTROL[:6]}", "s_query"),
]


@row("bad-queries", f"{len(BAD)} bad queries, to /search and to /search/stream")
def bad_queries(attempt):
    with System(attempt) as system:
        for path in ("/search", "/search/stream"):
            for query, parameter in BAD:
                shown = f"{path}{query[:60]}"
                answer = attempt.count(system.ask(path + query), 400, what=shown)
                if answer.status == 400:
                    attempt.check(answer.is_problem(), f"{shown}: no problem in JSON: {answer.text[:200]}")
                    attempt.check(answer.json.get("parameter") == parameter, f"{shown}: names {answer.json.get('parameter')!r}")
                attempt.check("X-Injected" not in answer.headers, f"{shown}: a header was injected")
        attempt.check(system.process.is_alive, "the process has ended")
        attempt.count(system.ask(search("mountains", "snow", " 7 ")), what="a good query afterwards")


@row("long-addresses", "addresses, header fields and hosts of all lengths, over HTTP/1.1 and HTTP/2")
def long_addresses(attempt):
    with System(attempt) as system:
        for length in (32_000, 33_000, 60_000, 100_000, 127_000):
            answer = attempt.count(system.ask("/search?t=a&s_query=" + "b" * length), 400, 414, 431, what=f"{length} bytes")
            attempt.check(answer.is_problem(), f"{length}: no problem in JSON: {answer.text[:200]}")
            fields = [(b":method", b"GET"), (b":scheme", b"https"), (b":authority", b"localhost"),
                      (b":path", b"/search?t=a&s_query=" + b"b" * length)]
            attempt.requests += 1
            try:
                body = http2.get(system.new_context(), system.port, fields)
                attempt.check(b'"status":4' in body, f"HTTP/2, {length}: {body[:200]}")
            except ConnectionError as error:
                attempt.fail(f"HTTP/2, an address of {length} bytes: {error}")
        for name, value in (("X-Long", "x" * 90_000), ("Referer", "y" * 120_000), ("Host", "h" * 300), ("Cookie", "c" * 100_000)):
            answer = attempt.count(system.ask(search("lake", "snow"), {name: value}), 200, 400, 431, what=name)
            attempt.check(answer.status == 200 or answer.is_problem(), f"{name}: no problem in JSON: {answer.text[:200]}")
        attempt.count(system.search("mountains", "snow"))
