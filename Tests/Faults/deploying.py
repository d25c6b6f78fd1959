"""deploy/run and deploy/reload with wrong settings, and with folders of other users."""

import contextlib
import os
import pathlib
import re
import subprocess
import tempfile

import stack
from rows import Skipped, row
from stack import ROOT, free_port, inherited, make_certificate
from system import eventually

# What a shell or a tool says by itself, without what to do about it.
RAW = re.compile(r"line \d+:|^(mkdir|cat|cp|cd|mv|chmod|chown|stat|find|error): ", re.MULTILINE)
NOBODY = 65534


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
