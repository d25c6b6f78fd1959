"""What deploy/run starts dies, hangs or is replaced, while searches go on."""

import os
import shutil
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from deployment import Deployment
from process import descendants
from rows import row
from system import ROOT, eventually
from traffic import Traffic

CONNECTIONS = 6


@row("killed", "the process is killed (-9) 3 times under load: only what is in its hands may fail, and it is back by itself")
def killed(attempt):
    with Deployment(attempt) as site, Traffic(site, attempt, CONNECTIONS) as traffic:
        traffic.wait(100)
        for _ in range(3):
            failed = attempt.failed
            old = site.descry.pid
            os.kill(old, signal.SIGKILL)
            back, seconds = site.wait_for_new(old, 30)
            if not attempt.check(back and site.is_running(), "it is not back after 30 s"):
                return
            traffic.wait(100)
            lost = attempt.failed - failed
            attempt.check(lost <= CONNECTIONS, f"{lost} requests failed, {CONNECTIONS} at most were in its hands")
            attempt.note(f"back after {seconds:.1f} s, {lost} requests failed")
        # Those in its hands are allowed for; the sentences about them are no fault.
        allowed = [line for line in attempt.wrong if line.startswith("a request: ")]
        if len(allowed) <= 3 * CONNECTIONS:
            attempt.wrong = [line for line in attempt.wrong if line not in allowed]


@row("hanging", "the process is stopped (SIGSTOP) under load: it is replaced, and searches go on", long=True)
def hanging(attempt):
    with Deployment(attempt) as site, Traffic(site, attempt, CONNECTIONS, patience=90, may_refuse=True) as traffic:
        traffic.wait(100)
        old = site.descry.pid
        os.kill(old, signal.SIGSTOP)
        try:
            back, seconds = site.wait_for_new(old, 90)
        finally:
            if site.has_process(old):
                os.kill(old, signal.SIGCONT)
        if attempt.check(back and site.is_running(), "it is not replaced within 90 s"):
            traffic.wait(100)
        attempt.note(f"replaced after {seconds:.1f} s; {dict(attempt.statuses)}")


@row("redis-ended", "deploy/run's Redis is killed under load 3 times: 0 failed, and it is started again")
def redis_ended(attempt):
    with Deployment(attempt) as site, Traffic(site, attempt, CONNECTIONS) as traffic:
        traffic.wait(100)
        for _ in range(3):
            old = site.redis.pid
            os.kill(old, signal.SIGKILL)
            began = time.monotonic()
            back = eventually(lambda: any(process.pid != old for process in site.processes("redis-"))
                              and site.ask("/ready").json["checks"]["redis"] == "up", 30)
            if not attempt.check(back and site.is_running(), "Redis is not back after 30 s"):
                return
            attempt.note(f"back after {time.monotonic() - began:.1f} s")
            traffic.wait(100)


@row("nginx-ended", "deploy/run's nginx is killed (-9): it is started again")
def nginx_ended(attempt):
    with Deployment(attempt) as site:
        attempt.count(site.search("lake", "snow"))
        old = {process.pid for process in site.processes("nginx")}
        os.kill(site.nginx.pid, signal.SIGKILL)
        back = eventually(lambda: any(process.pid not in old for process in site.processes("nginx")) and site.is_ready(), 30)
        if attempt.check(back and site.is_running(), "nginx is not back after 30 s"):
            attempt.count(site.search("lake", "snow"))


@row("reloads", "7 reloads of the process under load, while nginx is reloaded each second: 0 failed")
def reloads(attempt):
    with Deployment(attempt) as site, Traffic(site, attempt, CONNECTIONS) as traffic:
        traffic.wait(100)
        nginx = site.nginx.pid
        for number in range(7):
            old = site.descry.pid
            os.kill(nginx, signal.SIGHUP)
            code, text = site.reload()
            if not attempt.check(code == 0, f"deploy/reload: {code}: {text}"):
                return
            attempt.check(site.descry.pid != old, "the same process serves after deploy/reload")
            traffic.wait(50)
            time.sleep(1)
        attempt.note(f"{len(traffic.seconds)} requests over 7 reloads, slowest {max(traffic.seconds):.2f} s")


@row("reload-broken", "a reload with a model that is broken: it says so, and the process that serves goes on")
def reload_broken(attempt):
    with Deployment(attempt, **broken_later()) as site, Traffic(site, attempt, CONNECTIONS) as traffic:
        try:
            traffic.wait(100)
            old = site.descry.pid
            weights = MODEL / "model.safetensors"
            whole = weights.read_bytes()
            weights.unlink()
            weights.write_bytes(whole[:1_000_000])
            code, text = site.reload()
            attempt.check(code not in (0, None), f"deploy/reload with a broken model: {code}: {text}")
            attempt.check("model.safetensors" in text or "model" in text, f"it does not say what is broken: {text}")
            attempt.check(site.descry.pid == old and site.is_ready(), "the process that served is gone")
            traffic.wait(100)
            weights.write_bytes(whole)
            code, text = site.reload()
            attempt.check(code == 0, f"deploy/reload with the repaired model: {code}: {text}")
            traffic.wait(100)
            # Two at once, with different settings: one of them is refused, and the settings are the other's.
            with ThreadPoolExecutor(2) as pool:
                counts = ["3", "4"]
                done = list(pool.map(lambda count: site.reload(DESCRY_ANSWER_CACHE=count), counts))
            codes = [code for code, _ in done]
            attempt.check(sorted(codes) == [0, 1], f"two deploy/reload at once: {done}")
            attempt.check(any("another deploy/reload" in text for _, text in done), f"neither says why it is refused: {done}")
            if 0 in codes:
                kept = f"DESCRY_ANSWER_CACHE={counts[codes.index(0)]}"
                attempt.check(kept in (site.folder / "settings").read_text().split(), f"the settings are not those with {kept}")
        finally:
            shutil.rmtree(MODEL, ignore_errors=True)


MODEL = ROOT / ".build/faults-model"


def broken_later():
    """The settings of a model of our own, which can be broken."""
    shutil.rmtree(MODEL, ignore_errors=True)
    shutil.copytree(ROOT / "deploy/demo/model", MODEL)
    return {"DESCRY_MODEL": str(MODEL)}


@row("rights", "whom the parts of deploy/run run as, what they may dump, and where they listen")
def rights(attempt):
    with Deployment(attempt, PIXABAY_API_KEY="", DESCRY_SOURCE="gallery") as site:
        attempt.count(site.search("lake", "snow"))
        if os.geteuid() == 0:
            for name, process in (("descry", site.descry), ("redis-server", site.redis)):
                attempt.check(process.user != 0, f"{name} runs as root")
            readers = [process for process in site.processes("nginx") if process.pid != site.nginx.pid]
            attempt.check(readers and all(process.user != 0 for process in readers), "nginx's workers run as root")
        attempt.check(site.descry.limit("Max core file size") == ("0", "0"), "core dumps are allowed: "
                      f"{site.descry.limit('Max core file size')}")
        listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout.splitlines()
        ours = {process.pid for process in descendants(site.run.pid)}
        open_ones = [line.split()[3] for line in listening if any(f"pid={pid}," in line for pid in ours)]
        attempt.check(open_ones, "ss shows no port of ours")
        outside = [each for each in open_ones if not each.startswith(("127.", "[::1]"))]
        attempt.check(not outside, f"it listens on {outside}, though nobody asked for it")


@row("log-files", "the log files are moved away under load, then USR1 to deploy/run: the parts open new ones, nothing is lost")
def log_files(attempt):
    with Deployment(attempt) as site:
        with Traffic(site, attempt, 2) as traffic:
            traffic.wait(50)
            access, log = site.folder / "log/nginx-access.log", site.folder / "log/descry.log"
            for path in (access, log):
                path.rename(path.with_suffix(".1.log"))
            site.run.send_signal(signal.SIGUSR1)
            attempt.check(eventually(access.exists, 10), "nginx does not open its log again")
            attempt.check(eventually(log.exists, 10), "the process does not open its log again")
            traffic.wait(50)
        if attempt.check(site.is_running() and site.is_ready(), "it is not running any more"):
            attempt.count(site.search("lake", "snow"))
        if log.exists():
            attempt.check(log.stat().st_size > 0, "nothing is written to the new log")
