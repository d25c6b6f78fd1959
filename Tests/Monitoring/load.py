"""A short load with everything that the metrics tell apart."""
import concurrent.futures
import http.client
import itertools
import ssl
import time
from urllib.parse import urlencode

TAGS = ("mountains", "trees", "lake", "snow", "night", "city", "boat", "storm", "forest", "sea")


class Load:
    def __init__(self, stack):
        self.stack = stack
        self.numbers = itertools.count()
        self.context = ssl.create_default_context(cafile=f"{stack.folder}/certificate.pem")

    def ask(self, path, **parameters):
        """The status; whatever it is, that is what this load is for."""
        connection = http.client.HTTPSConnection("localhost", self.stack.port, context=self.context, timeout=60)
        try:
            connection.request("GET", f"{path}?{urlencode(parameters)}")
            response = connection.getresponse()
            response.read()
            return response.status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def search(self, tag, path="/search"):
        return self.ask(path, t=tag, s_query=f"a sentence that nobody asked before, number {next(self.numbers)}")

    def run(self, seconds):
        """Searches in known and new pools, streams and bad queries, by four clients."""
        end = time.monotonic() + seconds

        def client(number):
            for turn in itertools.count():
                if time.monotonic() > end:
                    return
                self.search(TAGS[(number + turn // 8) % len(TAGS)], ("/search", "/search/stream")[turn % 8 == 7])
                if turn % 5 == 0:
                    self.ask("/search", t="mountains")
                time.sleep(0.05)

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(client, range(4)))
