"""Machines on one network, each a network namespace of this machine with an address of its own (ip-netns(8), veth(4)).

The program itself has to be in a namespace of its own (`unshare --net`), where the bridge is: nothing of the machine's own
network is touched.
"""

import os
import subprocess

PREFIX = "10.77.0."


def ip(*words):
    subprocess.run(["ip", *map(str, words)], check=True)


class Network:
    """The bridge between the machines, with this program's own addresses: 1, and `clients` more from 101 on."""

    def __init__(self, clients):
        self.machines = {}
        # A name that no other run of this test has.
        self.mark = f"descry{os.getpid()}"
        self.address = PREFIX + "1"
        self.clients = [f"{PREFIX}{101 + number}" for number in range(clients)]
        ip("link", "set", "lo", "up")
        # With an address of its own: it would else take that of one of its ports, another one whenever a machine is added.
        ip("link", "add", "bridge0", "address", "02:00:00:00:00:01", "type", "bridge")
        for address in [self.address, *self.clients]:
            ip("address", "add", f"{address}/24", "dev", "bridge0")
        ip("link", "set", "bridge0", "up")

    def add(self, name):
        """A machine; its address."""
        number = len(self.machines) + 2
        space = f"{self.mark}-{name}"
        ip("netns", "add", space)
        self.machines[name] = (space, f"{PREFIX}{number}")
        ip("link", "add", f"veth{number}", "type", "veth", "peer", "name", "eth0", "netns", space)
        ip("link", "set", f"veth{number}", "master", "bridge0", "up")
        ip("-n", space, "link", "set", "lo", "up")
        ip("-n", space, "link", "set", "eth0", "up")
        ip("-n", space, "address", "add", f"{PREFIX}{number}/24", "dev", "eth0")
        return self[name]

    def __getitem__(self, name):
        return self.machines[name][1]

    def inside(self, name):
        """What to write before a command so that it runs on that machine."""
        return ["ip", "netns", "exec", self.machines[name][0]]

    def close(self):
        for number, (space, _) in enumerate(self.machines.values(), 2):
            # A namespace's own end of it goes some time later.
            subprocess.run(["ip", "link", "delete", f"veth{number}"], check=False)
            subprocess.run(["ip", "netns", "delete", space], check=False)
        subprocess.run(["ip", "link", "delete", "bridge0"], check=False)
