"""Clients that hang up, dawdle, or keep every worker busy."""

import concurrent.futures
import os
import signal
import socket
import ssl
import tempfile
import threading
import time

from fastcgi import VALUES, conversation, pairs
from process import descendants
from rows import row
from system import TAGS, System, eventually, photos
from traffic import Traffic, percentile


@row("health-while-busy", "8 of 8 workers send answers that nobody reads; 400 requests to /alive and /ready meanwhile")
def health_while_busy(attempt):
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        # With long labels the answer, of some 300 kB, is more than a socket takes.
        pictures = photos(folder + "/photos", {"many": 500}, label="long " * 60)
        with System(attempt, {"DESCRY_WORKERS": "8", "DESCRY_POOL_SIZE": "500"}, pixabay=pictures) as system:
            whole = eventually(lambda: system.search("many", "snow", 1, timeout=60).json.get("pool", {}).get("ranked") == 500, 60, 1)
            attempt.check(whole, "the pool of 500 is not there")
            readers = [request_unread(system) for _ in range(12)]
            busy = eventually(lambda: system.metric("descry_busy_workers") == 8, 5)
            attempt.check(busy, f"{system.metric('descry_busy_workers'):.0f} of 8 workers are busy")
            client = system.client()
            seconds = [attempt.count(client.ask("/ready" if number % 2 else "/alive")).seconds for number in range(400)]
            client.close()
            still = system.metric("descry_busy_workers")
            for reader in readers:
                reader.close()
            p99 = percentile(seconds, 0.99)
            attempt.check(p99 < 0.05, f"the p99 is {p99 * 1000:.0f} ms")
            attempt.note(f"{still:.0f} of 8 workers still busy at the end; p99 {p99 * 1000:.1f} ms")
            attempt.count(system.search("many", "fog"), what="a search afterwards")


def request_unread(system):
    """A connection to the process's socket that asks for a long answer and reads nothing of it."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(system.folder / "descry.sock"))
    connection.sendall(conversation(parameters=pairs({**VALUES, "QUERY_STRING": "t=many&s_query=snow&k=500"})))
    return connection


def hang_up(system, number):
    """One client that goes away: after the handshake, half a request, a request, or a part of the answer."""
    with system.connect() as connection:
        target = ["/search?t=lake&s_query=boat%20{}&k=99", "/search/stream?t=sea&s_query=ship%20{}", "/", "/gallery/000.jpg",
                  "/search?t=tag%20{}&s_query=snow"][number % 5].format(number)
        request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        connection.sendall(request[:len(request) // 2] if number % 7 == 0 else request)
        if number % 3 == 0:
            connection.recv(100)
        if number % 2:
            # With a linger time of 0, closing sends RST.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


@row("hang-ups", "1,000 clients go away: in the handshake, in the request, while they wait, in the answer")
def hang_ups(attempt):
    with System(attempt, pixabay=[]) as system:
        for tag in ("lake", "sea", "mountains"):
            attempt.count(system.search(tag, "snow"))
        with Traffic(system, attempt, 8) as traffic:
            traffic.wait(200)
        nginx = workers_of(system)
        before = system.process.descriptors, system.process.threads, nginx()
        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            list(pool.map(lambda number: hang_up(system, number), range(1000)))
        attempt.requests += 1000
        for number in range(20):
            attempt.count(system.search("mountains", f"snow {number}"))

        def returned():
            return (system.process.descriptors <= before[0] + 4 and system.process.threads <= before[1] + 2
                    and nginx() <= before[2] + 8)

        back = eventually(returned, 30, 0.5)
        after = system.process.descriptors, system.process.threads, nginx()
        attempt.check(back, f"descriptors, threads, nginx's descriptors: {before} before, {after} after")
        attempt.check(eventually(lambda: system.metric("descry_busy_workers") == 0), "a worker is still busy")
        attempt.note(f"descriptors {before[0]} → {after[0]}, threads {before[1]} → {after[1]}, nginx's {before[2]} → {after[2]}")


def workers_of(system):
    """A function that counts the descriptors of nginx's workers."""
    return lambda: sum(worker.descriptors for worker in descendants(system.nginx.pid))


@row("slow-clients", "400 clients send headers byte by byte, 100 do not read, 50 say nothing; others search meanwhile")
def slow_clients(attempt):
    with System(attempt) as system:
        system.search("lake", "snow")
        # Another client than the others below.
        slow = [system.connect(address="127.0.0.2") for _ in range(400)]
        for connection in slow:
            connection.sendall(b"GET /search?t=lake&s_query=snow HTTP/1.1\r\nHost: localhost\r\nX: ")
        readers = [system.connect(address="127.0.0.2") for _ in range(100)]
        for number, connection in enumerate(readers):
            path = f"/search?t=&s_query=snow&k={400 + number}" if number % 2 else "/gallery/000.jpg"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 20)
        silent = [system.connect(address="127.0.0.2") for _ in range(50)]
        # Until the answers that nobody reads are made: a burst of 50 long ones is not what is tried here.
        time.sleep(2)
        over = threading.Event()

        def drip():
            while not over.wait(1):
                for connection in slow:
                    try:
                        connection.sendall(b"x")
                    except OSError:
                        pass  # nginx has had enough of it, which is counted below.

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            with Traffic(system, attempt, 4) as traffic:
                traffic.wait(300)
                # nginx takes 10 s for a whole header.
                time.sleep(14)
        finally:
            over.set()
            dripping.join()
        open_ones = [connection for connection in slow if not is_closed(connection)]
        attempt.requests += len(slow) + len(readers) + len(silent)
        attempt.check(not open_ones, f"{len(open_ones)} of 400 are still waited for after 14 s")
        p99 = percentile(traffic.seconds, 0.99)
        attempt.check(p99 < 1, f"the others' p99 is {p99:.2f} s")
        attempt.note(f"{len(traffic.seconds)} searches meanwhile, p99 {p99 * 1000:.0f} ms")
        for connection in slow + readers + silent:
            connection.close()


def is_closed(connection):
    """Whether the server has ended the connection."""
    connection.settimeout(0)
    try:
        while connection.recv(65536):
            pass  # The answer before the end.
    except ssl.SSLWantReadError:
        return False
    except OSError:
        pass  # Reset.
    return True


@row("silent-at-socket", "256 programs connect to the process's own socket and say nothing, or half a record")
def silent_at_socket(attempt):
    with System(attempt, {"DESCRY_WORKERS": "32"}) as system:
        # New keywords would hold workers, too.
        for tag in TAGS:
            attempt.count(system.search(tag, "snow"), what=tag)
        connections = []
        for number in range(256):
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(str(system.folder / "descry.sock"))
            connection.sendall(b"\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0"[:number % 17])
            connections.append(connection)
        with Traffic(system, attempt, 4) as traffic:
            traffic.wait(200)
        slowest = max(traffic.seconds)
        # Whoever waits for one of them has no worker left.
        attempt.check(slowest < 4, f"a search took {slowest:.1f} s")
        for connection in connections:
            connection.close()


@row("other-signals", "HUP, USR1, USR2, WINCH, CONT and PIPE to the process: none may end it")
def other_signals(attempt):
    with System(attempt) as system:
        with Traffic(system, attempt, 2) as traffic:
            for name in ("HUP", "USR1", "USR2", "WINCH", "CONT", "PIPE"):
                if system.process.is_alive:
                    os.kill(system.descry.pid, getattr(signal, "SIG" + name))
                    time.sleep(0.3)
                if not attempt.check(system.process.is_alive, f"SIG{name} ended the process"):
                    break
            else:
                traffic.wait(50)
