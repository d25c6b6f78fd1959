"""What happens to the process of an installed server, under load."""

import time

from rows import check, main_pid, nothing_lost, row
from server import Load


@row
def killed(machine, server):
    """kill -9 under load, three times"""
    failed = 0
    with Load(server) as load:
        for _ in range(3):
            before = main_pid(machine)
            machine.sh("systemctl kill --signal KILL descry.service")
            machine.wait("another process", lambda: main_pid(machine) not in (before, "0") and
                         machine.unit("descry.service", "ActiveState") == "active")
            load.traffic.wait(60, within=60)
            failed = load.count.failed
    # nginx asks once more where the killed process had not begun to answer.
    check(failed <= 3 * 6, load.summary)
    return load.summary


@row
def stopped(machine, server):
    """a process that hangs (SIGSTOP) is replaced by the watchdog"""
    before = main_pid(machine)
    machine.sh(f"kill -STOP {before}")
    began = time.monotonic()
    machine.wait("another process", lambda: main_pid(machine) not in (before, "0"), 60)
    machine.wait("it to be ready", server.is_ready)
    return f"ready again after {time.monotonic() - began:.0f} s"


@row
def reload(machine, server):
    """descry-reload under load, three times"""
    with Load(server) as load:
        for _ in range(3):
            before = main_pid(machine)
            machine.sh("descry-reload")
            check(main_pid(machine) != before, "the same process")
    check(machine.unit("descry-next.service", "LoadState") == "not-found", "the second process's unit is left")
    return nothing_lost(load)


@row
def setting(machine, server):
    """a setting changed, then descry-reload under load"""
    with Load(server) as load:
        machine.sh("echo DESCRY_POOL_SIZE=7 >> /etc/descry/descry.conf; descry-reload")
    size = server.pool()["size"]
    check(size == 7, f"a pool of {size}")
    machine.sh("sed -i /POOL_SIZE/d /etc/descry/descry.conf; descry-reload")
    return nothing_lost(load)


@row
def bad_settings(machine, server):
    """settings and models that do not work: the process stays, and the reason is said"""
    before = main_pid(machine)
    reasons = []
    with Load(server) as load:
        for line, name in (("DESCRY_PRECISION=float99", "float99"), ("DESCRY_MODEL=/nowhere", "/nowhere"),
                           ("DESCRY_RATE=many", "DESCRY_RATE"),
                           ("DESCRY_TLS_KEY=/etc/hostname", "/etc/hostname")):
            result = machine.sh(f"cp -p /etc/descry/descry.conf /root/kept; echo {line} >> /etc/descry/descry.conf;"
                                "descry-reload; code=$?; mv /root/kept /etc/descry/descry.conf; exit $code", check=False)
            check(result.returncode != 0, f"{line} was taken")
            check(name in result.stderr, f"{line}: {result.stderr}")
            reasons.append(result.returncode)
        busy = machine.sh("flock /run/descry-deploy.lock descry-reload", check=False)
        check(busy.returncode == 69 and "another" in busy.stderr, f"two at once: {busy}")
        twice = machine.sh("/opt/descry/current/bin/descry serve --allow-root", check=False)
        check(twice.returncode == 69 and "another process listens" in twice.stderr, f"a second one by hand: {twice}")
    check(main_pid(machine) == before, "the process was replaced")
    return nothing_lost(load)


@row
def restart(machine, server):
    """systemctl restart under load: requests wait in the socket"""
    with Load(server) as load:
        machine.sh("systemctl restart descry.service")
    return nothing_lost(load)


@row
def warm(machine, server):
    """descry-warm fills the cache with the rights of the service, and descry cache warm refuses root"""
    # A file that only root can read.
    machine.sh("mkdir -p /root/t; umask 077; printf '# tags\\nmountains\\nlake\\n' >'/root/t/the tags'")
    machine.sh("descry cache purge --all --yes")
    first = machine.sh("descry-warm '/root/t/the tags'")
    check(first.stdout.count("loaded\t") == 2, f"{first.stdout}{first.stderr}")
    again = machine.sh("descry-warm - <'/root/t/the tags'")
    check(again.stdout.count("fresh\t") == 2, f"{again.stdout}{again.stderr}")
    entries = machine.sh("journalctl _SYSTEMD_UNIT=descry-warm.service -o verbose").stdout
    check("_UID=0\n" not in entries and entries.count("_CAP_EFFECTIVE=0\n") > 3, entries)
    left = machine.sh("ls -d /run/descry-warm.* /run/systemd/system/descry-warm.* | grep -v lock", check=False).stdout
    check(not left, f"it left {left}")
    wrong = machine.sh("yes x | head -c 300 | tr -d '\\n' | descry-warm -", check=False)
    check(wrong.returncode == 64 and "line 1 of" in wrong.stdout, f"a tag of 150 characters: {wrong}")
    none = machine.sh("descry-warm /nowhere/tags", check=False)
    check(none.returncode == 64 and "/nowhere/tags" in none.stderr, f"no file: {none}")
    root = machine.sh("descry cache warm '/root/t/the tags'", check=False)
    check(root.returncode == 78 and "descry-warm FILE" in root.stderr, f"as root: {root}")
    return "2 pools loaded, then fresh; root refused by the command itself"
