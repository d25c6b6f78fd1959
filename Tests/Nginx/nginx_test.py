"""What the suites have in common."""
import json
import unittest

from server import Server

SEARCH = "/search?t=mountains&s_query=dark+skies&k=5"


class NginxTest(unittest.TestCase):
    settings = {}
    changes = {}

    @classmethod
    def setUpClass(cls):
        cls.server = Server(cls.changes, **cls.settings).start()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.server.search.answers.clear()
        self.server.search.requests.clear()
        self.server.health.answers.clear()

    def assertProblem(self, answer, status, origins=("*",)):
        """A problem in JSON with the headers that a browser's script needs to read it, or without for what is private."""
        self.assertEqual(answer.status, status)
        self.assertEqual(answer.all("Content-Type"), ["application/problem+json"])
        self.assertEqual(answer.all("Access-Control-Allow-Origin"), list(origins))
        self.assertEqual(len(answer.all("X-Request-Id")), 1)
        problem = json.loads(answer.body)
        self.assertEqual(problem["status"], status)
        self.assertEqual(sorted(problem), ["detail", "status", "title", "type"])
        self.assertTrue(problem["detail"].endswith("."), problem)
