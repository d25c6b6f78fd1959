"""The tree of a Debian or Ubuntu, made by debootstrap once, and what this machine needs for that."""

import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".build/deployment"
KEYRING = "/usr/share/keyrings/ubuntu-archive-keyring.gpg"
UBUNTU = ["noble"]


class TreeError(Exception):
    pass


def run(*command, **options):
    return subprocess.run(command, text=True, capture_output=True, check=True, **options).stdout


def missing_tools(*more):
    """Debian packages that this machine lacks; `more` are pairs of a tool and its package."""
    tools = [("debootstrap", "debootstrap"), ("systemd-nspawn", "systemd-container"), ("ip", "iproute2"),
             ("nsenter", "util-linux"), *more]
    return [package for tool, package in tools if not shutil.which(tool) and not pathlib.Path(tool).exists()]


def make_tree(suite, packages, name=None):
    """The folder of the tree; a file in it says what it was made with."""
    folder = FOLDER / (name or suite)
    wanted = " ".join([suite, *packages])
    mark = folder / "descry-packages"
    if mark.exists() and mark.read_text() == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    log = folder.with_suffix(".log")
    print(f"making a tree of {suite} in {folder} (some minutes, once)", flush=True)
    command = ["debootstrap", "--variant=minbase", "--include=" + ",".join(packages)]
    if suite in UBUNTU:
        # Debian's debootstrap has scripts for older releases only, which are all the same one.
        command += [f"--keyring={KEYRING}", "--components=main,universe", suite, folder, "http://archive.ubuntu.com/ubuntu",
                    "/usr/share/debootstrap/scripts/gutsy"]
    else:
        command += [suite, folder]
    with log.open("w") as output:
        result = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT)
    if result.returncode:
        raise TreeError(f"debootstrap failed, see {log}: {log.read_text().splitlines()[-1]}")
    mark.write_text(wanted)
    return folder


class Layer:
    """A tree with a layer of its own over it, so that the tree stays as it is. Ends with the `with` block."""

    def __init__(self, tree, work):
        self.tree, self.work, self.root = tree, work, work / "root"

    def __enter__(self):
        for folder in ("layer", "layer-work", "root"):
            (self.work / folder).mkdir(parents=True)
        run("mount", "-t", "overlay", "overlay", "-o",
            f"lowerdir={self.tree},upperdir={self.work / 'layer'},workdir={self.work / 'layer-work'}", str(self.root))
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", self.root], capture_output=True)
        for folder in ("layer", "layer-work"):
            shutil.rmtree(self.work / folder, ignore_errors=True)
