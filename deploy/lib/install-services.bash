#!/usr/bin/env bash
# The services of deploy/install: started, or replaced; the certificate; what is said at the end.
# shellcheck disable=SC2034,SC2154,SC2317  # variables and functions of the script that includes this file

start_all() {
    if [ "$dry_run" = yes ]; then
        say "would write nginx's configuration to $etc/nginx, enable and start descry.socket, descry.service," \
            "redis-server@descry.service and nginx.service, or replace the process that runs"
        return
    fi
    note_services
    mkdir -p "$state/nginx" "$state/acme"
    make_logs
    systemctl daemon-reload
    # Before nginx/configure, which measures it.
    systemctl start "$answers_mount" || exit_code=69 fail "$answers_folder cannot be mounted: $(why_failed "$answers_mount")"
    if [ -e "$prefix/current" ] && [ -n "$(serving_units)" ]; then
        if [ "$changes" = 0 ] && is_active descry.service && [ "$(readlink "$prefix/current")" = "releases/${release##*/}" ]; then
            say "everything is installed already (descry-reload applies changed settings)"
        else
            change "replace the process" replace_all "$release"
        fi
        forget_before
        enable_services
        start_redis
    else
        configure_nginx "$release/share/descry" "$etc/nginx.new"
        begin_start
        start_redis
        use_release "releases/${release##*/}"
        systemctl start descry.socket
        change "start descry.service" start descry.service
        forget_before
        enable_services
        take_nginx_configuration "$etc/nginx.new"
    fi
    if ! has_our_configuration; then
        change "start nginx.service with Descry's configuration" restart nginx.service
    fi
}

enable_services() {
    systemctl enable --quiet descry.socket descry.service nginx.service
    systemctl enable --quiet --now descry-logrotate.timer
}

# A Redis with an earlier configuration may hold other programs' data. What is kept in it is fetched and computed again.
start_redis() {
    local_redis || return 0
    systemctl enable --quiet redis-server@descry.service
    if ! is_active redis-server@descry.service; then
        change "start redis-server@descry.service" start redis-server@descry.service
    elif [ "${redis_differs:-no}" = yes ]; then
        change "start redis-server@descry.service again with its new configuration" restart redis-server@descry.service
    fi
    # Of an earlier version, whose unit is not put back from here on.
    remove /etc/redis/redis-descry.conf
}

# nginx's logs hold addresses of clients. Its workers, which open them again when they are rotated, have to get into the
# folder, whose names only root and the group adm can list.
make_logs() {
    local log folder=/var/log/descry
    install -d -m 751 -g adm "$folder"
    for log in nginx-access.log nginx-error.log; do
        [ -e "$folder/$log" ] || install -m 640 -o www-data -g adm /dev/null "$folder/$log"
    done
    find "$folder" -maxdepth 1 -type f -name 'nginx-*' -exec chown www-data:adm {} + -exec chmod 640 {} +
}

start() { start_or_fail start "$1"; }
restart() { start_or_fail restart "$1"; }

start_or_fail() { # VERB UNIT
    local exit_code=69
    # In the background, since a trap waits for a program in the foreground, and this may take minutes.
    systemctl "$1" "$2" 2>/dev/null &
    if wait $!; then return; fi
    if [ "$(property "$2" ExecMainStatus)" = 78 ]; then exit_code=78; fi
    fail "$2 does not start: $(why_failed "$2")"
}

# For deploy/uninstall: what nginx was before.
note_services() {
    [ ! -e "$state/before" ] || return 0
    noted=yes
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
        take_nginx_configuration "$etc/nginx.new"
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
    case $answer in
    200) ;;
    *[1-9]*) exit_code=69 fail "/ready answers $answer; see journalctl -u descry -u nginx" ;;
    *) exit_code=69 fail "nothing answers at $scheme://$host:$port/ready; see journalctl -u descry -u nginx" ;;
    esac
    # Of an nginx that an earlier version of the unit has started.
    if grep -qs '^NoNewPrivs:.*0' "/proc/$(property nginx.service MainPID)/status"; then
        say "nginx runs with more rights than its unit gives it now, until: systemctl restart nginx (new connections are" \
            "refused for a moment)"
    fi
    warn_of_certificate
    say "$("$prefix/current/bin/descry" --version) is ready at $address/ ($changes changes)"
}

# With a certificate for other names, browsers refuse the address that is said.
warn_of_certificate() {
    local name file
    [ "$scheme" = https ] || return 0
    file=$(setting DESCRY_TLS_CERTIFICATE)
    for name in "${names[@]}"; do
        # Its exit code is 0 whatever it finds.
        [[ $(openssl x509 -in "$file" -noout -checkhost "$name" 2>/dev/null) != *"does NOT match"* ]] ||
            say "warning: the certificate $file is not for $name" >&2
    done
}
