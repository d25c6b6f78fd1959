#!/usr/bin/env bash
# The secrets of deploy/run and deploy/reload. They are handed on as files that only the process's user reads: an
# environment can be seen by every process of the user, and is inherited by each program that is started.
# shellcheck disable=SC2154  # variables of the scripts that include this file

secret_names=(PIXABAY_API_KEY REDIS_PASSWORD)

# Sets `secret`, the content of a file without the blanks around it, which the process does not take either.
read_secret_file() { # NAME FILE
    local reason=
    [ -e "$2" ] || fail "$1 names a file that does not exist: $2"
    [ ! -d "$2" ] || fail "$1 names a folder, not a file: $2"
    # A pipe may have no writer.
    secret=$(timeout 10 head -c 65536 "$2" 2>/dev/null | tr -d '\0'; exit "${PIPESTATUS[0]}") || reason=yes
    [ -z "$reason" ] || exit_code=77 fail "the file that $1 names cannot be read by $(id -un): $2"
    secret=${secret#"${secret%%[![:space:]]*}"}
    secret=${secret%"${secret##*[![:space:]]}"}
    [ -n "$secret" ] || fail "the file that $1 names is empty: $2"
}

# Without the secret itself.
check_secret() { # NAME VALUE WHAT
    case $2 in
    *$'\n'* | *$'\r'*) fail "$3 holds a line's end, which no secret may have" ;;
    [[:space:]]* | *[[:space:]]) fail "$3 begins or ends with a blank; remove it" ;;
    esac
    if [ "$1" = PIXABAY_API_KEY ] && [[ $2 == *[[:space:]]* ]]; then
        fail "$3 holds a blank, which no key of Pixabay has"
    fi
}

# Each secret that is given, in its file, and NAME_FILE with the file's name; a variable that is set but empty takes the
# secret back.
keep_secrets() {
    local name
    mkdir -p "$run/secrets"
    chmod 711 "$run/secrets"
    for name in "${secret_names[@]}"; do keep_secret "$name"; done
}

keep_secret() { # NAME
    local name=$1 file_name=$1_FILE file=$run/secrets/$1 secret=
    local given=${!file_name:-}
    if [ -n "${!name:-}" ]; then
        secret=${!name}
        check_secret "$name" "$secret" "$name"
    elif [ -n "${!name+set}" ] || [ -z "$given" ]; then
        rm -f "$file"
        if [ -n "${!name+set}${!file_name+set}" ]; then export "$file_name="; fi
        unset "$name"
        return
    elif [ "$given" = "$file" ]; then
        return
    else
        read_secret_file "$file_name" "$given"
        check_secret "$name" "$secret" "the file that $file_name names ($given)"
    fi
    (umask 077 && printf '%s' "$secret" >"$file.part") 2>/dev/null || fail "cannot write $file.part (is the disk full?)"
    # The process's user owns this folder once it is chosen.
    if [ "$(id -u)" = 0 ]; then chown --reference "$run/redis" "$file.part"; fi
    mv -f "$file.part" "$file"
    unset "$name"
    export "$file_name=$file"
}

# --- Out of this script's own environment, which can be read for as long as it lives: it is started again without them,
# and reads them from a pipe (descriptor 8), so that they are on no disk before the traps are set that remove them.

start_without_secrets() { # SCRIPT
    local name file_name
    for name in "${secret_names[@]}"; do
        file_name=${name}_FILE
        check_secret "$name" "${!name:-}" "$name"
        # Set but empty, it takes the file back, too.
        if [ -n "${!name+set}" ] && [ -z "${!name}" ]; then unset "$name" "$file_name"; fi
    done
    if [ -n "${PIXABAY_API_KEY:-}${REDIS_PASSWORD:-}" ]; then
        exec "$1" --secrets-on-8 8<<<"${PIXABAY_API_KEY:-}"$'\n'"${REDIS_PASSWORD:-}"
    fi
}

take_secrets() {
    local name value
    for name in "${secret_names[@]}"; do
        IFS= read -r value <&8 || true
        if [ -n "$value" ]; then printf -v "$name" '%s' "$value"; fi
    done
    exec 8<&-
}
