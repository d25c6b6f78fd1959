"""What the tests in Python start: Redis, nginx and a certificate by `part`, which the tests in Swift call too, the stand-ins,
and other programs. All end with the test, and at the latest with this program."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PART = ROOT / "Tests/Stack/part"
OURS = ("DESCRY_", "PIXABAY_", "REDIS")


given_ports = set()


def free_port():
    """A port of 127.0.0.1 that no program uses, and that this function has not given before."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in given_ports:
            given_ports.add(port)
            return port


def inherited(*more):
    """This program's environment without settings of Descry, and without variables that begin with one of `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, *more))}
    return {**kept, "PATH": os.environ["PATH"] + ":/usr/sbin"}


def make_certificate(folder):
    """certificate.pem and key.pem, for localhost and 127.0.0.1."""
    subprocess.run([PART, "certificate", folder], check=True, capture_output=True)
    return folder / "certificate.pem", folder / "key.pem"


def configure_nginx(folder, port, settings):
    """`folder`/configuration for an nginx on a port of 127.0.0.1, with a certificate in `folder`; how the script ended."""
    return subprocess.run([PART, "configuration", folder, str(port)], check=True, capture_output=True, text=True, env=settings)


def start(command, log, inside=(), **options):
    """Starts a program that gets SIGTERM when this program ends, however that ends. `inside` is a command that executes the
    command after it, as ip-netns(8) does."""
    with open(log, "ab") as output:
        return subprocess.Popen(
            [*map(str, inside), "setpriv", "--pdeathsig", "TERM", "--", *map(str, command)],
            **{"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output, "start_new_session": True, **options})


def end(process, kill=False, within=15):
    process.kill() if kill else process.terminate()
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        # Its children, too: nginx's workers go on without a master.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def start_stand_in(start, *arguments, program="pixabay.py"):
    """A program of Tests/StandIn, by a function that starts a command; the process and its ports."""
    process = start([sys.executable, ROOT / "Tests/StandIn" / program, *arguments], stdout=subprocess.PIPE)
    line = process.stdout.readline()
    process.stdout.close()
    if not line:
        raise RuntimeError(f"the stand-in {program} does not start")
    return process, json.loads(line)
