#!/usr/bin/env bash
# nginx's configuration on a server that deploy/install has set up: written, checked, taken. The script that includes this
# file includes installed.bash before it.
# shellcheck disable=SC2154  # variables of the scripts that include this file

# Writes nginx's configuration for the settings into a folder and lets nginx check it.
configure_nginx() { # SHARE FOLDER
    local settings backends problem code=0
    check_certificate_files
    mapfile -t settings < <(installed_settings)
    mapfile -t backends < <(backend_settings)
    rm -rf "$2"
    env -i PATH="$PATH" DESCRY_ANSWER_FOLDER="$answers" "${backends[@]}" "${settings[@]}" "$1/nginx/configure" "$2" || code=$?
    if [ $code != 0 ]; then
        rm -rf "$2"
        case $code in
        64 | 78) exit_code=78 fail "nginx/configure refused a setting of $etc/descry.conf; nothing was changed" ;;
        *) exit_code=$code fail "nginx's configuration cannot be written to $2; nothing was changed" ;;
        esac
    fi
    mkdir -p "$(dirname "$answers")"
    # It makes the logs that are not there.
    if ! problem=$(umask 027 && nginx -t -q -e stderr -c "$2/nginx.conf" 2>&1); then
        rm -rf "$2"
        exit_code=78 fail "nginx refuses its new configuration; nothing was changed: ${problem//$'\n'/; }"
    fi
    need_free_ports "$2"
}

# As deploy/install checks one that it is given: nginx itself takes a key of another kind than its certificate's, and then
# refuses every connection.
check_certificate_files() {
    local file key
    [ "$(setting DESCRY_TLS)" != off ] || return 0
    file=$(setting DESCRY_TLS_CERTIFICATE) key=$(setting DESCRY_TLS_KEY)
    check_certificate DESCRY_TLS_CERTIFICATE "${file:-$etc/tls/certificate.pem}" DESCRY_TLS_KEY "${key:-$etc/tls/key.pem}"
}

# Whether nginx has the same configuration and certificate already. A reload makes it close connections that clients keep.
is_nginx_current() { # FOLDER
    local file
    diff -rq "$1" "$etc/nginx" >/dev/null 2>&1 || return 1
    while IFS= read -r file; do
        [ ! "$file" -nt "$etc/nginx/nginx.conf" ] || return 1
    done < <(sed -n 's/^ssl_certificate[a-z_]* "\(.*\)";/\1/p' "$1/settings/server.conf")
}

# Puts the checked configuration in place, and lets nginx take it if it runs. If it does not, the one before is put back.
take_nginx_configuration() { # FOLDER
    # nginx could not start without the folder.
    trap '' INT TERM HUP QUIT
    rm -rf "$etc/nginx.old"
    if [ -e "$etc/nginx" ]; then mv "$etc/nginx" "$etc/nginx.old"; fi
    mv "$1" "$etc/nginx"
    if is_active nginx.service && has_our_configuration && ! reload_nginx; then
        rm -rf "$etc/nginx"
        mv "$etc/nginx.old" "$etc/nginx"
        exit_code=69 fail "nginx did not take its new configuration and goes on with the one before:" \
            "$nginx_problem. The process runs with its new settings; correct this one, then call descry-reload"
    fi
    rm -rf "$etc/nginx.old"
    trap - INT TERM HUP QUIT
}

has_our_configuration() {
    tr '\0' ' ' 2>/dev/null <"/proc/$(property nginx.service MainPID)/cmdline" | grep -qF " $etc/nginx/nginx.conf"
}

# --- nginx reads its configuration after `systemctl reload` has ended, and goes on with the old one if it cannot use the new
# one. It has taken it when there is a worker that was not there before, and requests meet no other one when the old ones shut
# down.

nginx_problem=''

reload_nginx() {
    local master old log began reason='' end=$((SECONDS + 60)) pid title is_taken=no old_serves
    master=$(property nginx.service MainPID)
    old=" $(pgrep -d ' ' -P "$master") "
    log=$(sed -n 's/^error_log "\(.*\)" .*/\1/p' "$etc/nginx/settings/main.conf")
    began=$(stat -c %s "$log" 2>/dev/null || echo 0)
    nginx_problem="see journalctl -u nginx and $log"
    systemctl reload nginx.service 2>/dev/null || return 1
    while [ $SECONDS -lt $end ]; do
        old_serves=no
        for pid in $(pgrep -P "$master"); do
            title=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || continue
            [[ $title == 'nginx: worker process'* && $title != *'is shutting down'* ]] || continue
            if [[ $old == *" $pid "* ]]; then old_serves=yes; else is_taken=yes; fi
        done
        if [ $is_taken = yes ] && [ $old_serves = no ]; then return; fi
        if [ -z "$reason" ]; then
            reason=$(tail -c "+$((began + 1))" "$log" 2>/dev/null | sed -n 's/.*\[emerg\] [0-9#: ]*//p' | head -n 1)
            # It tries for 2.5 s to bind a port.
            if [ -n "$reason" ]; then
                nginx_problem=$reason
                end=$((SECONDS + 6))
            fi
        fi
        sleep 0.1
    done
    [ $is_taken = yes ]
}

# --- Ports that other processes have. `nginx -t` does not look.

# Prints the number and the name of a process, other than nginx's, that listens on a port.
foreign_listener() { # PORT [ADDRESS]: as nginx's listen takes it
    local where users pid pids
    command -v ss >/dev/null || return 0
    while read -r _ _ _ where _ users; do
        [ -z "${2:-}" ] || is_same_address "$2" "${where%:*}" || continue
        mapfile -t pids < <(grep -o 'pid=[0-9]*' <<<"$users" | cut -d = -f 2 | sort -u)
        for pid in "${pids[@]}"; do
            [[ $(cat "/proc/$pid/cgroup" 2>/dev/null) != */nginx.service* ]] || continue
            # Its owner chooses the name.
            printf '%s (%s)' "$pid" "$(tr -dc '[:print:]' 2>/dev/null <"/proc/$pid/comm")"
            return
        done
    done < <(ss -Hltnp "sport = :$1" 2>/dev/null)
}

is_same_address() { # ADDRESS ADDRESS: ss writes * for all of IPv4 and IPv6
    [ "$1" != '*' ] && [ "$2" != '*' ] || return 0
    case "$1 $2" in
    "$1 $1") return 0 ;;
    *\[*\ *\[*) [[ $1 = '[::]' || $2 = '[::]' ]] ;;
    *\[*) return 1 ;;
    *) [[ $1 = 0.0.0.0 || $2 = 0.0.0.0 ]] ;;
    esac
}

need_free_ports() { # FOLDER of nginx's new configuration
    local listen address port other
    while read -r listen; do
        port=${listen##*:}
        address=0.0.0.0
        if [ "$listen" != "$port" ]; then address=${listen%:*}; fi
        other=$(foreign_listener "$port" "$address")
        [ -n "$other" ] || continue
        rm -rf "$1"
        exit_code=78 fail "port $port is in use by process $other; choose another one in $etc/descry.conf, or stop that" \
            "process. Nothing was changed"
    done < <(grep -rhoE '^ *listen [^ ;]+' "$1" | sed 's/^ *listen //' | sort -u)
}
