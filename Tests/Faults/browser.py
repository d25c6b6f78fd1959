"""A hostile source, as a person meets it in a browser."""

import os
import subprocess

import stack
from rows import Skipped, row
from stack import ROOT


@row("xss", "scripts in tags, names, alt texts and links of a hostile source, in a real Chromium", long=True)
def xss(attempt):
    python = ROOT / ".build/browser-venv/bin/python"
    if not python.exists():
        raise Skipped("needs the browser tests' environment (deploy/test browser makes it)")
    done = subprocess.run([str(python), str(ROOT / "Tests/Browser"), "test_hostile_source"], capture_output=True, text=True,
                          env={**os.environ, "DESCRY_PROGRAM": str(stack.PROGRAM)})
    attempt.requests += 1
    attempt.check(done.returncode == 0 and "OK" in done.stderr, done.stderr[-3000:])
