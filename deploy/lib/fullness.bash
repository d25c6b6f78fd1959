#!/usr/bin/env bash
# Whether nginx, when it does not answer, only has as many connections or files open as it may have: it works then, and
# must not be killed.
# shellcheck disable=SC2154  # variables of the script that includes this file

# As far as has_no_connections_left has read.
error_log_size=0
# For each worker: how often it had waited for events when has_no_descriptors_left looked last.
declare -A waits=()
# When deploy/run may say again that no descriptors are left, in $SECONDS.
next_words=0

is_full() {
    local full=1
    # Both, so that both know when they looked last.
    if has_no_connections_left; then full=0; fi
    if has_no_descriptors_left; then full=0; fi
    return $full
}

# Whether nginx has said since the last time that it refuses connections because it has worker_connections of them.
has_no_connections_left() {
    local log=$run/log/nginx-error.log size
    size=$(stat -c %s "$log" 2>/dev/null || echo 0)
    # It was rotated.
    if [ "$size" -lt "$error_log_size" ]; then error_log_size=0; fi
    local begin=$((error_log_size + 1))
    error_log_size=$size
    tail -c "+$begin" "$log" 2>/dev/null | grep 'worker_connections are not enough' >/dev/null
}

# Whether a worker has nine tenths of the files open that it may have (some are closed and opened all the time), and has
# waited for events since the last look, as one that hangs does not: voluntary_ctxt_switches in proc(5). nginx logs that
# it cannot accept a connection at the level crit, which its error log leaves out (http_settings in nginx/configure).
has_no_descriptors_left() {
    local workers=() worker limit count before files full=1
    read -ra workers 2>/dev/null <"/proc/${pids[nginx]}/task/${pids[nginx]}/children" || true
    for worker in "${workers[@]}"; do
        limit=$(sed -n 's/^Max open files *\([0-9]*\) .*/\1/p' "/proc/$worker/limits" 2>/dev/null)
        # Only root can see those of another user's process.
        files=("/proc/$worker/fd/"*)
        if [ -z "$limit" ] || [ $((${#files[@]} * 10)) -lt $((limit * 9)) ]; then continue; fi
        before=${waits[$worker]:-}
        count=$(sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$worker/status" 2>/dev/null)
        waits[$worker]=$count
        [ "$count" != "$before" ] || continue
        full=0
        if [ $SECONDS -ge $next_words ]; then
            next_words=$((SECONDS + 600))
            say "a worker of nginx has ${#files[@]} files and connections open and may have $limit, so it refuses new" \
                "connections; raise the hard limit (ulimit -Hn) or see README for the firewall's line that bounds them"
        fi
    done
    return $full
}
