"""deploy/run and deploy/reload with signals at any moment, other settings, a broken program, a full disk."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import time

import stack
from deploying import RAW, environment, folder_for_all
from deployment import Deployment
from disk import fill, small_disk
from process import descendants
from rows import row
from stack import PART, ROOT, make_certificate
from system import eventually

KEY, PASSWORD = "unique-key-41d7", "unique-password-90b3"


@row("deploy-signals", "deploy/run gets SIGINT or SIGTERM after 0.1 to 3 s: it ends, and no secret stays")
def signals(attempt):
    with folder_for_all() as folder:
        for number, delay in enumerate(("as soon as the key is in a file", 0.05, 0.15, 0.3, 0.5, 0.8, 1.2, 1.6, 3)):
            for kind, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
                run = folder / f"{number}-{code}"
                variables = environment(folder, DESCRY_RUN_DIR=str(run), PIXABAY_API_KEY=KEY, DESCRY_SOURCE="gallery")
                attempt.requests += 1
                with started(variables, folder / "output") as process:
                    if number == 0:
                        eventually((run / "secrets/PIXABAY_API_KEY").exists, pause=0.001)
                    else:
                        time.sleep(delay)
                    process.send_signal(kind)
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(40)
                    ended = process.returncode
                # Before bash has begun to read the script.
                attempt.check(ended in (code, -kind), f"{kind.name} at {delay}: it ended with {ended}: "
                              f"{(folder / 'output').read_text()[-300:]}")
                attempt.check(not holding(run, KEY), f"{kind.name} at {delay}: the key stays in {holding(run, KEY)}")


@contextlib.contextmanager
def started(variables, output):
    """A deploy/run that has ended when the block ends, whatever happens in it."""
    with open(output, "wb") as log:
        process = subprocess.Popen(["env", "--default-signal=INT", str(ROOT / "deploy/run")], env=variables,
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def holding(folder, secret):
    """The files below a folder that hold a secret."""
    return [str(path) for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


@row("deploy-reload", "deploy/run with a Redis that does not answer, then reloads: taken back, without effect, a broken program; then kill -9")
def reload(attempt):
    with folder_for_all() as folder:
        program = folder / "program"
        program.symlink_to(stack.PROGRAM)
        settings = {
            "DESCRY_PROGRAM": str(program), "PIXABAY_API_KEY": KEY, "DESCRY_SOURCE": "gallery", "REDISHOST": "127.0.0.1",
            "REDISPORT": "1", "REDIS_PASSWORD": PASSWORD, "DESCRY_BIND": "127.0.0.9,127.0.0.1",
        }
        with Deployment(attempt, **settings) as site:
            attempt.count(site.search("lake", "snow"))
            text = site.text()
            attempt.check("warning: Redis is unavailable" in text, f"it does not say that Redis is unavailable: {text}")
            environ = pathlib.Path(f"/proc/{site.run.pid}/environ").read_bytes()
            attempt.check(KEY.encode() not in environ and PASSWORD.encode() not in environ, "deploy/run's environment holds a secret")
            attempt.check(len(holding(site.folder, KEY)) == 1, f"the key is in {holding(site.folder, KEY)}")
            reload_with_other_settings(attempt, site)
            reload_of_broken_program(attempt, site, program)
            old = site.processes("descry", "supervise")[0]
            old.signal(signal.SIGKILL)
            if attempt.check(eventually(lambda: not old.is_alive and site.is_ready() and site.processes("descry", "serve"), 40),
                             "it is not back"):
                attempt.count(site.search("lake", "snow"))
            folders = list((site.folder / "sockets").glob("descry-supervise.*"))
            attempt.check(len(folders) == 1, f"the folders of descry supervise after a kill -9: {folders}")
            end_by_kill(attempt, site)


def reload_with_other_settings(attempt, site):
    code, text = site.reload(DESCRY_MODEL="", DESCRY_GALLERY="", DESCRY_BIND="all", DESCRY_LOG_LIMIT="7")
    attempt.check(code == 0, f"settings taken back: deploy/reload: {code}: {text}")
    for name in ("DESCRY_BIND", "DESCRY_LOG_LIMIT"):
        attempt.check(f"warning: {name} changes only" in text, f"no warning that {name} has no effect: {text}")
    attempt.check("warning: Redis is unavailable" in text, f"deploy/reload does not say that Redis is unavailable: {text}")
    with redis_with_password() as address:
        code, text = site.reload(REDISHOST=address)
        attempt.check(code == 0 and "WRONGPASS" in text, f"a wrong password of Redis: {code}: {text}")
    attempt.count(site.search("lake", "snow"))
    for name in ("lock", "reload.lock"):
        mode = (site.folder / name).stat().st_mode & 0o777
        attempt.check(mode == 0o600, f"others may lock {name}, whose mode is {mode:o}")
    code, text = site.reload(DESCRY_SOURCE="pixabay")
    attempt.check(code == 0 and "warning: the pictures are Pixabay's" in text, f"no warning of the demo's model: {code}: {text}")
    code, text = site.reload(PIXABAY_API_KEY="two words")
    attempt.check(code == 1 and "PIXABAY_API_KEY holds a blank" in text, f"a key with a blank: {code}: {text}")
    code, text = site.reload(PIXABAY_API_KEY="", REDIS_PASSWORD="", DESCRY_SOURCE="gallery")
    left = holding(site.folder, KEY) + holding(site.folder, PASSWORD)
    attempt.check(code == 0 and not left, f"secrets taken back: {code}: they stay in {left}: {text}")
    code, text = site.reload()
    attempt.check(code == 0 and "warning: DESCRY" not in text, f"a reload with the same settings: {code}: {text}")


@contextlib.contextmanager
def redis_with_password():
    """The address of a Redis whose password is another one."""
    with folder_for_all() as folder:
        path = folder / "redis.sock"
        server = subprocess.Popen([PART, "redis", folder, "--unixsocketperm", "777", "--requirepass", "another"],
                                  stdout=subprocess.DEVNULL)
        try:
            if not eventually(path.exists):
                raise RuntimeError("redis-server does not start")
            yield f"unix:{path}"
        finally:
            server.kill()
            server.wait()


def reload_of_broken_program(attempt, site, program):
    old = site.descry.pid
    program.unlink()
    program.write_text("no program\n")
    code, text = site.reload()
    attempt.check(code == 1 and "not replaced" in text and "the line before" not in text, f"a broken program: {code}: {text}")
    attempt.check(site.descry.pid == old and site.is_ready(), "the process that served is gone")
    program.unlink()
    program.symlink_to(stack.PROGRAM)


def end_by_kill(attempt, site):
    """kill -9 of deploy/run itself, as the kernel does when memory ends."""
    ours = descendants(site.run.pid)
    answers = pathlib.Path(os.readlink(site.folder / "answers"))
    site.run.kill()
    site.run.wait()
    ended = all(eventually(lambda process=process: not process.is_alive, 30) for process in ours)
    attempt.check(ended, f"left behind: {[process.command for process in ours if process.is_alive]}")
    attempt.check(eventually(lambda: not holding(site.folder, KEY), 5), f"the key stays in {holding(site.folder, KEY)}")
    attempt.check(eventually(lambda: not answers.exists(), 5), f"the answers stay in {answers}")
    code, text = site.reload()
    attempt.check(code == 1 and "no deploy/run is running" in text, f"deploy/reload without deploy/run: {code}: {text}")


@row("reload-disk-full", "deploy/run with a given certificate, then deploy/reload on a full disk: it says so, and nothing changes")
def reload_disk_full(attempt):
    with folder_for_all() as folder:
        certificate, key = make_certificate(folder)
        site = Deployment(attempt, DESCRY_TLS_CERTIFICATE=str(certificate), DESCRY_TLS_KEY=str(key), DESCRY_LOG_LIMIT="08")
        try:
            with small_disk(8, site.folder), site:
                # The client trusts the given certificate alone.
                attempt.count(site.search("lake", "snow"))
                attempt.check(str(certificate) in site.text(), f"it does not name the certificate: {site.text()}")
                fill(site.folder)
                before = (site.folder / "settings").read_bytes()
                code, text = site.reload(DESCRY_WORKERS="9")
                attempt.check(code == 1 and "No space left" in text, f"a full disk: {code}: {text}")
                attempt.check("refused" not in text and not RAW.search(text), f"a full disk: what it says is wrong: {text}")
                attempt.check((site.folder / "settings").read_bytes() == before, "the settings have changed")
                attempt.count(site.search("lake", "rain"))
                (site.folder / "filler").unlink()
                code, text = site.reload(DESCRY_WORKERS="9")
                attempt.check(code == 0, f"with room again: {code}: {text}")
                attempt.count(site.search("lake", "hail"))
                code, text = site.reload(REDIS_PASSWORD=PASSWORD)
                attempt.check(code == 1 and "REDISHOST" in text, f"a password for deploy/run's own Redis: {code}: {text}")
                code, text = site.reload(DESCRY_TLS_CERTIFICATE="", DESCRY_TLS_KEY="")
                attempt.check(code == 0, f"the certificate taken back: {code}: {text}")
                site.open(site.port, site.folder / "tls/certificate.pem")
                attempt.check(eventually(site.is_ready), "nginx does not have the certificate that deploy/run makes")
        finally:
            shutil.rmtree(site.folder, ignore_errors=True)
