"""The folder of the answers that nginx keeps, when it is gone, full or small; run by test_nginx.py."""
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import time
import unittest

from nginx_test import SEARCH, NginxTest
from responder import search_answer
from server import ROOT, Server

KEPT = "descry; hit"


class AnswerFolder(NginxTest):
    @property
    def folder(self):
        return self.server.folder / "state/answers"

    def assertAnswers(self, name, *statuses):
        """Two equal searches that no test asked before; their Cache-Status."""
        answers = [self.server.ask(f"{SEARCH}&n={name}") for _ in range(2)]
        self.assertEqual({answer.status for answer in answers}, {200})
        self.assertEqual([answer.headers["Cache-Status"] for answer in answers], list(statuses))
        self.assertEqual(len(self.server.search.requests), len(statuses) - statuses.count(KEPT))
        self.server.search.requests.clear()

    def test_searches_go_on_while_it_is_gone(self):
        self.assertAnswers("before", "descry; fwd=uri-miss", KEPT)
        shutil.rmtree(self.folder)
        self.assertAnswers("gone", "descry; fwd=bypass", "descry; fwd=bypass")
        self.assertAnswers("before", "descry; fwd=bypass", "descry; fwd=bypass")
        self.folder.mkdir()
        self.assertAnswers("again", "descry; fwd=uri-miss", KEPT)
        self.assertAnswers("before", "descry; fwd=uri-miss", KEPT)

    def test_none_is_kept_while_they_are_off(self):
        off = self.server.folder / "state/answers-off"
        off.touch()
        self.assertAnswers("off", "descry; fwd=bypass", "descry; fwd=bypass")
        self.assertEqual([path for path in self.folder.rglob("*") if path.is_file() and b"n=off" in path.read_bytes()], [])
        off.unlink()
        self.assertAnswers("on", "descry; fwd=uri-miss", KEPT)


@contextlib.contextmanager
def file_system(megabytes):
    """A file system of this size; the folder where it is."""
    if os.geteuid() != 0:
        raise unittest.SkipTest("needs root, to mount a file system")
    with tempfile.TemporaryDirectory(prefix="descry-answers-", dir="/tmp") as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", folder], capture_output=True, text=True)
        if mounted.returncode != 0:
            raise unittest.SkipTest(f"needs to mount a file system: {mounted.stderr.strip()}")
        try:
            yield pathlib.Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


class FullAnswerFolder(NginxTest):
    """Its file system is full, which nginx alone cannot notice."""

    @classmethod
    def setUpClass(cls):
        cls.disk = cls.enterClassContext(file_system(160))
        cls.settings = {"DESCRY_ANSWER_FOLDER": f"{cls.disk}/answers"}
        super().setUpClass()

    def test_the_error_log_has_a_line_until_none_is_kept(self):
        with open(self.disk / "filler", "wb", buffering=0) as filler, contextlib.suppress(OSError):
            while filler.write(bytes(65536)):
                pass
        self.server.send(f"GET {SEARCH}&n=sekrit HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        for _ in range(100):
            if log := self.server.log("error"):
                break
            time.sleep(0.05)
        self.assertIn("nginx could not answer GET /search (status 200, 0 bytes sent)", log)
        self.assertNotIn("sekrit", log)
        (self.server.folder / "state/answers-off").touch()
        answer = self.server.ask(f"{SEARCH}&n=2")
        self.assertEqual((answer.status, json.loads(answer.body)), (200, search_answer()))


class ManyAnswers(NginxTest):
    """One client that asks for another answer each time; the process takes capitals for small letters."""

    SENTENCE = "mountainswithdarkskiesandsnow"

    @classmethod
    def setUpClass(cls):
        cls.disk = cls.enterClassContext(file_system(160))
        cls.settings = {"DESCRY_ANSWER_FOLDER": f"{cls.disk}/answers"}
        super().setUpClass()

    def used(self):
        disk = os.statvfs(self.disk)
        return (disk.f_blocks - disk.f_bfree) * disk.f_frsize

    def ask_in_many_ways(self, count, length, parameters):
        """Answers of this length, taken whole; the most bytes that the file system held."""
        body = json.dumps({"top_urls": ["x" * (length - 18)]}).encode()
        self.assertEqual(len(body), length)
        self.server.search.answers["/search"] = ("200 OK", {"Content-Type": "application/json"}, body)

        def ask(numbers):
            connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, context=self.server.tls(), timeout=30)
            most = 0
            for number in numbers:
                sentence = "".join(letter.upper() if number >> place & 1 else letter
                                   for place, letter in enumerate(self.SENTENCE))
                connection.request("GET", f"/search?t={length}&s_query={sentence}{parameters}", headers={"Host": "localhost"})
                self.assertEqual(len(connection.getresponse().read()), length)
                most = max(most, self.used())
                if number % 500 == 0:  # 1,000 is nginx's limit for a connection.
                    connection.close()
            connection.close()
            return most

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            return max(pool.map(ask, (range(first, count, 4) for first in range(4))))

    def test_they_never_take_more_than_their_part_of_the_file_system(self):
        part = 160 * 2**20 // 4
        # As long as a kept answer may be; longer; and with as many pictures as a pool may have.
        for count, length, parameters in ((6000, 4_999, ""), (1000, 100_000, ""), (1000, 100_000, "&k=500")):
            with self.subTest(length=length, parameters=parameters):
                self.assertLess(self.ask_in_many_ways(count, length, parameters), part)

    def test_what_is_kept_and_what_is_too_long_to_be(self):
        long_address = "&s_query=" + "x" * 1000
        for length, parameters, requests in ((4_999, "", 1), (5_000, "", 2), (40_000, "", 2), (200, "&k=99", 1), (200, "&k=100", 2),
                                             (200, "&k=", 1), (200, "&k=abc", 2), (200, long_address, 2)):
            with self.subTest(length=length, parameters=parameters[:20]):
                self.server.search.requests.clear()
                self.server.search.answers["/search"] = ("200 OK", {}, b"x" * length)
                for _ in range(2):
                    self.assertEqual(len(self.server.ask(f"/search?t=kept{length}{parameters}").body), length)
                self.assertEqual(len(self.server.search.requests), requests)


class FullAnswerList(NginxTest):
    """The list of answers has fewer places than there are searches in hand."""

    # 128 MB, of which each answer takes 24 kB at most; the smallest list that nginx takes.
    changes = {f"keys_zone=descry_answers:{128 * 2**20 * 128 // 24576} ": "keys_zone=descry_answers:32k "}

    @classmethod
    def setUpClass(cls):
        disk = cls.enterClassContext(file_system(512))
        cls.settings = {"DESCRY_ANSWER_FOLDER": f"{disk}/answers"}
        super().setUpClass()

    def test_searches_without_a_place_in_it_are_answered(self):
        def on_its_host(parameters):
            go.wait(30)
            address = f'https://{parameters["HTTP_HOST"]}/gallery/006.jpg'
            return "200 OK", {"Content-Type": "application/json"}, json.dumps({"top_urls": [address]}).encode()

        go = threading.Event()
        self.addCleanup(go.set)
        self.server.search.answers["/search"] = on_its_host
        own = f"https://localhost:{self.server.port}/gallery/006.jpg"
        with concurrent.futures.ThreadPoolExecutor(250) as pool:
            answers = [pool.submit(self.server.ask, f"/search?t=place{number}") for number in range(250)]
            for _ in range(300):
                if len(self.server.search.requests) == 250 or any(answer.done() for answer in answers):
                    break
                time.sleep(0.1)
            go.set()
        self.assertEqual({(answer.result().status, *json.loads(answer.result().body).get("top_urls", [])) for answer in answers},
                         {(200, own)})
        # One that nginx cannot answer at all is a problem as others are.
        self.assertEqual(len(self.server.search.requests), 250)


class AnswerFolderSettings(unittest.TestCase):
    def configure(self, **settings):
        server = Server(**settings)
        self.addCleanup(server.stop)
        ended = subprocess.run([str(ROOT / "nginx/configure"), f"{server.folder}/nginx"], env=server.environment,
                               capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended.stderr, "".join((server.folder / f"nginx/settings/{part}.conf").read_text() for part in ("http", "search"))

    def test_answers_take_a_part_of_a_small_file_system_and_none_of_a_smaller_one(self):
        for megabytes, room, length, longer in ((4096, "128m", 19_999, 20_000), (256, "64m", 9_999, 10_000),
                                                (128, "32m", 4_999, 5_000), (64, None, None, None)):
            with self.subTest(megabytes), file_system(megabytes) as disk:
                warning, written = self.configure(DESCRY_ANSWER_FOLDER=f"{disk}/not/there/answers")
                if room:
                    self.assertEqual(warning, "")
                    self.assertIn(f"max_size={room} ", written)
                    self.assertIn(f"min_free={room} ", written)
                    kept = re.search(r'"~(\S+)" "";', written).group(1)
                    for number in (0, 9, 99, 999, length):
                        self.assertRegex(str(number), kept)
                    for number in (longer, 100_000, 1_000_000, "", "-1", "4x"):
                        self.assertNotRegex(str(number), kept)
                    # The most that they take: an answer, its address of 1,000 bytes and what nginx writes before it.
                    places = int(re.search(r"keys_zone=descry_answers:(\d+) ", written).group(1)) // 128
                    self.assertGreaterEqual(places, 4096)
                    pages = (length + 1000 + 800 + 4095) // 4096
                    self.assertLessEqual(places * pages * 4096, int(room[:-1]) * 2**20)
                    self.assertTrue((disk / "not/there").is_dir())
                else:
                    self.assertIn("no answers are kept, since the file system of", warning)
                    self.assertNotIn("fastcgi_cache", written)

    def test_off_is_never(self):
        for value in ("off", "0", "00"):
            self.assertNotIn("fastcgi_cache", self.configure(DESCRY_ANSWER_CACHE=value)[1])
