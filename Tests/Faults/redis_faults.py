"""Redis dies, hangs, refuses or lies: it costs speed, never a search."""

import random
import signal
import socket
import threading
import time

from rows import row
from system import TAGS, System, eventually
from traffic import Traffic

TIMEOUT = 0.5
BACK_WITHIN = 2


def run(attempt, break_it, mend_it, descry=None, says_away=True):
    """Searches while Redis is broken and repaired; none may fail, and at most one waits for it."""
    with System(attempt, descry) as system:
        with Traffic(system, attempt, connections=3) as traffic:
            traffic.wait(100)
            usual = max(attempt.count(system.search(tag, "a quiet evening")).seconds for tag in ("horses", "dusk"))
            break_it(system)
            # One after the other, each of a tag that memory does not know yet.
            slow = []
            for tag in ["autumn", "winter", "spring", "summer", "birds", "boats", "bridge", "moon"]:
                answer = attempt.count(system.search(tag, "a quiet evening"), what=f"a new tag ({tag})")
                if answer.seconds > 2 * usual + TIMEOUT:
                    slow.append(answer.seconds)
            attempt.check(len(slow) <= 1, f"{len(slow)} of 8 searches for new tags waited for Redis: {max(slow, default=0):.2f} s")
            if says_away:
                attempt.check(eventually(lambda: system.redis_check() != "up", 3), "/ready does not say that Redis is away")
            attempt.count(system.ask("/ready"))
            traffic.wait(50)
            mend_it(system)
            began = time.monotonic()
            is_back = eventually(lambda: system.redis_check() == "up", BACK_WITHIN, 0.05)
            attempt.check(is_back, f"not used {BACK_WITHIN} s after its return: {system.redis_check()}")
            if says_away:
                attempt.note(f"used again after {time.monotonic() - began:.2f} s")
            traffic.wait(50)
        attempt.check(system.process.is_alive, "the process has ended")
        lost = system.logged().count("Redis")
        attempt.check(lost < 50, f"the logs speak {lost} times of Redis")


@row("redis-killed", "Redis is killed under load, and started again")
def killed(attempt):
    run(attempt, System.kill_redis, System.start_redis)


@row("redis-stopped", "Redis is stopped (SIGSTOP) under load, and goes on")
def stopped(attempt):
    run(attempt, lambda system: system.redis.send_signal(signal.SIGSTOP),
        lambda system: system.redis.send_signal(signal.SIGCONT))


@row("redis-password", "Redis begins to want a password under load")
def wants_password(attempt):
    def break_it(system):
        system.redis_cli("CONFIG", "SET", "requirepass", "secret")
        system.redis_cli("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes", password="secret")

    run(attempt, break_it, lambda system: system.redis_cli("CONFIG", "SET", "requirepass", "", password="secret"))


@row("redis-full", "Redis has no memory left and refuses to write, under load")
def full(attempt):
    def break_it(system):
        system.redis_cli("CONFIG", "SET", "maxmemory-policy", "noeviction")
        system.redis_cli("CONFIG", "SET", "maxmemory", "1")

    def mend_it(system):
        system.redis_cli("CONFIG", "SET", "maxmemory", "0")
        system.redis_cli("FLUSHALL")
        system.restart()
        attempt.count(system.search("horses", "snow"))
        attempt.check(eventually(lambda: int(system.redis_cli("DBSIZE")) > 0, BACK_WITHIN), "nothing is written again")

    with System(attempt) as system:
        break_it(system)
        for tag in TAGS:
            attempt.count(system.search(tag, "snow"), what=tag)
        attempt.check(int(system.redis_cli("DBSIZE")) == 0, "it was not full")
        failures = system.metric("descry_cache_failures_total")
        attempt.check(failures > 0, "/metrics counts no failure")
        mend_it(system)
        attempt.note(f"{failures:.0f} failures counted")


@row("redis-evicting", "Redis has room for a tenth of what it should keep, and throws away the rest")
def evicting(attempt):
    with System(attempt, {"DESCRY_PRECISION": "float32"}) as system:
        system.redis_cli("CONFIG", "SET", "maxmemory", str(system.redis_info("used_memory") + 100_000))
        system.redis_cli("CONFIG", "SET", "maxmemory-policy", "allkeys-random")
        truth = {}
        for _ in range(2):
            for tag in TAGS:
                scores = scores_of(attempt, system, tag)
                compare(attempt, tag, truth.setdefault(tag, scores), scores)
            system.restart(kill=True)
        evicted = system.redis_info("evicted_keys")
        attempt.check(evicted > 0, "nothing was evicted")
        attempt.note(f"{evicted} keys evicted")


@row("redis-rubbish", "in Redis' place something answers rubbish, or half a reply, or nothing")
def rubbish(attempt):
    servers = []

    def break_it(system):
        system.kill_redis()
        servers.append(RubbishServer(system.folder / "redis.sock"))

    def mend_it(system):
        servers.pop().close()
        system.start_redis()

    run(attempt, break_it, mend_it)


@row("redis-values", "every value in Redis is overwritten: with rubbish, cut, longer, flipped, empty, of another type")
def values(attempt):
    random_source = random.Random(5)
    with System(attempt, {"DESCRY_PRECISION": "float32"}) as system:
        truth = {tag: scores_of(attempt, system, tag) for tag in TAGS[:4]}
        keys = system.redis_cli("--scan").decode().split()
        attempt.check(len(keys) > 60, f"only {len(keys)} keys")
        contents = {key: system.redis_cli("GET", key)[:-1] for key in keys[:80]}
        for number, (key, content) in enumerate(contents.items()):
            kind = number % 6
            if kind == 4:
                system.redis_cli("DEL", key)
                system.redis_cli("LPUSH", key, "of another type")
                continue
            flipped = bytearray(content)
            flipped[random_source.randrange(len(flipped))] ^= 1 << random_source.randrange(8)
            system.redis_cli("SET", key, value=[b"", b"rubbish", content[:-1], content + b"x", b"", bytes(flipped)][kind])
        system.restart(kill=True)
        for tag, scores in truth.items():
            compare(attempt, tag, scores, scores_of(attempt, system, tag))
        unreadable = system.metric("descry_cache_unreadable_total")
        attempt.check(unreadable > 40, f"/metrics counts {unreadable:.0f} unreadable values")
        attempt.note(f"{unreadable:.0f} unreadable values counted")


def scores_of(attempt, system, tag):
    """Every picture's score."""
    answer = attempt.count(system.search(tag, "snow", 500), what=tag)
    return {result["id"]: result["score"] for result in answer.json["results"]}


def compare(attempt, tag, before, after):
    """In another batch a picture's score differs in the last digits; one of a wrong embedding differs by far more."""
    attempt.check(before.keys() == after.keys(), f"{tag}: other pictures than before")
    furthest = max(abs(before[each] - after.get(each, 0)) for each in before)
    attempt.check(furthest < 0.05, f"{tag}: scores differ by {furthest}")


class RubbishServer:
    """Answers each connection in another wrong way."""

    ANSWERS = [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\0\0\0", b"$abc\r\n", b"*2147483647\r\n", b"$1000\r\nabc", b"-ERR no\r\n",
               b"+OK\r\n" * 1000, b""]

    def __init__(self, path):
        path.unlink(missing_ok=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(64)
        self.connections = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        for number in range(1 << 30):
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self.answer, args=(connection, number), daemon=True).start()

    def answer(self, connection, number):
        try:
            while connection.recv(65536):
                connection.sendall(self.ANSWERS[number % len(self.ANSWERS)])
        except OSError:
            pass  # The client has closed it, as it should.

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            connection.close()
