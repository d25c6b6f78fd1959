"""All of Descry for one row: Tests/Browser's stack, with what the rows ask of its parts."""

import json
import os
import pathlib
import shutil
import subprocess
import time
from urllib.parse import urlencode

import stack
from client import Site, search  # noqa: F401  (search is for the rows)
from process import Process
from stack import ROOT, Stack

LOGS = ROOT / ".build/faults-logs"
GALLERY = ROOT / "deploy/demo/gallery"
TAGS = ["mountains", "lake", "forest", "sea", "city", "desert", "meadow", "snow", "night", "fog"]


class System(Site, Stack):
    """Redis, the process and nginx, and with `pixabay` (its arguments) the stand-in; ends with the `with` block."""

    def __init__(self, attempt, descry=None, nginx=None, pixabay=None, redis=()):
        self.attempt = attempt
        # What starts the process, with its command as arguments.
        self.wrapper = []
        Stack.__init__(self, {"DESCRY_DEADLINE": "15", **(descry or {})}, nginx, pixabay, redis)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.stop()

    def stop(self):
        keep_logs(self.folder, self.attempt.name)
        Stack.stop(self)

    # The stack's own way of asking reads JSON only.
    def is_ready(self):
        try:
            return self.ask("/ready", timeout=10).status == 200
        except OSError:
            return False

    @property
    def process(self):
        """Descry's process."""
        return Process(self.descry.pid)

    def restart(self, kill=False, **environment):
        """Ends the process and starts it again, from now on with these settings too."""
        self.stop_descry(kill)
        self.environment.update(environment)
        self.restart_descry()

    def start_descry(self):
        self.descry = self.start("descry", [*self.wrapper, stack.PROGRAM, "serve"])

    def configure_nginx(self, settings):
        Stack.configure_nginx(self, settings)
        # With a new certificate.
        self.open(self.port, self.folder / "certificate.pem")

    def redis_cli(self, *arguments, value=None, password=None):
        """What redis-cli prints; `value` becomes the last argument and may hold any bytes."""
        options = ["-a", password, "--no-auth-warning"] if password else []
        options += ["-x"] if value is not None else []
        done = subprocess.run(["redis-cli", "-s", str(self.folder / "redis.sock"), *options, *arguments],
                              input=value or b"", capture_output=True, check=True, timeout=30)
        return done.stdout

    def redis_info(self, name):
        """A number of INFO."""
        prefix = name.encode() + b":"
        return next(int(line.removeprefix(prefix)) for line in self.redis_cli("INFO", "everything").splitlines()
                    if line.startswith(prefix))

    def redis_check(self):
        """What /ready says of Redis."""
        return self.ask("/ready").json["checks"]["redis"]

    def metric(self, name):
        """A metric's value; the sum of its lines if it has labels. The name may be followed by labels, without the }."""
        lines = [line for line in self.ask("/metrics").text.splitlines()
                 if line.startswith((name + " ", name + "{", name + ","))]
        if not lines:
            raise KeyError(name)
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines)

    def logged(self):
        """Everything that was logged by anyone."""
        return "".join(path.read_text(errors="replace") for path in self.folder.rglob("*.log"))

    # The stand-in.

    def fault(self, mode, **options):
        self.stand_in.tell("/__fault?" + urlencode({"mode": mode, **options}))

    def calls(self):
        """How many searches the source got, and how many requests each picture."""
        requests = self.stand_in.tell("/__stats")["requests"]
        return requests.get("/api/", 0), {path: n for path, n in requests.items() if path.startswith("/get/")}


def photos(folder, tags, label="picture"):
    """A folder of pictures for the stand-in: `tags` says how many pictures each has; none is in two of them."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    files = sorted(GALLERY.glob("*.jpg"))
    listing, number = {}, 0
    for tag, count in tags.items():
        listing[tag] = []
        for _ in range(count):
            name = f"{number}.jpg"
            os.symlink(files[number % len(files)], folder / name)
            listing[tag].append({"file": name, "label": f"{label} {number}"})
            number += 1
    (folder / "photos.json").write_text(json.dumps(listing))
    return ["--photos", str(folder)]


def keep_logs(folder, name):
    """Copies what was logged beside the other tests' logs."""
    for path in pathlib.Path(folder).rglob("*.log"):
        target = LOGS / name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def eventually(condition, within=20, pause=0.1):
    """Whether the condition holds within so many seconds."""
    end = time.monotonic() + within
    while True:
        if condition():
            return True
        if time.monotonic() > end:
            return False
        time.sleep(pause)
