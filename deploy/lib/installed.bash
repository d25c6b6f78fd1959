#!/usr/bin/env bash
# A server that deploy/install has set up: where its parts are, its settings, and how its process and nginx's
# configuration are replaced. The script that includes this file includes common.bash before it.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

prefix=/opt/descry
etc=/etc/descry
state=/var/lib/descry
units=/etc/systemd/system
runtime_units=/run/systemd/system
# A file system of its own for the answers that nginx keeps, so that they cannot fill /run (deploy/systemd/answers.mount).
answers_folder=/run/descry-nginx
answers_mount='run-descry\x2dnginx.mount'
answers=$answers_folder/answers

property() { systemctl show --property "$2" --value "$1"; } # UNIT PROPERTY
is_active() { [ "$(property "$1" ActiveState)" = active ]; }

# The links outside /opt/descry that lead into it.
own_links() {
    local link
    for link in /usr/local/bin/descry* /usr/local/sbin/descry* /usr/local/share/man/man1/descry*.1 \
        /usr/local/share/bash-completion/completions/descry /usr/local/share/zsh/site-functions/_descry \
        /usr/local/share/fish/vendor_completions.d/descry.fish; do
        [[ $(readlink "$link" 2>/dev/null) != "$prefix"/* ]] || echo "$link"
    done
}

# Both secrets are variables of the process, too.
warn_of_secrets() {
    local names
    [ -n "$(find "$etc/descry.conf" -perm /0004 2>/dev/null)" ] || return 0
    names=$(grep -oE '^[[:space:]]*(PIXABAY_API_KEY|REDIS_PASSWORD)=[^[:space:]]' "$etc/descry.conf" | sed 's/=.*//' |
        sort -u | tr -d ' \t' | paste -sd ' ') || true
    [ -z "$names" ] || say "warning: every user of this machine can read ${names// / and } in $etc/descry.conf; give it to" \
        "deploy/install as a file (--api-key, --redis-password) and remove the line, or chmod 600 $etc/descry.conf" >&2
}

# The sockets of all processes, where there are more than one.
backend_settings() {
    local name searches=unix:/run/descry/descry.sock health=unix:/run/descry/health.sock names
    names=$(systemctl list-units --plain --no-legend 'descry@*.socket' | sed 's/^descry@\(.*\)\.socket .*/\1/')
    [ -n "$names" ] || return 0
    for name in $names; do
        searches+=,unix:/run/descry/descry-$name.sock
        health+=,unix:/run/descry/health-$name.sock
    done
    printf 'DESCRY_BACKENDS=%s\nDESCRY_HEALTH_BACKENDS=%s\n' "$searches" "$health"
}

# The units of the processes that serve: descry.service and instances of descry@.service.
serving_units() {
    systemctl list-units --plain --no-legend --all --state=active,activating,reloading \
        descry.service 'descry@*.service' | cut -d ' ' -f 1
}

lock_deployment() {
    # Whoever may open the file can lock it, so root alone may.
    (umask 077 && : >>/run/descry-deploy.lock && chmod 600 /run/descry-deploy.lock)
    exec 9>/run/descry-deploy.lock
    flock -n 9 || exit_code=69 fail "another deploy/install or descry-reload is running; try again when it has ended"
}
