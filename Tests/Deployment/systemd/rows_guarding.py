"""What other users and programs of the machine may do to an installed server, and it to them."""

import shlex

from rows import INSTALL, check, install, main_pid, nothing_lost, row
from server import Load

REDIS = "redis-cli -s /run/redis-descry/redis-server.sock"
AS_DESCRY = "setpriv --reuid descry --regid descry --clear-groups"
AS_NOBODY = "setpriv --reuid nobody --regid nogroup --clear-groups"


def listener(port, listens, name="listener"):
    """A command that holds a port as the user nobody; a socket that only is bound is in no list of listeners."""
    program = (f'$0 = "{name}"; use Socket; socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in({port}, inet_aton("127.0.0.1")))'
               f' or die $!; {"listen(S, 5);" if listens else ""} print "bound\\n"; close STDOUT; sleep 600')
    return f"{AS_NOBODY} perl -e {shlex.quote(program)}"


@row
def other_redis(machine, server):
    """the machine's other Redis: its data are not in Descry's, which can change nothing there"""
    machine.sh("redis-cli set shop:basket user=admin; redis-cli save")
    before = machine.sh("stat -c '%U:%G %Y' /var/lib/redis/dump.rdb").stdout
    with Load(server) as load:
        machine.sh("systemctl restart redis-server@descry.service")
    machine.wait("Redis", lambda: server.ask("/ready").json["checks"]["redis"] == "up")
    loaded = machine.sh("journalctl -o cat _SYSTEMD_INVOCATION_ID=$(systemctl show --property InvocationID --value"
                        " redis-server@descry.service) | grep -i 'keys loaded'", check=False).stdout
    check(not loaded, loaded)
    for command in ("get shop:basket", "save", "bgsave", "flushall", "config get dir", "config set dir /tmp", "shutdown",
                    "replicaof 127.0.0.1 6379", "module list", "acl whoami", "set evil yes", "keys '*'"):
        said = machine.sh(f"{AS_DESCRY} {REDIS} {command} 2>&1", check=False).stdout
        check("NOPERM" in said, f"{command}: {said}")
    check(machine.sh("redis-cli get shop:basket").stdout == "user=admin\n", "the other one's key")
    check(machine.sh("stat -c '%U:%G %Y' /var/lib/redis/dump.rdb").stdout == before, "its dump was written")
    # A tag that is not in the process's memory yet.
    server.search("winter", "snow on a river")
    machine.wait("the pool in Redis", lambda: '"winter"' in machine.sh("descry cache list --json").stdout)
    check(not machine.sh("journalctl -u descry | grep NOPERM", check=False).stdout, "the process lacks a right")
    folder = machine.sh("cat /proc/$(systemctl show --property MainPID --value redis-server@descry.service)/cmdline").stdout
    check("/etc/redis/" not in folder, f"a file in a folder where the user redis may write: {folder}")
    return nothing_lost(load)


@row
def kept_answers(machine, server):
    """nginx's kept answers fill their own file system, not /run"""
    kind = machine.sh("findmnt -no FSTYPE,SIZE,TARGET -T /run/descry-nginx/answers").stdout.split()
    check(kind == ["tmpfs", "512M", "/run/descry-nginx"], f"{kind}")
    machine.sh("head -c 300M /dev/zero > /run/descry-nginx/full", check=False)
    try:
        machine.sh("echo x > /run/x && rm /run/x && systemd-run --wait --quiet true")
    finally:
        machine.sh("rm /run/descry-nginx/full")
    check(server.is_ready(), "not ready")
    return "a full one leaves /run as it is"


@row
def umask(machine, server):
    """the caller's umask and environment change nothing"""
    machine.sh("umask 000;" + INSTALL.format("one") + " --http-port 82 && umask 077 && "
               + INSTALL.format("one") + " --http-port 80")
    found = machine.sh("find /etc/descry /opt/descry /var/lib/descry /etc/systemd/system -perm /022 ! -type l").stdout
    check(not found, f"others may write: {found}")
    found = machine.sh("find /opt/descry/ /etc/systemd/system -maxdepth 2 ! -perm /004 ! -type l").stdout
    check(not found, f"others may not read: {found}")
    found = machine.sh(f"{AS_NOBODY} descry --version", check=False)
    check(found.returncode == 0, found.stderr)
    # Programs of the caller's, which root ran.
    machine.sh("mkdir -p /root/evil && cd /root/evil && printf '#!/bin/sh\\necho $0 >> /root/ran\\nexec /bin/bash \"$@\"' > bash &&"
               "printf '#!/bin/sh\\necho $0 >> /root/ran\\nexec /usr/bin/systemctl \"$@\"' > systemctl && chmod +x * &&"
               "echo 'echo BASH_ENV >> /root/ran' > environment")
    for command in ("descry-reload", INSTALL.format("one") + " --dry-run", INSTALL.format("one").replace("/install", "/uninstall")
                    + " --dry-run"):
        machine.sh(f"BASH_ENV=/root/evil/environment PATH=/root/evil:$PATH {command}")
        ran = machine.sh("cat /root/ran; rm -f /root/ran", check=False).stdout
        check(not ran, f"{command} ran {ran}")
    machine.sh("rm -r /root/evil")
    return "files are for root to write and for all to read; no program of the caller's ran"


@row
def protected_settings(machine, server):
    """descry.conf keeps its mode and owner; a secret that all can read is said"""
    conf = "/etc/descry/descry.conf"
    machine.sh(f"echo REDIS_PASSWORD=hunter2-secret >> {conf}")
    warned = machine.sh("descry-reload").stderr
    check("REDIS_PASSWORD" in warned and "hunter2" not in warned, f"no warning: {warned}")
    machine.sh(f"chown root:adm {conf}; chmod 600 {conf}")
    result = install(machine, options="--http-port 81")
    mode = machine.sh(f"stat -c '%U:%G %a' {conf}").stdout.strip()
    check(mode == "root:adm 600" and "warning" not in result.stderr, f"{mode} {result.stderr}")
    machine.sh(f"sed -i /REDIS_PASSWORD/d {conf}; chown root:root {conf}; chmod 644 {conf}")
    install(machine, options="--http-port 80")
    return mode


@row
def secrets_back(machine, server):
    """an install that is refused leaves the secrets and units of before"""
    socket = "--redis unix:/run/redis-descry/redis-server.sock"
    machine.sh("printf good > /root/good; printf bad > /root/bad")
    state = lambda: machine.sh("cat /etc/descry/descry.conf; find /etc/descry/secrets /etc/systemd/system -type f -exec"
                               " sha256sum {} + | sort", check=False).stdout
    before = state()
    result = install(machine, options=f"{socket} --redis-password /root/bad --model /srv/bad/share/descry/deploy/demo/model", code=1)
    check(state() == before, f"the first one's stays: {result.stderr}")
    install(machine, options=f"{socket} --redis-password /root/good")
    before = state()
    install(machine, options=f"{socket} --redis-password /root/bad --model /srv/bad/share/descry/deploy/demo/model", code=1)
    check(machine.sh("cat /etc/descry/secrets/redis-password").stdout == "good", "the secret was replaced")
    check(state() == before, "something else was replaced")
    mode = machine.sh("stat -c %a /etc/descry/secrets /etc/descry/secrets/redis-password").stdout.split()
    check(mode == ["700", "600"], f"modes {mode}")
    machine.sh("rm -r /etc/descry/secrets /etc/systemd/system/descry*.service.d/redis-password.conf /root/good /root/bad;"
               "systemctl daemon-reload; descry-reload")
    return "a first secret is removed, a later one is put back"


@row
def taken_port(machine, server):
    """a port that another user's process has: named, and nothing changed; nginx that does not take its configuration, too"""
    conf, name = "/etc/descry/descry.conf", r"\e]0;P\a\e[31m"
    before = main_pid(machine), machine.unit("nginx.service", "MainPID")
    machine.sh(f"cp -p {conf} /root/kept; echo DESCRY_METRICS_PORT=9191 >> {conf}")
    other = machine.start(listener(9191, True, name))
    try:
        other.stdout.readline()
        result = machine.sh("descry-reload", check=False)
        check(result.returncode == 78 and "9191" in result.stderr, f"{result.returncode} {result.stderr}")
        said = result.stderr + install(machine, options="--https-port 9191 --dry-run", code=78).stderr
        check("\x1b" not in said and "\x07" not in said, repr(said))
        check(before == (main_pid(machine), machine.unit("nginx.service", "MainPID")), "something was replaced")
    finally:
        machine.sh("pkill -u nobody")
        other.communicate(timeout=60)
    # It is in no list of listeners: only nginx itself notices.
    other = machine.start(listener(9191, False))
    try:
        other.stdout.readline()
        with Load(server) as load:
            result = machine.sh("descry-reload", check=False)
        check(result.returncode == 69 and "9191" in result.stderr, f"{result.returncode} {result.stderr} {result.stdout}")
        left = machine.sh("grep -r 9191 /etc/descry/nginx", check=False).stdout
        check(not left, f"nginx could not start with this: {left}")
        machine.sh("systemctl restart nginx.service")
        machine.wait("it to be ready", server.is_ready)
    finally:
        machine.sh("pkill -u nobody")
        other.communicate(timeout=60)
    machine.sh("descry-reload && curl -sf http://127.0.0.1:9191/ready; mv /root/kept " + conf + "; descry-reload")
    return nothing_lost(load)


@row
def foreign_tree(machine, server):
    """a release that others may write to is not installed"""
    machine.sh("mkdir -p /root/tree && cp -r /srv/one/share /root/tree/ && ln -s /srv/one/bin /srv/one/lib /root/tree/")
    command = "/root/tree/share/descry/deploy/install --dry-run"
    lib = "/root/tree/share/descry/deploy/lib"
    for change, back in ((f"chmod o+w {lib}", f"chmod o-w {lib}"), (f"chgrp games {lib}; chmod g+w {lib}", f"chmod g-w {lib}"),
                         (f"chown nobody {lib}/apt.bash", f"chown root {lib}/apt.bash"),
                         ("chmod 777 /root/tree", "chmod 755 /root/tree"), ("chown nobody /root/tree", "chown root /root/tree")):
        result = machine.sh(f"{change}; {command}", check=False)
        check(result.returncode == 77 and "others could change" in result.stderr, f"{change}: {result}")
        machine.sh(back)
    machine.sh(command + "; rm -r /root/tree")
    return "five cases, exit code 77"


# In place of the program: what the unit lets it do. 319 is memfd_create(2).
PROBE = r"""
for my $folder (qw(/ /tmp /var/tmp /run /run/lock /run/descry /dev /dev/shm /dev/mqueue /etc/descry /var/lib/descry /opt/descry)) {
    print "WROTE $folder\n" if open(my $file, ">", "$folder/probe");
}
for my $file (qw(/etc/descry/tls/key.pem /etc/descry/secrets/x /var/log/descry/nginx-access.log /home/alice/token)) {
    print "READ $file\n" if open(my $handle, "<", $file);
}
print "RAN a program\n" if system("/usr/bin/id") == 0;
print "MADE a file in memory\n" if syscall(319, my $name = "x", 0) >= 0;
print "READ its own\n" if open(my $own, "<", "/opt/descry/current/bin/descry");
"""


@row
def closed_off(machine, server):
    """the process can write nowhere, and execute no other program"""
    machine.sh("mkdir -p /home/alice; echo token > /home/alice/token; cat > /opt/descry/probe.pl <<'END'\n" + PROBE + "END\n"
               "cd /run/systemd/system; sed -E '/^(Sockets|WatchdogSec|WatchdogSignal|Restart|RestartSec)=/d;"
               "s/Type=notify/Type=oneshot\\nStandardOutput=truncate:\\/root\\/probe/;"
               "s|^ExecStart=.*|ExecStart=/usr/bin/perl /opt/descry/probe.pl|; s|^ExecPaths=|ExecPaths=/usr/bin/perl |'"
               " /etc/systemd/system/descry.service > descry-probe.service; systemctl daemon-reload; systemctl start descry-probe")
    done = machine.sh("cat /root/probe; rm /run/systemd/system/descry-probe.service /opt/descry/probe.pl /root/probe;"
                      "systemctl daemon-reload").stdout.splitlines()
    check(done == ["READ its own"], f"{done}")
    mounts = {}
    for line in machine.sh(f"cat /proc/{main_pid(machine)}/mountinfo").stdout.splitlines():
        fields = line.split()
        mounts[fields[4]] = fields[5].split(",")

    def options(path):
        return mounts[max((at for at in mounts if at == "/" or path == at or path.startswith(at + "/")), key=len)]

    for path in ("/", "/tmp", "/var/tmp", "/run", "/run/lock", "/dev/shm", "/dev/mqueue", "/etc", "/var/lib/descry"):
        check("ro" in options(path), f"{path}: {options(path)}")
        check("noexec" in options(path), f"{path}: {options(path)}")
    root = f"/proc/{main_pid(machine)}/root"
    machine.sh("cp -a /etc/descry/nginx /etc/descry/new; rm -r /etc/descry/nginx; mv /etc/descry/new /etc/descry/nginx")
    for path in ("/etc/descry", "/etc/descry/nginx", "/var/log", "/var/lib/redis", "/run/dbus"):
        mode = machine.sh(f"stat -c %a {root}{path}", check=False).stdout.strip()
        check(mode in ("0", ""), f"{path}: {mode}")
    return f"{len(mounts)} mounts"
