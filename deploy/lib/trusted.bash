#!/usr/bin/env bash
# Whether a folder is only the caller's, for deploy/package and deploy/install: who else may write to it, or to a folder
# above it, decides what root runs.
# shellcheck disable=SC2154  # variables of the scripts that include this file

# Prints who may change a folder above FOLDER or FOLDER itself, if that is someone else than root or the users of these
# numbers. In a folder with the sticky bit, as /tmp is, only a file's owner can replace it.
stranger_above() { # FOLDER UID…
    local folder=$1 uid mode owner group
    shift
    while :; do
        read -r uid mode owner group < <(stat -L -c '%u %a %U %G' "$folder")
        if [[ " 0 $* " != *" $uid "* ]]; then
            echo "$folder belongs to $owner"
            return
        fi
        if (( 8#$mode & 0002 && ! (8#$mode & 01000) )); then
            echo "everybody may write to $folder"
            return
        fi
        # A group of the owner's name is the owner's alone.
        if (( 8#$mode & 0020 && ! (8#$mode & 01000) )) && [[ $group != "$owner" && $group != root ]]; then
            echo "the group $group may write to $folder"
            return
        fi
        [ "$folder" != / ] || return 0
        folder=$(dirname "$folder")
    done
}

# Prints a file or folder in FOLDER, FOLDER included, that others own or may write to.
stranger_within() { # FOLDER UID…
    local folder=$1 uid owners=(-uid 0) groups=(-group root) found gid
    shift
    for uid in "$@"; do
        owners+=(-o -uid "$uid")
        gid=$(getent group "$(id -un "$uid")" | cut -d : -f 3)
        [ -z "$gid" ] || groups+=(-o -gid "$gid")
    done
    found=$(find "$folder" ! -type l \( -perm /0002 -o ! \( "${owners[@]}" \) -o \
        -perm /0020 ! \( "${groups[@]}" \) \) -print -quit 2>/dev/null)
    [ -z "$found" ] || echo "$found belongs to $(stat -c %U "$found"), with the mode $(stat -c %a "$found")"
}

need_trusted() { # FOLDER WHAT TO DO, UID…
    local folder=$1 advice=$2 problem
    shift 2
    problem=$(stranger_above "$folder" "$@")
    problem=${problem:-$(stranger_within "$folder" "$@")}
    [ -z "$problem" ] || exit_code=77 fail "others could change what is in $folder: $problem. $advice"
}
