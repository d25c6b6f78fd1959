#!/usr/bin/env python3
"""The workflows of .github/workflows: their form, what they may do, and whether what they run is there.

    .build/deployment-venv/bin/python Tests/Deployment/test_workflows.py [--verbose]      (deploy/test workflows)

GitHub is not asked. actionlint is used if it is on this machine; its package fetches the program from GitHub, so where that
cannot be reached the form is checked by check-jsonschema (GitHub's schema is in its package), zizmor and shellcheck.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = pathlib.Path(sys.executable).parent
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text()) for path in FILES}
ACTIONLINT = shutil.which("actionlint", path=f"{TOOLS}:/usr/local/bin:/usr/bin")


def call(*command, **options):
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, cwd=ROOT, **options)
    return done.returncode, done.stdout + done.stderr


def steps():
    """Each step, with its workflow's name."""
    for name, workflow in WORKFLOWS.items():
        for job in workflow["jobs"].values():
            for step in job.get("steps", []):
                yield name, step


class Form(unittest.TestCase):
    def test_there_are_workflows(self):
        self.assertEqual({"deploy", "image", "pages", "test"}, set(WORKFLOWS))

    @unittest.skipUnless(ACTIONLINT, "actionlint is not on this machine, and its package could not fetch it from GitHub")
    def test_actionlint(self):
        self.assertEqual((0, ""), call(ACTIONLINT, "-no-color", *FILES))

    def test_schema(self):
        code, said = call(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *FILES)
        self.assertEqual(0, code, said)

    def test_scripts(self):
        for name, step in steps():
            if "run" in step:
                with self.subTest(name, step=step.get("name")), tempfile.NamedTemporaryFile("w", suffix=".sh") as file:
                    # What GitHub runs them with.
                    file.write("#!/usr/bin/bash\nset -eo pipefail\n" + step["run"])
                    file.flush()
                    self.assertEqual((0, ""), call("shellcheck", file.name))


class Rights(unittest.TestCase):
    def test_zizmor(self):
        code, said = call(TOOLS / "zizmor", "--offline", "--no-progress", "--color=never", "--persona", "auditor", *FILES)
        self.assertEqual(0, code, said)

    def test_actions_are_named_by_commit(self):
        for path in FILES:
            for line in path.read_text().splitlines():
                if "uses:" in line:
                    self.assertRegex(line, r"uses: (\./\.github/workflows/[a-z]+\.yml # zizmor: .*|[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$", path.name)

    def test_one_commit_for_each_action(self):
        used = set(re.findall(r"uses: (\S+)@(\S+)", "".join(path.read_text() for path in FILES)))
        self.assertEqual(len(used), len(dict(used)), used)

    def test_nothing_may_more_than_it_needs(self):
        for name, workflow in WORKFLOWS.items():
            self.assertEqual({}, workflow["permissions"], name)
            for job in workflow["jobs"].values():
                self.assertEqual("read", job["permissions"]["contents"], name)
                if "steps" in job:
                    self.assertIn("timeout-minutes", job, name)

    def test_no_key_that_lasts(self):
        for path in FILES:
            self.assertNotRegex(path.read_text(), r"credentials_json|service_account_key|secrets\.", path.name)

    def test_what_others_write_is_no_script(self):
        for name, step in steps():
            self.assertNotIn("${{", step.get("run", ""), (name, step.get("name")))


class Fit(unittest.TestCase):
    def test_what_they_run_is_there(self):
        commands = [word for _, step in steps() for word in step.get("run", "").split() if re.match(r"(\.ci|deploy)/", word)]
        self.assertEqual({".ci/run", "deploy/kubernetes/up", "deploy/page"}, set(commands))
        for command in commands:
            self.assertTrue((ROOT / command).stat().st_mode & 0o100, command)

    def test_options(self):
        script = next(step["run"] for name, step in steps() if "deploy/kubernetes/up" in step.get("run", ""))
        code, usage = call(ROOT / "deploy/kubernetes/up", "--help")
        self.assertEqual(0, code)
        for option in re.findall(r"--[a-z-]+", script):
            self.assertIn(option + " ", usage)

    def test_images(self):
        built = {each["image"]: each["target"] for each in WORKFLOWS["image"]["jobs"]["image"]["strategy"]["matrix"]["include"]}
        named = dict(re.findall(r"\[(descry[a-z-]*)\]=([a-z-]+)", (ROOT / "deploy/kubernetes/up").read_text()))
        self.assertEqual(named, built)

    def test_the_page(self):
        with tempfile.TemporaryDirectory() as folder:
            for api, code in (("https://descry.example.com", 0), ("https://descry.example.com:8443/", 0), ("http://a.example", 64),
                              ("https://a.example/path", 64), ('https://a"><script>', 64), ("", 64)):
                target = pathlib.Path(folder) / str(abs(hash(api)))
                self.assertEqual(code, call(ROOT / "deploy/page", target, "--api", api)[0], api)
                if not code:
                    page = (target / "index.html").read_text()
                    self.assertIn(f'name="descry-api" content="{api.rstrip("/")}"', page)
                    self.assertIn(f"connect-src {api.rstrip('/')};", page)
                    self.assertNotRegex(page, r'(?:href|src|action)="/')
                    self.assertEqual(64, call(ROOT / "deploy/page", target, "--api", api)[0], "a folder that is not empty")


if __name__ == "__main__":
    unittest.main()
