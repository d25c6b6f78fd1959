#!/usr/bin/env bash
# The steps of deploy/install; each changes what differs.
# shellcheck disable=SC2034,SC2154,SC2317  # variables and functions of the script that includes this file

# The folder that deploy/package makes: bin/, lib/descry, share/descry.
find_tree() {
    if [ -x "$root/../../bin/descry" ]; then
        tree=$(cd "$root/../.." && pwd)
    else
        tree=$root/.build/installed-tree
        if [ "$dry_run" = yes ] && [ ! -e "$tree/bin/descry" ]; then
            say "would build the programs (deploy/package $tree)"
            tree=
            return
        fi
        [ "$dry_run" = yes ] || "$root/deploy/package" "$tree"
    fi
}

share() { echo "${tree:-$root}/share/descry"; }
sources() { if [ -n "$tree" ]; then echo "$tree/share/descry/deploy/systemd"; else echo "$root/deploy/systemd"; fi; }

is_installed() {
    # certbot is often a snap.
    if [ "$1" = certbot ] && command -v certbot >/dev/null; then return; fi
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

need_packages() {
    local wanted=(nginx openssl ca-certificates curl iproute2 procps logrotate) missing=() package
    local_redis && wanted+=(redis-server)
    [ -z "$email" ] || wanted+=(certbot)
    if [ -n "$tree" ]; then mapfile -t -O ${#wanted[@]} wanted <"$tree/share/descry/packages"; fi
    for package in "${wanted[@]}"; do
        is_installed "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} != 0 ]; then
        change "install with apt: ${missing[*]}" install_packages "${missing[@]}"
        # Only the instance for Descry is needed; the one that the package starts at the next boot is not.
        if [[ " ${missing[*]} " == *" redis-server "* ]]; then
            change "disable redis-server.service, which came with the package" \
                systemctl disable --quiet redis-server.service
        fi
    fi
    if [ -n "$tree" ] && [ "$dry_run" = no ]; then
        allow_services
        "$tree/bin/descry" --version >"$log" 2>&1 || exit_code=69 fail "the program does not start on this machine" \
            "($(tail -n 1 "$log")); build it on the same distribution, by deploy/package"
    fi
}

need_user() {
    if id descry >/dev/null 2>&1; then return; fi
    change "make the system user descry" useradd --system --user-group --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin --comment Descry descry
}

# --- The release.

# Two builds of one version have different names.
release_name() {
    printf '%s-%s' "$("$tree/bin/descry" --version 2>/dev/null || echo new)" \
        "$(cd "$tree" && find bin lib share -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-8)"
}

copy_release() {
    release=$prefix/releases/new
    [ -n "$tree" ] || return 0
    if [ "$(dirname "$tree")" = "$prefix/releases" ]; then
        release=$tree
        return
    fi
    release=$prefix/releases/$(release_name)
    [ -e "$release" ] || change "copy the programs to $release" copy_now
}

copy_now() {
    rm -rf "$release.part"
    mkdir -p "$release.part"
    chmod 755 "$prefix" "$prefix/releases"
    cp -R "$tree/bin" "$tree/lib" "$tree/share" "$release.part/"
    chmod -R u=rwX,go=rX "$release.part"
    chown -R root:root "$release.part"
    mv "$release.part" "$release"
}

remove_old_releases() {
    local old kept=0
    while read -r old; do
        [ "$prefix/releases/$old" != "$release" ] || continue
        kept=$((kept + 1))
        [ $kept -le 1 ] || remove "$prefix/releases/$old"
    done < <(ls -t "$prefix/releases")
}

# --- Settings and secrets.

# An option's value, else what is set already, else the standard.
wanted_setting() { # NAME VALUE
    if [ -n "$2" ]; then
        echo "$2"
    elif [ -e "$etc/descry.conf" ]; then
        setting "$1"
    else
        sed -n "s/^$1=//p" "$(sources)/descry.conf"
    fi
}

local_redis() {
    local host
    host=$(wanted_setting REDISHOST "${redis%:*}")
    [ "$host" = unix:/run/redis-descry/redis-server.sock ]
}

write_settings_file() {
    local content
    if [ -e "$etc/descry.conf" ]; then content=$(<"$etc/descry.conf"); else content=$(<"$(sources)/descry.conf"); fi
    if [ -n "$certificate" ]; then set_in_content DESCRY_TLS_CERTIFICATE "$certificate"; fi
    if [ -n "$key" ]; then set_in_content DESCRY_TLS_KEY "$key"; fi
    if [ -n "$https_port" ]; then set_in_content DESCRY_HTTPS_PORT "$https_port"; fi
    if [ "$http_port" = 0 ]; then set_in_content DESCRY_HTTP_PORT ''; fi
    if [ "${http_port:-0}" != 0 ]; then set_in_content DESCRY_HTTP_PORT "$http_port"; fi
    if [ -n "$model" ]; then set_in_content DESCRY_MODEL "$model"; fi
    if [ -n "$redis" ]; then
        set_in_content REDISHOST "${redis%:*}"
        if [[ $redis == *:* ]]; then set_in_content REDISPORT "${redis##*:}"; fi
    fi
    if [ -n "$email" ]; then set_in_content DESCRY_ACME_FOLDER "$state/acme"; fi
    if [ -n "$api_key" ]; then set_in_content DESCRY_SOURCE pixabay; fi
    if [ -n "$gallery" ]; then
        set_in_content DESCRY_SOURCE gallery
        set_in_content DESCRY_GALLERY "$gallery"
    fi
    put "$etc/descry.conf" 644 <<<"$content"
}

# Replaces the line NAME=… of `content`, or adds it.
set_in_content() { # NAME VALUE
    local line result='' found=no
    while IFS= read -r line; do
        if [[ $line == "$1="* ]]; then
            [ $found = no ] || continue
            found=yes line="$1=$2"
        fi
        result+=$line$'\n'
    done <<<"$content"
    if [ $found = no ]; then result+="$1=$2"$'\n'; fi
    content=${result%$'\n'}
}

# systemd hands a secret to the process as a file that only it can read (systemd.exec(5), LoadCredential=).
write_secrets() {
    write_secret pixabay-api-key PIXABAY_API_KEY_FILE "$api_key"
    write_secret redis-password REDIS_PASSWORD_FILE "$redis_password"
}

write_secret() { # NAME VARIABLE FILE
    local unit
    if [ -n "$3" ]; then put "$etc/secrets/$1" 600 <"$3"; fi
    if [ -z "$3" ] && [ ! -e "$etc/secrets/$1" ]; then return; fi
    for unit in descry.service descry@.service; do
        put "$units/$unit.d/$1.conf" 644 <<END
[Service]
LoadCredential=$1:$etc/secrets/$1
Environment=$2=%d/$1
END
    done
}

make_tls() {
    if [ "$(wanted_setting DESCRY_TLS '')" = off ]; then return; fi
    if [ "$(wanted_setting DESCRY_TLS_CERTIFICATE "$certificate")" != "$etc/tls/certificate.pem" ]; then return; fi
    # One of the administrator's own stays.
    if [ -e "$etc/tls/certificate.pem" ] && [ ! -e "$etc/tls/addresses" ]; then return; fi
    if is_certificate_current "$etc/tls" "${names[@]}" || { [ ${#names[@]} = 0 ] && has_certificate; }; then return; fi
    change "make a certificate in $etc/tls (browsers warn of it; --certificate or --certbot gives a real one)" make_tls_now
}

# Made for names that were given in an earlier call.
has_certificate() { openssl x509 -in "$etc/tls/certificate.pem" -noout -checkend 2592000 >/dev/null 2>&1; }

make_tls_now() {
    mkdir -p "$etc/tls"
    make_certificate "$etc/tls" "${names[@]}"
}

fetch_model() {
    local name=$model
    if [ -z "$name" ] && [ -n "$api_key" ]; then name=$(wanted_setting DESCRY_MODEL ''); fi
    if [ -z "$name" ] && [ -n "$api_key" ]; then name=openai/clip-vit-base-patch32; fi
    if [ -z "$name" ] || [ -d "$name" ] || [ -d "$state/models/$name" ]; then return; fi
    change "fetch the model $name to $state/models" env DESCRY_MODELS="$state/models" "$release/bin/descry" model fetch "$name"
}

# --- Services.

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
    [ ! -e "$units/descry.service" ] || keep_units
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
}

# Of the release before, for the case that the new one does not get ready.
keep_units() {
    [ "$dry_run" = no ] || return 0
    mkdir "$work/units"
    cp -a "$units"/descry* "$work/units/"
}

restore_units() {
    [ -d "$work/units" ] || return 0
    rm -rf "$units"/descry.service "$units"/descry.socket "$units"/descry@.s* "$units"/descry.service.d "$units"/descry@.service.d
    cp -a "$work/units/." "$units/"
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
        change "ask Let's Encrypt for a certificate for ${names[*]}" certbot certonly --non-interactive --agree-tos \
            --email "$email" --webroot --webroot-path "$state/acme" --deploy-hook 'systemctl reload nginx.service' \
            "${domains[@]}"
    fi
    certificate=$live/fullchain.pem key=$live/privkey.pem
    write_settings_file
    [ "$dry_run" = yes ] || {
        configure_nginx "$release/share/descry" "$etc/nginx.new"
        use_nginx_configuration "$etc/nginx.new"
        systemctl reload nginx.service
    }
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
