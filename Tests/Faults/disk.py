"""A full disk: a small file system in memory (tmpfs) in place of each folder that is written to."""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import parts
import stack
from rows import Skipped, row
from stack import ROOT, StandIn
from system import TAGS, System, eventually, keep_logs
from traffic import Traffic

MEGABYTE = 1 << 20


@contextlib.contextmanager
def small_disk(megabytes, folder):
    """A file system of this size at a folder."""
    if os.geteuid() != 0:
        raise Skipped("needs root, to mount a tmpfs")
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "none", str(folder)], capture_output=True,
                             text=True)
    if mounted.returncode != 0:
        raise Skipped(f"needs to mount a tmpfs: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        # Detached now; gone when the last file in it is closed.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder):
    """Leaves no byte."""
    with open(folder / "filler", "wb", buffering=0) as file:
        for size in (MEGABYTE, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


@row("disk-full-nginx", "the disk of nginx's logs and temporary files fills up under load; its answers are in memory")
def nginx(attempt):
    with tempfile.TemporaryDirectory(dir="/tmp") as name, small_disk(4, pathlib.Path(name) / "disk") as folder:
        (folder / "log").mkdir()
        settings = {
            "DESCRY_NGINX_LOG": str(folder / "log"), "DESCRY_ANSWER_CACHE": "5", "DESCRY_NGINX_STATE": str(folder / "state"),
            "DESCRY_ANSWER_FOLDER": f"{name}/answers",
        }
        with System(attempt, nginx=settings) as system:
            with Traffic(system, attempt, 4) as traffic:
                traffic.wait(200)
                fill(folder)
                traffic.wait(300)
                for _ in range(5):
                    attempt.count(system.search("", "snow", 320), what="a long answer")
                    attempt.count(system.ask("/gallery/000.jpg"))
                (folder / "filler").unlink()
                traffic.wait(100)
            attempt.check(eventually(lambda: (folder / "log/nginx-access.log").stat().st_size > 0, 5), "nothing is logged")
            keep_logs(folder, attempt.name)


@row("disk-full-redis", "the disk of Redis' snapshots is full, so that it refuses to write")
def redis(attempt):
    with tempfile.TemporaryDirectory(dir="/tmp") as name, small_disk(1, pathlib.Path(name) / "disk") as folder:
        with System(attempt, redis=["--dir", str(folder), "--save", "1 1"]) as system:
            fill(folder)
            for tag in TAGS[:4]:
                attempt.count(system.search(tag, "snow"), what=tag)

            def refuses():
                return b"MISCONF" in system.redis_cli("SET", "a", "b")

            attempt.check(eventually(refuses, 15), "Redis does not refuse to write")
            for tag in TAGS[4:]:
                attempt.count(system.search(tag, "snow"), what=tag)
            (folder / "filler").unlink()
            attempt.check(eventually(lambda: not refuses(), 15), "Redis does not write again")
            attempt.count(system.search("horses", "snow"))


@row("disk-full-download", "descry model fetch onto a disk that is too small, then onto a larger one")
def download(attempt):
    with tempfile.TemporaryDirectory(dir="/tmp") as name, small_disk(3, pathlib.Path(name) / "disk") as folder:
        processes = []

        def start(command, **options):
            processes.append(parts.start(command, pathlib.Path(name) / "hub.log", **options))
            return processes[-1]

        try:
            hub = StandIn(start, [], "hub.py")
            environment = {**os.environ, "HF_ENDPOINT": f"http://{hub.place}", "DESCRY_MODELS": str(folder), "DESCRY_ALLOW_ROOT": "1"}

            def descry(*arguments):
                attempt.requests += 1
                return subprocess.run([str(stack.PROGRAM), *arguments], env=environment, capture_output=True, text=True, timeout=60)

            full = descry("model", "fetch", "demo/mini-clip")
            attempt.check(full.returncode == 1, f"exit code {full.returncode} on a full disk")
            attempt.check("space" in full.stderr.lower() or "full" in full.stderr.lower(), f"no word of the disk: {full.stderr}")
            attempt.note(full.stderr.strip().splitlines()[-1] if full.stderr.strip() else "no message")
            half = descry("embed", "--text", "snow", "--model", "demo/mini-clip")
            attempt.check(half.returncode != 0, "half a model counts as whole")
            subprocess.run(["mount", "-o", "remount,size=40m", str(folder)], check=True)
            whole = descry("model", "fetch", "demo/mini-clip")
            attempt.check(whole.returncode == 0, f"with room again: {whole.stderr}")
            attempt.check(descry("embed", "--text", "snow", "--model", "demo/mini-clip").returncode == 0, "the fetched model is not whole")
        finally:
            for process in processes:
                parts.end(process)


@row("disk-full-libtorch", "deploy/setup unpacks libtorch's wheel onto a disk that is too small")
def libtorch(attempt):
    with tempfile.TemporaryDirectory(dir="/tmp") as name, small_disk(2, pathlib.Path(name) / "disk") as folder:
        wheel = pathlib.Path(name) / "torch.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("torch/include/torch/headeronly/version.h", "")
            archive.writestr("torch/lib/libtorch_cpu.so", bytes(3 * MEGABYTE))
        # The script's own function, as it stands there.
        script = (ROOT / "deploy/setup").read_text()
        function = script[script.index("\nunpack() {"):]
        function = function[: function.index("\n}\n") + 3]
        command = f"set -euo pipefail\ndevice=cpu\n{function}\nunpack {wheel} {folder}/libtorch.part\nmv {folder}/libtorch.part {folder}/libtorch"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, cwd=ROOT,
                              env={**os.environ, "PYTHON": sys.executable})
        attempt.requests += 1
        attempt.check(done.returncode != 0, "unpacking half a wheel counts as done")
        attempt.check("No space left" in done.stderr, f"no word of the disk: {done.stderr[-300:]}")
        attempt.check(not (folder / "libtorch").exists(), "half a libtorch counts as whole")


@row("disk-full-log", "the disk of the process's own log is full")
def own_log(attempt):
    with tempfile.TemporaryDirectory(dir="/tmp") as name, small_disk(1, pathlib.Path(name) / "disk") as folder:
        with System(attempt) as system:
            log = folder / "descry.log"
            system.wrapper = ["sh", "-c", f"exec \"$@\" >>{log} 2>&1", "sh"]
            system.restart()
            attempt.count(system.search("lake", "snow"))
            fill(folder)
            with Traffic(system, attempt, 2) as traffic:
                traffic.wait(300)
                (folder / "filler").unlink()
                traffic.wait(50)
            attempt.check("}" in log.read_text(), "nothing was logged")
            keep_logs(folder, attempt.name)
