#!/usr/bin/env bash
# shellcheck disable=SC2154,SC2034  # variables of the script that includes this file
# Files and folders that settings name, for nginx/configure, which includes this file.

# Whether a file does not exist. In a folder that this user may not enter that is not known.
is_missing() { [ ! -e "$1" ] && [ -x "$(existing_folder "$1")" ]; }

# The file's nearest folder that exists.
existing_folder() {
    local folder
    folder=$(dirname "$1")
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    printf '%s\n' "$folder"
}

# NAME FILE; it may be made later, but before nginx starts. Without TLS none is needed.
need_tls_file() {
    if [ "$tls" = off ]; then return; fi
    need_path "$@"
    if [ -n "$warns" ] && is_missing "$2"; then
        printf 'configure: warning: nginx does not start before the file of %s is there: %s\n' "$1" "$2" >&2
    fi
    [ ! -d "$2" ] || fail "$1 names a folder, not a file: $2"
}
need_folder() {
    need_path "$@"
    if is_missing "$2"; then fail "$1 names a folder that does not exist: $2"; fi
    [ ! -e "$2" ] || [ -d "$2" ] || fail "$1 names a file, not a folder: $2"
}
# The default, the demo's, may be missing.
need_gallery() {
    if [ -n "${DESCRY_GALLERY:-}" ]; then need_folder "$@"; else need_path "$@"; fi
}
need_new_folder() {
    if [ -e "$2" ]; then need_folder "$@"; else need_path "$@"; fi
}
need_log() {
    [ "$2" = - ] || need_path "$@"
}
make_folder() {
    local problem
    if [ -d "$2" ] || problem=$(mkdir -p "$2" 2>&1); then return; fi
    if is_refusal "$problem"; then exit_code=77; fi
    fail "$1 names a folder that cannot be made: $2 (${problem##*: })"
}

# Whether this user lacks the right, by what mkdir says.
is_refusal() { [[ $1 = *': Permission denied' || $1 = *': Read-only file system' ]]; }

# The folder for the configuration.
make_output_folder() {
    local problem
    if ! problem=$(mkdir -p "$folder/includes" "$folder/settings" 2>&1); then
        exit_code=78
        if is_refusal "$problem"; then exit_code=77; fi
        fail "cannot make the folder $folder (${problem##*: })"
    fi
    [ -w "$folder" ] || exit_code=77 fail "this user cannot write to the folder $folder"
}

# nginx itself takes one that has ended, and says what it cannot read (nginx -t).
need_valid_certificate() {
    if [ "$tls" = off ] || [ ! -r "$tls_certificate" ] || ! command -v openssl >/dev/null; then return; fi
    local end
    end=$(openssl x509 -in "$tls_certificate" -noout -enddate 2>/dev/null) || return 0
    openssl x509 -in "$tls_certificate" -noout -checkend 0 >/dev/null ||
        exit_code=78 fail "DESCRY_TLS_CERTIFICATE: $tls_certificate ended on ${end#*=}; renew it"
}
