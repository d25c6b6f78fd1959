"""Several processes behind one nginx; run by test_nginx.py."""
import concurrent.futures
import subprocess
import threading
import time
import unittest

from nginx_test import SEARCH, NginxTest
from responder import Responder, default_answer
from server import Server
from test_listening import configure


class SeveralProcesses(NginxTest):
    """Three processes, of which `processes` holds the sockets for searches and for health."""

    settings = {"DESCRY_ANSWER_CACHE": "0"}

    @classmethod
    def setUpClass(cls):
        cls.server = Server(**cls.settings)
        cls.addClassCleanup(cls.server.stop)
        folder = cls.server.folder
        cls.processes = [(Responder(f"{folder}/search-{n}.sock"), Responder(f"{folder}/health-{n}.sock")) for n in range(3)]
        for kind, name in enumerate(("DESCRY_BACKENDS", "DESCRY_HEALTH_BACKENDS")):
            cls.server.environment[name] = ", ".join(f"unix:{process[kind].path}" for process in cls.processes)
        for responder in sum(cls.processes, ()):
            responder.start()
            cls.addClassCleanup(responder.stop)
        cls.server.start()

    def setUp(self):
        for responder in sum(self.processes, ()):
            responder.answers.clear()
            responder.requests.clear()

    def requests(self):
        return [len(search.requests) for search, _ in self.processes]


class Backends(SeveralProcesses):
    def ask(self, number):
        answer = self.server.ask(f"{SEARCH}&n={number}")
        # nginx has a request in hand for a moment longer than the client waits for it.
        time.sleep(0.05)
        return answer.status

    def test_searches_are_shared_out(self):
        self.assertEqual({self.ask(number) for number in range(12)}, {200})
        self.assertGreater(min(self.requests()), 1)

    def test_a_search_goes_to_the_process_with_the_fewest_in_hand(self):
        go = threading.Event()
        for search, _ in self.processes[:2]:
            search.answers["/search"] = lambda p: go.wait(30) and default_answer(p)
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            try:
                answers = []
                while 0 in self.requests()[:2] and len(answers) < 12:
                    answers.append(pool.submit(self.ask, len(answers)))
                    concurrent.futures.wait(answers[-1:], timeout=0.3)
                held = self.requests()[:2]
                self.assertEqual({self.ask(100 + number) for number in range(6)}, {200})
                self.assertEqual(self.requests()[:2], held)
            finally:
                go.set()
            self.assertEqual({answer.result() for answer in answers}, {200})

    def test_each_has_metrics_of_its_own(self):
        for number, (_, health) in enumerate(self.processes, 1):
            health.answers["/metrics"] = ("200 OK", {"Content-Type": "text/plain"}, f"of {number}".encode())
        for path, body in (("/metrics", b"of 1"), ("/metrics/1", b"of 1"), ("/metrics/2", b"of 2"), ("/metrics/3", b"of 3")):
            for _ in range(4):
                answer = self.server.ask(path)
                self.assertEqual((answer.status, answer.body), (200, body))
        for path in ("/metrics/0", "/metrics/4", "/metrics/01"):
            self.assertProblem(self.server.ask(path), 404, origins=[])

    def test_ready_as_long_as_one_is(self):
        busy = ("503 Service Unavailable", {"Content-Type": "application/json"}, b'{"status": "draining"}')
        for _, health in self.processes[:2]:
            health.answers["/ready"] = busy
        self.assertEqual({self.server.ask("/ready").status for _ in range(9)}, {200})
        self.processes[2][1].answers["/ready"] = busy
        answer = self.server.ask("/ready")
        self.assertEqual((answer.status, answer.body), (503, b'{"status": "draining"}'))


class LostBackends(SeveralProcesses):
    def test_no_search_fails_while_processes_are_away(self):
        search, health = self.processes[0]
        search.stop()
        health.stop()
        self.assertEqual({self.server.ask(f"{SEARCH}&n={n}").status for n in range(12)}, {200})
        self.assertEqual({self.server.ask("/ready").status for _ in range(6)}, {200})
        self.processes[1][0].stop()
        self.assertEqual({self.server.ask(f"{SEARCH}&m={n}").status for n in range(12)}, {200})
        self.processes[1][0].start()
        search.start()
        health.start()

    def test_a_search_that_met_a_dying_process_is_sent_to_another(self):
        self.processes[0][0].answers["/search"] = lambda _: None
        self.assertEqual({self.server.ask(f"{SEARCH}&n={n}").status for n in range(6)}, {200})


class BackendSettings(unittest.TestCase):
    def test_what_cannot_work_is_refused_by_name(self):
        two = "unix:/run/a.sock, unix:/run/b.sock"
        for name, value, other in (
            ("DESCRY_BACKENDS", "nonsense", ""), ("DESCRY_BACKENDS", "unix:/run/a.sock,relative", ""),
            ("DESCRY_BACKENDS", "127.0.0.1", ""), ("DESCRY_BACKENDS", "127.0.0.1:9000;", ""),
            ("DESCRY_BACKENDS", 'unix:/run/a".sock', ""), ("DESCRY_HEALTH_BACKENDS", "nonsense", ""),
            # One health socket for two processes, or the other way round.
            ("DESCRY_HEALTH_BACKENDS", "", two), ("DESCRY_HEALTH_BACKENDS", "unix:/run/c.sock", two),
            ("DESCRY_HEALTH_BACKENDS", two, ""), ("DESCRY_HEALTH_BACKENDS", "unix:/run/c.sock,unix:/run/c.sock", two),
        ):
            with self.subTest(name=name, value=value):
                settings = {name: value}
                if name != "DESCRY_BACKENDS":
                    settings["DESCRY_BACKENDS"] = other
                ended, _ = configure(self, **settings)
                self.assertEqual(ended.returncode, 64)
                self.assertTrue(ended.stderr.startswith(f"configure: {name} "), ended.stderr)
                self.assertEqual(ended.stderr.count("\n"), 1)

    def test_every_setting_makes_a_configuration_that_nginx_takes(self):
        for search, health in (
            ("127.0.0.1:9001", "127.0.0.1:9002"), ("127.0.0.1:9001,[::1]:9001", "127.0.0.1:9002 [::1]:9002"),
            ("unix:/run/a,unix:/run/b,unix:/run/a", "unix:/run/c, unix:/run/d"),
        ):
            with self.subTest(search):
                server = Server(DESCRY_BACKENDS=search, DESCRY_HEALTH_BACKENDS=health, DESCRY_LISTEN="").start()
                self.addCleanup(server.stop)
                ended = subprocess.run([*server.nginx, "-t"], env=server.environment, capture_output=True, text=True)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertNotIn("[warn]", ended.stderr)
