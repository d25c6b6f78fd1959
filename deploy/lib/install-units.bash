#!/usr/bin/env bash
# What deploy/install writes for systemd, Redis and logrotate.
# shellcheck disable=SC2034,SC2154,SC2317  # variables and functions of the script that includes this file

write_redis() {
    local_redis || return 0
    local before=$changes
    # Not in /etc/redis, where the user redis may write.
    put "$etc/redis.conf" 644 <"$(sources)/redis.conf"
    put "$units/redis-server@descry.service.d/descry.conf" 644 <"$(sources)/redis-service.conf"
    [ "$changes" = "$before" ] || redis_differs=yes
}

# A gallery or model in a home folder, which the unit does not see otherwise.
home_files() {
    local path
    for path in "$(wanted_setting DESCRY_GALLERY "$gallery")" "$(wanted_setting DESCRY_MODEL "$model")"; do
        case $path in
        /home/* | /root/* | /run/user/*) echo "$path" ;;
        esac
    done
}

# These folders alone. Quoted, since a colon would end the path; systemd takes a % for one of its specifiers.
write_home_files() { # UNIT
    local path content=$'[Service]\nProtectHome=tmpfs\n'
    if [ -z "$(home_files)" ]; then
        remove "$units/$1.d/home.conf"
        return
    fi
    while IFS= read -r path; do
        path=${path//\\/\\\\} path=${path//\"/\\\"} path=${path//%/%%}
        content+="BindReadOnlyPaths=\"-$path\""$'\n'
    done < <(home_files)
    printf '%s' "$content" | put "$units/$1.d/home.conf" 644
}

write_units() {
    local unit
    for unit in descry.socket descry.service descry@.socket descry@.service descry-logrotate.service \
        descry-logrotate.timer; do
        put "$units/$unit" 644 <"$(sources)/$unit"
    done
    for unit in descry.service descry@.service; do
        # RestartSteps= is of systemd 254.
        if [ "$(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')" -ge 254 ]; then
            printf '[Service]\nRestartSec=100ms\nRestartSteps=8\nRestartMaxDelaySec=30s\n' |
                put "$units/$unit.d/back-off.conf" 644
        fi
        write_home_files "$unit"
    done
    put "$units/$answers_mount" 644 <"$(sources)/answers.mount"
    put "$units/nginx.service.d/descry.conf" 644 <"$(sources)/nginx.conf"
    put /etc/logrotate.d/descry 644 <"$(sources)/logrotate"
    put_link /usr/local/bin/descry "$prefix/current/bin/descry"
    put_link /usr/local/sbin/descry-reload "$prefix/current/share/descry/deploy/reload"
    put_link /usr/local/sbin/descry-warm "$prefix/current/share/descry/deploy/warm"
    link_documents
}

# The commands' manual pages and the shells' completions, where man and the shells look for them.
link_documents() {
    local file
    [ -d "${tree:-}/share/bash-completion" ] || return 0
    while read -r file; do
        put_link "/usr/local/share/$file" "$prefix/current/share/$file"
    done < <(cd "$tree/share" && find man bash-completion zsh fish -type f 2>/dev/null | sort)
}
