#!/usr/bin/env bash
# What deploy/install finds and puts back if it fails: settings, secrets and units.
# shellcheck disable=SC2154  # variables of the script that includes this file

is_kept=no

changed_paths() {
    printf '%s\n' "$units"/descry* "$units/$answers_mount" "$units/nginx.service.d/descry.conf" \
        "$units/redis-server@descry.service.d" "$etc/descry.conf" "$etc/redis.conf" "$etc/secrets" /etc/logrotate.d/descry
}

keep_before() {
    local path
    [ "$dry_run" = no ] || return 0
    while IFS= read -r path; do
        [ -e "$path" ] || continue
        mkdir -p "$work/before$(dirname "$path")"
        cp -a "$path" "$work/before$path"
    done < <(changed_paths)
    changed_paths >"$work/kept"
    is_kept=yes
}

# From here on the new release serves, with the new settings.
forget_before() { is_kept=no is_begun=no; }

# --- Nothing served, and the services are started. If the process does not start, they are stopped again: systemd would try
# again and again, and the next deploy/install would find it installed.

is_begun=no
noted=no

begin_start() {
    is_begun=yes
    redis_was=$(property redis-server@descry.service ActiveState)
    socket_was=$(property descry.socket ActiveState)
}

undo_start() {
    [ $is_begun = yes ] || return 0
    systemctl stop descry.service descry.socket 2>/dev/null || true
    [ "$redis_was" = active ] || systemctl disable --quiet --now redis-server@descry.service 2>/dev/null || true
    if [ -n "$release_before" ]; then use_release "$release_before"; else rm -f "$prefix/current"; fi
    [ "$socket_was" != active ] || socket_is_due=yes
    say "descry.service was stopped, and the settings are those of before" >&2
}

restore_before() {
    [ $is_kept = yes ] || return 0
    local path
    while IFS= read -r path; do
        rm -rf "$path"
        if [ -e "$work/before$path" ]; then cp -a "$work/before$path" "$path"; fi
    done < <({ changed_paths; cat "$work/kept"; } | sort -u)
    rmdir "$units/nginx.service.d" 2>/dev/null || true
    [ -e "$prefix/current" ] || own_links | xargs -r -d '\n' rm -f
    systemctl daemon-reload
    # Only now: before, nginx needs it, and would be stopped with it.
    [ -e "$units/$answers_mount" ] || systemctl stop "$answers_mount" 2>/dev/null || true
    if [ "${socket_is_due:-no}" = yes ]; then systemctl start descry.socket 2>/dev/null || true; fi
    if [ $noted = yes ]; then rm -f "$state/before"; fi
}
