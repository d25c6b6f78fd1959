#!/usr/bin/env bash
# What deploy/run and deploy/reload share: messages, checks of values, the run folder's files, the settings of the run.
# The script that includes this file sets `program`, the name before each message, `root` and `run`.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

say() { printf '%s: %s\n' "$program" "$*"; }
fail() {
    printf '%s: %s\n' "$program" "$*" >&2
    exit 1
}

need_number() {
    [[ $2 =~ ^[0-9]{1,6}$ ]] || fail "$1 must be a whole number, not '$2'"
}

is_running() { [ -n "${1:-}" ] && kill -0 "$1" 2>/dev/null; }

# --- The settings of the run: in a file of NAME=value, from which each new process and nginx/configure take them.

is_setting() {
    case $1 in
    DESCRY_SETTINGS_FILE | PIXABAY_API_KEY | REDIS_PASSWORD) return 1 ;;
    DESCRY_* | PIXABAY_* | REDIS* | HF_ENDPOINT) return 0 ;;
    *) return 1 ;;
    esac
}

write_settings() { # FILE: all exported settings
    local name
    for name in $(compgen -e); do
        is_setting "$name" || continue
        [[ ${!name} != *$'\n'* ]] || fail "$name holds a line's end, which no setting may have"
        printf '%s=%s\n' "$name" "${!name}"
    done >"$1.part"
    chmod 644 "$1.part"
    mv "$1.part" "$1"
}

export_settings() { # FILE [unset]: exports what the environment does not set otherwise
    local name value
    while IFS='=' read -r name value; do
        is_setting "$name" || continue
        [ -n "${!name:-}" ] || export "$name=$value"
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
    if [ -z "${!name:-}" ] && { [ -z "$given" ] || [ "$given" = "$file" ]; }; then return; fi
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
