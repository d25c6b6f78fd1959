#!/usr/bin/env bash
# Whom the parts run as when deploy/run is started by root: nginx's workers as www-data, the process and Redis as descry
# (a system user that deploy/setup makes), unless those users cannot read what they need.
# shellcheck disable=SC2034,SC2154  # variables of the script that includes this file

choose_worker() {
    worker=root
    [ "$(id -u)" = 0 ] || return 0
    id www-data >/dev/null 2>&1 || return 0
    chmod 711 "$run"
    local path
    for path in "$root/nginx/www/index.html" "$gallery" "$run/nginx-state"; do
        if ! setpriv --reuid www-data --regid www-data --clear-groups -- test -r "$path"; then
            say "www-data cannot read $path, so nginx's workers run as root"
            return 0
        fi
    done
    worker=www-data
}

choose_user() {
    user=$(id -un)
    [ "$(id -u)" = 0 ] || return 0
    user=descry
    local reason
    chmod 711 "$run"
    if reason=$(user_problem); then
        user=root
        say "$reason, so the process and Redis run as root"
        export DESCRY_ALLOW_ROOT=1
    fi
}

# Prints why the user descry cannot do the work; fails where it can.
user_problem() {
    local problem model path
    if ! id descry >/dev/null 2>&1; then
        echo "there is no user descry (deploy/setup makes it)"
        return
    fi
    if ! problem=$(as_user "$descry" --version 2>&1); then
        echo "the user descry cannot run $descry (${problem##*$'\n'}); put the checkout, libtorch and Swift where" \
            "others may read them, as in /opt"
        return
    fi
    model=$(model_folder)
    if ! as_user test -x "$run"; then
        echo "the user descry cannot enter $run"
        return
    fi
    for path in "$model" "$gallery"; do
        if ! as_user test -x "$path" || [ -n "$(as_user find -L "$path" ! -readable -print -quit 2>&1)" ]; then
            echo "the user descry cannot read all of $path"
            return
        fi
    done
    return 1
}

# The process makes its sockets with mode 0660 and the folder's group, which is that of nginx's workers.
share_folders() {
    chmod 711 "$run/log"
    chown "$user" "$sockets"
    if [ "$worker" = root ] || [ "$(id -u)" != 0 ]; then
        chmod 700 "$sockets"
    else
        chgrp "$worker" "$sockets"
        chmod 2710 "$sockets"
    fi
    chown -R "$user" "$run/redis"
    local secret
    for secret in "$run"/secrets/*; do
        [ ! -f "$secret" ] || chown "$user" "$secret"
    done
}
