#!/usr/bin/env python3
"""What nginx does by itself, tested on a real nginx in front of a stand-in for the process: all test_*.py of this folder.

    python3 Tests/Nginx/test_nginx.py [-v] [CLASS[.TEST]]
"""
import importlib
import pathlib
import signal
import sys
import unittest

sys.dont_write_bytecode = True

for path in sorted(pathlib.Path(__file__).parent.glob("test_*.py")):
    if path.name == "test_nginx.py":
        continue
    for name, test in vars(importlib.import_module(path.stem)).items():
        if isinstance(test, type) and issubclass(test, unittest.TestCase) and test.__module__ == path.stem:
            # unittest finds them here. The second of two with one name would be all that runs.
            assert name not in globals(), f"two suites are called {name}"
            globals()[name] = test


if __name__ == "__main__":
    # An exit, so that what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    unittest.main()
