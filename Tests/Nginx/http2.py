"""One HTTP/2 request (RFC 9113) with a header of any size: curl's library sends no more than 64 kB."""
import socket
import struct

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, CONTINUATION = 0, 1, 3, 4, 6, 7, 9
END_STREAM, ACK, END_HEADERS = 1, 1, 4
LARGEST_FRAME = 16_384


def get(context, port, fields, repeated=None):
    """The body of the answer to a request with these header fields, pseudo-header fields first.

    repeated: the name and value of one field more, which is sent once and repeated so many times by its index.

    Raises ConnectionError if the server ends the stream or the connection without a whole answer.
    """
    context.set_alpn_protocols(["h2"])
    with context.wrap_socket(
        socket.create_connection(("127.0.0.1", port), timeout=30), server_hostname="localhost"
    ) as connection:
        block = b"".join(literal(name, value) for name, value in fields)
        if repeated:
            name, value, count = repeated
            # With indexing (section 6.2.1): the newest entry of the table has the index 62 (section 2.3.3).
            block += b"\x40" + text(name) + text(value) + bytes([0x80 | 62]) * count
        pieces = [block[at : at + LARGEST_FRAME] for at in range(0, len(block), LARGEST_FRAME)]
        request = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, b"")
        for number, piece in enumerate(pieces):
            kind, flags = (CONTINUATION, 0) if number else (HEADERS, END_STREAM)
            request += frame(kind, flags | (END_HEADERS if number == len(pieces) - 1 else 0), 1, piece)
        try:
            connection.sendall(request)
        except OSError:
            pass  # What the server said before it closed the connection is read below.
        return read_answer(connection)


def read_answer(connection):
    body = b""
    with connection.makefile("rb") as stream:
        while len(header := stream.read(9)) == 9:
            length, kind, flags = int.from_bytes(header[:3], "big"), header[3], header[4]
            content = stream.read(length)
            if kind == RST_STREAM:
                raise ConnectionError(f"stream ended with error {int.from_bytes(content, 'big')}")
            if kind == GOAWAY:
                raise ConnectionError(f"connection ended with error {int.from_bytes(content[4:8], 'big')}")
            if kind == SETTINGS and not flags & ACK:
                connection.sendall(frame(SETTINGS, ACK, 0, b""))
            if kind == DATA:
                body += content
            if kind in (DATA, HEADERS) and flags & END_STREAM:
                return body
    raise ConnectionError("connection closed before the end of the answer")


def frame(kind, flags, stream, content):
    return struct.pack(">I", len(content))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + content


def literal(name, value):
    """A field without indexing and without Huffman coding (RFC 7541, section 6.2.2)."""
    return b"\0" + text(name) + text(value)


def text(value):
    """A string with its length as an integer of 7 bits and more (RFC 7541, sections 5.1 and 5.2)."""
    length = len(value)
    if length < 127:
        return bytes([length]) + value
    encoded, length = b"\x7f", length - 127
    while length >= 128:
        encoded += bytes([length % 128 + 128])
        length //= 128
    return encoded + bytes([length]) + value
