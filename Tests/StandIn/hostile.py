"""What a hostile or broken picture source may send: addresses that point inside, scripts in texts, and odd pictures."""

import pathlib
import struct

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "Fixtures" / "jpeg"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 100


def inside(trap, place):
    """Addresses that no request may go to; `trap` is a port that nobody should connect to, `place` the stand-in."""
    return [
        f"http://127.0.0.1:{trap}/a.jpg", f"https://127.0.0.1:{trap}/a.jpg", f"http://localhost:{trap}/a.jpg",
        f"https://localhost:{trap}/a.jpg", f"http://localhost.:{trap}/a.jpg", f"http://[::1]:{trap}/a.jpg",
        f"http://[::]:{trap}/a.jpg", f"http://[::ffff:127.0.0.1]:{trap}/a.jpg",
        f"https://[::ffff:7f00:1]:{trap}/a.jpg", f"http://[64:ff9b::7f00:1]:{trap}/a.jpg",
        "http://169.254.169.254/latest/meta-data/a.jpg", "https://[::ffff:169.254.169.254]/a.jpg",
        f"http://pixabay.com@127.0.0.1:{trap}/a.jpg", f"http://{place}@127.0.0.1:{trap}/a.jpg",
        f"http://user:word@{place}/get/1000_640.jpg", f"http://2130706433:{trap}/a.jpg",
        f"http://0177.0.0.1:{trap}/a.jpg", f"http://0x7f000001:{trap}/a.jpg", f"http://0x7f.1:{trap}/a.jpg",
        f"http://127.1:{trap}/a.jpg", f"http://0.0.0.0:{trap}/a.jpg", f"http://0:{trap}/a.jpg",
        f"http://cdn.pixabay.com#@127.0.0.1:{trap}/a.jpg", f"http://cdn.pixabay.com\\@127.0.0.1:{trap}/a.jpg",
        f"http://127.0.0.1:{trap}%00.pixabay.com/a.jpg", f"http://１２７.0.0.1:{trap}/a.jpg",
        f"//127.0.0.1:{trap}/a.jpg", f"gopher://127.0.0.1:{trap}/_a", f"ftp://127.0.0.1:{trap}/a.jpg",
        f"dict://127.0.0.1:{trap}/a", f"telnet://127.0.0.1:{trap}/", "file:///etc/passwd",
    ]


def pointing(model, addresses):
    """A hit for each of the addresses, in all of its links to pictures."""
    links = ("previewURL", "webformatURL", "largeImageURL")
    return [{**model, "id": 5000 + index, **dict.fromkeys(links, address)} for index, address in enumerate(addresses)]


SCRIPT = "document.title='run';alert(1)"
TEXTS = [
    f"<script>{SCRIPT}</script>", f"<img src=x onerror=\"{SCRIPT}\">", f"\"><svg onload=\"{SCRIPT}\">",
    f"' onmouseover='{SCRIPT}' x='", f"\" autofocus onfocus=\"{SCRIPT}\" tabindex=\"0", "{{constructor.constructor('alert(1)')()}}",
    f"</script><script>{SCRIPT}</script>", f"<iframe srcdoc=\"<script>parent.{SCRIPT}</script>\"></iframe>",
    "\u202egnp.exe", "a\0b", "<!--", "]]>", "${alert(1)}", "\u2028alert(1)\u2029", "<style>*{display:none}</style>",
]
LINKS = [
    f"javascript:{SCRIPT}", f"JavaScript:{SCRIPT}", f" javascript:{SCRIPT}", f"java\nscript:{SCRIPT}",
    f"data:text/html,<script>{SCRIPT}</script>", f"vbscript:{SCRIPT}", "blob:https://pixabay.com/1", "file:///etc/passwd",
    f"https://pixabay.com/\" onclick=\"{SCRIPT}", f"https://pixabay.com/'><script>{SCRIPT}</script>",
    "//evil.example/", "https://evil.example/photos/1/", "https://pixabay.com@evil.example/", f"javascript://pixabay.com/%0a{SCRIPT}",
    "http://pixabay.com/photos/1/",
]


def scripted(hits):
    """The hits with a script in each text and link that is shown: tags, the user's name, the pages."""
    return [
        {**hit, "tags": f"{TEXTS[index % len(TEXTS)]}, {TEXTS[(index + 1) % len(TEXTS)]}",
         "user": TEXTS[(index + 2) % len(TEXTS)], "pageURL": LINKS[index % len(LINKS)],
         "userImageURL": LINKS[(index + 3) % len(LINKS)], "type": TEXTS[(index + 4) % len(TEXTS)]}
        for index, hit in enumerate(hits)
    ]


def lengthened(hits):
    """The hits with 100,000 characters in one text or link each."""
    long = "x" * 100_000
    texts = {"tags": long, "user": long, "pageURL": "https://pixabay.com/photos/" + long, "userImageURL": "https://pixabay.com/" + long,
             "webformatURL": "https://cdn.pixabay.com/" + long, "type": long}
    names = list(texts)
    return [{**hit, names[index % len(names)]: texts[names[index % len(names)]]} for index, hit in enumerate(hits)]


def renamed(hits):
    """The hits of a version of the source that gave its members other names."""
    return [{f"{name}_v2": value for name, value in hit.items()} for hit in hits]


# Pictures. Those that are whole in spite of their kind, and those that are none.

GOOD = ["grey", "cmyk", "ycck", "progressive"]
BAD = ["cut", "huge-header", "scans", "12-bit", "png", "html", "empty", "not-found", "endless", "stalled-body", "zeros",
       "first-bytes"]


def frame(jpeg):
    """Where the frame header of a JPEG is (ITU T.81, B.2.2): the offset of its height."""
    offset = 2
    while jpeg[offset] == 0xFF:
        marker = jpeg[offset + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return offset + 5
        offset += 2 + int.from_bytes(jpeg[offset + 2 : offset + 4], "big")
    raise ValueError("no frame header")


def sized(jpeg, width, height):
    """The same file with another size in its frame header."""
    at = frame(jpeg)
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


def with_scans(count):
    """A progressive file with its last scan so many times more."""
    jpeg = (FIXTURES / "progressive-420.jpg").read_bytes()
    start = jpeg.rindex(b"\xff\xda")
    return jpeg[:start] + jpeg[start:-2] * (count + 1) + b"\xff\xd9"


def of_12_bits(jpeg):
    at = frame(jpeg) - 1
    return jpeg[:at] + b"\x0c" + jpeg[at + 1 :]


def large(width, height):
    """A grey picture in colour of any size, in less than a hundredth of its bytes: all blocks are zeros.

    Each of the two Huffman tables has one code of one bit, 0 (ITU T.81, B.2.4.2): no difference, and end of block.
    """
    def segment(marker, content):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content

    one_code = bytes([1]) + bytes(15) + b"\0"
    blocks = -(-width // 8) * -(-height // 8)
    frame_header = struct.pack(">BHHB", 8, height, width, 3) + b"".join(bytes([n, 0x11, 0]) for n in (1, 2, 3))
    scan_header = b"\x03" + b"".join(bytes([n, 0]) for n in (1, 2, 3)) + b"\0\x3f\0"
    return (b"\xff\xd8" + segment(0xDB, b"\0" + bytes([1] * 64)) + segment(0xC0, frame_header)
            + segment(0xC4, b"\0" + one_code) + segment(0xC4, b"\x10" + one_code) + segment(0xDA, scan_header)
            + bytes(-(-blocks * 6 // 8)) + b"\xff\xd9")


def body(kind, jpeg):
    """The bytes of a picture of a kind; None for those that are no matter of bytes."""
    if kind in ("grey", "cmyk", "ycck"):
        return (FIXTURES / f"{kind}.jpg").read_bytes()
    return {
        "progressive": (FIXTURES / "progressive-444.jpg").read_bytes(), "huge-header": sized(jpeg, 64250, 64250),
        "scans": with_scans(1000), "12-bit": of_12_bits(jpeg), "png": PNG, "html": b"<html>Just a moment\xe2\x80\xa6</html>",
        "empty": b"", "zeros": bytes(20_000), "first-bytes": jpeg[:3],
    }.get(kind)


def evil(hits, trap, host):
    """Hits that point inside, and hits that are none, between good ones."""
    places = [
        f"http://127.0.0.1:{trap}/a_640.jpg", f"http://localhost:{trap}/a_640.jpg",
        f"http://[::ffff:127.0.0.1]:{trap}/a_640.jpg", "https://[::ffff:7f00:1]/a_640.jpg",
        "http://169.254.169.254/latest/meta-data/a_640.jpg", "https://169.254.169.254/a_640.jpg",
        f"http://pixabay.com@127.0.0.1:{trap}/a_640.jpg", f"http://{host}@127.0.0.1:{trap}/",
        f"http://user@{host}/get/1000_640.jpg", "https://cdn.pixabay.com.example.org/a_640.jpg",
        "http://cdn.pixabay.com/a_640.jpg", "https://cdn.pixabay.com:8443/a_640.jpg", "file:///etc/passwd",
        f"gopher://127.0.0.1:{trap}/", "https://0x7f000001/a_640.jpg", "https://127.1/a_640.jpg",
        "//127.0.0.1/a_640.jpg", "", "not an address",
    ]
    model = hits[0]
    evil = [{**model, "id": 5000 + index, "webformatURL": place} for index, place in enumerate(places)]
    odd = [
        None, 7, "hit", [], {}, {"id": 1}, {**model, "id": "1"}, {**model, "id": -5},
        {**model, "id": 6001, "webformatWidth": "640"}, {**model, "id": 6002, "webformatHeight": 0},
        {**model, "id": 6003, "webformatURL": None}, {**model, "id": 6004, "webformatWidth": 1e300},
        model,
    ]
    good = [{**model, "id": 7001, "pageURL": "javascript:alert(1)", "user": None, "tags": None}]
    return hits[:2] + evil + odd + good
