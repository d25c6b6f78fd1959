#!/usr/bin/env bash
# The folder of the answers that nginx keeps for some seconds. nginx sends no answer that it cannot write there, so a folder
# with too little room is left for another one, or none is kept (the file answers-off: see nginx/configure --help).
# shellcheck disable=SC2034,SC2154  # variables of the script that includes this file

# Megabytes that have to be free where a folder is made, and where it stays. (A process sends 30 MB of long answers a
# second on two cores.)
answers_need=512 answers_reserve=256

free_megabytes() { # FOLDER
    local block=0 blocks=0
    read -r block blocks <<<"$(stat -f -c '%S %a' "$1" 2>/dev/null)"
    echo $((${block:-0} * ${blocks:-0} / 1048576))
}

# Prints where to make a folder: in memory if possible, and where no other user can write.
answer_place() {
    local place own=${XDG_RUNTIME_DIR:-}
    if [ "$(id -u)" = 0 ]; then own=/run; fi
    if [ "$(stat -f -c %T "$own" 2>/dev/null)" != tmpfs ]; then own=; fi
    for place in "$own" /dev/shm "$run"; do
        if [ -n "$place" ] && [ -w "$place" ] && [ "$(free_megabytes "$place")" -ge $answers_need ]; then
            echo "$place"
            return
        fi
    done
    return 1
}

# The answers of another run may be of another model or gallery, so each run has a folder of its own. Its name cannot be
# known before, so that no other user can make it; nginx reaches it by a link.
make_answer_folder() {
    # Left by a run that was killed.
    if [ -L "$run/answers" ]; then rm -rf "$(readlink "$run/answers")"; fi
    export DESCRY_ANSWER_FOLDER=$run/answers/kept
    if ! new_answer_folder; then say "$(no_room), so nginx keeps no answers until there is room"; fi
}

no_room() { echo "less than $answers_need MB are free in /dev/shm and in $run"; }

new_answer_folder() {
    local place code=0 owner=()
    if place=$(answer_place) && answers=$(mktemp -d "$place/descry-answers.XXXXXX" 2>/dev/null); then
        if [ "$(id -u)" = 0 ]; then owner=(-o "$worker"); fi
        install -d -m 700 "${owner[@]}" "$answers/kept" || code=1
    else
        keep_no_answers
        # nginx needs one to start.
        answers=$run/no-answers code=1
        mkdir -p "$answers/kept" || true
    fi
    chmod 711 "$answers" || true
    ln -sfn "$answers" "$run/answers" || code=1
    if [ $code = 0 ]; then rm -f "$run/nginx-state/answers-off"; fi
    return $code
}

# Open requests still write their answers, into the rest of the folder.
keep_no_answers() {
    # Without the folder none is kept either, and removing works on a full disk.
    { : >"$run/nginx-state/answers-off"; } 2>/dev/null || rm -f "$run/answers"
}

# Each second: whether the folder is there and has room.
watch_answers() {
    local before=$answers
    if [ -e "$run/nginx-state/answers-off" ]; then
        [ $((ticks % 10)) = 0 ] || return 0
        if new_answer_folder; then say "nginx keeps answers again, in $answers"; fi
    elif [ ! -d "$run/answers/kept" ]; then
        if new_answer_folder; then
            say "the folder of nginx's answers was gone ($before); they are in $answers now"
        else
            say "the folder of nginx's answers is gone ($before), and $(no_room), so nginx keeps none until there is room"
        fi
    elif [ "$(free_megabytes "$answers")" -lt $answers_reserve ]; then
        keep_no_answers
        if new_answer_folder; then
            say "the file system of $before is nearly full; nginx's answers are in $answers now"
        else
            say "the file system of $before is nearly full, and $(no_room), so nginx keeps no answers until there is room"
        fi
    else
        return 0
    fi
    if [ "$before" != "$answers" ]; then rm -rf "$before"; fi
}
