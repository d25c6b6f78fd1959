#!/usr/bin/env bash
# What deploy/install checks before it changes anything.
# shellcheck disable=SC2034,SC2154  # variables of the script that includes this file

check_usage() {
    local port
    for port in "$https_port" "$http_port"; do
        { [[ $port =~ ^[0-9]{0,5}$ ]] && [ "${port:-1}" -le 65535 ]; } ||
            exit_code=64 fail "a port is a number from 1 to 65535, not '$port'"
    done
    [ "$https_port" != 0 ] || exit_code=64 fail "--https-port must be from 1 to 65535"
    [ -z "$certificate" ] || [ -n "$key" ] || exit_code=64 fail "--certificate needs --key"
    [ -z "$key" ] || [ -n "$certificate" ] || exit_code=64 fail "--key needs --certificate"
    [ -z "$email" ] || [ -z "$certificate" ] || exit_code=64 fail "--certbot and --certificate exclude each other"
    [ -z "$email" ] || [ ${#names[@]} != 0 ] || exit_code=64 fail "--certbot needs --name, this server's public name"
    read_redis
    [ -z "$redis_password" ] || [ -n "$redis" ] || exit_code=64 fail "--redis-password needs --redis"
    local name
    for name in "${names[@]}"; do
        [[ ${#name} -le 253 && $name =~ ^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$ ]] ||
            exit_code=64 fail "--name takes a host's name, not '$name'"
    done
}

# Sets redis_host and redis_port.
read_redis() {
    case $redis in
    '') return ;;
    unix:/*) redis_host=$redis ;;
    \[*\]:*) redis_host=${redis%:*} redis_port=${redis##*:} ;;
    *:*:*) redis_host=$redis ;;
    *:*) redis_host=${redis%:*} redis_port=${redis##*:} ;;
    *) redis_host=$redis ;;
    esac
    redis_host=${redis_host#[} redis_host=${redis_host%]}
    [[ $redis_host =~ ^(unix:/[^[:space:]]+|[A-Za-z0-9.:_-]+)$ && $redis_host != unix ]] ||
        exit_code=64 fail "--redis takes HOST, HOST:PORT or unix:/PATH, not '$redis'"
    [[ -n $redis_port || $redis != *: ]] || exit_code=64 fail "--redis: there is no port after the colon: '$redis'"
    [ -z "$redis_port" ] || { [[ $redis_port =~ ^[0-9]{1,5}$ ]] && [ "$redis_port" -ge 1 ] && [ "$redis_port" -le 65535 ]; } ||
        exit_code=64 fail "--redis: a port is a number from 1 to 65535, not '$redis_port'"
}

check_machine() {
    [ "$(id -u)" = 0 ] || [ "$dry_run" = yes ] || exit_code=77 fail "only root can install; run it with sudo"
    [ -d /run/systemd/system ] || exit_code=69 fail "systemd does not run on this machine; see deploy/README.md"
    command -v apt-get >/dev/null || exit_code=69 fail "apt is not on this machine; Debian and Ubuntu are supported"
}

check_files() {
    if [ -e "$etc/descry.conf" ] || [ -L "$etc/descry.conf" ]; then check_settings_files; fi
    if [ -n "$certificate" ]; then
        check_certificate --certificate "$certificate" --key "$key"
        # The links themselves, since certbot makes them lead to a new certificate later.
        certificate=$(realpath -s "$certificate")
        key=$(realpath -s "$key")
    fi
    api_key_text='' redis_password_text=''
    if [ -n "$api_key" ]; then api_key_text=$(checked_secret PIXABAY_API_KEY --api-key "$api_key"); fi
    if [ -n "$redis_password" ]; then
        redis_password_text=$(checked_secret REDIS_PASSWORD --redis-password "$redis_password")
    fi
    if [ -n "$gallery" ]; then
        [ -f "$gallery/gallery.json" ] || exit_code=78 fail "--gallery: there is no $gallery/gallery.json"
        gallery=$(realpath "$gallery")
    fi
    # Else it is a name as the hub has it, owner/name.
    [[ ! $model =~ ^[./~] ]] || [ -d "$model" ] || exit_code=78 fail "--model: there is no folder $model"
    if [[ $model == */* && -e $model ]]; then
        [ -f "$model/config.json" ] || exit_code=78 fail "--model: there is no $model/config.json"
        model=$(realpath "$model")
    fi
    local path
    for path in "$certificate" "$key" "$gallery" "$model"; do
        case $path in
        /tmp/* | /var/tmp/*)
            exit_code=78 fail "$path is in a folder for temporary files, which the services do not see and where every" \
                "user can write; put it elsewhere"
            ;;
        esac
    done
}

# Prints a file's secret without the blanks around it.
checked_secret() { # NAME OPTION FILE
    local exit_code=78 secret=
    need_readable "$2" "$3"
    read_secret_file "$2" "$3"
    check_secret "$1" "$secret" "$2: the file $3"
    printf '%s' "$secret"
}

lock() { [ "$dry_run" = yes ] || lock_deployment; }

nginx_folder=/etc/nginx

# nginx's own sites would no longer be served.
check_nginx_is_free() {
    local file others=()
    if [ -e "$units/nginx.service.d/descry.conf" ] || [ "$replaces_nginx" = yes ]; then return; fi
    while IFS= read -r file; do others+=("$file"); done < <(
        find "$nginx_folder/sites-enabled" "$nginx_folder/conf.d" -mindepth 1 ! -name default 2>/dev/null | sort
    )
    for file in "$nginx_folder"/sites-enabled/default "$nginx_folder"/conf.d/default; do
        [ ! -e "$file" ] || is_distributions "$file" || others+=("$file")
    done
    # Debian's names no server.
    if grep -qsE '^[^#]*\bserver[[:space:]]*(\{|$)' "$nginx_folder/nginx.conf"; then others+=("$nginx_folder/nginx.conf"); fi
    [ ${#others[@]} = 0 ] || exit_code=78 fail "nginx on this machine serves other sites, which would no longer be served:" \
        "${others[*]} - use another machine or container, or --replace-nginx"
}

# Whether a file is as its package installed it.
is_distributions() { # FILE
    local file sum
    file=$(realpath "$1")
    sum=$(dpkg-query -W -f '${Conffiles}\n' 'nginx*' 2>/dev/null | awk -v file="$file" '$1 == file { print $2; exit }')
    [ -n "$sum" ] && [ "$(md5sum <"$file" | cut -d ' ' -f 1)" = "$sum" ]
}

check_ports() {
    local port other https http
    https=$(wanted_setting DESCRY_HTTPS_PORT "$https_port") http=$(wanted_setting DESCRY_HTTP_PORT "$http_port")
    if [[ $http =~ ^[0-9]+$ && ${https:-443} =~ ^[0-9]+$ ]] && [ "$((10#$http))" = "$((10#${https:-443}))" ] &&
        [ "$(wanted_setting DESCRY_TLS '')" != off ]; then
        exit_code=64 fail "the ports for HTTPS and HTTP must differ, but both are $http (--https-port, --http-port)"
    fi
    for port in "$https" "$http"; do
        if [ -z "$port" ] || [ "$port" = 0 ]; then continue; fi
        other=$(foreign_listener "$port")
        [ -z "$other" ] || exit_code=78 fail "port $port is in use by process $other; choose another one with" \
            "--https-port or --http-port, or stop it"
    done
}
