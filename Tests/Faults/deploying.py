"""deploy/run and deploy/reload with wrong settings, folders of other users, signals at any moment, a full disk."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

import stack
from deployment import Deployment
from disk import fill, small_disk
from process import Process, descendants
from rows import Skipped, row
from stack import PART, ROOT, free_port, inherited, make_certificate
from system import eventually

# What a shell or a tool says by itself, without what to do about it.
RAW = re.compile(r"line \d+:|^(mkdir|cat|cp|cd|mv|chmod|chown|stat|find|error): ", re.MULTILINE)
NOBODY = 65534
KEY, PASSWORD = "unique-key-41d7", "unique-password-90b3"


def environment(folder, **settings):
    """That of a deploy/run in a folder, with the program that the rows use."""
    return {**inherited(),
            "DESCRY_RUN_DIR": str(folder / "run"), "DESCRY_HTTPS_PORT": str(free_port()), "DESCRY_PROGRAM": str(stack.PROGRAM),
            **settings}


def call(script, variables, user=None, *arguments):
    """Runs a script of deploy/ until it ends, 30 s at most; its exit code (None if it did not end) and what it said."""
    # A SIGINT that this program ignores would be ignored there, too.
    command = ["env", "--default-signal=INT", *([] if user is None else as_user(user)), str(ROOT / "deploy" / script), *arguments]
    process = subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True)
    try:
        return_text = process.communicate(timeout=30)[0]
        return process.returncode, return_text
    except subprocess.TimeoutExpired:
        process.terminate()
        return None, process.communicate(timeout=40)[0]


def as_user(number):
    return ["setpriv", f"--reuid={number}", f"--regid={number}", "--clear-groups", "--"]


@contextlib.contextmanager
def folder_for_all():
    with tempfile.TemporaryDirectory(prefix="descry-deploy-", dir="/tmp") as name:
        os.chmod(name, 0o755)
        yield pathlib.Path(name)


def wrong_settings(folder):
    """Settings, and what the refusal must say."""
    certificate, key = make_certificate(folder)
    (folder / "other").mkdir()
    other_key = make_certificate(folder / "other")[1]
    (folder / "file").write_text("")
    (folder / "folder").mkdir()
    broken = folder / "broken"
    broken.write_text("#!/bin/sh\necho 'it lacks a library' >&2\nexit 127\n")
    broken.chmod(0o755)
    for name in ("DESCRY_LOG_FILE", "DESCRY_NGINX_LOG", "DESCRY_NGINX_STATE", "DESCRY_ANSWER_FOLDER", "DESCRY_SETTINGS_FILE"):
        yield {name: str(folder / "file")}, name
    yield {"DESCRY_NGINX_USER": "nobody"}, "DESCRY_NGINX_USER"
    yield {"DESCRY_LISTEN": "unix:/tmp/none.sock"}, "DESCRY_LISTEN"
    yield {"DESCRY_HEALTH_LISTEN": "unix:/tmp/none.sock"}, "DESCRY_HEALTH_LISTEN"
    yield {"DESCRY_TLS_CERTIFICATE": str(certificate)}, "DESCRY_TLS_KEY"
    yield {"DESCRY_TLS_KEY": str(key)}, "DESCRY_TLS_CERTIFICATE"
    yield {"DESCRY_TLS_CERTIFICATE": "/nowhere", "DESCRY_TLS_KEY": "/nowhere"}, "DESCRY_TLS_CERTIFICATE: the file /nowhere"
    yield {"DESCRY_TLS_CERTIFICATE": str(certificate), "DESCRY_TLS_KEY": str(other_key)}, "is not the key of"
    yield {"DESCRY_LOG_LIMIT": "0"}, "DESCRY_LOG_LIMIT"
    yield {"DESCRY_READY_WAIT": "0"}, "DESCRY_READY_WAIT"
    yield {"DESCRY_MODEL": "/nowhere"}, "the model /nowhere does not exist (DESCRY_MODEL)"
    yield {"DESCRY_MODEL": "nobody/nothing"}, "descry model fetch nobody/nothing"
    yield {"DESCRY_PROGRAM": "/nowhere"}, "DESCRY_PROGRAM names no program: /nowhere"
    yield {"DESCRY_PROGRAM": str(folder)}, "DESCRY_PROGRAM names no program"
    yield {"DESCRY_PROGRAM": str(broken)}, "it lacks a library"
    yield {"DESCRY_GALLERY": "/nowhere"}, "DESCRY_GALLERY"
    yield {"DESCRY_RUN_DIR": str(folder / "file")}, "is a file"
    yield {"DESCRY_RUN_DIR": str(folder / "file/run")}, "DESCRY_RUN_DIR"
    yield {"DESCRY_RUN_DIR": str(folder / "with$dollar")}, "DESCRY_RUN_DIR"
    yield {"DESCRY_RATE": "x"}, "DESCRY_RATE"
    yield {"DESCRY_METRICS_PORT": "0"}, "DESCRY_METRICS_PORT"
    yield {"PIXABAY_API_KEY_FILE": "/nowhere"}, "PIXABAY_API_KEY_FILE names a file that does not exist: /nowhere"
    yield {"PIXABAY_API_KEY_FILE": "/dev/null"}, "is empty"
    yield {"PIXABAY_API_KEY_FILE": str(folder / "folder")}, "names a folder"
    for key in ("two words", "line\nend", "trailing "):
        yield {"PIXABAY_API_KEY": key}, "PIXABAY_API_KEY "
    for name in ("REDIS_PASSWORD", "REDIS_USERNAME", "REDISPORT"):
        yield {name: "7000"}, "REDISHOST"


@row("deploy-refused", "deploy/run with a wrong setting: one sentence that names it, before anything starts")
def refused(attempt):
    with folder_for_all() as folder:
        for settings, words in wrong_settings(folder):
            code, text = call("run", environment(folder, **settings))
            attempt.requests += 1
            check_refusal(attempt, settings, words, code, text)
        silent = folder / "silent"
        silent.write_text("#!/bin/sh\n[ $1 = --version ] || exec sleep 600\n")
        silent.chmod(0o755)
        code, text = call("run", environment(folder, DESCRY_PROGRAM=str(silent), DESCRY_READY_WAIT="1"))
        attempt.check(code == 1 and "not ready after 1 seconds" in text and "curl: (7)" in text,
                      f"a process that is never ready: it does not say why nothing answers: {code}: {text[-300:]}")
        for settings, words in others_settings(folder):
            code, text = call("run", settings, NOBODY)
            attempt.requests += 1
            check_refusal(attempt, "as another user", words, code, text)


def check_refusal(attempt, what, words, code, text):
    attempt.check(code not in (0, None), f"{what}: deploy/run goes on: {text[-300:]}")
    attempt.check(words in text, f"{what}: it does not say '{words}': {text[-300:]}")
    raw = RAW.search(text)
    attempt.check(not raw, f"{what}: a message of a tool: {text[-300:]}")
    attempt.check("run as root" not in text and "waiting" not in text, f"{what}: something was started: {text[-300:]}")


def others_settings(folder):
    """The environment of a user who is not root, and what the refusal must say."""
    def may(option, path):
        return subprocess.run([*as_user(NOBODY), "test", option, path]).returncode == 0

    if os.geteuid() != 0 or not may("-r", ROOT / "deploy/run") or not may("-x", stack.PROGRAM):
        return
    (folder / "roots").mkdir(mode=0o711)
    (folder / "roots/lock").touch()
    (folder / "closed").mkdir(mode=0o700)
    (folder / "own").mkdir()
    os.chown(folder / "own", NOBODY, NOBODY)
    own = {"DESCRY_RUN_DIR": str(folder / "own")}
    yield environment(folder, DESCRY_RUN_DIR=str(folder / "roots")), "belongs to root"
    yield environment(folder, DESCRY_RUN_DIR=str(folder / "closed/run")), "DESCRY_RUN_DIR"
    yield environment(folder, DESCRY_GALLERY=str(folder / "closed"), **own), "may not enter the gallery's folder"
    if not may("-w", ROOT) and not may("-w", ROOT / ".build"):
        yield environment(folder, DESCRY_PROGRAM="", **own), "may not build in"


@row("deploy-others-files", "deploy/reload and deploy/run on a run folder of another user, or one whose run was killed: nothing is touched")
def others_files(attempt):
    if os.geteuid() != 0:
        raise Skipped("needs root, to have files of another user")
    with folder_for_all() as folder, sleeper() as victim:
        kept = folder / "kept/file"
        kept.parent.mkdir()
        kept.write_text("mine")
        run = folder / "run"
        for part in ("pids", "redis", "log", "nginx", "nginx-state", "secrets"):
            (run / part).mkdir(parents=True)
        (run / "log/descry.log").write_text("")
        for name in ("descry", "nginx"):
            (run / "pids" / name).write_text(f"{victim.pid}\n")
        (run / "settings").write_text(f"DESCRY_ANSWER_FOLDER={kept.parent}\nDESCRY_NGINX_USER=nobody\nDESCRY_TLS=off\n"
                                      "DESCRY_LISTEN=unix:/tmp/a.sock\nDESCRY_HEALTH_LISTEN=unix:/tmp/b.sock\n")
        # Nobody holds the lock: deploy/run was killed, and its processes' numbers are another process's by now.
        check_untouched(attempt, folder, victim, kept, "no deploy/run is running")
        # The same as another user's, who holds the lock.
        for path in [run, *run.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        with subprocess.Popen([*as_user(NOBODY), "flock", "--no-fork", run / "lock", "sleep", "600"]) as holder:
            eventually((run / "lock").exists)
            check_untouched(attempt, folder, victim, kept, "belongs to nobody")
            # A folder of root's with a file of another user.
            os.chown(run, 0, 0)
            check_untouched(attempt, folder, victim, kept, "belongs to nobody")
            holder.kill()


def check_untouched(attempt, folder, victim, kept, words):
    run = folder / "run"
    for script, arguments in [("reload", ()), ("reload", ("--logs",))] + ([("run", ())] if "nobody" in words else []):
        before = {path: (path.stat().st_uid, path.read_text() if path.is_file() else "") for path in run.rglob("*")}
        code, text = call(script, environment(folder), None, *arguments)
        attempt.requests += 1
        attempt.check(code not in (0, None) and words in text, f"deploy/{script}: {code}: it does not say '{words}': {text[-300:]}")
        after = {path: (path.stat().st_uid, path.read_text() if path.is_file() else "") for path in run.rglob("*")}
        changed = [str(path) for path in {*before, *after} if before.get(path) != after.get(path)]
        attempt.check(not changed, f"deploy/{script} changed {changed}")
    attempt.check(victim.poll() is None, "a process that is none of deploy/run's got a signal")
    attempt.check(kept.exists(), "a file elsewhere was deleted")


@contextlib.contextmanager
def sleeper():
    with subprocess.Popen(["sleep", "600"]) as process:
        try:
            yield process
        finally:
            process.kill()


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


@row("deploy-reload", "deploy/run with a Redis that is away, then reloads: taken back, without effect, a broken program; then kill -9")
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
            attempt.check("warning: Redis is away" in text, f"it does not say that Redis is away: {text}")
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
    attempt.check("warning: Redis is away" in text, f"deploy/reload does not say that Redis is away: {text}")
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
