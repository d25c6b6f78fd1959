#!/usr/bin/env bash
# What deploy/install and deploy/uninstall change, each change with a line that says so. The script that includes this file
# sets `dry_run` (yes or no) and includes common.bash before it.
# shellcheck disable=SC2154  # variables of the scripts that include this file

changes=0

change() { # WHAT COMMAND…: says it, and does it unless this is a dry run
    local what=$1
    shift
    changes=$((changes + 1))
    if [ "$dry_run" = yes ]; then
        say "would $what"
    else
        say "$what"
        "$@"
    fi
}

# Writes standard input to a file, if that differs from what is there. With `keep`, a file that is there keeps its mode and
# owner.
put() { # FILE MODE [keep]
    local content
    content=$(cat; printf x)
    if [ -f "$1" ] && cmp -s "$1" <(printf '%s' "${content%x}"); then
        if [ "${3:-}" != keep ] && [ "$(stat -L -c %a "$1")" != "$2" ]; then
            change "give $1 the mode $2" chmod "$2" "$1"
        fi
        return
    fi
    if [ -e "$1" ]; then change "change $1" put_now "$@"; else change "write $1" put_now "$@"; fi
}

# The new file's name cannot be known before, so that no one who may write to the folder can make it a link.
put_now() {
    local part problem
    if ! problem=$(mkdir -p "$(dirname "$1")" 2>&1) || ! problem=$(mktemp "$1.XXXXXX" 2>&1); then
        exit_code=73 fail "cannot write $1: ${problem##*: }"
    fi
    part=$problem
    problem=$(
        exec 2>&1
        printf '%s' "${content%x}" >"$part" || exit 1
        if [ "${3:-}" = keep ] && [ -e "$1" ]; then
            chown --reference="$1" "$part" && chmod --reference="$1" "$part" || exit 1
        else
            chmod "$2" "$part" || exit 1
        fi
        mv -fT "$part" "$1"
    ) || {
        rm -f "$part"
        exit_code=73 fail "cannot write $1: ${problem##*: }"
    }
}

put_link() { # LINK TARGET
    if [ "$(readlink "$1" 2>/dev/null)" = "$2" ]; then return; fi
    [ ! -e "$1" ] || [ -L "$1" ] || exit_code=78 fail "$1 is no link of Descry's; move it away"
    change "link $1 to $2" link_now "$@"
}

link_now() {
    mkdir -p "$(dirname "$1")"
    ln -sfn "$2" "$1"
}

remove() { # FILE…: those that are there
    local file
    for file in "$@"; do
        if [ -e "$file" ] || [ -L "$file" ]; then change "remove $file" rm -rf "$file"; fi
    done
}
