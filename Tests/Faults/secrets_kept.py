"""The API key and what people search for are nowhere to be found."""

import os
import urllib.parse

from rows import Skipped, row
from system import System, search

KEY = "unique-key-9f3b41c7e2"
TAG, SENTENCE = "wondertag5521", "wondersentence7719 with secretword3307"
PASSWORD = "unique-password-77aa"
MODES = ["none", "429", "500", "html", "cutjson", "badkey", "badparameter", "403", "401json", "redirect-to-loopback", "reset",
         "hang", "evil-hits", "inside-hits"]


def spellings(secret):
    """The ways in which it might be written."""
    return {secret, urllib.parse.quote(secret), urllib.parse.quote_plus(secret), secret.encode().hex(), secret.replace("-", "\\u002d")}


@row("secrets", "a unique key, password and query through all kinds of answers and errors; then searched for everywhere")
def secrets(attempt):
    with System(attempt, {"DESCRY_DEADLINE": "2"}, pixabay=["--key", KEY]) as system:
        system.redis_cli("CONFIG", "SET", "requirepass", PASSWORD)
        system.restart(PIXABAY_API_KEY=KEY, REDIS_PASSWORD=PASSWORD)
        answers = []
        for mode in MODES:
            system.fault(mode)
            for target in (search("lake", SENTENCE), search(f"{TAG} {mode}", SENTENCE), search(TAG, SENTENCE).replace("search", "search/stream"),
                           search(TAG, SENTENCE) + "&" + TAG + "=1", search(TAG, SENTENCE).replace("t=", "t=%FF"), search(TAG, "")):
                answers.append(attempt.count(system.ask(target), 200, 400, 429, 502, 503, 504))
            if mode in ("429", "403", "401json", "badkey"):
                # Neither the wait that it asked for nor the refusal may keep the others from the source.
                system.restart(kill=True)
        system.fault("none")
        system.redis_cli("DEBUG", "SLEEP", "0.7", password=PASSWORD)
        for target in (f"/?t={TAG}&q={SENTENCE.replace(' ', '+')}", f"/search&t={TAG}", f"/search;t={TAG}", f"/nothing?t={TAG}", "/search?" + TAG):
            attempt.count(system.ask(target), 200, 400, 404, what=target)
        attempt.requests += 1
        system.send(b"GET /search?t=" + TAG.encode() + b" HTTP/1.1\r\n\r\n")
        metrics, ready = system.ask("/metrics").text, system.ask("/ready").text
        system.redis_cli("CONFIG", "SET", "dir", str(system.folder), password=PASSWORD)
        system.redis_cli("CONFIG", "SET", "rdbcompression", "no", password=PASSWORD)
        system.redis_cli("SAVE", password=PASSWORD)
        command_lines = b"".join(read(f"/proc/{pid}/cmdline") for pid in [system.descry.pid, system.redis.pid, system.nginx.pid])
        # nginx's answer cache is off here; its own row is below. Logs of the runner itself are none of Descry's.
        places = {
            "the logs": system.logged().encode(), "Redis": (system.folder / "dump.rdb").read_bytes(),
            "/metrics": metrics.encode(), "/ready": ready.encode(), "command lines": command_lines,
            "answers": b"\n".join(answer.body + str(answer.headers).encode() for answer in answers),
            "nginx's folder": b"".join(path.read_bytes() for path in (system.folder / "nginx").rglob("*") if path.is_file()),
        }
        attempt.check(len(places["the logs"]) > 2000 and len(places["Redis"]) > 1000, "there was nothing to search through")
        for place, content in places.items():
            for secret in (KEY, PASSWORD):
                attempt.check(not any(each.encode() in content for each in spellings(secret)), f"{place}: hold {secret}")
            if place not in ("answers", "Redis"):
                for word in (TAG, *SENTENCE.split()[::2]):
                    attempt.check(word.encode() not in content, f"{place}: hold {word}: {lines(content, word)}")
        for word in SENTENCE.split()[::2]:
            attempt.check(word.encode() not in places["Redis"], f"Redis holds the sentence's {word}")
        attempt.note(f"searched through {sum(map(len, places.values())):,} bytes")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def lines(content, word):
    return [line[:200] for line in content.splitlines() if word.encode() in line][:3]


@row("core-dump", "the process meets an invalid instruction where the system allows core dumps of any size")
def core_dump(attempt):
    with System(attempt, pixabay=["--key", KEY]) as system:
        # The working folder is where the core would be.
        system.wrapper = ["env", "-C", str(system.folder), "prlimit", "--core=unlimited:unlimited", "--"]
        system.restart(PIXABAY_API_KEY=KEY)
        attempt.count(system.search("lake", "snow"))
        limits = system.process.limit("Max core file size")
        break_code(system.descry.pid)
        try:
            system.search("lake", "rain", timeout=5)
        except OSError:
            pass  # It runs into what is broken now, or has done so already.
        _, status = os.waitpid(system.descry.pid, 0)
        system.descry.returncode = -os.WTERMSIG(status)
        cores = [path.name for path in system.folder.glob("core*")]
        attempt.check(not os.WCOREDUMP(status) and not cores, f"it dumped its memory, with the key in it: {cores}")
        attempt.note(f"ended by signal {os.WTERMSIG(status)}; its limit of core files was {' and '.join(limits)}")


def break_code(pid):
    """Overwrites the code of the process's C library with invalid instructions (ud2)."""
    for line in read(f"/proc/{pid}/maps").decode().splitlines():
        if "libc.so" in line and "r-xp" in line:
            start, end = (int(each, 16) for each in line.split()[0].split("-"))
            break
    try:
        with open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
            memory.seek(start)
            memory.write(b"\x0f\x0b" * ((end - start) // 2))
    except PermissionError as error:
        raise Skipped("needs the right to write to another process's memory (ptrace)") from error
