"""Descry as deploy/run starts it."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import stack
from process import Process, descendants
from stack import ROOT, free_port, inherited
from system import Site, eventually, keep_logs

READY_WITHIN = 90


class Deployment(Site):
    """deploy/run in a folder of its own, until the `with` block ends; `wrapper` is a command that starts the command after
    it by exec."""

    def __init__(self, attempt, wrapper=(), **settings):
        self.attempt = attempt
        self.wrapper = wrapper
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="descry-run-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.environment = {
            **inherited(),
            "DESCRY_RUN_DIR": str(self.folder), "DESCRY_HTTPS_PORT": str(self.port), "DESCRY_ANSWER_CACHE": "0",
            "DESCRY_PROGRAM": str(stack.PROGRAM), **settings,
        }
        self.certificate = settings.get("DESCRY_TLS_CERTIFICATE", self.folder / "tls/certificate.pem")

    def __enter__(self):
        self.output = self.folder / "deploy-run.log"
        try:
            with open(self.output, "wb") as log:
                self.run = subprocess.Popen(
                    ["setpriv", "--pdeathsig", "TERM", "--", *self.wrapper, str(ROOT / "deploy/run")], env=self.environment,
                    stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
            if not eventually(lambda: "Descry is at" in self.text() or self.run.poll() is not None, READY_WITHIN):
                raise RuntimeError(f"deploy/run is not ready after {READY_WITHIN} s: {self.text()[-1500:]}")
            if self.run.poll() is not None:
                raise RuntimeError(f"deploy/run ended with {self.run.returncode}: {self.text()[-1500:]}")
            self.open(self.port, self.certificate)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def text(self):
        return self.output.read_text(errors="replace")

    def stop(self):
        left = descendants(self.run.pid) if hasattr(self, "run") else []
        if hasattr(self, "run"):
            self.run.send_signal(signal.SIGTERM)
            try:
                self.run.wait(40)
            except subprocess.TimeoutExpired:
                self.attempt.check(False, "deploy/run does not end within 40 s of SIGTERM")
                self.run.kill()
                self.run.wait()
        still = [process for process in left if not eventually(lambda p=process: not p.is_alive, 3)]
        self.attempt.check(not still, f"deploy/run leaves {[process.command for process in still if process.is_alive]} behind")
        for process in still:
            process.signal(signal.SIGKILL)
        keep_logs(self.folder, self.attempt.name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self, name, argument=None):
        """Those below deploy/run whose program has this name, and one of whose arguments is this."""
        found = []
        for process in descendants(self.run.pid):
            try:
                command = process.command
                program = os.path.basename(os.readlink(f"/proc/{process.pid}/exe"))
            except (FileNotFoundError, ProcessLookupError):
                continue  # It has ended meanwhile.
            if program.startswith(name) and (argument is None or argument in command):
                found.append(process)
        return found

    @property
    def descry(self):
        """The process that serves; the newest, if two do while one takes over from the other."""
        return max(self.processes("descry", "serve"), key=lambda process: process.pid)

    @property
    def redis(self):
        # Debian's redis-server is a link to redis-check-rdb, which is the same program.
        return self.processes("redis-")[0]

    @property
    def nginx(self):
        """nginx's master: the one that the others belong to."""
        return min(self.processes("nginx"), key=lambda process: process.pid)

    def reload(self, within=60, **settings):
        """deploy/reload; its exit code and what it printed."""
        program = ROOT / "deploy/reload"
        if not program.exists():
            return None, "deploy/reload does not exist"
        done = subprocess.run([str(program)], env={**self.environment, **settings}, capture_output=True, text=True, timeout=within,
                              stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout + done.stderr

    def wait_for_new(self, old, within):
        """Whether another process serves within so many seconds, and how long that took."""
        began = time.monotonic()

        def is_new():
            serving = self.processes("descry", "serve")
            return bool(serving) and all(process.pid != old for process in serving) and self.is_ready()

        return eventually(is_new, within, 0.1), time.monotonic() - began

    def is_ready(self):
        try:
            return self.ask("/ready", timeout=5).status == 200
        except OSError:
            return False

    def is_running(self):
        return self.run.poll() is None

    def has_process(self, pid):
        return Process(pid).is_alive
