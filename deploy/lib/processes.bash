#!/usr/bin/env bash
# How deploy/run starts, watches, restarts and stops its parts: redis, descry (`descry supervise`) and nginx. Each has a
# function run_NAME that starts it.
# shellcheck disable=SC2034,SC2154  # variables of the script that includes this file

parts=()
declare -A pids=() since=() pauses=() retries=() missed=()
is_stopping=no
ticks=0

# Each child has no terminal (setsid), so that Ctrl-C reaches this script alone and they can be stopped in order. It gets a
# SIGTERM if this script is killed.
start() { # NAME COMMAND…
    local name=$1
    shift
    [[ " ${parts[*]} " == *" $name "* ]] || parts+=("$name")
    (
        trim_environment "$name"
        exec setsid setpriv --pdeathsig TERM -- "$@"
    ) >>"$run/log/$name.log" 2>&1 </dev/null 9>&- &
    pids[$name]=$!
    since[$name]=$SECONDS
    missed[$name]=0
    note_pid "$name"
}

# For deploy/reload; on a full disk it is tried again later (see keep_running).
note_pid() { # NAME
    local noted=
    { read -r noted <"$run/pids/$1"; } 2>/dev/null || true
    [ "$noted" != "${pids[$1]}" ] || return 0
    { mkdir -p "$run/pids" && printf '%s\n' "${pids[$1]}" >"$run/pids/$1"; } 2>/dev/null || true
}

# The variables that a part inherits: not those of other programs, which may hold keys.
trim_environment() { # NAME
    local name
    for name in $(compgen -e); do
        case $name in
        PATH | HOME | LANG | LANGUAGE | LC_* | TZ | TMPDIR | XDG_*) ;;
        LD_LIBRARY_PATH | LD_PRELOAD | LIBTORCH* | CUDA_* | NVIDIA_* | SSL_CERT_* | CURL_CA_BUNDLE) ;;
        # How libraries use threads and memory, and what sanitizers do.
        OMP_* | GOMP_* | KMP_* | MKL_* | ONEDNN_* | DNNL_* | TORCH_* | ATEN_* | LRU_CACHE_CAPACITY | MALLOC_*) ;;
        SWIFT_BACKTRACE | [ALT]SAN_OPTIONS) ;;
        *) if [ "$1" != descry ] || ! is_setting "$name"; then export -n "${name?}"; fi ;;
        esac
    done
    # Not by a pipe or <(), whose process would become the part's child.
    while read -r _ _ name; do
        if [ -n "$name" ]; then export -nf "${name?}"; fi
    done <<<"$(declare -Fx)"
}

# setpriv's options for a process of the user, who gets nothing that root may do.
as_user() { # COMMAND…
    if [ "$user" = root ] || [ "$(id -u)" != 0 ]; then
        "$@"
    else
        (
            trim_environment user
            exec setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs -- "$@"
        )
    fi
}

start_as_user() { # NAME COMMAND…
    local name=$1
    shift
    if [ "$user" = root ] || [ "$(id -u)" != 0 ]; then
        start "$name" "$@"
    else
        start "$name" setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --pdeathsig TERM -- \
            env HOME=/nonexistent "$@"
    fi
}

show_log() { # NAME
    if [ -s "$run/log/$1.log" ]; then
        printf 'The end of %s:\n' "$run/log/$1.log" >&2
        tail -n 12 "$run/log/$1.log" | sed 's/^/    /' >&2
    fi
}

# Sets `how`.
note_end() { # NAME
    local status=0
    wait "${pids[$1]}" 2>/dev/null || status=$?
    if [ $status -gt 128 ]; then how="signal $((status - 128))"; else how="exit code $status"; fi
}

# --- At the first start: whatever ends is a failure.

ended_at_start() { # NAME
    local how
    note_end "$1"
    printf '\n'
    if [ "$1" = nginx ] && grep -q 'Address already in use' "$run/log/nginx.log"; then
        exit_code=69 fail "port $port is in use; set DESCRY_HTTPS_PORT to another one"
    fi
    if [ "$1" = nginx ] && grep -q -e 'Cannot assign requested address' -e 'host not found in .* "listen"' "$run/log/nginx.log"; then
        fail "nginx cannot listen on all of DESCRY_BIND ($DESCRY_BIND), which must be addresses of this machine:" \
            "$(sed -n 's/.*\(bind() to\|host not found\)/\1/p' "$run/log/nginx.log" | head -n 1)"
    fi
    if [ "$1" = nginx ] && grep -q 'Permission denied' "$run/log/nginx.log" && [ "$port" -lt 1024 ]; then
        exit_code=77 fail "only root may listen on port $port; set DESCRY_HTTPS_PORT to one above 1023"
    fi
    show_log "$1"
    case $how in
    # As the process says of its settings.
    'exit code 69' | 'exit code 77' | 'exit code 78') exit_code=${how##* } ;;
    esac
    fail "$1 ended at its first start ($how), so everything is stopped"
}

need_all_running() {
    local name
    for name in "${parts[@]}"; do
        is_running "${pids[$name]}" || ended_at_start "$name"
    done
}

# --- Later: what ends is started again, after pauses from 0 to 30 s that grow while it does not last for a minute.

# Until a signal ends this script: nothing that fails here may, as a write to a full disk.
watch_parts() {
    set +e
    # Without it a message to a pipe that has no reader would end this script.
    trap : PIPE
    while :; do
        keep_running
        watch_answers
        if [ $((ticks % 30)) = 0 ]; then rotate_large_logs; fi
        sleep 1 9>&- &
        wait $! || true
    done
}

keep_running() {
    local name
    ticks=$((ticks + 1))
    for name in "${parts[@]}"; do
        note_pid "$name"
        if [ -n "${retries[$name]:-}" ]; then
            if [ $SECONDS -ge "${retries[$name]}" ]; then
                unset "retries[$name]"
                "run_$name"
                say "$name was started again"
            fi
        elif ! is_running "${pids[$name]}"; then
            plan_restart "$name"
        elif [ $((ticks % 3)) = 0 ]; then
            kill_if_silent "$name"
        fi
    done
}

plan_restart() { # NAME
    local name=$1 pause=${pauses[$1]:-0} how
    note_end "$name"
    if [ $((SECONDS - since[$name])) -ge 60 ]; then pause=0; fi
    # What a killed nginx leaves: workers that still hold the port.
    kill -s TERM -- "-${pids[$name]}" 2>/dev/null || true
    say "$name ended ($how); it is started again in $pause s (see $run/log/$name.log)"
    retries[$name]=$((SECONDS + pause))
    pauses[$name]=$((pause == 0 ? 1 : pause * 2 > 30 ? 30 : pause * 2))
}

# Several checks in a row without an answer, each three seconds after the one before. nginx serves everybody, so a moment
# without a processor must not end it: it gets 15 to 30 s. Redis' data are a cache.
kill_if_silent() { # NAME
    local name=$1 limit=2
    if [ "$name" = nginx ]; then limit=5; fi
    if answers "$name" || { [ "$name" = nginx ] && is_full; }; then
        missed[$name]=0
        return
    fi
    is_running "${pids[$name]}" || return 0
    missed[$name]=$((missed[$name] + 1))
    [ "${missed[$name]}" -ge $limit ] || return 0
    say "$name does not answer, so it is killed"
    kill -s KILL -- "-${pids[$name]}" 2>/dev/null || kill -s KILL "${pids[$name]}" 2>/dev/null || true
}

answers() { # NAME
    case $1 in
    redis)
        command -v redis-cli >/dev/null || return 0
        [ "$(timeout 3 redis-cli -s "$sockets/redis.sock" ping 2>/dev/null)" = PONG ]
        ;;
    # A TLS handshake, which a worker does; it leaves no line in the access log.
    nginx) timeout 3 openssl s_client -connect "$address:$port" -brief </dev/null >/dev/null 2>&1 ;;
    # `descry supervise` watches its process by itself.
    *) ;;
    esac
}

# --- The end, in order: nginx takes no more requests and finishes those that it has; if that takes long, the process is
# told to end, which makes it answer early; Redis last.

tell() { # NAME SIGNAL
    if is_running "${pids[$1]:-}"; then kill -s "$2" "${pids[$1]}" 2>/dev/null || true; fi
}

has_ended() { # NAME SECONDS
    local tenths=$(($2 * 10))
    while is_running "${pids[$1]:-}" && [ $tenths -gt 0 ] && [ "$is_stopping" != now ]; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    ! is_running "${pids[$1]:-}"
}

stop_parts() {
    local name
    tell nginx QUIT
    has_ended nginx 2 || true
    tell descry TERM
    has_ended nginx 12 || true
    has_ended descry 14 || true
    tell redis TERM
    has_ended redis 5 || true
    for name in "${parts[@]}"; do
        tell "$name" KILL
        wait "${pids[$name]}" 2>/dev/null || true
        kill -s TERM -- "-${pids[$name]}" 2>/dev/null || true
    done
}
