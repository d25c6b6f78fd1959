#!/usr/bin/env bash
# descry-reload on a server that deploy/install has set up, and the same for another release, by deploy/install. The script
# that includes this file includes installed.bash, installed-settings.bash and installed-nginx.bash before it.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

# --- Replacing a process. systemd hands the same sockets to a second unit, descry-next.service: the unit's own file and
# drop-ins with another release, perhaps. It serves only when it is ready, beside the old process. Then the unit's process
# ends, which systemd starts again, and at last descry-next.service. So there is always one that serves, and a program,
# a model or settings that do not work are noticed before anything ends.

next=descry-next.service

# sigqueue(3) with 1: another process serves on the same sockets, so that the process leaves them, the health socket at
# once, and finishes its open requests.
end_replaced() { /bin/kill --queue 1 --signal TERM "$1" 2>/dev/null || true; } # PID

# Whatever ends a script while the second process starts, Ctrl-C and the end of a terminal included, takes that process away.
is_next_open=no

# If the reader of the output ends, this script must go on.
trap '' PIPE

# Only from here on, since a trap for INT breaks now and then in a command substitution of bash 5.2; before, a signal ends the
# script and nothing has changed.
end_on_signals() {
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
    trap 'exit 131' QUIT
}

leave_next() {
    # A second Ctrl-C.
    trap '' INT TERM HUP QUIT
    if [ $is_next_open = yes ]; then
        remove_next
        say "stopped; the second process was taken away, and what served before goes on" >&2
    fi
}

remove_next() {
    systemctl stop "$next" 2>/dev/null || true
    systemctl reset-failed "$next" 2>/dev/null || true
    rm -rf "${runtime_units:?}/$next" "$runtime_units/$next.d"
    systemctl daemon-reload
    is_next_open=no
}

# Starts a second process for a unit, and fails with the reason if it does not get ready.
start_next() { # UNIT RELEASE
    local instance='' drop_in reason
    if [[ $1 =~ ^descry@(.*)\.service$ ]]; then instance=${BASH_REMATCH[1]}; fi
    remove_next
    end_on_signals
    is_next_open=yes
    mkdir -p "$runtime_units/$next.d"
    sed "s|%i|$instance|g; s|$prefix/current/bin|$2/bin|" "$(property "$1" FragmentPath)" >"$runtime_units/$next"
    for drop_in in $(property "$1" DropInPaths); do
        # Not the %i of a %%i, as in a path.
        sed "s|%%|\x01|g; s|%i|$instance|g; s|\x01|%%|g" "$drop_in" >"$runtime_units/$next.d/${drop_in##*/}"
    done
    printf '[Service]\nRestart=no\n' >"$runtime_units/$next.d/zz-once.conf"
    systemctl daemon-reload
    # In the background, since a trap waits for a program in the foreground, and this may take minutes.
    systemctl start "$next" 2>/dev/null &
    if wait $!; then return; fi
    reason=$(property "$next" StatusText)
    # systemd forgets the status of a process that has ended.
    reason=${reason:-$(why_failed "$next")}
    remove_next
    fail "not replaced; $(what_serves "$1"). The new process of $1 did not get ready: $reason$(
        [ ${#replaced[@]} = 0 ] || printf ' (replaced already: %s)' "${replaced[*]}"
    )"
}

what_serves() { # UNIT that was not replaced
    local unit
    for unit in $(serving_units); do
        is_active "$unit" || continue
        echo "what served before goes on"
        return
    done
    echo "nothing served before: $1 is not active ($(property "$1" ActiveState), $(property "$1" SubState))"
}

# The sentence with which the unit's last process has ended (`descry: …` or `Error: …`), else systemd's own word for its end.
why_failed() { # UNIT
    local line
    journalctl --sync 2>/dev/null || true
    line=$(last_sentence _SYSTEMD_INVOCATION_ID="$(property "$1" InvocationID)")
    # systemd may have started the next one.
    line=${line:-$(last_sentence --since=-2min _SYSTEMD_UNIT="$1")}
    printf '%s' "${line:-$(property "$1" Result), exit code $(property "$1" ExecMainStatus); see journalctl -u $1}"
}

last_sentence() { # OPTION… of journalctl
    journalctl --quiet --output cat --lines 50 "$@" 2>/dev/null |
        sed -nE '/^descry: warning: /d; s/^(descry|Error): //p' | tail -n 1
}

# Ends a unit's process, while descry-next.service serves, and waits until systemd has started the next one.
restart_replaced() { # UNIT
    local old end
    old=$(property "$1" MainPID)
    end=$((SECONDS + 330))
    if [ "$old" = 0 ]; then
        # It waits to be started again, after an error.
        systemctl restart --no-block "$1"
    else
        end_replaced "$old"
    fi
    local term_end=$((SECONDS + 15))
    until [ "$(property "$1" MainPID)" != "$old" ] && is_active "$1"; do
        if [ $SECONDS -ge $term_end ] && [ "$(property "$1" MainPID)" = "$old" ]; then
            systemctl kill --signal KILL "$1" || true
        fi
        [ $SECONDS -lt $end ] || return 1
        [ "$(property "$1" ActiveState)" != failed ] || return 1
        sleep 0.2
    done
}

finish_next() {
    local tenths=150
    end_replaced "$(property "$next" MainPID)"
    while is_active "$next" && [ $tenths -gt 0 ]; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    remove_next
}

use_release() { # releases/NAME
    ln -sfn "$1" "$prefix/current.new"
    mv -fT "$prefix/current.new" "$prefix/current"
}

# Replaces all processes and nginx's configuration. The link `current` leads to the release from the moment on when its
# first process is ready.
replaced=()
replace_all() { # RELEASE
    local release=$1 before unit units_before=()
    check_credentials
    configure_nginx "$release/share/descry" "$etc/nginx.new"
    before=$(readlink "$prefix/current" 2>/dev/null || true)
    mapfile -t units_before < <(serving_units)
    [ ${#units_before[@]} != 0 ] || units_before=(descry.service)
    for unit in "${units_before[@]}"; do
        say "a second process of $unit starts beside the first"
        start_next "$unit" "$release"
        # From here on it is not interrupted: of the two processes one has to end.
        trap '' INT TERM HUP QUIT
        is_next_open=no
        use_release "releases/${release##*/}"
        if ! restart_replaced "$unit"; then
            say "$unit did not get ready again: $(why_failed "$unit")" >&2
            if [ -n "$before" ] && [ "$before" != "releases/${release##*/}" ]; then
                use_release "$before"
                say "back to $before" >&2
                restart_replaced "$unit" && finish_next
            fi
            fail "not replaced; $next serves in place of $unit where that is not active"
        fi
        finish_next
        replaced+=("$unit")
    done
    # Answers of the process before it.
    if [ -d "$answers" ]; then find "$answers" -type f -delete; fi
    if is_nginx_current "$etc/nginx.new"; then
        rm -rf "$etc/nginx.new"
    else
        take_nginx_configuration "$etc/nginx.new"
    fi
    trap - INT TERM HUP QUIT
}

# Without its file the process is not started (status=243/CREDENTIALS), and systemd does not say which file it is.
check_credentials() {
    local line drop_in file
    while IFS= read -r line; do
        drop_in=${line%%:*} file=${line#*=} file=${file#*:}
        [ -r "$file" ] && [ -f "$file" ] && continue
        exit_code=78 fail "the file of a secret, $file, is missing or is no file ($drop_in names it); put it back by" \
            "deploy/install --api-key or --redis-password. Nothing was changed"
    done < <(grep -sH '^LoadCredential=..*:/' "$units"/descry.service.d/*.conf "$units"/descry@.service.d/*.conf)
}

# descry-reload: settings, model and units as they are now.
reload_installed() {
    [ "$(id -u)" = 0 ] || exit_code=77 fail "only root can reload an installed server; run it with sudo"
    [ -e "$prefix/current" ] || exit_code=69 fail "Descry is not installed on this machine; deploy/install does that"
    lock_deployment
    trap 'leave_next; rm -rf "$etc/nginx.new"' EXIT
    check_settings_files
    warn_of_secrets
    replace_all "$(realpath "$prefix/current")"
    say "replaced; see journalctl -u descry"
}

usage_installed() {
    cat <<'END'
Applies changed settings of a server that deploy/install has set up, without a lost request.

  descry-reload                  as root, without arguments

It reads /etc/descry/descry.conf (and descry-NAME.conf of descry@NAME), checks it, the certificate and nginx's new
configuration, starts a second process beside the first, lets the first finish its open requests when the second is ready,
and loads nginx's configuration. If something cannot be used it says what, and everything goes on as before; interrupted, it
takes the second process away.

The names of settings: descry serve --help, and /opt/descry/current/share/descry/nginx/configure --help.

Exit codes: 1 the new process did not get ready, 64 wrong usage, 69 nginx did not take its configuration, or another
descry-reload or deploy/install runs, 77 not root, 78 a setting or file that cannot be used, 129 to 143 interrupted.
END
}
