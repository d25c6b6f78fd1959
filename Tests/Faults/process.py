"""What /proc says of a process (proc(5))."""

import os
import pathlib


class Process:
    def __init__(self, pid):
        self.pid = pid
        self.folder = pathlib.Path(f"/proc/{pid}")

    def status(self, name):
        for line in (self.folder / "status").read_text().splitlines():
            key, _, value = line.partition(":")
            if key == name:
                return value.strip()
        raise KeyError(name)

    @property
    def memory(self):
        """Resident bytes."""
        return int(self.status("VmRSS").split()[0]) * 1024

    @property
    def threads(self):
        return int(self.status("Threads"))

    @property
    def descriptors(self):
        return len(os.listdir(self.folder / "fd"))

    @property
    def user(self):
        """The effective user's number."""
        return int(self.status("Uid").split()[1])

    @property
    def command(self):
        return (self.folder / "cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]

    @property
    def is_alive(self):
        try:
            return self.status("State")[0] not in "ZX"
        except (FileNotFoundError, ProcessLookupError):
            return False

    def signal(self, number):
        os.kill(self.pid, number)

    def limit(self, name):
        """The soft and the hard limit of this name, as text."""
        for line in (self.folder / "limits").read_text().splitlines():
            if line.startswith(name):
                return tuple(line[len(name):].split()[:2])
        raise KeyError(name)


def descendants(pid):
    """All living processes below this one."""
    parents = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            # The name is in parentheses and may hold anything.
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found, wanted = [], {pid}
    while wanted:
        below = {child for child, parent in parents.items() if parent in wanted}
        found += below
        wanted = below
    return [process for process in map(Process, found) if process.is_alive]
