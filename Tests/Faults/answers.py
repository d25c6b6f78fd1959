"""The folder of the answers that nginx keeps is removed, or its file system is full, while searches go on."""

import contextlib
import os
import pathlib
import shutil
import subprocess

from deployment import Deployment
from disk import fill, small_disk
from rows import Skipped, row
from system import eventually
from traffic import Traffic

CONNECTIONS = 6
KEPT = {"DESCRY_ANSWER_CACHE": "1"}


def memory(megabytes):
    """Starts deploy/run where /run and /dev/shm are file systems of this size and its own."""
    if os.geteuid() != 0:
        raise Skipped("needs root, to mount a tmpfs")
    mounts = " && ".join(f"mount -t tmpfs -o size={megabytes}m,mode=1777 none {folder}" for folder in ("/run", "/dev/shm"))
    return ["unshare", "--mount", "sh", "-c", f"{mounts} && exec \"$@\"", "sh"]


def inside(site, path):
    """The path of a file as deploy/run sees it."""
    return pathlib.Path(f"/proc/{site.run.pid}/root{path}")


def folder(site):
    return os.readlink(site.folder / "answers")


def says(attempt, site, sentence, within=10):
    attempt.check(eventually(lambda: sentence in site.text(), within), f"deploy/run does not say: {sentence}")


def keeps(site):
    """Whether nginx gives an answer a second time."""
    target = f"/search?t=lake&s_query=snow+{os.urandom(4).hex()}"
    return [site.ask(target).headers.get("Cache-Status") for _ in range(2)][1] == "descry; hit"


@contextlib.contextmanager
def failures_until(attempt, is_noticed, within, limit, what):
    """What fails in the block and until it is noticed is allowed for, if it is no more than the limit."""
    before = list(attempt.wrong)
    yield
    attempt.check(eventually(is_noticed, within), f"{what}: not noticed within {within} s")
    failed = [line for line in attempt.wrong if line.startswith("a request: ") and line not in before]
    attempt.note(f"{what}: {len(failed)} requests failed until it was noticed")
    if len(failed) <= limit:
        attempt.wrong = [line for line in attempt.wrong if line not in failed]


@row("answers-removed", "nginx's folder of answers is removed twice under load: what is in hand may fail, reloads work")
def removed(attempt):
    with Deployment(attempt, **KEPT) as site, Traffic(site, attempt, CONNECTIONS) as traffic:
        traffic.wait(50)
        attempt.check(keeps(site), "no answer is kept at the beginning")
        for _ in range(2):
            old = folder(site)
            with failures_until(attempt, lambda: folder(site) != old, 10, CONNECTIONS, "removed"):
                # At once: nginx goes on writing into it while its files are removed.
                os.rename(old, f"{old}.removed")
            shutil.rmtree(f"{old}.removed")
            says(attempt, site, f"the folder of nginx's answers was gone ({old})")
            traffic.wait(50)
            attempt.check(keeps(site), "no answer is kept in the new folder")
        code, text = site.reload()
        attempt.check(code == 0, f"deploy/reload: {code}: {text}")
        traffic.wait(50)


@row("answers-full", "another user fills the file system of nginx's answers under load: they move to another one, twice")
def full(attempt):
    with Deployment(attempt, wrapper=memory(640), **KEPT) as site, Traffic(site, attempt, CONNECTIONS) as traffic:
        traffic.wait(50)
        for _ in range(2):
            old = folder(site)
            with failures_until(attempt, lambda: folder(site) != old, 20, 10_000, f"{os.path.dirname(old)} full"):
                fill(inside(site, os.path.dirname(old)))
            says(attempt, site, f"the file system of {old} is nearly full")
            traffic.wait(100)
            attempt.check(keeps(site), f"no answer is kept in {folder(site)}")
            attempt.check(not inside(site, old).exists(), "the folder before it is left behind")


@row("answers-no-room", "no file system has room for nginx's answers: none is kept, until one has room")
def no_room(attempt):
    site = Deployment(attempt, wrapper=memory(64), **KEPT)
    with small_disk(400, site.folder), site, Traffic(site, attempt, CONNECTIONS) as traffic:
        says(attempt, site, "so nginx keeps no answers until there is room")
        traffic.wait(100)
        attempt.check(not keeps(site), "an answer is kept")
        fill(inside(site, "/dev/shm"))
        traffic.wait(100)
        namespace = ["nsenter", f"--mount=/proc/{site.run.pid}/ns/mnt"]
        subprocess.run([*namespace, "mount", "-o", "remount,size=1g", "none", "/dev/shm"], check=True)
        says(attempt, site, "nginx keeps answers again", 30)
        attempt.check(eventually(lambda: keeps(site), 5), "no answer is kept although it says so")
        traffic.wait(50)
