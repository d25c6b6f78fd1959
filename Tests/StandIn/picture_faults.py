"""The ways in which pixabay.py fails a picture; its description lists the modes."""

import hostile
from hostile import PNG


def fail(handler, mode, photograph, jpeg):
    bodies = {
        "picture-damaged": lambda: jpeg[:2] + b"\xff\xe0\0\4\0\0" + b"\xff\xd9",
        "picture-half": lambda: jpeg[: len(jpeg) // 2],
        "picture-huge-header": lambda: hostile.sized(jpeg, 64250, 64250),
        "picture-large": lambda: hostile.sized(jpeg, 2000, 2100),
        "picture-png": lambda: PNG,
        "picture-empty": lambda: b"",
        "picture-grey": lambda: handler.server.large_picture,
    }
    others = {
        "404pictures": lambda: handler.send(404, "Not found"),
        "picture-no340": lambda: handler.send(404, "Not found"),
        "picture-500": lambda: handler.send(500, "broken"),
        "picture-html": lambda: handler.send(200, "<html>Just a moment…</html>", "text/html"),
        "picture-cut": lambda: handler.cut(jpeg, "image/jpeg"),
        "picture-reset": handler.reset_connection,
        "picture-hang": handler.hang,
        "picture-endless": lambda: handler.endless("image/jpeg", jpeg),
        "picture-redirect": lambda: redirect(handler, f"http://127.0.0.1:{handler.server.trap_port}/x.jpg"),
        "picture-redirects": lambda: redirect(handler, handler.inside()[photograph.id % len(handler.inside())]),
        "picture-kinds": lambda: send_kind(
            handler, (hostile.BAD + hostile.GOOD + [None] * 1000)[photograph.id - 1000], jpeg),
    }
    if mode in bodies:
        handler.send(200, bodies[mode](), "image/jpeg")
    elif mode in others:
        others[mode]()
    elif mode.startswith("picture-status-"):
        handler.send(int(mode.removeprefix("picture-status-")), "<html>Checking your browser</html>", "text/html")
    else:
        handler.send(501, f"unknown fault {mode}")


def redirect(handler, address):
    # Headers are written in Latin-1, addresses are UTF-8.
    handler.send(302, headers=[("Location", address.encode().decode("latin-1"))])


def send_kind(handler, kind, jpeg):
    """A picture of one of hostile.py's kinds; None for a good one as it is."""
    if kind == "cut":
        handler.cut(jpeg, "image/jpeg")
    elif kind == "not-found":
        handler.send(404, "Not found")
    elif kind == "endless":
        handler.endless("image/jpeg", jpeg)
    elif kind == "stalled-body":
        handler.start(200, "image/jpeg", [("Content-Length", str(len(jpeg)))])
        handler.wfile.write(jpeg[:1000])
        handler.hang()
    else:
        handler.send(200, hostile.body(kind, jpeg) if kind else jpeg, "image/jpeg")
