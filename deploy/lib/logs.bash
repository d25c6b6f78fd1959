#!/usr/bin/env bash
# The logs of a run, in its log/ folder. None grows beyond DESCRY_LOG_LIMIT megabytes: then it becomes NAME.previous.log,
# in place of the one before. Other tools may rotate them, too: see deploy/reload --logs.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

log_names=(descry redis nginx nginx-access nginx-error run)

log_owner() { # NAME
    case $1 in
    descry | redis) echo "$user" ;;
    nginx-*) echo "$worker" ;;
    *) id -un ;;
    esac
}

# Only this user may write to the folder, so that no other can replace a log by a link: the files are made here.
make_log() { # NAME
    local file=$run/log/$1.log
    if [ "$(id -u)" = 0 ]; then
        install -m 640 -o "$(log_owner "$1")" /dev/null "$file"
    else
        install -m 640 /dev/null "$file"
    fi
}

make_logs() {
    local name
    for name in "${log_names[@]}"; do
        if [ -e "$run/log/$name.log" ]; then mv -f "$run/log/$name.log" "$run/log/$name.previous.log"; fi
        make_log "$name"
    done
}

# For files that were renamed: new ones, which the processes then open.
reopen_logs() {
    local name
    for name in "${log_names[@]}"; do
        [ -e "$run/log/$name.log" ] || make_log "$name"
    done
    for name in nginx descry; do
        kill -s USR1 "$(cat "$run/pids/$name" 2>/dev/null)" 2>/dev/null || true
    done
}

rotate_large_logs() {
    local name file is_rotated=no
    for name in "${log_names[@]}"; do
        file=$run/log/$name.log
        [ "$(stat -c %s "$file" 2>/dev/null || echo 0)" -gt $((log_limit * 1000000)) ] || continue
        if [ "$name" = nginx ] || [ "$name" = run ]; then
            # What nginx says at its start, and bash, goes to a descriptor that stays open and appends.
            cp -p "$file" "$run/log/$name.previous.log"
            : >"$file"
        else
            mv -f "$file" "$run/log/$name.previous.log"
            is_rotated=yes
        fi
    done
    if [ $is_rotated = yes ]; then reopen_logs; fi
}
