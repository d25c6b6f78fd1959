#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2154,SC2034  # nginx's variables; variables of the script that includes this file
# The processes behind nginx, for nginx/configure, which includes this file: one or several, each with a socket for
# searches and one for the health paths.

# Makes arrays of backends and health_backends: the addresses in order, each once.
read_backends() {
    local sockets
    mapfile -t sockets < <(entries "$backends" | awk '!seen[$0]++')
    [ ${#sockets[@]} != 0 ] || sockets=("${listen:-$(standard_socket descry.sock)}")
    backends=("${sockets[@]}")
    mapfile -t sockets < <(entries "$health_backends" | awk '!seen[$0]++')
    [ ${#sockets[@]} != 0 ] || sockets=("${health_listen:-$(standard_socket health.sock)}")
    health_backends=("${sockets[@]}")
    [ ${#backends[@]} = ${#health_backends[@]} ] ||
        fail "DESCRY_HEALTH_BACKENDS must name one health socket for each process of DESCRY_BACKENDS, in the same order:" \
            "there are ${#health_backends[@]} for ${#backends[@]}"
}

# Where `descry serve` listens by default (Sources/descry/Configuration/SocketFolder.swift).
standard_socket() { # FILE
    if [ "$(id -u)" = 0 ]; then
        echo "unix:/run/descry/$1"
        return
    fi
    [[ ${XDG_RUNTIME_DIR:-} = /* ]] || fail \
        "no folder for the sockets: XDG_RUNTIME_DIR is not set; set DESCRY_LISTEN and DESCRY_HEALTH_LISTEN," \
        "for descry serve too, as in DESCRY_LISTEN=unix:/path/descry.sock"
    echo "unix:$XDG_RUNTIME_DIR/descry/$1"
}

# upstream NAME any|least ADDRESS…
upstream() {
    local name=$1 choice=$2 address
    shift 2
    printf 'upstream %s {\n' "$name"
    # The same server twice, never counted as failed: so a request that fails while it restarts is tried once more.
    [ $# -gt 1 ] || set -- "$1" "$1"
    # nginx's workers share the counts of open requests (zone).
    [ "$choice" = any ] || printf '    zone %s 128k;\n    least_conn;\n' "$name"
    for address in "$@"; do printf '    server "%s" max_fails=0;\n' "$address"; done
    printf '}\n'
}

upstreams() {
    local number choice=any
    # None ever counts as failed: after several were killed or replaced one after the other, nginx would refuse searches
    # for a while although all run again. A process that does not answer gets few, since its open requests count.
    [ ${#backends[@]} = 1 ] || choice=least
    upstream descry_search $choice "${backends[@]}"
    upstream descry_health any "${health_backends[@]}"
    # Counters of several processes must not be mixed: each process has its own path.
    printf 'map $uri $descry_metrics_upstream {\n    default "";\n    /metrics descry_metrics_1;\n'
    for number in "${!health_backends[@]}"; do
        printf '    /metrics/%s descry_metrics_%s;\n' $((number + 1)) $((number + 1))
    done
    printf '}\n'
    for number in "${!health_backends[@]}"; do
        upstream descry_metrics_$((number + 1)) any "${health_backends[number]}"
    done
}

# A request that fails because a process is being replaced is sent once more, to the same or another one (with three or
# more processes, up to twice). Not after a timeout: that would double the work of a busy server.
backend_settings() {
    echo 'fastcgi_next_upstream error invalid_header;'
    if [ ${#backends[@]} -gt 2 ]; then echo 'fastcgi_next_upstream_tries 3;'; else echo 'fastcgi_next_upstream_tries 2;'; fi
}

health_settings() {
    if [ ${#backends[@]} -gt 1 ]; then
        # nginx is ready as long as one of its processes is.
        echo 'fastcgi_next_upstream error timeout invalid_header http_503;'
        echo "fastcgi_next_upstream_tries ${#backends[@]};"
        # Of all tries together.
        echo 'fastcgi_next_upstream_timeout 5s;'
        echo 'fastcgi_read_timeout 2s;'
    else
        backend_settings
        echo 'fastcgi_read_timeout 5s;'
    fi
}
