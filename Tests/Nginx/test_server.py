"""How the tests' own nginx ends; run by test_nginx.py."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

STARTS = """
import pathlib, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from server import Server
server = Server().start()
children = pathlib.Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
print(server.folder, server.process.pid, *children.read_text().split(), flush=True)
sys.stdin.read()
"""


class Ends(unittest.TestCase):
    def test_nginx_ends_with_the_program_that_started_it(self):
        program = subprocess.Popen([sys.executable, "-c", STARTS, pathlib.Path(__file__).parent], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        with program:
            folder, *processes = program.stdout.readline().split()
            program.kill()
        self.addCleanup(shutil.rmtree, folder)
        self.assertGreater(len(processes), 1)
        for _ in range(100):
            left = [process for process in processes if is_running(process)]
            if not left:
                return
            time.sleep(0.1)
        for process in left:
            os.kill(int(process), signal.SIGKILL)
        self.fail(f"of nginx's processes these go on: {left}")


def is_running(process):
    """Not that of a process which has ended and that nobody has waited for."""
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
