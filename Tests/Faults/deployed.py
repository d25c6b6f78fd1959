"""What deploy/run says of a machine that lacks something, and README's way to rotate its logs."""

import contextlib
import os
import pathlib
import re
import resource
import shutil
import subprocess
import time

from deployment import Deployment
from process import descendants
from rows import Skipped, row
from system import ROOT, eventually

# deploy/run kills an nginx that has not answered five checks, each of which takes 3 to 6 s.
FLOOD = 45


@row("bind-elsewhere", "DESCRY_BIND names another machine's address, or a name that nobody has: deploy/run names the setting")
def bind_elsewhere(attempt):
    for value in ("192.0.2.1", "127.0.0.1 name.invalid"):
        attempt.requests += 1
        try:
            with Deployment(attempt, DESCRY_BIND=value):
                attempt.check(False, f"it serves on {value}")
        except RuntimeError as error:
            attempt.check(f"nginx cannot listen on all of DESCRY_BIND ({value})" in str(error), f"{value}: {str(error)[-300:]}")


@row("few-descriptors", "the hard limit of open files is 1,000 and cannot be raised: deploy/run says so, and serves")
def few_descriptors(attempt):
    with Deployment(attempt, wrapper=limited()) as site:
        attempt.check("nginx's workers may open 1000 files and connections each, not 16384" in site.text(), f"not a word: {site.text()[:500]}")
        attempt.count(site.search("lake", "snow"))


@row("no-descriptors", f"the same, and for {FLOOD} s clients hold all descriptors of nginx: deploy/run does not kill it, and says why it "
                       "does not answer", long=True)
def no_descriptors(attempt):
    # nginx has a worker for each processor; a port has some 28,000 others to connect from.
    most = 1000 * os.cpu_count()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most + 1000 > min(hard, 25000):
        raise Skipped(f"needs {most + 1000} open files and ports")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most + 1000), hard))
    with Deployment(attempt, wrapper=limited(), DESCRY_KEEPALIVE="600") as site, contextlib.ExitStack() as clients:
        nginx = site.nginx.pid
        full = False
        end = time.monotonic() + 60
        while not full and time.monotonic() < end:
            try:
                client = clients.enter_context(site.connect(timeout=3))
                client.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                attempt.requests += 1
                client.recv(65536)
            except OSError:
                # Or a moment without a processor.
                full = attempt.requests > 0.95 * most
        attempt.check(full, f"nginx answers {attempt.requests} clients")
        attempt.note(f"{attempt.requests} clients are answered")
        time.sleep(FLOOD)
        attempt.check("nginx does not answer" not in site.text() and site.has_process(nginx), f"nginx was killed: {site.text()[-500:]}")
        attempt.check("files and connections open and may have 1000" in site.text(), f"not a word: {site.text()[-500:]}")
        clients.close()
        attempt.check(eventually(site.is_ready, 20), "no answer after the flood")
        attempt.count(site.search("lake", "snow"))


def limited():
    """For a command that may open 1,000 files, and its children."""
    command = ["prlimit", "--nofile=1000:1000"]
    if os.geteuid() == 0:
        command += ["setpriv", "--bounding-set=-sys_resource", "--inh-caps=-sys_resource"]
    return command


@row("logrotate", "logrotate with README's lines, three times: no part writes to a file that was renamed")
def logrotate(attempt):
    program = shutil.which("logrotate", path=os.environ["PATH"] + ":/usr/sbin")
    if not program:
        raise Skipped("needs logrotate")
    readme = (ROOT / "README.md").read_text()
    lines = re.search(r"\n/path/to/\.run/log/.*?\n```", readme, re.DOTALL)[0].removesuffix("```")
    with Deployment(attempt) as site:
        text = lines.replace("/path/to/.run", str(site.folder)).replace("deploy/reload --logs", f"deploy/reload --logs {site.folder}")
        configuration = site.folder / "logrotate.conf"
        configuration.write_text(text.replace("/path/to", str(ROOT)))
        configuration.chmod(0o644)
        for _ in range(3):
            for log in (site.folder / "log").glob("*.log"):
                with open(log, "a") as file:
                    file.write("\n")
            done = subprocess.run([program, "--force", "--state", str(site.folder / "logrotate.state"), str(configuration)],
                                  capture_output=True, text=True)
            attempt.check(done.returncode == 0 and not done.stderr, f"logrotate: {done.returncode}: {done.stderr}")
            attempt.count(site.search("lake", "snow"))
            attempt.check(eventually(lambda: not renamed(site), 10), f"open, but renamed: {renamed(site)}")
        attempt.check(eventually(lambda: "/search" in (site.folder / "log/nginx-access.log").read_text(), 5), "no line in the new log")


def renamed(site):
    """The files in log/ that parts of deploy/run have open, and that are no *.log any more."""
    found = set()
    for process in [site.run, *descendants(site.run.pid)]:
        for descriptor in pathlib.Path(f"/proc/{process.pid}/fd").glob("*"):
            try:
                target = os.readlink(descriptor)
            except OSError:
                continue  # It was closed meanwhile.
            if target.startswith(f"{site.folder}/log/") and not target.endswith(".log"):
                found.add(target)
    return sorted(found)
