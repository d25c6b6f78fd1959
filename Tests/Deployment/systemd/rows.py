"""What is done to the server, in the order of the rows, and what all rows need."""

import time

from server import Server

INSTALL = "/srv/{}/share/descry/deploy/install"
CLEAN = "/opt/descry /etc/descry /var/lib/descry /usr/local/bin/descry /etc/systemd/system/descry.service"
ROWS = []


class Failure(Exception):
    pass


def check(condition, why):
    if not condition:
        raise Failure(why)


def row(function):
    ROWS.append((function.__doc__, function))
    return function


def install(machine, release="one", options="", code=0):
    result = machine.sh(f"{INSTALL.format(release)} {options}", check=False)
    check(result.returncode == code, f"exit code {result.returncode}, not {code}: {result.stderr or result.stdout}")
    return result


def main_pid(machine):
    return machine.unit("descry.service", "MainPID")


def nothing_lost(load):
    check(load.count.failed == 0, f"{load.summary}: {load.count.details[:3]}")
    return load.summary


def run(machine, wanted):
    """Yields each row's name, whether it passed, what was seen, and the seconds."""
    server = Server()
    for name, function in ROWS:
        if wanted and function.__name__ not in wanted:
            continue
        began = time.monotonic()
        try:
            seen, passed = function(machine, server), True
        except Exception as error:
            seen, passed = f"{type(error).__name__}: {error}", False
        yield name, passed, seen, time.monotonic() - began
