#!/usr/bin/env bash
# shellcheck disable=SC2154,SC2034  # variables of the script that includes this file
# Files and folders that settings name, for nginx/configure, which includes this file.

# Whether a file is not there; what lies in a folder that this user may not enter is not known.
is_missing() { [ ! -e "$1" ] && [ -x "$(existing_folder "$1")" ]; }

# The file's nearest folder that exists.
existing_folder() {
    local folder
    folder=$(dirname "$1")
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    printf '%s\n' "$folder"
}

# NAME FILE; it may be made later, but before nginx starts
need_file() {
    if [ -n "$warns" ] && is_missing "$2"; then
        printf 'configure: warning: nginx does not start before the file of %s is there: %s\n' "$1" "$2" >&2
    fi
    [ ! -d "$2" ] || fail "$1 names a folder, not a file: $2"
}
need_folder() {
    if is_missing "$2"; then fail "$1 names a folder that does not exist: $2"; fi
    [ ! -e "$2" ] || [ -d "$2" ] || fail "$1 names a file, not a folder: $2"
}
make_folder() {
    local problem
    [ -d "$2" ] || problem=$(mkdir -p "$2" 2>&1) || fail "$1 names a folder that cannot be made: $2 (${problem##*: })"
}
