#!/usr/bin/env bash
# How deploy/run and deploy/reload ask the server that they have started.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

# Browsers look up localhost as either of the two.
loopback() { if [ -n "$(cat /proc/net/if_inet6 2>/dev/null)" ]; then echo '127.0.0.1 ::1'; else echo 127.0.0.1; fi; }

# Sets address and url, from DESCRY_BIND and port.
choose_url() {
    read -r address _ <<<"${DESCRY_BIND//,/ }"
    url=https://$address:$port
    case $address in
    all | 0.0.0.0 | 127.0.0.1) address=127.0.0.1 url=https://localhost:$port ;;
    ::1 | ::) address='[::1]' url=https://localhost:$port ;;
    *:*) address=[$address] url=https://$address:$port ;;
    esac
}

# The proxy settings of the environment are not for this machine's own addresses. A certificate from elsewhere is for a
# name by which this machine may not be reached from here.
ask() {
    local trust=(--cacert "$run/tls/certificate.pem")
    [ "$DESCRY_TLS_CERTIFICATE" = "$run/tls/certificate.pem" ] || trust=(--insecure)
    curl -sS --noproxy '*' "${trust[@]}" --max-time 60 "$@"
}

has_sockets() { [ -S "$sockets/descry.sock" ] && [ -S "$sockets/health.sock" ]; }
is_ready() { [ "$(ask --max-time 5 -o /dev/null -w '%{http_code}' "$url/ready" 2>/dev/null || true)" = 200 ]; }

# Searches continue without Redis, so nothing else in the terminal shows that it cannot be reached or refuses the password.
# The words are the process's own, from its log.
warn_of_redis() {
    local state line field what=()
    state=$(ask --max-time 5 "$url/ready" 2>/dev/null | sed -n 's/.*"redis":"\([^"]*\)".*/\1/p') || true
    [[ $state = away* ]] || return 0
    line=$(grep -F '"message":"Redis ' "$run/log/descry.log" 2>/dev/null | grep -F 'searches continue without it' |
        tail -n 1) || true
    for field in message why; do
        what+=("$(sed -n 's/.*"'$field'":"\(\([^"\\]\|\\.\)*\)".*/\1/p' <<<"$line")")
    done
    say "warning: ${what[0]:-Redis is $state}${what[1]:+ (${what[1]})}" >&2
}
