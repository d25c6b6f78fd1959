"""The server before deploy/install, and its first run."""

import time

from machine import ADDRESS
from rows import CLEAN, INSTALL, check, install, main_pid, row


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
    machine.sh("mkdir -p /tmp/pictures && echo '{}' > /tmp/pictures/gallery.json &&"
               "mkdir -p /root/t && cd /root/t && : > empty && printf x > rubbish && for n in a b; do openssl req -x509"
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
        ("--redis unix:path", 64, "unix:/PATH"),
        ("--redis cache.example.org:", 64, "no port after the colon"),
        ("--redis cache.example.org:/path", 64, "a port is a number"),
        ("--gallery /tmp/pictures", 78, "temporary files"),
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
    machine.sh("cp -p /etc/nginx/sites-available/default /root/; echo '# shop' >> /etc/nginx/sites-available/default")
    for option in ("", "--dry-run"):
        result = install(machine, options=option, code=78)
        check("sites-enabled/default" in result.stderr, result.stderr)
    machine.sh("mv /root/default /etc/nginx/sites-available/")
    return "refused, exit code 78"


@row
def failed_first_install(machine, server):
    """a first installation that fails says why and leaves nothing that runs or is taken for installed"""
    machine.sh("mkdir -p /srv2/bad && echo nonsense > /srv2/bad/gallery.json")
    for options, code, word in (("--gallery /srv2/bad", 78, "/srv2/bad/gallery.json is not a gallery"),
                                ("--model /nonexistent/x", 78, "/nonexistent/x"),
                                ("--model nobody/nothing", None, "nobody/nothing")):
        result = machine.sh(INSTALL.format("one") + " " + options, check=False)
        check(result.returncode == code or not code and result.returncode, f"{options}: {result}")
        check(word in result.stderr, f"{options}: {result}")
        left = machine.sh("ls -d /opt/descry /etc/descry/descry.conf /etc/systemd/system/descry* /etc/systemd/system/*/*descry*"
                          " /usr/local/bin/descry /usr/local/sbin/descry-reload /var/lib/descry/before 2>/dev/null;"
                          "systemctl list-units --plain --no-legend 'descry*' redis-server@descry.service", check=False).stdout
        check(not left, f"{options} left {left}")
        page = machine.sh("curl -s http://127.0.0.1/").stdout
        check("Welcome to nginx" in page, page[:200])
    return "nothing is left; nginx serves its own page"


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
    """systemd-analyze security: 2.0 or better, nginx (whose master is root) 4.0; what the processes may do"""
    seen = []
    for unit, most in (("descry.service", 20), ("descry@2.service", 20), ("redis-server@descry.service", 20),
                       ("nginx.service", 40)):
        output = machine.sh(f"systemd-analyze security --no-pager --threshold={most} {unit}").stdout
        seen.append([line for line in output.splitlines() if "Overall" in line][0].split("level for ")[1].split(" ")[:2])
    status = machine.sh(f"cat /proc/{main_pid(machine)}/status").stdout
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    check(fields["NoNewPrivs"] == "1" and fields["Seccomp"] == "2" and int(fields["CapEff"], 16) == 0, status)
    check(fields["Uid"].split()[0] != "0", "it runs as root")
    worker = machine.sh("cat /proc/$(pgrep -f 'nginx: worker process$' | head -n 1)/status").stdout
    check("NoNewPrivs:\t1" in worker and "CapEff:\t0000000000000000" in worker, worker)
    return ", ".join(" ".join(line) for line in seen)


@row
def again(machine, server):
    """install again: nothing to do"""
    before = main_pid(machine)
    output = install(machine, options="--name descry.test").stdout
    check("(0 changes)" in output and main_pid(machine) == before, output)
    return "0 changes, the same process"
