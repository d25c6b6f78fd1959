#!/usr/bin/env bash
# The checks of settings' values for nginx/configure, which includes this file. Each takes the setting's name and value,
# and ends the script by `fail` with a message that names both.

# What is written between quotes must not end them, and a $ would be a variable.
need_plain() {
    case $2 in
    *[\"\'\$\\\;\{\}]* | *$'\n'*) fail "$1 may not hold any of \" ' \$ \\ ; { } or a line's end: $2" ;;
    esac
}
need_path() {
    need_plain "$1" "$2"
    case $2 in
    /*) ;;
    *) fail "$1 must be an absolute path: $2" ;;
    esac
}
# NAME VALUE LEAST MOST [ALSO]
need_number() {
    { [[ $2 =~ ^[0-9]{1,9}$ ]] && [ "$2" -ge "$3" ] && [ "$2" -le "$4" ]; } ||
        fail "$1 must be a whole number from $3 to $4${5:+, or $5}: $2"
}
# A number, or off for no limit.
need_limit() {
    [ "$2" = off ] || need_number "$@" off
}
need_switch() {
    [ "$2" = on ] || [ "$2" = off ] || fail "$1 must be on or off: $2"
}
need_user() {
    [[ $2 =~ ^[A-Za-z0-9_.-]+$ ]] || fail "$1 must be a user's name: $2"
    # Only root can give nginx's workers another user.
    [ "$(id -u)" != 0 ] || id "$2" >/dev/null 2>&1 || fail "$1 names no user of this machine: $2"
}
# What `descry serve` takes (Sources/descry/Configuration/ServerOptions.swift).
need_deadline() {
    { [[ $2 =~ ^[0-9]{1,3}(\.[0-9]+)?$ ]] && [[ ! $2 =~ ^0+(\.0[0-9]*)?$ ]] &&
        { [ "$((10#${2%%.*}))" -lt 300 ] || [[ $2 =~ ^300(\.0+)?$ ]]; }; } ||
        fail "$1 must be a number of seconds from 0.1 to 300: $2"
}
# RFC 6797, section 6.1: directives, each once; max-age is required.
need_hsts() {
    local sentence rest=$2 part seen=' '
    sentence="$1 must be as in max-age=63072000; includeSubDomains; preload (max-age in seconds, the others as needed): $2"
    while :; do
        part=$(printf '%s' "${rest%%;*}" | tr -d ' ' | tr '[:upper:]' '[:lower:]')
        [[ $part =~ ^(max-age=[0-9]{1,10}|includesubdomains|preload)$ && $seen != *" ${part%%=*} "* ]] || fail "$sentence"
        seen+="${part%%=*} "
        [[ $rest == *\;* ]] || break
        rest=${rest#*;}
    done
    [[ $seen == *' max-age '* && $2 != *$'\n'* ]] || fail "$sentence"
}
is_listen() {
    [[ $1 =~ ^(unix:/.*|[^/[:space:]]+:[0-9]{1,5})$ ]]
}
need_listens() {
    local entry
    need_plain "$1" "$2"
    while IFS= read -r entry; do
        is_listen "$entry" ||
            fail "$1 must be a list of addresses, each unix:/path or host:port; invalid entry: $entry"
    done < <(entries "$2")
}
# The only process; of no effect, and not checked, where a list names several.
need_backend() {
    local list=${1/LISTEN/BACKENDS}
    [ -z "$(entries "${!list:-}")" ] || return 0
    need_plain "$1" "$2"
    is_listen "$2" || fail "$1 must be unix:/path or host:port: $2"
}

# The entries of a list, one a line; globbing characters are no more than themselves.
entries() {
    local words=()
    read -ra words <<<"${1//,/ }"
    [ ${#words[@]} = 0 ] || printf '%s\n' "${words[@]}"
}

is_ipv4() {
    [[ $1 =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$ ]] || return 1
    local part
    for part in "${BASH_REMATCH[@]:1}"; do [ "$((10#$part))" -le 255 ] || return 1; done
}
# RFC 4291, section 2.2.
is_ipv6() {
    local address=$1 groups
    if [[ $address == *:*.* ]]; then
        is_ipv4 "${address##*:}" || return 1
        address=${address%:*}:0:0
    fi
    [[ $address =~ ^[0-9A-Fa-f:]+$ && ! $address =~ [0-9A-Fa-f]{5} ]] || return 1
    [[ $address != *:::* && $address != *::*::* ]] || return 1
    [[ $address =~ ^:[^:] || $address =~ [^:]:$ ]] && return 1
    groups=${address//[0-9A-Fa-f]/}
    case $address in
    *::*) [ ${#groups} -le 8 ] ;;
    *) [ ${#groups} = 7 ] ;;
    esac
}
is_network() {
    local address=$1 bits=0
    if [[ $1 =~ ^(.+)/([0-9]{1,3})$ ]]; then
        address=${BASH_REMATCH[1]} bits=$((10#${BASH_REMATCH[2]}))
    fi
    { is_ipv4 "$address" && [ $bits -le 32 ]; } || { is_ipv6 "$address" && [ $bits -le 128 ]; }
}
# Where to listen: addresses of this machine, or all.
need_addresses() {
    local entry
    need_plain "$1" "$2"
    [ "$(entries "$2")" != all ] || return 0
    [ -n "$(entries "$2")" ] || fail "$1 names no address; write all, or a list of addresses"
    while IFS= read -r entry; do
        is_ipv4 "$entry" || is_ipv6 "$entry" || [[ $entry =~ ^[0-9A-Za-z.-]*[A-Za-z][0-9A-Za-z.-]*$ && $entry != all ]] ||
            fail "$1 must be all or a list of addresses, as in 127.0.0.1 ::1; invalid entry: $entry"
    done < <(entries "$2")
}
need_networks() {
    local entry
    need_plain "$1" "$2"
    while IFS= read -r entry; do
        is_network "$entry" || [ "$1 $entry" = "DESCRY_TRUSTED_PROXIES unix:" ] ||
            fail "$1 must be a list of addresses or networks, as in 10.0.0.0/8 or ::1; invalid entry: $entry"
    done < <(entries "$2")
}

# RFC 6454, section 6.1: what a browser sends as Origin, which has to be the same letter by letter.
need_origins() {
    local entry sentence
    sentence="an origin is a scheme, a host and, unless it is the scheme's own, a port: https://a.example:8443"
    need_plain "$1" "$2"
    [ "$(entries "$2")" != '*' ] || return 0
    [ -n "$(entries "$2")" ] || fail "$1 names no origin; write * for all, or a list of origins"
    while IFS= read -r entry; do
        [[ $entry =~ ^[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$ ]] ||
            fail "$1 must be * alone or a list of origins; invalid entry: $entry ($sentence)"
        [[ ! $entry =~ :([0-9]{1,5})$ ]] || [ "$((10#${BASH_REMATCH[1]}))" -le 65535 ] ||
            fail "$1 must have ports up to 65535; invalid entry: $entry"
    done < <(entries "$2")
}
