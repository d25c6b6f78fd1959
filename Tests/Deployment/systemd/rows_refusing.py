"""What descry-reload and deploy/install refuse or are stopped in, on a server that serves."""

from rows import check, install, main_pid, nothing_lost, row
from server import Load

CONF = "/etc/descry/descry.conf"
UNITS = "systemctl list-units --plain --no-legend --all 'descry*.service'"


def reloaded(machine, line, code, *words):
    """descry-reload with one more line in descry.conf."""
    machine.sh(f"cp -p {CONF} /root/kept; printf '%s\\n' '{line}' >> {CONF}")
    result = machine.sh("descry-reload", check=False)
    machine.sh(f"mv /root/kept {CONF}")
    check(result.returncode == code, f"{line}: {result.returncode} {result.stderr}")
    for word in words:
        check(word in result.stderr, f"{line}: {result.stderr}")
    return result


@row
def interrupted(machine, server):
    """descry-reload interrupted at any moment: one process serves afterwards, with one set of settings"""
    seen = []
    with Load(server) as load:
        for signal, code in (("INT", 130), ("TERM", 143), ("HUP", 129)):
            for delay in (0.5, 1.0, 1.5, 2.5):
                before = main_pid(machine)
                result = machine.sh(f"timeout --preserve-status -s {signal} {delay} descry-reload", check=False)
                check(result.returncode in (0, code), f"{signal} after {delay} s: {result.returncode} {result.stderr}")
                units = machine.sh(UNITS).stdout
                check("descry-next" not in units, f"{signal} after {delay} s: {units}")
                check(result.returncode == 0 or main_pid(machine) == before, "stopped, and replaced all the same")
                seen.append(result.returncode)
        result = machine.sh("descry-reload | head -n 0; sleep 1; " + UNITS)
        machine.wait("its end", lambda: "descry-next" not in machine.sh(UNITS).stdout)
    check(set(seen) - {0}, f"never in the middle: {seen}")
    return f"{len([each for each in seen if each])} of {len(seen)} in the middle; {nothing_lost(load)}"


@row
def settings_file(machine, server):
    """descry.conf that is missing, no file, or with a line that its readers do not take for the same: nothing changes"""
    state = lambda: (main_pid(machine), machine.sh("find /etc/descry/nginx -type f -exec sha256sum {} +").stdout)
    before = state()
    with Load(server) as load:
        for line in ("DESCRY_METRICS_PORT = 9180", "export DESCRY_RATE=1", "nonsense", "  DESCRY_RATE=1", "; a comment",
                     'DESCRY_RATE="1', "DESCRY_RATE=1\\"):
            reloaded(machine, line, 78, "line ", CONF, "Nothing was changed")
        for change, back in ((f"mv {CONF} /root/kept", f"mv /root/kept {CONF}"),
                             (f"mv {CONF} /root/kept; mkdir {CONF}", f"rmdir {CONF}; mv /root/kept {CONF}")):
            result = machine.sh(f"{change}; descry-reload", check=False)
            machine.sh(back)
            check(result.returncode == 78 and len(result.stderr.splitlines()) == 1, f"{change}: {result}")
    check(state() == before, "something changed")
    result = reloaded(machine, "DESCRY_POOLSIZE=50", 0, "DESCRY_POOLSIZE", "DESCRY_POOL_SIZE")
    check(len(result.stderr.splitlines()) == 1, result.stderr)
    machine.sh("descry doctor >/dev/null; descry probe; descry-reload")
    return nothing_lost(load)


@row
def other_key(machine, server):
    """a certificate with a key of another kind, a key with a password, a missing secret: refused, HTTPS goes on"""
    machine.sh("mkdir -p '/root/my certs é' && cd '/root/my certs é' && openssl req -x509 -newkey rsa:2048 -nodes -days 2"
               " -subj /CN=x -keyout good.key -out good.pem && openssl rsa -aes128 -passout pass:x -in good.key -out locked.key")
    folder = "/root/my certs é"
    with Load(server) as load:
        reloaded(machine, f'DESCRY_TLS_CERTIFICATE="{folder}/good.pem"', 78, "is not the key of")
        reloaded(machine, f'DESCRY_TLS_CERTIFICATE="{folder}/good.pem"\nDESCRY_TLS_KEY={folder}/locked.key', 78, "with a password")
        reloaded(machine, f'DESCRY_TLS_CERTIFICATE="{folder}/good.pem"\nDESCRY_TLS_KEY={folder}/good.key', 0)
        machine.sh("descry-reload")
        drop_in = "/etc/systemd/system/descry.service.d/redis-password.conf"
        machine.sh(f"mkdir -p $(dirname {drop_in}); printf '[Service]\\nLoadCredential=redis-password:/etc/descry/secrets/none\\n'"
                   f" > {drop_in}; systemctl daemon-reload")
        result = machine.sh("descry-reload", check=False)
        machine.sh(f"rm {drop_in}; systemctl daemon-reload; rm -r '{folder}'")
        check(result.returncode == 78 and "/etc/descry/secrets/none" in result.stderr, f"{result}")
    return nothing_lost(load)


@row
def wrong_redis(machine, server):
    """--redis that does not answer, or refuses the password: refused; without a port it is the standard one"""
    machine.sh("redis-server --port 7399 --requirepass right --save '' --daemonize yes; printf wrong > /root/wrong;"
               "printf right > /root/right")
    before = main_pid(machine), machine.sh(f"cat {CONF}").stdout
    for options, word in (("--redis 127.0.0.1:7399 --redis-password /root/wrong", "WRONGPASS"), ("--redis 127.0.0.1:7399", "NOAUTH"),
                          ("--redis 127.0.0.1:7398", "refused"), ("--redis unix:/nonexistent", "cannot be used")):
        result = install(machine, options=options, code=69)
        check(word in result.stderr, f"{options}: {result.stderr}")
    check(before == (main_pid(machine), machine.sh(f"cat {CONF}").stdout), "something changed")
    with Load(server) as load:
        install(machine, options="--redis 127.0.0.1:7399 --redis-password /root/right")
        check(server.ask("/ready").json["checks"]["redis"] == "up", "not up")
        machine.sh("redis-cli config set requirepass right")
        install(machine, options="--redis 127.0.0.1")
        check("REDISPORT=7399" not in machine.sh(f"cat {CONF}").stdout, "the port before")
        install(machine, options="--redis unix:/run/redis-descry/redis-server.sock")
        machine.sh("REDISCLI_AUTH=right redis-cli config set requirepass ''")
    machine.sh("rm -r /etc/descry/secrets /etc/systemd/system/descry*.service.d/redis-password.conf; systemctl daemon-reload;"
               f"sed -i /REDISPORT/d {CONF}; descry-reload; REDISCLI_AUTH=right redis-cli -p 7399 shutdown nosave")
    check(server.ask("/ready").json["checks"]["redis"] == "up", "not up")
    return nothing_lost(load)
