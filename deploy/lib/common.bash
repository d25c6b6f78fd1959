#!/usr/bin/env bash
# What deploy/run and deploy/reload share: messages, checks of values, the run folder's files, the settings of the run.
# The script that includes this file sets `program`, the name before each message, `root` and `run`.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

# Without control characters but line breaks: the names of processes and files, and what programs write, are other users'.
printable() {
    local controls=$'[\x01-\x08\x0b-\x1f\x7f]'
    printf '%s' "${1//$controls/?}"
}

# What cannot be written, as to a full disk or a closed pipe, must not end what runs.
say() { printf '%s: %s\n' "$program" "$(printable "$*")" || true; }
fail() { # MESSAGE: ends the script, with the exit code in exit_code or 1
    printf '%s: %s\n' "$program" "$(printable "$*")" >&2
    exit "${exit_code:-1}"
}

need_number() { # NAME VALUE LEAST
    { [[ $2 =~ ^[0-9]{1,6}$ ]] && [ "$2" -ge "$3" ]; } || fail "$1 must be a whole number from $3 to 999999, not '$2'"
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
    (umask 077 && : >"$1.part") 2>/dev/null || fail "cannot write $1 (is the disk full?)"
    (
        for name in $(compgen -e); do
            is_setting "$name" || continue
            [[ ${!name} != *$'\n'* ]] || fail "$name contains a line break, which no setting may contain"
            printf '%s=%s\n' "$name" "${!name}" 2>/dev/null || fail "cannot write $1 (is the disk full?)"
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

# --- nginx's configuration, from the settings in the environment.

write_nginx_configuration() { # FOLDER [WHAT TO SAY MORE IF IT CANNOT BE WRITTEN]
    local problem code=0
    problem=$("$root/nginx/configure" --no-warnings "$1" 2>&1) || code=$?
    [[ $code != 64 && $code != 77 && $code != 78 ]] || fail "${problem#configure: }${2:+; $2}"
    [ $code = 0 ] || fail "nginx's configuration cannot be written to $1: ${problem##*: }${2:+; $2}"
}
