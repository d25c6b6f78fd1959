"""What is done to an installed server, in this order, and what is to be seen. Each row gives a line for the table."""

import pathlib
import time

from machine import ADDRESS
from server import Load, Server

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


@row
def dry_run(machine, server):
    """install --dry-run changes nothing"""
    output = install(machine, options="--dry-run").stdout
    check("would make the system user descry" in output, output)
    left = machine.sh(f"ls -d {CLEAN} 2>/dev/null; id descry 2>/dev/null", check=False).stdout
    check(not left, f"it made {left}")
    return output.strip().splitlines()[-1].split("; ")[-1]


@row
def refusals(machine, server):
    """what cannot be used is refused before anything changes"""
    machine.sh("mkdir -p /root/t && cd /root/t && : > empty && printf x > rubbish && for n in a b; do openssl req -x509"
               " -newkey rsa:2048 -nodes -days 2 -subj /CN=$n -keyout $n.key -out $n.pem; done"
               " && openssl x509 -in a.pem -signkey a.key -days 0 -out ended.pem")
    time.sleep(1.1)
    cases = [
        ("--certificate /root/t/none.pem --key /root/t/a.key", 78, "cannot be read"),
        ("--certificate /root/t/rubbish --key /root/t/a.key", 78, "no certificate"),
        ("--certificate /root/t/ended.pem --key /root/t/a.key", 78, "ended on"),
        ("--certificate /root/t/a.pem --key /root/t/b.key", 78, "is not the key"),
        ("--certificate /root/t/a.pem", 64, "needs --key"),
        ("--api-key /root/t/empty", 78, "is empty"),
        ("--gallery /root/t", 78, "gallery.json"),
        ("--https-port 99999", 64, "port"),
        ("--certbot me@example.org", 64, "--name"),
        ("--unknown", 64, "unknown argument"),
        ("--https-port 6379", 78, "in use"),
    ]
    for options, code, sentence in cases:
        result = install(machine, options=options, code=code)
        check(sentence in result.stderr and len(result.stderr.splitlines()) == 1, f"{options}: {result.stderr}")
    result = machine.sh("setpriv --reuid 1 --clear-groups " + INSTALL.format("one"), check=False)
    check(result.returncode == 77, f"not root: {result.returncode}")
    left = machine.sh(f"ls -d {CLEAN} 2>/dev/null", check=False).stdout
    check(not left, f"they made {left}")
    return f"{len(cases) + 1} cases, each a sentence and 64, 77 or 78"


@row
def other_sites(machine, server):
    """an nginx with other sites is left alone"""
    machine.sh("touch /etc/nginx/sites-enabled/shop")
    result = install(machine, code=78)
    machine.sh("rm /etc/nginx/sites-enabled/shop")
    check("sites-enabled/shop" in result.stderr, result.stderr)
    return "refused, exit code 78"


@row
def first_install(machine, server):
    """install; search over HTTPS from outside"""
    began = time.monotonic()
    install(machine, options="--name descry.test")
    seconds = time.monotonic() - began
    answer = server.search("mountains", "mountains with dark skies", 3)
    check(answer.status == 200 and len(answer.json["results"]) == 3, answer.text)
    check("<title>" in server.ask("/").text, "no page")
    picture = answer.json["results"][0]["url"].split(ADDRESS)[1]
    check(server.ask(picture).status == 200, f"no picture {picture}")
    check(server.ask("/ready").json["checks"]["redis"] == "up", "no Redis")
    check(server.ask("/metrics").status == 404, "the metrics are for everybody")
    redirect = machine.sh("curl -s -o /dev/null -w '%{http_code} %{redirect_url}' http://127.0.0.1/x").stdout
    check(redirect == "308 https://127.0.0.1/x", redirect)
    return f"after {seconds:.0f} s; page, picture, Redis, redirect from HTTP"


@row
def security(machine, server):
    """systemd-analyze security: 2.0 or better"""
    for unit in ("descry.service", "descry@2.service"):
        output = machine.sh(f"systemd-analyze security --no-pager --threshold=20 {unit}").stdout
    status = machine.sh(f"cat /proc/{main_pid(machine)}/status").stdout
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    check(fields["NoNewPrivs"] == "1" and fields["Seccomp"] == "2" and int(fields["CapEff"], 16) == 0, status)
    check(fields["Uid"].split()[0] != "0", "it runs as root")
    return [line for line in output.splitlines() if "Overall" in line][0].split("service: ")[1].split()[0]


@row
def again(machine, server):
    """install again: nothing to do"""
    before = main_pid(machine)
    output = install(machine, options="--name descry.test").stdout
    check("(0 changes)" in output and main_pid(machine) == before, output)
    return "0 changes, the same process"


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
        check(twice.returncode == 78 and "another process listens" in twice.stderr, f"a second one by hand: {twice}")
    check(main_pid(machine) == before, "the process was replaced")
    return nothing_lost(load)


@row
def restart(machine, server):
    """systemctl restart under load: requests wait in the socket"""
    with Load(server) as load:
        machine.sh("systemctl restart descry.service")
    return nothing_lost(load)


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
    """an upgrade to a release that does not work: the one before stays"""
    before = machine.sh("readlink /opt/descry/current").stdout, main_pid(machine)
    with Load(server) as load:
        result = install(machine, "bad", code=1)
    check("safetensors" in result.stderr, result.stderr)
    check((machine.sh("readlink /opt/descry/current").stdout, main_pid(machine)) == before, "it was replaced")
    machine.sh("systemctl restart descry.service")
    check(server.is_ready(), "not ready after a restart")
    return nothing_lost(load)


@row
def instances(machine, server):
    """a second process (descry@2), killed and reloaded under load"""
    machine.sh("systemctl enable --now descry@2.socket descry@2.service && descry-reload")
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
def rotation(machine, server):
    """the logs are rotated"""
    log = pathlib.Path("/var/log/descry/nginx-access.log")
    machine.sh("logrotate --force /etc/logrotate.d/descry")
    machine.wait("a line in the new log", lambda: server.ask("/alive") and machine.sh(
        f"test -s {log} && test -s {log}.1", check=False).returncode == 0)
    return "nginx writes to the new file"


@row
def reboot(machine, server):
    """after a reboot it serves by itself"""
    machine.reboot()
    began = time.monotonic()
    machine.wait("it to be ready", server.is_ready)
    return f"{time.monotonic() - began:.1f} s after the boot"


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
