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
forget_before() { is_kept=no; }

restore_before() {
    [ $is_kept = yes ] || return 0
    local path
    while IFS= read -r path; do
        rm -rf "$path"
        if [ -e "$work/before$path" ]; then cp -a "$work/before$path" "$path"; fi
    done < <({ changed_paths; cat "$work/kept"; } | sort -u)
    rmdir "$units/nginx.service.d" 2>/dev/null || true
    systemctl daemon-reload
    # Only now: before, nginx needs it, and would be stopped with it.
    [ -e "$units/$answers_mount" ] || systemctl stop "$answers_mount" 2>/dev/null || true
}
