"""README's rules for the firewall, in a network of their own; run by test_nginx.py."""
import os
import re
import shutil
import socket
import subprocess
import sys
import unittest

from server import ROOT

PORTS = (443, 80, 9180)


def rules():
    """The commands of README that bound connections."""
    return re.findall(r"^ip6?tables .*connlimit.*$", (ROOT / "README.md").read_text(), re.MULTILINE)


def connect(host):
    """How many connections one address gets on all ports together, and whether another one gets one then."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    other = "2001:db8:2::1" if ":" in host else "127.0.0.2"
    listeners = []
    for port in PORTS:
        listener = socket.create_server((host, port), family=family, backlog=512)
        listeners.append(listener)
    taken = []
    for number in range(300):
        try:
            taken.append(socket.create_connection((host, PORTS[number % len(PORTS)]), 10))
        except ConnectionRefusedError:
            pass
    others = [socket.create_connection((host, port), 10, source_address=(other, 0)) for port in PORTS]
    return len(taken), len(others)


class Firewall(unittest.TestCase):
    def connections(self, host):
        """In a network namespace with the rules."""
        script = "\n".join(["set -e", "ip link set lo up", "ip address add 2001:db8:1::1/64 dev lo nodad",
                            "ip address add 2001:db8:2::1/64 dev lo nodad", *rules(),
                            'exec "$0" -B "$1" "$2"'])
        ended = subprocess.run(["unshare", "--net", "sh", "-c", script, sys.executable, __file__, host], capture_output=True,
                               text=True, timeout=120)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended.stdout.strip()

    def test_one_address_gets_64_connections_on_all_ports_together(self):
        probe = "iptables -A OUTPUT -p tcp -m multiport --dports 1,2 -m connlimit --connlimit-above 1"
        if os.geteuid() != 0 or not shutil.which("iptables"):
            self.skipTest("needs root and iptables")
        if subprocess.run(["unshare", "--net", *probe.split()], capture_output=True).returncode != 0:
            self.skipTest("needs a kernel with network namespaces and iptables' connlimit")
        self.assertEqual(len(rules()), 2)
        self.assertEqual(self.connections("127.0.0.1"), "(64, 3)")
        self.assertEqual(self.connections("2001:db8:1::1"), "(64, 3)")


if __name__ == "__main__":
    print(connect(sys.argv[1]))
