#!/usr/bin/env bash
# How Redis and nginx are started for Descry: the command lines of deploy/run and of the tests (Tests/Stack/part).
# shellcheck disable=SC2034  # `command` is for the script that includes this file

# A cache without a port of its own. Later options replace earlier ones.
redis_command() { # SOCKET FOLDER [OPTION…]
    command=(redis-server --port 0 --unixsocket "$1" --dir "$2" --save '' --appendonly no --daemonize no "${@:3}")
}

nginx_command() { # CONFIGURATION PREFIX
    # Before nginx has read its configuration, it would write to the distribution's log.
    local early=()
    if nginx -h 2>&1 | grep -q -e '^ *-e '; then early=(-e stderr); fi
    command=(nginx "${early[@]}" -p "$2" -c "$1/nginx.conf" -g 'daemon off;')
}
