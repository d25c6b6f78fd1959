#!/usr/bin/env bash
# The services of deploy/install: Redis, the units, nginx, the certificate, and what is said at the end.
# shellcheck disable=SC2034,SC2154,SC2317  # variables and functions of the script that includes this file

write_redis() {
    local_redis || return 0
    put /etc/redis/redis-descry.conf 644 <"$(sources)/redis.conf"
    put "$units/redis-server@descry.service.d/descry.conf" 644 <"$(sources)/redis-service.conf"
}

# A gallery or model in a home folder cannot be seen with ProtectHome=yes.
home_files() {
    local path
    for path in "$(wanted_setting DESCRY_GALLERY "$gallery")" "$(wanted_setting DESCRY_MODEL "$model")"; do
        case $path in
        /home/* | /root/* | /run/user/*) echo "$path" ;;
        esac
    done
}

write_units() {
    local unit
    for unit in descry.socket descry.service descry@.socket descry@.service; do
        put "$units/$unit" 644 <"$(sources)/$unit"
    done
    for unit in descry.service descry@.service; do
        # RestartSteps= is of systemd 254.
        if [ "$(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')" -ge 254 ]; then
            printf '[Service]\nRestartSec=100ms\nRestartSteps=8\nRestartMaxDelaySec=30s\n' |
                put "$units/$unit.d/back-off.conf" 644
        fi
        if [ -n "$(home_files)" ]; then
            printf '[Service]\nProtectHome=read-only\n' | put "$units/$unit.d/home.conf" 644
        fi
    done
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

# Units and settings of an installed server, for the case that the new process does not get ready.
keep_before() {
    if [ "$dry_run" = yes ] || [ ! -e "$units/descry.service" ] || [ ! -e "$etc/descry.conf" ]; then return; fi
    mkdir "$work/units"
    cp -a "$units"/descry* "$work/units/"
    cp -a "$etc/descry.conf" "$work/descry.conf"
}

restore_before() {
    [ -d "$work/units" ] || return 0
    rm -rf "$units"/descry.service "$units"/descry.socket "$units"/descry@.s* "$units"/descry.service.d \
        "$units"/descry@.service.d
    cp -a "$work/units/." "$units/"
    cp -a "$work/descry.conf" "$etc/descry.conf"
    systemctl daemon-reload
}

start_all() {
    if [ "$dry_run" = yes ]; then
        say "would write nginx's configuration to $etc/nginx, enable and start descry.socket, descry.service," \
            "redis-server@descry.service and nginx.service, or replace the process that runs"
        return
    fi
    note_services
    mkdir -p /var/log/descry "$state/nginx" "$state/acme"
    systemctl daemon-reload
    systemctl enable --quiet descry.socket descry.service nginx.service
    if local_redis; then
        systemctl enable --quiet redis-server@descry.service
        is_active redis-server@descry.service || change "start redis-server@descry.service" start redis-server@descry.service
    fi
    if [ -e "$prefix/current" ] && [ -n "$(serving_units)" ]; then
        if [ "$changes" = 0 ] && [ "$(readlink "$prefix/current")" = "releases/${release##*/}" ]; then
            say "everything is installed already (descry-reload brings changed settings into service)"
        else
            change "replace the process" replace_all "$release"
        fi
        rm -rf "$work/units"
    else
        configure_nginx "$release/share/descry" "$etc/nginx.new"
        use_nginx_configuration "$etc/nginx.new"
        use_release "releases/${release##*/}"
        systemctl start descry.socket
        change "start descry.service" start descry.service
    fi
    if ! has_our_configuration; then
        change "start nginx.service with Descry's configuration" restart nginx.service
    fi
}

has_our_configuration() {
    tr '\0' ' ' 2>/dev/null <"/proc/$(property nginx.service MainPID)/cmdline" | grep -qF " $etc/nginx/nginx.conf"
}

start() { systemctl start "$1" 2>/dev/null || exit_code=69 fail "$1 does not start: $(why_failed "$1")"; }
restart() { systemctl restart "$1" 2>/dev/null || exit_code=69 fail "$1 does not start: $(why_failed "$1")"; }

# For deploy/uninstall: what nginx was before.
note_services() {
    [ ! -e "$state/before" ] || return 0
    mkdir -p "$state"
    printf 'nginx_enabled=%s\nnginx_active=%s\n' "$(systemctl is-enabled nginx.service 2>/dev/null)" \
        "$(property nginx.service ActiveState)" >"$state/before"
}

get_certificate() {
    [ -n "$email" ] || return 0
    local name domains=() live=/etc/letsencrypt/live/${names[0]}
    for name in "${names[@]}"; do domains+=(--domain "$name"); done
    if [ ! -e "$live/fullchain.pem" ]; then
        [ "$dry_run" = yes ] || await_challenges
        change "ask Let's Encrypt for a certificate for ${names[*]}" certbot certonly --non-interactive --agree-tos \
            --email "$email" --webroot --webroot-path "$state/acme" --deploy-hook 'systemctl reload nginx.service' \
            "${domains[@]}" || exit_code=69 fail "certbot got no certificate; what it says is above, and in" \
            "/var/log/letsencrypt. The server goes on with the certificate that it has"
    fi
    certificate=$live/fullchain.pem key=$live/privkey.pem
    write_settings_file
    [ "$dry_run" = yes ] || {
        configure_nginx "$release/share/descry" "$etc/nginx.new"
        use_nginx_configuration "$etc/nginx.new"
        systemctl reload nginx.service
    }
}

# nginx is reloaded in the background: until its old workers have ended, they know nothing of the folder.
await_challenges() {
    local folder=$state/acme/.well-known/acme-challenge port found=0 end=$((SECONDS + 30))
    port=$(setting DESCRY_HTTP_PORT)
    [ -n "$port" ] || exit_code=78 fail "--certbot needs the port 80, but DESCRY_HTTP_PORT is not set in $etc/descry.conf"
    mkdir -p "$folder"
    echo ready >"$folder/probe"
    while [ $found -lt 5 ]; do
        if [ "$(curl -s --noproxy '*' --max-time 5 "http://127.0.0.1:$port/.well-known/acme-challenge/probe")" = ready ]; then
            found=$((found + 1))
        else
            found=0
            [ $SECONDS -lt $end ] || exit_code=69 fail "nginx does not serve $folder on port $port; see journalctl -u nginx"
            sleep 0.2
        fi
    done
    rm -f "$folder/probe"
}

show_result() {
    local port address host answer scheme=https
    if [ "$(setting DESCRY_TLS)" = off ]; then
        port=$(setting DESCRY_HTTP_PORT) scheme=http
        port=${port:-8080}
    else
        port=$(setting DESCRY_HTTPS_PORT)
        port=${port:-443}
    fi
    address=$scheme://${names[0]:-$(hostname)}
    [ "$port" = 443 ] || address=$address:$port
    host=$(setting DESCRY_BIND)
    case ${host%%[, ]*} in
    '' | all | 0.0.0.0 | ::) host=127.0.0.1 ;;
    *:*) host=[${host%%[, ]*}] ;;
    *) host=${host%%[, ]*} ;;
    esac
    # A connection may meet a worker of nginx that ends, after a reload.
    answer=$(curl -sk --noproxy '*' --max-time 20 --retry 3 --retry-all-errors -o /dev/null -w '%{http_code}' \
        "$scheme://$host:$port/ready" || true)
    [ "$answer" = 200 ] || exit_code=69 fail "/ready answers $answer; see journalctl -u descry -u nginx"
    say "$("$prefix/current/bin/descry" --version) is ready at $address/ ($changes changes)"
}
