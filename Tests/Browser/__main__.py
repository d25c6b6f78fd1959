#!/usr/bin/env python3
"""The page in a real Chromium, through nginx with TLS, with the real process and Redis behind.

    .build/browser-venv/bin/python Tests/Browser [-v] [MODULE[.CLASS[.TEST]]]

The packages are in requirements.txt (deploy/test installs them); DESCRY_PROGRAM names the program if it is not
.build/debug/descry.
"""

import pathlib
import shutil
import signal
import sys
import unittest

sys.dont_write_bytecode = True
FOLDER = pathlib.Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER))
    # An exit, so that what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    shutil.rmtree(FOLDER.parents[1] / ".build/browser-screenshots", ignore_errors=True)
    arguments = sys.argv[1:]
    if all(argument.startswith("-") for argument in arguments):
        arguments = ["discover", "-s", str(FOLDER), *arguments]
    unittest.main(module=None, argv=["Tests/Browser", *arguments])
