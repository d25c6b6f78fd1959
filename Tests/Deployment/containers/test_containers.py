"""deploy/docker held against itself and against the code, without a container: the Dockerfile, the compose files, the SBOM.

    deploy/test containers      makes an environment with requirements.txt and runs this

deploy/docker/try builds and runs the images.
"""

import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import unittest

import compose_spec
import yaml
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCKER = ROOT / "deploy" / "docker"
SETTINGS = (ROOT / "nginx" / "settings-names").read_text().split()


def program(path):
    """A program without .py as a module."""
    name = path.name.replace("-", "_")
    loader = importlib.machinery.SourceFileLoader(name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


run_compose = program(pathlib.Path(__file__).parent / "run-compose")


class Dockerfile:
    """The instructions, by stage: [(instruction, text)], with continued lines joined."""

    def __init__(self):
        text = (DOCKER / "Dockerfile").read_text()
        lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.M)).splitlines()
        self.arguments, self.stages, self.bases = {}, {}, {}
        stage = None
        for instruction, _, rest in (line.partition(" ") for line in lines if line.strip()):
            rest = re.sub(r"\s+", " ", rest).strip()
            if instruction == "FROM":
                base, _, stage = rest.partition(" AS ")
                self.stages[stage], self.bases[stage] = [], base
            elif stage is None:
                self.arguments.update([rest.split("=", 1)])
            else:
                self.stages[stage].append((instruction, rest))

    def all(self, stage, instruction):
        """A stage's instructions of a kind, with those that it inherits, in order."""
        base = self.bases[stage]
        inherited = self.all(base, instruction) if base in self.stages else []
        return inherited + [rest for kind, rest in self.stages[stage] if kind == instruction]

    def last(self, stage, instruction):
        return self.all(stage, instruction)[-1]

    def environment(self, stage):
        return dict(pair.split("=", 1) for text in self.all(stage, "ENV") for pair in text.split())


DOCKERFILE = Dockerfile()
TARGETS = ("descry", "descry-gpu", "nginx")


class DockerfileTest(unittest.TestCase):
    def test_hadolint_finds_nothing(self):
        hadolint = pathlib.Path(sys.executable).parent / "hadolint"
        run = subprocess.run(
            [hadolint, "--no-color", "--config", DOCKER / "hadolint.yaml", DOCKER / "Dockerfile"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.assertEqual((run.returncode, run.stdout), (0, ""))

    def test_bases_are_pinned(self):
        self.assertRegex(DOCKERFILE.arguments["RUNTIME_IMAGE"], r"^[a-z./]+:bookworm-slim@sha256:[0-9a-f]{64}$")
        # Its digest was not known; see the comment in the file.
        self.assertRegex(DOCKERFILE.arguments["SWIFT_IMAGE"], r"^[a-z./]+:6\.\d+\.\d+-bookworm(@sha256:[0-9a-f]{64})?$")
        for stage, base in DOCKERFILE.bases.items():
            self.assertIn(base, [*DOCKERFILE.stages, "${RUNTIME_IMAGE}", "${SWIFT_IMAGE}"], stage)

    def test_the_last_stage_is_the_process(self):
        self.assertEqual(list(DOCKERFILE.stages)[-1], "descry")

    def test_users_are_numbers_and_not_root(self):
        for target in TARGETS:
            self.assertRegex(DOCKERFILE.last(target, "USER"), r"^[1-9]\d+:[1-9]\d+$", target)

    def test_no_shell_is_needed_to_start_or_to_check(self):
        for target in TARGETS:
            self.assertTrue(json.loads(DOCKERFILE.last(target, "ENTRYPOINT")), target)
            self.assertTrue(json.loads(DOCKERFILE.last(target, "HEALTHCHECK").split(" CMD ")[1]), target)

    def test_what_is_copied_is_there_and_not_ignored(self):
        allowed = {
            line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
        }
        for stage, instructions in DOCKERFILE.stages.items():
            for kind, text in instructions:
                if kind != "COPY" or "--from=" in text:
                    continue
                for source in text.split()[:-1]:
                    if "[" in source:
                        continue
                    self.assertTrue((ROOT / source).exists(), f"{stage}: {source}")
                    self.assertIn(pathlib.Path(source).parts[0], allowed, f"{stage}: {source}")

    def test_each_layer_changes_more_often_than_the_one_before(self):
        copies = DOCKERFILE.all("build", "COPY")
        order = ["deploy/setup", "Package.swift", "Sources", "deploy"]
        places = [next(i for i, text in enumerate(copies) if text.split()[0] == source) for source in order]
        self.assertEqual(places, sorted(places))

    def test_variables_are_settings(self):
        for target in TARGETS:
            for name in DOCKERFILE.environment(target):
                if name.startswith("DESCRY_"):
                    self.assertIn(name, SETTINGS, target)

    def test_no_program_gets_rights_by_its_file(self):
        """deploy/docker/try looks at the images themselves."""
        for target in TARGETS:
            runs = DOCKERFILE.all(target, "RUN")
            installing = [place for place, text in enumerate(runs) if "apt-get install" in text]
            removing = [place for place, text in enumerate(runs) if "find / -xdev -type f -perm /6000 -exec chmod a-s {} +" in text]
            self.assertTrue(removing and removing[-1] >= installing[-1], target)

    def test_public_ports_are_those_that_nginx_listens_on(self):
        """Not the one for metrics: `docker run -P` publishes what is exposed."""
        environment = DOCKERFILE.environment("nginx")
        ports = [environment[f"DESCRY_{name}_PORT"] for name in ("HTTP", "HTTPS")]
        self.assertEqual(DOCKERFILE.last("nginx", "EXPOSE").split(), ports)

    def test_both_images_have_the_same_sockets(self):
        for name in ("DESCRY_LISTEN", "DESCRY_HEALTH_LISTEN"):
            self.assertEqual(DOCKERFILE.environment("nginx")[name], DOCKERFILE.environment("descry")[name])


def compose(*names):
    """compose.yaml with other files over it, as Docker joins them."""
    os.environ["DESCRY_TLS_FOLDER"] = "/etc/descry/tls"
    tree = {}
    for name in ("compose", *names):
        tree = run_compose.merged(tree, yaml.safe_load((DOCKER / f"{name}.yaml").read_text()))
    return run_compose.interpolate(tree)


FILES = ((), ("compose.pixabay",), ("compose.tls",), ("compose.pixabay", "compose.tls"))


class ComposeTest(unittest.TestCase):
    def each(self):
        for names in FILES:
            tree = compose(*names)
            for name, service in tree["services"].items():
                with self.subTest(files=names, service=name):
                    yield tree, name, service

    def test_the_schema_holds(self):
        for names in FILES:
            with self.subTest(files=names):
                tree = json.loads(json.dumps(compose(*names)))
                for service in tree["services"].values():
                    # This validator takes a tag or a digest; Docker takes both, and uses the digest.
                    service["image"] = service["image"].split("@")[0]
                compose_spec.PyCompose.from_yaml(yaml.safe_dump(tree))

    def test_variables_are_settings(self):
        for _, _, service in self.each():
            for name in service.get("environment", {}):
                self.assertIn(name, SETTINGS)

    def test_services_have_no_rights_that_they_do_not_need(self):
        for _, _, service in self.each():
            self.assertTrue(service["read_only"])
            self.assertEqual(service["cap_drop"], ["ALL"])
            self.assertIn("no-new-privileges:true", service["security_opt"])
            self.assertNotIn("privileged", service)

    def test_images_are_targets_or_pinned(self):
        for _, _, service in self.each():
            if "build" in service:
                self.assertIn(service["build"]["target"], DOCKERFILE.stages)
                self.assertEqual(service["build"]["dockerfile"], "deploy/docker/Dockerfile")
                self.assertEqual((DOCKER / service["build"]["context"]).resolve(), ROOT)
            elif service["image"] != "descry":
                self.assertRegex(service["image"], r"@sha256:[0-9a-f]{64}$")

    def test_published_ports_are_those_that_nginx_listens_on(self):
        for names in FILES:
            nginx = compose(*names)["services"]["nginx"]
            environment = {**DOCKERFILE.environment("nginx"), **nginx.get("environment", {})}
            ports = [entry.rsplit(":", 1)[1] for entry in nginx["ports"]]
            with self.subTest(files=names):
                if environment["DESCRY_TLS"] == "off":
                    self.assertEqual(ports, [environment["DESCRY_HTTP_PORT"]])
                else:
                    self.assertEqual(ports, [environment["DESCRY_HTTPS_PORT"], environment["DESCRY_HTTP_PORT"]])

    def test_folders_in_memory_belong_to_the_users(self):
        users = {name: DOCKERFILE.last(name, "USER") for name in ("descry", "nginx")}
        tree = compose()
        sockets = tree["volumes"]["sockets"]["driver_opts"]["o"]
        self.assertIn("uid={},gid={},".format(*users["descry"].split(":")), sockets)
        state = tree["services"]["nginx"]["tmpfs"][0]
        self.assertIn("uid={},gid={},".format(*users["nginx"].split(":")), state)
        self.assertEqual(state.split(":")[0], DOCKERFILE.environment("nginx")["DESCRY_NGINX_STATE"])
        # The answers that are kept take a quarter; of less than 480 MB thirty pictures would be too long to be kept.
        self.assertGreaterEqual(int(re.search(r"size=(\d+)m", state).group(1)), 480)
        # nginx reaches the sockets by the group.
        self.assertEqual(users["descry"].split(":")[1], users["nginx"].split(":")[1])

    def test_mounts_are_where_the_images_look(self):
        for _, name, service in self.each():
            targets = {entry.split(":")[0]: entry.split(":")[1] for entry in service.get("volumes", [])}
            environment = DOCKERFILE.environment(name if name in TARGETS else "descry")
            if "sockets" in targets:
                self.assertEqual(f"unix:{targets['sockets']}/descry.sock", environment["DESCRY_LISTEN"])
            if "models" in targets:
                self.assertEqual(targets["models"], environment["DESCRY_MODELS"])
            if "/etc/descry/tls" in targets:
                defaults = (ROOT / "nginx" / "settings").read_text()
                self.assertIn(f"{targets['/etc/descry/tls']}/certificate.pem", defaults)
                self.assertIn(f"{targets['/etc/descry/tls']}/key.pem", defaults)

    def test_secrets_are_files_that_are_mounted(self):
        for tree, _, service in self.each():
            for name, value in service.get("environment", {}).items():
                self.assertNotIn(name, ("PIXABAY_API_KEY", "REDIS_PASSWORD"))
                if name.endswith("_FILE"):
                    self.assertIn(value, [f"/run/secrets/{secret}" for secret in service["secrets"]])
            for secret in service.get("secrets", []):
                self.assertIn(secret, tree["secrets"])

    def test_health_decides_the_order(self):
        for _, _, service in self.each():
            for condition in service.get("depends_on", {}).values():
                self.assertIn(condition["condition"], ("service_healthy", "service_completed_successfully"))


class ReadmeTest(unittest.TestCase):
    def test_secrets_are_never_readable_by_others_nor_on_a_command_line(self):
        """The commands of README.md with a key typed in; chgrp needs root and is passed over."""
        text = (DOCKER / "README.md").read_text()
        commands = next(block for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL) if "pixabay_api_key" in block)
        commands = "\n".join(line for line in commands.splitlines() if not line.startswith(("sudo", "docker")))
        self.assertNotIn("KEY", commands)
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "deploy/docker").mkdir(parents=True)
            # After each file is made, before anything is done to it.
            run = subprocess.run(["bash", "-euc", "umask 022\n" + commands], cwd=folder, input="typed\n", capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stderr)
            secrets = pathlib.Path(folder) / "deploy/docker/secrets"
            self.assertEqual((secrets / "pixabay_api_key").read_text(), "typed\n")
            for path in (secrets, *secrets.iterdir()):
                self.assertEqual(path.stat().st_mode & 0o077, 0, path)


class NginxStartTest(unittest.TestCase):
    def start(self, state, *arguments, **settings):
        environment = {**DOCKERFILE.environment("nginx"), "PATH": os.environ["PATH"], "DESCRY_NGINX_STATE": state}
        return subprocess.run(
            [DOCKER / "nginx-start", *arguments], env={**environment, **settings}, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def test_the_settings_of_the_image_make_a_configuration_that_nginx_takes(self):
        with tempfile.TemporaryDirectory() as state:
            run = self.start(state, "-t")
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn("test is successful", run.stdout)

    def test_a_folder_that_is_not_writable_is_named_with_what_to_do(self):
        run = self.start("/proc/descry")
        self.assertEqual(run.returncode, 73)
        self.assertIn("/proc/descry is not writable; mount a file system in memory there", run.stdout)

    def test_a_wrong_setting_is_named(self):
        with tempfile.TemporaryDirectory() as state:
            run = self.start(state, DESCRY_HTTP_PORT="http")
        self.assertEqual(run.returncode, 64)
        self.assertIn("DESCRY_HTTP_PORT must be a whole number", run.stdout)

    def test_health_fails_where_nothing_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        run = subprocess.run(
            [DOCKER / "nginx-health"], env={**os.environ, "DESCRY_METRICS_PORT": str(port)}, stderr=subprocess.DEVNULL
        )
        self.assertEqual(run.returncode, 1)


class VersionTest(unittest.TestCase):
    def test_it_is_stated_once(self):
        version = subprocess.run([DOCKER / "version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
        self.assertRegex(version, r"^\d+\.\d+\.\d+$")
        files = [path for folder in ("Sources", "deploy", "nginx", ".github") for path in (ROOT / folder).rglob("*")]
        stated = re.compile(rf"(?<![\d.]){re.escape(version)}(?![\d.])|\bDescry/\d".encode())
        stating = [str(path.relative_to(ROOT)) for path in files if path.is_file() and stated.search(path.read_bytes())]
        self.assertEqual(stating, ["Sources/ProgramVersion/ProgramVersion.swift"])


class SBOMTest(unittest.TestCase):
    PINS = {
        "pins": [
            {
                "identity": "swift-log", "kind": "remoteSourceControl", "location": "https://github.com/apple/swift-log",
                "state": {"revision": "0" * 40, "version": "1.6.0"},
            }
        ],
        "version": 3,
    }  # fmt: skip

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "Package.resolved").write_text(json.dumps(self.PINS))
        (self.folder / "swift-version").write_text("Swift version 6.3.1 (swift-6.3.1-RELEASE)\n")

    def sbom(self, *arguments):
        return subprocess.run(
            [DOCKER / "sbom", "--name", "descry", "--version", "1.0", *arguments], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def write(self):
        file = self.folder / "sbom.spdx.json"
        run = self.sbom(
            "--root", "/", "--package-resolved", self.folder / "Package.resolved", "--setup", ROOT / "deploy" / "setup",
            "--swift-version", self.folder / "swift-version", "--output", file,
        )  # fmt: skip
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        return file

    def test_it_is_valid_spdx(self):
        self.assertEqual(validate_full_spdx_document(parse_file(str(self.write())), "SPDX-2.3"), [])

    def test_all_that_is_installed_is_in_it(self):
        document = json.loads(self.write().read_text())
        found = {entry["externalRefs"][0]["referenceLocator"].split("?")[0] for entry in document["packages"]}
        version = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", "dpkg"], stdout=subprocess.PIPE, text=True, check=True
        ).stdout
        torch = re.search(r"^torch_version=(.*)$", (ROOT / "deploy" / "setup").read_text(), re.M)[1]
        for purl in (f"pkg:deb/debian/dpkg@{version}", "pkg:swift/github.com/apple/swift-log@1.6.0",
                     f"pkg:pypi/torch@{torch}", "pkg:github/swiftlang/swift@swift-6.3.1-RELEASE"):  # fmt: skip
            self.assertIn(purl, found)
        names = [entry["SPDXID"] for entry in document["packages"]]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(len(document["relationships"]), len(names))

    def test_the_same_input_gives_the_same_bytes(self):
        self.assertEqual(self.write().read_bytes(), self.write().read_bytes())

    def test_a_folder_that_is_no_image_is_refused(self):
        run = self.sbom("--root", self.folder)
        self.assertEqual(run.returncode, 1)
        self.assertIn(f"{self.folder}/var/lib/dpkg has no file status", run.stderr)


if __name__ == "__main__":
    unittest.main()
