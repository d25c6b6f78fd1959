"""Releases, a second process, certificates, secrets, logs, a reboot, and the end."""

import pathlib
import time

from rows import CLEAN, check, install, main_pid, nothing_lost, row
from server import Load


@row
def upgrade(machine, server):
    """upgrade under load"""
    before = machine.sh("readlink /opt/descry/current").stdout
    with Load(server) as load:
        install(machine, "two")
    check(machine.sh("readlink /opt/descry/current").stdout != before, "the same release")
    check(server.ask("/").text.rstrip().endswith("<!-- two -->"), "the page before")
    executable = machine.sh(f"readlink /proc/{main_pid(machine)}/exe").stdout.strip()
    check(before.strip() not in executable, executable)
    return nothing_lost(load)


@row
def back(machine, server):
    """back to the release before, under load, and forth again"""
    releases = machine.sh("ls -t /opt/descry/releases").stdout.split()
    check(len(releases) == 2, f"releases: {releases}")
    with Load(server) as load:
        machine.sh(f"/opt/descry/releases/{releases[1]}/share/descry/deploy/install")
        check("<!-- two -->" not in server.ask("/").text, "the page of the later one")
        machine.sh(f"/opt/descry/releases/{releases[0]}/share/descry/deploy/install")
    return nothing_lost(load)


@row
def bad_upgrade(machine, server):
    """a release and a model that do not work: what was there stays, settings included"""
    state = lambda: (machine.sh("readlink /opt/descry/current; cat /etc/descry/descry.conf; cat /etc/systemd/system/descry*"
                                " 2>/dev/null | sha256sum").stdout, main_pid(machine))
    before = state()
    with Load(server) as load:
        result = install(machine, "bad", code=1)
        check("safetensors" in result.stderr, result.stderr)
        result = install(machine, "two", "--model /srv/bad/share/descry/deploy/demo/model", code=1)
        check("safetensors" in result.stderr, result.stderr)
    releases = machine.sh("ls /opt/descry/releases").stdout.split()
    check(len(releases) == 2, f"the one that failed is left, or the one to go back to is not: {releases}")
    check(state() == before, f"{before} became {state()}")
    # As an earlier version, whose nginx kept its answers in /run, left it.
    machine.sh("sed -i /RequiresMountsFor/d /etc/systemd/system/nginx.service.d/descry.conf; systemctl daemon-reload;"
               "systemctl stop 'run-descry\\x2dnginx.mount'; rm /etc/systemd/system/run-descry*.mount; systemctl daemon-reload")
    before = state()
    with Load(server) as second:
        install(machine, "bad", code=1)
    check(state() == before, f"{before} became {state()}")
    nothing_lost(second)
    install(machine, "two")
    machine.sh("systemctl restart descry.service")
    check(server.is_ready(), "not ready after a restart")
    return nothing_lost(load)


@row
def instances(machine, server):
    """a second process (descry@2), killed and reloaded under load"""
    told = machine.sh("systemctl enable --now descry@2.socket descry@2.service && descry-reload;"
                      "for i in {1..20}; do curl -sk -o /dev/null -w '%{http_code} ' https://127.0.0.1/metrics/2; done").stdout
    check(told.split()[-20:] == ["200"] * 20, f"nginx had not changed when descry-reload ended: {told}")
    with Load(server) as load:
        machine.sh("systemctl kill --signal KILL descry@2.service")
        load.traffic.wait(100, within=60)
        machine.sh("descry-reload")
        figures = machine.sh("curl -sk https://127.0.0.1/metrics/2 | grep -c ^descry").stdout
        machine.sh("systemctl disable descry@2.socket descry@2.service; systemctl stop descry@2.socket; descry-reload")
    check(int(figures) > 10, f"{figures} metrics")
    # Of a killed process that has begun to answer.
    check(load.count.failed <= 6, f"{load.summary}: {load.count.details[:3]}")
    return load.summary


# Stands for certbot and the certificate authority: it puts a file into the webroot and asks for it as the authority does.
CERTBOT = r"""#!/bin/bash
set -e
while [ $# -gt 0 ]; do
    case $1 in --webroot-path) webroot=$2 ;; --domain) name=${name:-$2} ;; esac
    shift
done
mkdir -p $webroot/.well-known/acme-challenge
echo proof > $webroot/.well-known/acme-challenge/token
[ "$(curl -s http://127.0.0.1/.well-known/acme-challenge/token)" = proof ]
live=/etc/letsencrypt/live/$name
mkdir -p $live
openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=$name -keyout $live/privkey.pem -out $live/fullchain.pem
"""


@row
def certificate(machine, server):
    """--certbot, by a stand-in for certbot: the authority's file is served, then the certificate is used"""
    machine.sh("cat > /usr/local/bin/certbot <<'END'\n" + CERTBOT + "END\nchmod +x /usr/local/bin/certbot")
    with Load(server) as load:
        install(machine, "two", "--certbot me@example.org --name descry.test")
        machine.wait("the certificate", lambda: "CN = descry.test" in machine.sh(
            "openssl s_client -connect 127.0.0.1:443 </dev/null 2>/dev/null | openssl x509 -noout -subject").stdout)
    again = install(machine, "two", "--certbot me@example.org --name descry.test").stdout
    check("(0 changes)" in again, again)
    return nothing_lost(load)


@row
def secrets(machine, server):
    """a Pixabay key: only the process can read it"""
    key = "12345678-unique0key0of0this0test"
    install(machine, "two", f"--api-key <(printf {key}) --model /opt/descry/current/share/descry/deploy/demo/model",
            code=78)
    machine.sh(f"printf {key} > /root/key")
    install(machine, "two", "--api-key /root/key --model /opt/descry/current/share/descry/deploy/demo/model")
    machine.sh("rm /root/key")
    pid = main_pid(machine)
    check(server.is_ready(), "not ready")
    found = machine.sh(f"tr '\\0' '\\n' < /proc/{pid}/environ | grep -F {key}; systemctl show descry.service | grep -F {key};"
                       f"journalctl | grep -F {key}; setpriv --reuid www-data --clear-groups cat"
                       " /etc/descry/secrets/pixabay-api-key /run/credentials/descry.service/pixabay-api-key", check=False)
    check(not found.stdout, found.stdout)
    machine.sh("sed -i '/DESCRY_SOURCE/d; /DESCRY_MODEL/d' /etc/descry/descry.conf;"
               "rm /etc/systemd/system/descry*.service.d/pixabay* /etc/descry/secrets/*; descry-reload")
    check(server.pool()["source"] == "gallery", "the key is still used")
    return "not in the environment, the unit, the journal; not for others"


@row
def gallery(machine, server):
    """--gallery with a folder in /home, which the unit hides otherwise"""
    machine.sh("cp -r /opt/descry/current/share/descry/deploy/demo/gallery '/home/my: 100%items';"
               "mkdir -p /home/alice; echo token > /home/alice/token; chmod 644 /home/alice/token")
    with Load(server) as load:
        install(machine, "two", "--gallery '/home/my: 100%items'")
    listed = machine.sh(f"ls -l /proc/{main_pid(machine)}/root/home/").stdout
    check("my: 100%items" in listed and "alice" not in listed and server.pool()["size"] > 10, listed)
    check(server.ask("/gallery/006.jpg").status == 200, "no picture")
    machine.sh("sed -i '/DESCRY_SOURCE/d; /DESCRY_GALLERY/d' /etc/descry/descry.conf; rm -r /home/my*")
    install(machine, "two")
    left = machine.sh("ls /etc/systemd/system/descry*.service.d/home.conf", check=False).stdout
    check(not left, left)
    return nothing_lost(load)


@row
def rotation(machine, server):
    """the logs are rotated, by hand and when they are large; only root and the group adm can read them"""
    log = pathlib.Path("/var/log/descry/nginx-access.log")
    written = lambda: server.ask("/alive") and machine.sh(f"test -s {log} && test -s {log}.1", check=False).returncode == 0
    machine.wait("the first line", lambda: server.ask("/alive") and not machine.sh(f"test -s {log}", check=False).returncode)
    machine.sh("logrotate --force /etc/logrotate.d/descry")
    machine.wait("a line in the new log", written)
    check(machine.unit("descry-logrotate.timer", "ActiveState") == "active", "the timer does not run")
    machine.sh(f"truncate -s 70M {log}; systemctl start descry-logrotate.service")
    size = int(machine.sh(f"stat -c %s {log}.1").stdout)
    check(size > 60e6, f"{size} bytes in {log}.1")
    machine.wait("a line in the new log", written)
    for mode, rights in (("root:adm 751", "/var/log/descry"), ("www-data:adm 640", "/var/log/descry/*")):
        found = set(machine.sh(f"stat -c '%U:%G %a' {rights}").stdout.splitlines())
        check(found == {mode}, f"{rights}: {found}")
    return "nginx writes to the new file, 0640"


@row
def reboot(machine, server):
    """after a reboot it serves by itself"""
    machine.reboot()
    began = time.monotonic()
    machine.wait("it to be ready", server.is_ready)
    return f"{time.monotonic() - began:.1f} s after the boot"


@row
def uninstall_and_back(machine, server):
    """uninstall without --purge: what `systemctl edit` made stays, and the next install takes it"""
    override = "/etc/systemd/system/descry.service.d/override.conf"
    machine.sh(f"mkdir -p $(dirname {override}); printf '[Service]\\nMemoryMax=3G\\n' > {override}; systemctl daemon-reload")
    result = machine.sh("/opt/descry/current/share/descry/deploy/uninstall")
    check(override in result.stdout and "Warning" not in result.stderr, f"{result.stdout} {result.stderr}")
    left = machine.sh(f"ls {override} && systemctl list-units --all --plain --no-legend 'descry*'").stdout
    check(left.strip() == override, left)
    install(machine, "two")
    check(machine.unit("descry.service", "MemoryMax") == str(3 << 30), "its limit")
    check(server.is_ready(), "not ready")
    return "override.conf stays and holds"


@row
def uninstall(machine, server):
    """uninstall: nothing of it is left, nginx is as before"""
    output = machine.sh("/opt/descry/current/share/descry/deploy/uninstall --purge").stdout
    left = machine.sh(f"ls -d {CLEAN} /run/descry /etc/systemd/system/*descry* /etc/systemd/system/*/*descry*"
                      " /etc/systemd/system/nginx.service.d /usr/local/sbin/descry-reload /etc/logrotate.d/descry"
                      " /etc/redis/redis-descry.conf 2>/dev/null; id descry 2>/dev/null;"
                      "systemctl list-units --all --plain --no-legend 'descry*'; pgrep -a descry", check=False).stdout
    check(not left, f"left: {left}")
    page = machine.sh("curl -s http://127.0.0.1/").stdout
    check("Welcome to nginx" in page, page[:200])
    again = machine.sh("/srv/one/share/descry/deploy/uninstall").stdout
    check("nothing of Descry" in again, again)
    return f"{len(output.splitlines())} lines; nginx serves its own page"
