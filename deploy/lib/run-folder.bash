#!/usr/bin/env bash
# The run folder of deploy/run and deploy/reload: whose it is, who uses it, and what a run that was killed left in it.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

# Files in the folder say which processes get signals and which files are deleted, so only their owner uses them: root would
# do what another user wrote there.
need_own() { # PATH…: of those that exist
    local path owner
    for path in "$@"; do
        owner=$(stat -c %u "$path" 2>/dev/null) || continue
        [ "$owner" != "$(id -u)" ] || continue
        owner=$(stat -c %U "$path")
        if [ "$path" = "$run" ]; then
            exit_code=77 fail "the run folder $run belongs to $owner and you are $(id -un): run this as $owner, or set" \
                "DESCRY_RUN_DIR to a folder of your own"
        fi
        exit_code=77 fail "$path belongs to $owner, so it is not used: the run folder belongs to $(id -un)." \
            "Remove it, or set DESCRY_RUN_DIR to another folder"
    done
}

need_own_run_folder() {
    need_own "$run"
    need_own "$run/settings" "$run/pids" "$run"/pids/* "$run/lock" "$run/reload.lock" "$run/nginx" "$run/log" \
        "$run/tls" "$run/secrets" "$run/nginx-state"
}

# A user who may open a file can lock it, so only this user may.
make_lock_file() { # FILE
    local problem
    problem=$( (umask 077 && : >>"$1" && chmod 600 "$1") 2>&1) || fail "cannot write $1: ${problem##*: }"
}

existing_parent() { # PATH
    local folder
    folder=$(dirname "$1")
    while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
    printf '%s' "$folder"
}

# Left by a run that was killed.
remove_leftovers() {
    local link=$run/short-sockets
    rm -rf "$run"/sockets/*.sock "$run"/sockets/descry-supervise.* "$run/pids" "$run/secrets" "$run"/settings.* \
        "$run"/nginx.new "$run"/nginx.old
    if [[ $(readlink "$link") =~ ^/tmp/descry\.[A-Za-z0-9]+$ ]]; then rm -rf "$(readlink "$link")"; fi
    rm -f "$link"
}

make_run_folder() {
    local problem
    [[ $run = /* ]] || run=$PWD/$run
    # nginx's configuration holds the path between quotes.
    [[ $run != *[\"\'\$\\\;\{\}$'\n']* ]] ||
        fail "the run folder's path may not hold any of \" ' \$ \\ ; { } or a line's end: $run (DESCRY_RUN_DIR)"
    [ ! -e "$run" ] || [ -d "$run" ] || fail "the run folder $run is a file; set DESCRY_RUN_DIR to a folder"
    if [[ ! -e $run && ! -w $(existing_parent "$run") ]]; then exit_code=77; fi
    problem=$(mkdir -p "$run" 2>&1) ||
        fail "the run folder $run cannot be made: ${problem##*: }; set DESCRY_RUN_DIR to another one"
    run=$(realpath "$run")
    need_own_run_folder
    { [ -w "$run" ] && [ -x "$run" ]; } || exit_code=77 fail \
        "$(id -un) may not write to the run folder $run; set DESCRY_RUN_DIR to another one"
    chmod go-w "$run"
    make_lock_file "$run/lock"
    exec 9>"$run/lock"
    # What removes the secrets of a run that was killed may have the lock for a moment.
    flock -w 1 9 || exit_code=69 fail "another deploy/run is using $run; stop it, or set DESCRY_RUN_DIR to another folder"
    remove_leftovers
    local folders=("$run/log" "$run/sockets" "$run/tls" "$run/redis" "$run/nginx-state")
    problem=$(mkdir -p "${folders[@]}" 2>&1) || fail "cannot write to the run folder $run: ${problem##*: }"
    # Those of a version that left it to the umask.
    chmod go-w "${folders[@]}"
    chmod 700 "$run/tls" "$run/log"
    sockets=$run/sockets
    # A unix socket's path has at most 107 bytes, of which `descry supervise` needs 38.
    if [ "$(printf %s "$sockets" | wc -c)" -gt 69 ]; then
        short_sockets=$(mktemp -d /tmp/descry.XXXXXX)
        sockets=$short_sockets
        ln -sfn "$short_sockets" "$run/short-sockets"
    fi
}

# Waits for the lock, which is free when this script is killed, and then removes the secrets, and what is outside of the run
# folder: answers in memory, sockets. stop_all ends it before.
watch_for_kill() {
    (
        trim_environment cleaner
        # shellcheck disable=SC2016  # for the other bash
        exec setsid flock "$run/lock" bash -c \
            'rm -rf "$0/secrets" "$0/pids" "$(readlink -m "$0/answers")" "$(readlink -m "$0/short-sockets")"' "$run"
    ) >/dev/null 2>&1 </dev/null 9>&- &
    cleaner=$!
}

# Whether a deploy/run uses the folder: pids/ may hold numbers of processes that have ended, which others have by now.
is_run_alive() { [ -e "$run/lock" ] && ! flock -n "$run/lock" true; }
