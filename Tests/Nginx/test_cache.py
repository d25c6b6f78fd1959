"""Cached answers of searches; run by test_nginx.py."""
import concurrent.futures
import json
import time

from nginx_test import NginxTest
from responder import default_answer

JSON = {"Content-Type": "application/json"}


class Cache(NginxTest):
    settings = {"DESCRY_ANSWER_CACHE": "1"}

    def test_equal_searches_at_once_are_one(self):
        def slow(parameters):
            time.sleep(0.5)
            return default_answer(parameters)

        self.server.search.answers["/search"] = slow
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: self.server.ask("/search?t=fifty"), range(50)))
        self.assertEqual({a.status for a in answers}, {200})
        self.assertEqual(len(self.server.search.requests), 1)
        self.assertEqual(len({a.headers["X-Request-Id"] for a in answers}), 50)

    def test_an_old_answer_is_better_than_none(self):
        fresh = self.server.ask("/search?t=stale")
        self.server.search.stop()
        try:
            time.sleep(2.1)
            stale = self.server.ask("/search?t=stale")
            self.assertEqual((stale.status, stale.body), (200, fresh.body))
            self.assertProblem(self.server.ask("/search?t=never-asked"), 503)
        finally:
            self.server.search.start()

    def assertRenewed(self, path, body):
        """Waits until a path is answered with the body."""
        for _ in range(50):
            if self.server.ask(path).body == body:
                return
            time.sleep(0.1)
        self.fail("still the old answer")

    def test_an_old_answer_is_renewed(self):
        self.server.ask("/search?t=renewed")
        self.server.search.answers["/search"] = ("200 OK", JSON, b'{"new": true}')
        time.sleep(2.1)
        self.assertRenewed("/search?t=renewed", b'{"new": true}')

    def test_errors_and_what_says_so_are_not_kept(self):
        for status, headers in (("400 Bad Request", JSON), ("503 Service Unavailable", JSON), ("404 Not Found", JSON),
                                ("200 OK", {**JSON, "X-Accel-Expires": "0"}),
                                ("200 OK", {**JSON, "Cache-Control": "no-store"})):
            with self.subTest(status=status, headers=headers):
                self.server.search.requests.clear()
                self.server.search.answers["/search"] = (status, headers, b"{}")
                path = f"/search?t={status[:3]}{len(headers)}{'X-Accel-Expires' in headers}"
                self.server.ask(path)
                self.server.ask(path)
                self.assertEqual(len(self.server.search.requests), 2)

    def test_an_answer_is_the_same_whatever_is_preferred(self):
        for wait in ("0", "9"):
            answer = self.server.ask("/search?t=prefer", headers={"Prefer": f"wait={wait}"})
            self.assertEqual(answer.all("Vary"), ["Accept-Encoding", "Origin"])
        self.assertEqual(len(self.server.search.requests), 1)

    def test_a_parameter_that_does_not_exist_is_asked_for_apart(self):
        for path in ("/search?t=known", "/search?t=known&page=2", "/search?t=known&page=3"):
            self.server.ask(path)
        self.assertEqual(len(self.server.search.requests), 3)

    def test_answers_from_another_rank_on_are_kept_apart(self):
        pages = [f"/search?t=ranks{offset}" for offset in ("", "&offset=10", "&offset=20")]
        for path in pages * 2:
            self.assertEqual(self.server.ask(path).status, 200)
        self.assertEqual([r["QUERY_STRING"] for r in self.server.search.requests], [p.partition("?")[2] for p in pages])

    def test_what_can_be_searched_is_kept_for_as_long_as_searches(self):
        headers = {**JSON, "Cache-Control": "public, max-age=60"}
        self.server.search.answers["/source"] = ("200 OK", headers, b'{"source": "gallery"}')
        for _ in range(2):
            answer = self.server.ask("/source")
            self.assertEqual((answer.status, answer.body), (200, b'{"source": "gallery"}'))
            self.assertEqual(answer.all("Cache-Control"), ["public, max-age=60"])
        self.assertEqual(len(self.server.search.requests), 1)
        self.assertEqual(answer.all("Cache-Status"), ["descry; hit"])
        self.server.search.answers["/source"] = ("200 OK", headers, b'{"source": "pixabay"}')
        time.sleep(2.1)
        self.assertRenewed("/source", b'{"source": "pixabay"}')

    def test_all_names_of_the_server_share_an_answer_with_their_own_addresses(self):
        def on_its_host(parameters):
            address = f'https://{parameters["HTTP_HOST"]}/gallery/006.jpg'
            return "200 OK", JSON, json.dumps({"top_urls": [address, "https://cdn.example/1.jpg", address]}).encode()

        self.server.search.answers["/search"] = on_its_host
        for host in ("one.example", "Two.example:8443", "[2001:db8::1]:8443", "made-up-1", "made-up-2", 'a"b', "a\\b"):
            with self.subTest(host):
                answer = self.server.ask("/search?t=host", headers={"Host": host})
                if answer.status == 400:
                    continue
                own = "/gallery/006.jpg" if set(host) & set('"\\') else f"https://{host}/gallery/006.jpg"
                self.assertEqual(json.loads(answer.body)["top_urls"], [own, "https://cdn.example/1.jpg", own])
        self.assertEqual(len(self.server.search.requests), 1)
