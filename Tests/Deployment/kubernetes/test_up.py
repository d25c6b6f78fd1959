"""deploy/kubernetes/up; run by test_kubernetes.py. See script_test.py."""

import base64

from manifests import Manifests
from script_test import DOMAIN, KEY, PASSWORD, ScriptTest


class Up(ScriptTest):
    def test_from_nothing(self):
        self.assertEqual(0, self.up(), self.said)
        calls = self.calls()
        wanted = ["services enable", "artifacts repositories create", "docker build", "docker push", "clusters create",
                  "get-credentials", "addresses create", "ssl-policies create", "redis instances create", "create secret",
                  "apply -k", "rollout status", "get managedcertificate", "curl -sSf https://descry.example.org/search?"]
        places = [next(index for index, call in enumerate(calls) if text in call) for text in wanted]
        self.assertEqual(sorted(places), places, calls)
        self.assertIn("198.51.100.7", self.said)
        self.assertIn(f"https://{DOMAIN}/", self.said)
        self.assertIn("top_urls", self.said)
        self.assertIn("$73", self.said)
        # Never the context that happens to be the current one.
        for call in calls:
            if call.startswith("kubectl"):
                self.assertIn("--context gke_a-project_us-central1-a_descry", call)

    def test_what_is_applied(self):
        self.assertEqual(0, self.up("--monitoring"), self.said)
        applied = {(each["kind"], each.get("metadata", {}).get("name")): each for each in self.applied()}
        self.assertEqual([DOMAIN], applied["ManagedCertificate", "descry"]["spec"]["domains"])
        settings = next(each["data"] for (kind, _), each in applied.items() if kind == "ConfigMap")
        self.assertEqual("10.9.8.3", settings["REDISHOST"])
        self.assertEqual("130.211.0.0/22,35.191.0.0/16,198.51.100.7", settings["DESCRY_TRUSTED_PROXIES"])
        pod = applied["Deployment", "descry"]["spec"]["template"]["spec"]
        images = {each["image"] for each in pod["initContainers"] + pod["containers"]}
        self.assertEqual({f"us-central1-docker.pkg.dev/a-project/descry/{name}@sha256:{7:064d}" for name in ("descry", "descry-nginx")},
                         images)
        self.assertIn(("PodMonitor", "descry"), applied)

    def test_again_makes_nothing_twice(self):
        self.assertEqual(0, self.up(), self.said)
        self.calls()
        self.assertEqual(0, self.up(), self.said)
        again = self.calls()
        self.assertEqual([], [call for call in again if " create " in call and "secret" not in call])
        self.assertEqual([], [call for call in again if call.startswith(("docker build", "docker push"))])
        self.assertTrue(any("apply -k" in call for call in again))

    def test_an_update_makes_nothing_and_needs_no_key(self):
        self.assertEqual(0, self.up(), self.said)
        self.calls()
        update = ("--update", "--images", "ghcr.io/owner", "--version", "v2")
        self.assertEqual(0, self.call("up", "gke", "--domain", DOMAIN, *update), self.said)
        calls = self.calls()
        self.assertEqual([], [call for call in calls if any(word in call for word in (" create ", "docker build", "docker push", "enable"))])
        self.assertTrue(any("rollout status" in call for call in calls))
        pod = [each for each in self.applied() if each["kind"] == "Deployment"][-1]["spec"]["template"]["spec"]
        self.assertEqual(f"ghcr.io/owner/descry@sha256:{7:064d}", pod["containers"][0]["image"])

    def test_an_update_of_nothing(self):
        self.assertEqual(1, self.call("up", "gke", "--domain", DOMAIN, "--update", "--version", "v2", "--images", "ghcr.io/owner"))
        self.assertIn("run this without it first", self.said)

    def test_after_a_failure_it_goes_on_where_it_stopped(self):
        (self.folder / "refuse").write_text("redis instances create")
        self.assertEqual(1, self.up())
        (self.folder / "refuse").unlink()
        self.calls()
        self.assertEqual(0, self.up(), self.said)
        created = [call for call in self.calls() if call.startswith("gcloud") and " create " in call]
        self.assertEqual(1, len(created), created)
        self.assertIn("redis", created[0])

    def test_what_cannot_be_asked_for_is_not_made(self):
        (self.folder / "refuse").write_text("describe")
        self.assertEqual(1, self.up())
        self.assertIn("You do not currently have an active account selected", self.said)
        self.assertEqual([], [call for call in self.calls() if " create " in call])

    def test_the_gpu(self):
        self.assertEqual(0, self.up(where="gke-gpu"), self.said)
        pool = next(call for call in self.calls() if "node-pools create" in call)
        self.assertIn("type=nvidia-l4,count=1,gpu-driver-version=default", pool)
        pod = next(each for each in self.applied() if each["kind"] == "Deployment")["spec"]["template"]["spec"]
        self.assertEqual(f"us-central1-docker.pkg.dev/a-project/descry/descry-gpu@sha256:{7:064d}", pod["containers"][0]["image"])

    def test_a_dry_run_calls_nothing_and_prints_all(self):
        self.assertEqual(0, self.up("--dry-run", "--project", "a-project"), self.said)
        self.assertEqual([], self.calls())
        self.assertFalse((self.root / ".run").exists())
        printed = self.said.replace("\\", "")
        self.assertEqual(0, self.up("--project", "a-project"), self.said)
        for call in self.calls():
            # What only looks is not all printed: which image it was, whether an answer comes.
            if not call.startswith("curl") and " inspect " not in call and "describe" not in call:
                self.assertIn(call.split(" --output")[0], printed)

    def test_the_key_is_on_no_command_line_and_in_no_output(self):
        for arguments in ((), ("--dry-run",)):
            self.assertEqual(0, self.up(*arguments), self.said)
            self.assertNotIn(KEY, self.said + "".join(self.calls()))

    def test_redis_has_a_password_that_only_the_secret_holds(self):
        self.assertEqual(0, self.up(), self.said)
        calls = self.calls()
        self.assertIn("--enable-auth", next(call for call in calls if "redis instances create" in call))
        applied = self.applied()
        secret = next(each["data"] for each in applied if each["kind"] == "Secret")
        self.assertEqual({"pixabay-api-key": KEY, "redis-password": PASSWORD},
                         {name: base64.b64decode(value).decode().strip() for name, value in secret.items()})
        settings = next(each["data"] for each in applied if each["kind"] == "ConfigMap")
        self.assertEqual("/run/secrets/descry/redis-password", settings["REDIS_PASSWORD_FILE"])
        self.assertNotIn(PASSWORD, self.said + "".join(calls))

    def test_a_redis_without_a_password_is_refused_with_what_to_do(self):
        """One that was made without it."""
        (self.folder / "no-auth").touch()
        self.assertEqual(1, self.up())
        self.assertIn("gcloud redis instances update descry --region us-central1 --enable-auth", self.said)
        self.assertEqual([], [call for call in self.calls() if "apply -k" in call])

    def test_wrong_arguments(self):
        empty = self.folder / "empty"
        empty.write_text(" \n")
        version = ["--version", "v1"]
        for code, part, *arguments in [
            (64, "say where"), (64, "unknown argument", "aws"), (64, "not two", "local", "gke"), (64, "--domain", "gke"),
            (64, "--key-file", "gke", "--domain", DOMAIN), (64, "needs a value", "gke", "--domain"),
            (64, "is no domain", "gke", "--domain", "https://x.org", "--key-file", str(self.key)),
            (78, "cannot be read", "gke", "--domain", DOMAIN, "--key-file", "/nowhere/key"),
            (78, "is empty", "gke", "--domain", DOMAIN, "--key-file", str(empty)),
            (78, "is a folder", "gke", "--domain", DOMAIN, "--key-file", "/tmp"),
            (64, "--domain is not for local", "local", "--domain", DOMAIN), (64, "--key-file is not for local", "local", "--key-file", "x"),
            (64, "--zone is not for local", "local", "--zone", "us-central1-a"), (64, "--update is not for local", "local", "--update"),
            (64, "--machine is not for local", "local", "--machine", "x"), (64, "--wait is not for local", "local", "--wait", "3"),
            *[(64, "is no zone", "gke", "--zone", zone) for zone in ("nozone", "us-central1", "us-central1-a;", "us central1-a")],
            (64, "no project's id", "gke", "--project", "my pro"), (64, "--images", "gke", "--images", "ghcr.io/me/"),
            (64, "--images", "gke", "--images", "https://ghcr.io/me"), (64, "no type of node", "gke", "--machine", "a b"),
            (64, "no tag", "local", "--version", "a b"), (64, "minutes", "gke", "--version", "v1", "--wait", "soon"),
        ]:
            with self.subTest(arguments):
                self.assertEqual(code, self.call("up", *version, *arguments), self.said)
                self.assertIn(part, self.said)
                self.assertEqual([], self.calls())

    def test_no_project(self):
        self.assertEqual(78, self.up(PROJECT="(unset)"))
        self.assertIn("--project", self.said)

    def test_pods_that_do_not_get_ready(self):
        (self.folder / "refuse").write_text("rollout")
        self.assertEqual(1, self.up())
        self.assertIn("describe pods", self.said)

    def test_local(self):
        self.assertEqual(0, self.call("up", "local", "--version", "v1"), self.said)
        calls = self.calls()
        self.assertEqual(2, sum(call.startswith("kind load docker-image descry") for call in calls), calls)
        self.assertEqual([], [call for call in calls if call.startswith("gcloud")])
        self.assertIn("top_urls", self.said)
        images = {container["image"] for each in self.applied() if each["kind"] == "Deployment"
                  for container in each["spec"]["template"]["spec"]["containers"]}
        self.assertEqual({"descry:v1", "descry-nginx:v1", Manifests("local").one("Deployment", "redis")["spec"]["template"]["spec"]["containers"][0]["image"]}, images)

    def test_local_is_not_someones_cluster(self):
        self.assertEqual(78, self.call("up", "local", "--version", "v1", CONTEXT="gke_work_europe-west1_production"))
        self.assertIn("gke_work_europe-west1_production", self.said)
        self.assertEqual([], [call for call in self.calls() if "current-context" not in call])
