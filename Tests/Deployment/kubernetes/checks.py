"""What the parts of Tests/Deployment/kubernetes/replicas share: how each ended, and the keywords that are known."""

import sys
import time

from searches import search

# Keywords that are asked for before things are broken.
KNOWN = [f"known{number}" for number in range(6)]


class Check:
    """What one of the parts found."""

    def __init__(self, name):
        self.name, self.wrong, self.notes = name, [], []

    def check(self, condition, sentence):
        if not condition:
            self.wrong.append(sentence)

    def note(self, sentence):
        self.notes.append(sentence)

    def show(self, seconds):
        print(f"{self.name}: {'FAIL' if self.wrong else 'pass'} ({seconds:.0f} s)")
        for line in self.notes:
            print(f"    {line}")
        for line in self.wrong[:8]:
            print(f"    wrong: {line}")
        sys.stdout.flush()


def warm(fleet, tags=KNOWN):
    """Asks for keywords until they are answered, so that they are known from then on."""
    client = fleet.client()
    for tag in tags:
        for _ in range(20):
            answer = client.ask(search(tag, "mountains with dark skies"))
            if answer.status == 200:
                break
            time.sleep(1)
