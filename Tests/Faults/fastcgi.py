"""Programs that reach the process's socket and speak FastCGI badly."""

import random
import socket
import struct

from responder import BEGIN, END, PARAMS, STDOUT
from rows import row
from system import System

STDIN = 5
VALUES = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "/search", "QUERY_STRING": "t=lake&s_query=snow&k=3",
          "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "REQUEST_SCHEME": "https", "REMOTE_ADDR": "127.0.0.1"}


def record(kind, content=b"", padding=0, request=1, version=1):
    return struct.pack("!BBHHBx", version, kind, request, len(content), padding) + content + bytes(padding)


def pairs(values):
    return b"".join(bytes([len(name), len(value)]) + name.encode() + value.encode() for name, value in values.items())


def conversation(paddings=(0, 0, 0, 0), begin=b"\0\1\0\0\0\0\0\0", parameters=None):
    """A whole request; the paddings are those of its records: begin, parameters, their end, the input's end."""
    content = pairs(VALUES) if parameters is None else parameters
    return (record(BEGIN, begin, paddings[0]) + record(PARAMS, content, paddings[1]) + record(PARAMS, b"", paddings[2])
            + record(STDIN, b"", paddings[3]))


def exchange(system, data, timeout=5):
    """All that comes back; None if nobody listens."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        try:
            connection.connect(str(system.folder / "descry.sock"))
        except (ConnectionRefusedError, FileNotFoundError):
            return None
        received = b""
        try:
            connection.sendall(data)
            while block := connection.recv(65536):
                received += block
        except (ConnectionError, TimeoutError):
            pass  # What came so far is what counts.
        return received


def is_whole(received):
    """Whether it is an answer with a status, ended by an end record."""
    output, ended, at = b"", False, 0
    while at + 8 <= len(received):
        _, kind, _, length, padding = struct.unpack("!BBHHBx", received[at : at + 8])
        if kind == STDOUT:
            output += received[at + 8 : at + 8 + length]
        ended |= kind == END
        at += 8 + length + padding
    return ended and output.startswith(b"Status: ") or ended and b"Content-Type: " in output


@row("fastcgi-padding", "padding of every length on each record of a request, straight at the socket")
def fastcgi_padding(attempt):
    with System(attempt) as system:
        cases = [tuple(length if place == index else 0 for index in range(4)) for place in range(4) for length in range(256)]
        cases += [(length,) * 4 for length in range(1, 256, 7)]
        for paddings in cases:
            received = exchange(system, conversation(paddings))
            attempt.requests += 1
            if received is None or not is_whole(received):
                attempt.fail(f"padding {paddings}: {'nobody listens' if received is None else repr(received[:80])}")
            if not system.process.is_alive:
                attempt.wrong.insert(0, f"padding {paddings} ended the process, by signal {-(system.descry.wait(5))}")
                return
        # A begin record with padding, and parameters that end the process's patience.
        for length in range(1, 256, 5):
            for parameters in (b"", b"\xff" * 40, b"\x80\0\0\0", pairs({"A": "b"}), b"\0" * 100):
                received = exchange(system, conversation((length, 0, 0, 0), parameters=parameters) * 2)
                attempt.requests += 1
                if not attempt.check(system.process.is_alive, f"begin padded by {length}, parameters {parameters[:8]} ended the process"):
                    return
        attempt.count(system.search("lake", "snow"), what="a search afterwards")


@row("fastcgi-mutations", "1,000 mutated conversations straight at the search socket, and 200 at the health socket")
def fastcgi_mutations(attempt):
    source = random.Random(20)
    with System(attempt) as system:
        for number in range(1200):
            data = mutate(source)
            path = system.folder / ("health.sock" if number >= 1000 else "descry.sock")
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(0.05)
                attempt.requests += 1
                try:
                    connection.connect(str(path))
                    connection.sendall(data)
                    if number % 3 == 0:
                        connection.shutdown(socket.SHUT_WR)
                    connection.recv(65536)
                except (ConnectionResetError, BrokenPipeError, TimeoutError):
                    pass  # Refused, or waited for, as it may be.
                except (ConnectionRefusedError, FileNotFoundError) as error:
                    attempt.fail(f"conversation {number}: {error}")
            if not attempt.check(system.process.is_alive, f"conversation {number} ended the process: {data[:200].hex()}"):
                return
        for number in range(20):
            attempt.count(system.search("lake", f"snow {number}"), what="a search afterwards")


def mutate(source):
    """A conversation with some records or bytes changed."""
    records = [record(BEGIN, struct.pack("!HB5x", source.choice([1, 1, 1, 2, 3, 0, 65535]), source.choice([0, 0, 1, 255])),
                      source.choice([0, 0, source.randrange(256)]))]
    content = pairs(VALUES)
    for _ in range(source.randrange(4)):
        cut = source.randrange(len(content) + 1)
        records.append(record(PARAMS, content[:cut], source.choice([0, 0, source.randrange(256)])))
        content = content[cut:]
    records += [record(PARAMS, content), record(PARAMS, b"", source.choice([0, 0, source.randrange(256)])),
                record(STDIN, b"", source.choice([0, source.randrange(256)]))]
    for _ in range(source.randrange(3)):
        place = source.randrange(len(records) + 1)
        match source.randrange(6):
            case 0:
                records.insert(place, record(source.randrange(256), source.randbytes(source.randrange(64)), source.randrange(256),
                                             source.choice([0, 1, 1, 2, 65535])))
            case 1:
                records.insert(place, record(9, pairs({"FCGI_MPXS_CONNS": ""}), 0, 0))
            case 2:
                records.insert(place, records[source.randrange(len(records))])
            case 3:
                del records[source.randrange(len(records))]
                records = records or [b""]
            case 4:
                records.insert(place, record(2, b"", source.randrange(256)))
            case 5:
                records.insert(place, record(PARAMS, struct.pack("!II", 0xFFFFFFFF, source.randrange(1 << 32)) + b"x"))
    data = bytearray(b"".join(records))
    for _ in range(source.choice([0, 0, 1, 3])):
        if data:
            data[source.randrange(len(data))] = source.randrange(256)
    return bytes(data[: source.randrange(len(data) + 1)] if source.randrange(5) == 0 else data)
