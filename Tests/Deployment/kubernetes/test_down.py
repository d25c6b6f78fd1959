"""deploy/kubernetes/down; run by test_kubernetes.py. See script_test.py."""

from script_test import ScriptTest


class Down(ScriptTest):
    def test_all_of_it_the_balancer_first(self):
        self.assertEqual(0, self.up(), self.said)
        self.calls()
        self.assertEqual(0, self.call("down", "gke", "--yes", "--images"), self.said)
        deleted = [call for call in self.calls() if " delete " in call]
        self.assertIn("delete ingress", deleted[0])
        self.assertEqual(7, len(deleted), deleted)
        self.assertEqual([], [each.name for each in (self.folder / "things").iterdir() if not each.name.startswith(("built", "pushed"))])
        self.assertIn("$73", self.said)

    def test_what_is_not_there_is_passed_over(self):
        self.assertEqual(0, self.call("down", "gke", "--yes"), self.said)
        self.assertEqual([], [call for call in self.calls() if " delete " in call])
        self.assertIn("is not there", self.said)

    def test_it_asks(self):
        self.up()
        self.calls()
        for answer in ("no\n", ""):
            self.assertEqual(1, self.call("down", "gke", answer=answer))
            self.assertIn("nothing was taken away", self.said)
            self.assertEqual([], [call for call in self.calls() if " delete " in call])
        self.assertEqual(0, self.call("down", "gke", answer="yes\n"), self.said)

    def test_what_cannot_be_deleted_is_named(self):
        self.up()
        (self.folder / "refuse").write_text("redis instances delete")
        self.assertEqual(1, self.call("down", "gke", "--yes"))
        self.assertIn("could not be deleted and goes on costing: Redis", self.said)
        self.assertFalse((self.folder / "things/compute-addresses-descry").exists())

    def test_what_cannot_be_asked_for_is_not_taken_for_missing(self):
        self.assertEqual(0, self.up(), self.said)
        self.calls()
        there = {each.name for each in (self.folder / "things").iterdir()}
        (self.folder / "refuse").write_text("describe")
        self.assertEqual(1, self.call("down", "gke", "--yes", "--images"), self.said)
        self.assertIn("You do not currently have an active account selected", self.said)
        self.assertNotIn("is not there", self.said)
        for name in ("The cluster", "Redis", "The TLS policy", "The static address", "The images"):
            self.assertIn(name, self.said.splitlines()[-1])
        # What kubectl can be asked for it deletes.
        self.assertEqual({"namespace", "ingress"}, there - {each.name for each in (self.folder / "things").iterdir()})
        (self.folder / "refuse").unlink()
        self.assertEqual(0, self.call("down", "gke", "--yes", "--images"), self.said)

    def test_no_account_at_all(self):
        for refused in ("gcloud", "kubectl"):
            with self.subTest(refused):
                self.up()
                (self.folder / "refuse").write_text(refused + " --")
                self.assertEqual(1, self.call("down", "gke", "--yes", "--project", "a-project"), self.said)
                self.assertIn("not known whether this is left", self.said)
                (self.folder / "refuse").unlink()

    def test_a_cluster_that_does_not_answer(self):
        self.call("up", "local", "--version", "v1")
        (self.folder / "refuse").write_text("get namespace")
        self.assertEqual(1, self.call("down", "local", "--yes"), self.said)
        self.assertNotIn("is not there", self.said)
        self.assertIn("not known whether this is left: Descry;", self.said)

    def test_what_is_said_of_other_things_than_the_one_asked_for(self):
        self.up()
        for words in ('error: context "gke_a-project_us-central1-a_descry" does not exist',
                      "error: executable gke-gcloud-auth-plugin not found", "Unable to connect to the server: EOF"):
            with self.subTest(words):
                (self.folder / "refuse").write_text("get ")
                self.assertEqual(1, self.call("down", "gke", "--yes", REFUSAL=words), self.said)
                self.assertNotIn("is not there", self.said.split("== The cluster")[0])
                (self.folder / "refuse").unlink()
                self.up()

    def test_without_the_cluster_what_was_in_it_is_gone(self):
        self.up()
        (self.folder / "things/container-clusters-descry").unlink()
        self.calls()
        (self.folder / "refuse").write_text("kubectl")
        self.assertEqual(0, self.call("down", "gke", "--yes"), self.said)

    def test_wrong_arguments(self):
        for part, *arguments in [("not two", "local", "gke"), ("is no zone", "gke", "--zone", "nozone"),
                                 ("no project's id", "gke", "--project", "my pro"), ("--images is not for local", "local", "--images"),
                                 ("--zone is not for local", "local", "--zone", "us-central1-a")]:
            with self.subTest(arguments):
                self.assertEqual(64, self.call("down", *arguments), self.said)
                self.assertIn(part, self.said)
                self.assertEqual([], self.calls())

    def test_dry_run(self):
        self.assertEqual(0, self.call("down", "gke", "--dry-run", "--project", "a-project"), self.said)
        self.assertEqual([], self.calls())
        self.assertIn("container clusters delete descry", self.said)

    def test_local(self):
        self.call("up", "local", "--version", "v1")
        self.calls()
        self.assertEqual(0, self.call("down", "local", "--yes"), self.said)
        self.assertIn("kubectl --context kind-kind delete namespace descry", self.calls())
        self.assertEqual(78, self.call("down", "local", "--yes", CONTEXT="production"))
