"""The ways in which pixabay.py fails a search; its description lists the modes."""

import json

import hostile

# Modes whose answer has other hits: functions of the hits and of the server's own hits' addresses.
HITS = {
    "empty": lambda hits, handler: [],
    "unreadable": lambda hits, handler: without_addresses(hits, hits),
    "half-unreadable": lambda hits, handler: without_addresses(hits, hits[::3] + hits[1::3]),
    "evil-hits": lambda hits, handler: hostile.evil(hits, handler.server.trap_port, handler.headers["Host"]),
    "inside-hits": lambda hits, handler: hits[:2] + hostile.pointing(hits[0], handler.inside()),
    "host-hits": lambda hits, handler: hostile.pointing(
        hits[0], ["https://cdn.pixabay.com/a_640.jpg", "https://pixabay.com/get/b_640.jpg"]),
    "scripted-hits": lambda hits, handler: hostile.scripted(hits),
    "long-hits": lambda hits, handler: hostile.lengthened(hits),
    "renamed-hits": lambda hits, handler: hostile.renamed(hits),
}
# Modes whose answer has other members: functions of the hits and the key.
BODIES = {
    "no-hits": lambda hits, key: {"total": len(hits), "totalHits": len(hits)},
    "hits-object": lambda hits, key: {"total": len(hits), "totalHits": len(hits), "hits": {"0": hits[0], "key": key}},
    "total-only": lambda hits, key: {"total": len(hits), "totalHits": len(hits), "hits": []},
    "other-version": lambda hits, key: {"version": 2, "photos": hits, "key": key},
}


def without_addresses(hits, which):
    for hit in which:
        hit["webformat"] = {"url": hit.pop("webformatURL")}
    return hits


def fail(handler, mode, query):
    key, limits, html = query.get("key", ""), {"headers": handler.limits}, "text/html"
    page = f"<!DOCTYPE html><html><body><h1>Sorry</h1><p>Your request {handler.path} failed.</p></body></html>"
    trap = f"http://127.0.0.1:{handler.server.trap_port}/{key}?key={key}"
    refusals = {
        "429": lambda: handler.send(429, "API rate limit exceeded", **limits),
        "429html": lambda: handler.send(429, page, html),
        "429after": lambda: handler.send(429, "API rate limit exceeded", headers=[("Retry-After", handler.server.retry_after)]),
        "400html": lambda: handler.send(400, page, html),
        "403html": lambda: handler.send(403, page, html),
        "500": lambda: handler.send(500, page, html),
        "403": lambda: handler.send(403, f"Invalid API key {key}"),
        "403empty": lambda: handler.send(403, "", "text/plain"),
        "403text": lambda: handler.send(403, "error code: 1020", "text/plain"),
        "401json": lambda: handler.send(401, '{"error": "unauthorized"}', "application/json"),
        "html": lambda: handler.send(200, page, html),
        "badkey": lambda: handler.send(400, f"[ERROR 400] Invalid or missing API key: {key}", **limits),
        "badparameter": lambda: handler.send(400, f'[ERROR 400] "per_page" is out of valid range, {key}.', **limits),
        "redirect-to-loopback": lambda: handler.send(302, page, html, [("Location", trap)]),
        "reset": handler.reset_connection,
        "hang": handler.hang,
    }
    if mode in refusals:
        refusals[mode]()
    elif mode in HITS:
        handler.answer(HITS[mode](handler.hits(query), handler), query)
    elif mode in BODIES:
        handler.send(200, json.dumps(BODIES[mode](handler.hits(query), key)), "application/json", handler.limits)
    else:
        fail_midway(handler, mode, query)


def fail_midway(handler, mode, query):
    whole = json.dumps({"total": 0, "totalHits": 0, "hits": handler.hits(query), "note": query.get("key", "")}).encode()
    if mode == "cutjson":
        handler.send(200, whole[: len(whole) // 2], "application/json", handler.limits)
    elif mode == "slow":
        handler.slow(whole, "application/json")
    elif mode == "endless":
        handler.endless("application/json", whole)
    else:
        handler.send(501, f"unknown fault {mode}")
