"""A small Debian under a real systemd: a tree, booted by systemd-nspawn in a network of its own."""

import os
import pathlib
import subprocess
import time

from tree import Layer, run

# Of its own, as others may run this at the same time.
NETWORK = f"10.213.{os.getpid() % 250 + 1}"
ADDRESS, HOST_ADDRESS = f"{NETWORK}.2", f"{NETWORK}.1"
# What a server has before deploy/install: nginx with the distribution's site, and what apt could not fetch in here.
PACKAGES = ["systemd", "systemd-sysv", "dbus", "nginx", "redis-server", "ca-certificates", "openssl", "logrotate", "curl",
            "iproute2", "procps"]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class MachineError(Exception):
    pass


def own_cgroups(name):
    """New folders in the hierarchies that systemd uses (its own of version 1, and version 2), under this process's.

    Two machines in one would kill each other's services.
    """
    folders = []
    for line in pathlib.Path("/proc/self/cgroup").read_text().splitlines():
        _, hierarchy, path = line.split(":", 2)
        for mount in {"name=systemd": ["systemd"], "": ["unified", "."]}.get(hierarchy, []):
            parent = pathlib.Path(f"/sys/fs/cgroup/{mount}/{path}")
            if (parent / "cgroup.procs").exists():
                folder = parent / name
                folder.mkdir()
                folders.append(folder)
                break
    return folders


class Machine:
    """Ends with the `with` block; the tree stays as it is. `shared` is a folder of this machine, there /srv."""

    def __init__(self, tree, work, shared):
        self.layer, self.work, self.shared = Layer(tree, work), work, shared
        self.root = self.layer.root
        self.name = f"descry{os.getpid()}"
        self.process = None
        self.cgroups = []

    def __enter__(self):
        self.layer.__enter__()
        link = "d" + str(os.getpid())
        run("ip", "netns", "add", self.name)
        run("ip", "link", "add", link, "type", "veth", "peer", "name", "host0", "netns", self.name)
        run("ip", "address", "add", f"{HOST_ADDRESS}/24", "dev", link)
        run("ip", "link", "set", link, "up")
        for command in (["address", "add", f"{ADDRESS}/24", "dev", "host0"], ["link", "set", "host0", "up"],
                        ["link", "set", "lo", "up"]):
            run("ip", "-n", self.name, *command)
        self.cgroups = own_cgroups(self.name)
        self.boot()
        return self

    def __exit__(self, *_):
        self.stop()
        subprocess.run(["ip", "netns", "delete", self.name], capture_output=True)
        for folder in self.cgroups:
            subprocess.run(["find", folder, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";"], capture_output=True)
        self.layer.__exit__()

    def boot(self):
        console = (self.work / "console.log").open("a")
        enter = "".join(f"echo $$ > '{folder}/cgroup.procs'; " for folder in self.cgroups)
        self.process = subprocess.Popen(
            ["sh", "-c", enter + 'exec "$@"', "sh", "systemd-nspawn", "-q", "-D", self.root, "-b", "--register=no", "--keep-unit", "--console=passive",
             f"--network-namespace-path=/run/netns/{self.name}", f"--bind-ro={self.shared}:/srv"],
            stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True)
        self.wait("systemd to boot", lambda: self.sh("systemctl is-system-running", check=False).stdout.strip()
                  in ("running", "degraded"), 120)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def reboot(self):
        self.stop()
        self.boot()

    @property
    def leader(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        if not children:
            raise MachineError(f"the machine does not run, see {self.work / 'console.log'}")
        return children[0]

    def start(self, command):
        """A shell command in the machine, as root."""
        return subprocess.Popen(
            ["nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "-C", "-r", "-w", "env", "-i", f"PATH={PATH}",
             "HOME=/root", "LANG=C.UTF-8", "bash", "-c", command],
            text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def sh(self, command, check=True, timeout=600):
        try:
            process = self.start(command)
        except MachineError as error:
            if check:
                raise
            return subprocess.CompletedProcess(command, 1, "", str(error))
        output, errors = process.communicate(timeout=timeout)
        if check and process.returncode:
            raise MachineError(f"{command}: exit code {process.returncode}: {errors.strip() or output.strip()}")
        return subprocess.CompletedProcess(command, process.returncode, output, errors)

    def unit(self, name, what):
        return self.sh(f"systemctl show --property {what} --value {name}").stdout.strip()

    @staticmethod
    def wait(what, condition, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise MachineError(f"waited {seconds} s for {what}")
            time.sleep(0.1)
