#!/usr/bin/env bash
# The steps of deploy/install before its services: packages, user, release, settings, secrets, model.
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
        # Swift may be in the caller's path alone.
        [ "$dry_run" = yes ] || PATH=$callers_path "$root/deploy/package" "$tree"
    fi
    [ "$(id -u)" = 0 ] || return 0
    # Who calls sudo is root anyway.
    need_trusted "$tree" "Copy it again, for root alone, or run: chown -R root:root $tree && chmod -R go-w $tree" \
        0 ${SUDO_UID:+"$SUDO_UID"}
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
    host=$(wanted_setting REDISHOST "$redis_host")
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
        set_in_content REDISHOST "$redis_host"
        # Without a port it is the standard one, and not that of the Redis before.
        if [ -n "$redis_port" ] || [[ $'\n'$content == *$'\nREDISPORT='* ]]; then
            set_in_content REDISPORT "$redis_port"
        fi
    fi
    if [ -n "$email" ]; then set_in_content DESCRY_ACME_FOLDER "$state/acme"; fi
    if [ -n "$api_key" ]; then set_in_content DESCRY_SOURCE pixabay; fi
    if [ -n "$gallery" ]; then
        set_in_content DESCRY_SOURCE gallery
        set_in_content DESCRY_GALLERY "$gallery"
    fi
    put "$etc/descry.conf" 644 keep <<<"$content"
}

# Replaces the line NAME=… of `content`, or adds it.
set_in_content() { # NAME VALUE
    local line result='' found=no value=$2
    if [[ $value == [[:blank:]]* || $value == *[[:blank:]] || $value == [\"\']* ]]; then value="'$value'"; fi
    [[ $value != *$'\n'* && -z $(line_problem "$1=$value" "$etc/descry.conf") ]] ||
        exit_code=78 fail "$1 cannot be '$2': such a value cannot be in $etc/descry.conf. Nothing was changed"
    while IFS= read -r line; do
        if [[ $line == "$1="* ]]; then
            [ $found = no ] || continue
            found=yes line="$1=$value"
        fi
        result+=$line$'\n'
    done <<<"$content"
    if [ $found = no ]; then result+="$1=$value"$'\n'; fi
    content=${result%$'\n'}
}

# systemd hands a secret to the process as a file that only it can read (systemd.exec(5), LoadCredential=).
write_secrets() {
    write_secret pixabay-api-key PIXABAY_API_KEY_FILE "$api_key_text"
    write_secret redis-password REDIS_PASSWORD_FILE "$redis_password_text"
}

write_secret() { # NAME VARIABLE SECRET
    local unit
    if [ -n "$3" ] && [ "$dry_run" = no ]; then install -d -m 700 "$etc/secrets"; fi
    if [ -n "$3" ]; then put "$etc/secrets/$1" 600 < <(printf '%s' "$3"); fi
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
    local all=() name
    if [ "$(wanted_setting DESCRY_TLS '')" = off ]; then return; fi
    if [ "$(wanted_setting DESCRY_TLS_CERTIFICATE "$certificate")" != "$etc/tls/certificate.pem" ]; then return; fi
    # One of the administrator's own stays.
    if [ -e "$etc/tls/certificate.pem" ] && [ ! -e "$etc/tls/addresses" ]; then return; fi
    mapfile -t all < <(earlier_names)
    for name in "${names[@]}"; do
        [[ " ${all[*]} " == *" $name "* ]] || all+=("$name")
    done
    if is_certificate_current "$etc/tls" "${all[@]}" || { [ ${#names[@]} = 0 ] && has_certificate; }; then return; fi
    change "make a certificate in $etc/tls (browsers warn of it; --certificate or --certbot gives a real one)" \
        make_tls_now "${all[@]}"
}

# Those of the certificate that was made in an earlier call.
earlier_names() {
    tr ',' '\n' 2>/dev/null <"$etc/tls/addresses" | sed -n 's/^DNS://p' | grep -vxF -e localhost -e "$(hostname)" || true
}

# Made for names that were given in an earlier call.
has_certificate() { openssl x509 -in "$etc/tls/certificate.pem" -noout -checkend 2592000 >/dev/null 2>&1; }

make_tls_now() {
    mkdir -p "$etc/tls"
    make_certificate "$etc/tls" "$@"
}

fetch_model() {
    local name=$model
    if [ -z "$name" ] && [ -n "$api_key" ]; then name=$(wanted_setting DESCRY_MODEL ''); fi
    if [ -z "$name" ] && [ -n "$api_key" ]; then name=openai/clip-vit-base-patch32; fi
    if [ -z "$name" ] || [ -d "$name" ] || [ -d "$state/models/$name" ]; then return; fi
    change "fetch the model $name to $state/models" env DESCRY_MODELS="$state/models" "$release/bin/descry" model fetch "$name"
}
