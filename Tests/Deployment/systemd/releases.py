"""What is installed: a folder of deploy/package, and two like it that stand for later releases."""

import os
import pathlib
import shutil
import subprocess

from tree import FOLDER, ROOT

BUILT = FOLDER / "package"


def make_releases(folder):
    """`one`, `two` with another page, and `bad`, whose model is cut short."""
    built = os.environ.get("DESCRY_PACKAGE")
    if not built:
        subprocess.run([ROOT / "deploy/package", BUILT], check=True)
        built = BUILT
    for name in ("one", "two", "bad"):
        copy(pathlib.Path(built), folder / name)
    edit(folder / "two/share/descry/nginx/www/index.html", lambda page: page + b"<!-- two -->\n")
    edit(folder / "bad/share/descry/deploy/demo/model/model.safetensors", lambda weights: weights[:1000])
    return folder


def link(source, target):
    try:
        os.link(source, target)
    except OSError:
        # Another file system.
        shutil.copy2(source, target)


def copy(source, target):
    """The large files are links to the same ones."""
    shutil.copytree(source, target, copy_function=link)
    # As they are in this checkout, whatever the package was made of.
    share = target / "share/descry"
    replace(ROOT / "nginx", share / "nginx")
    for part in ("lib", "systemd"):
        replace(ROOT / "deploy" / part, share / "deploy" / part)
    for script in ("install", "uninstall", "reload", "warm"):
        (share / "deploy" / script).unlink(missing_ok=True)
        shutil.copy(ROOT / "deploy" / script, share / "deploy" / script)


def replace(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def edit(path, change):
    content = change(path.read_bytes())
    path.unlink()
    path.write_bytes(content)
