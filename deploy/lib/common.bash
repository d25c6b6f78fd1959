#!/usr/bin/env bash
# What deploy/run and deploy/reload share: messages, checks of values, the run folder's files, the settings of the run.
# The script that includes this file sets `program`, the name before each message, `root` and `run`.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

# What cannot be written, as to a full disk or a closed pipe, must not end what runs.
say() { printf '%s: %s\n' "$program" "$*" || true; }
fail() { # MESSAGE: ends the script, with the exit code in exit_code or 1
    printf '%s: %s\n' "$program" "$*" >&2
    exit "${exit_code:-1}"
}

need_number() {
    [[ $2 =~ ^[0-9]{1,6}$ ]] || fail "$1 must be a whole number, not '$2'"
}

is_running() { [ -n "${1:-}" ] && kill -0 "$1" 2>/dev/null; }

# --- The settings of the run: in a file of NAME=value, from which each new process and nginx/configure take them.

# Only the names that Descry knows: other programs' variables may hold passwords, as REDISCLI_AUTH does.
is_setting() {
    case $1 in
    DESCRY_SETTINGS_FILE | PIXABAY_API_KEY | REDIS_PASSWORD) return 1 ;;
    DESCRY_* | PIXABAY_* | REDIS* | HF_ENDPOINT) grep -qxF -e "$1" "$root/nginx/settings-names" ;;
    *) return 1 ;;
    esac
}

# The process's user may read the file, and not change it: deploy/reload, which may be root's, takes settings from it.
write_settings() { # FILE: all exported settings
    local name
    rm -f "$1.part"
    (
        umask 077
        for name in $(compgen -e); do
            is_setting "$name" || continue
            [[ ${!name} != *$'\n'* ]] || fail "$name contains a line break, which no setting may contain"
            printf '%s=%s\n' "$name" "${!name}" || fail "cannot write $1"
        done >"$1.part"
    ) || exit 1
    if [ "$(id -u)" = 0 ]; then chown "root:$(id -g "$user")" "$1.part"; fi
    chmod 640 "$1.part"
    mv -f "$1.part" "$1"
}

# A variable that is set but empty counts: it takes back a setting of the run.
export_settings() { # FILE: exports what the environment does not set otherwise
    local line name
    while IFS= read -r line; do
        name=${line%%=*}
        is_setting "$name" || continue
        [ -n "${!name+set}" ] || export "$name=${line#*=}"
    done <"$1"
}

# Secrets are handed on as files that only the process's user reads: an environment can be seen by every process of the
# user, and is inherited by each program that is started.
keep_secrets() {
    mkdir -p "$run/secrets"
    chmod 711 "$run/secrets"
    keep_secret PIXABAY_API_KEY
    keep_secret REDIS_PASSWORD
}

keep_secret() { # NAME
    local name=$1 file_name=$1_FILE file=$run/secrets/$1
    local given=${!file_name:-}
    if [ -z "${!name:-}" ] && { [ -z "$given" ] || [ "$given" = "$file" ]; }; then
        # Set but empty, it takes the secret back.
        if [ -n "${!name+set}" ]; then export "$file_name="; fi
        return
    fi
    (
        umask 077
        if [ -n "${!name:-}" ]; then printf '%s' "${!name}"; else cat "$given"; fi >"$file.part"
    ) || fail "the file that $file_name names cannot be read: $given"
    # The process's user owns this folder once it is chosen.
    if [ "$(id -u)" = 0 ]; then chown --reference "$run/redis" "$file.part"; fi
    mv -f "$file.part" "$file"
    unset "$name"
    export "$file_name=$file"
}
