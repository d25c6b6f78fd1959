#!/usr/bin/env bash
# What deploy/run checks before it starts anything, so that a wrong setting is named at once and alone.
# shellcheck disable=SC2034,SC2154  # variables of the script that includes this file

# Where the files and sockets are, in the run folder.
chosen_names=(DESCRY_LISTEN DESCRY_HEALTH_LISTEN DESCRY_LOG_FILE DESCRY_NGINX_LOG DESCRY_NGINX_STATE DESCRY_NGINX_USER
    DESCRY_ANSWER_FOLDER DESCRY_SETTINGS_FILE)

# They would have no effect.
refuse_chosen_settings() {
    local name
    for name in DESCRY_TLS DESCRY_BACKENDS DESCRY_HEALTH_BACKENDS; do
        [ -z "${!name:-}" ] || [ "$name ${!name}" = "DESCRY_TLS on" ] ||
            fail "$name is not for deploy/run, which serves one process over HTTPS; unset it (see nginx/configure --help)"
    done
    for name in "${chosen_names[@]}"; do
        [ -z "${!name:-}" ] ||
            fail "$name is not for deploy/run, which chooses it: everything is in the run folder (DESCRY_RUN_DIR); unset it"
    done
}

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

need_free_port() { # NAME PORT
    { [[ $2 =~ ^[0-9]{1,5}$ ]] && [ "$2" -ge 1 ] && [ "$2" -le 65535 ]; } ||
        fail "$1 must be a port from 1 to 65535, not '$2'"
    if is_taken "$2"; then exit_code=69 fail "port $2 is in use; set $1 to another one"; fi
}

check_ports() {
    local name
    need_free_port DESCRY_HTTPS_PORT "$port"
    for name in DESCRY_HTTP_PORT DESCRY_METRICS_PORT; do
        [ -z "${!name:-}" ] || need_free_port "$name" "${!name}"
    done
}

# Sets them without leading zeros, which would make them octal.
check_numbers() {
    need_number DESCRY_READY_WAIT "$ready_wait" 1
    need_number DESCRY_LOG_LIMIT "$log_limit" 1
    ready_wait=$((10#$ready_wait)) log_limit=$((10#$log_limit)) port=$((10#$port))
}

check_certificate_settings() {
    if [ -z "${DESCRY_TLS_CERTIFICATE:-}${DESCRY_TLS_KEY:-}" ]; then return; fi
    [ -n "${DESCRY_TLS_CERTIFICATE:-}" ] || fail "DESCRY_TLS_KEY needs DESCRY_TLS_CERTIFICATE, the certificate for this key"
    [ -n "${DESCRY_TLS_KEY:-}" ] || fail "DESCRY_TLS_CERTIFICATE needs DESCRY_TLS_KEY, the key of this certificate"
    check_certificate DESCRY_TLS_CERTIFICATE "$DESCRY_TLS_CERTIFICATE" DESCRY_TLS_KEY "$DESCRY_TLS_KEY"
    # The links themselves, since certbot makes them lead to a new certificate later.
    DESCRY_TLS_CERTIFICATE=$(realpath -s "$DESCRY_TLS_CERTIFICATE")
    DESCRY_TLS_KEY=$(realpath -s "$DESCRY_TLS_KEY")
    export DESCRY_TLS_CERTIFICATE DESCRY_TLS_KEY
}

use_own_certificate() { export DESCRY_TLS_CERTIFICATE=$run/tls/certificate.pem DESCRY_TLS_KEY=$run/tls/key.pem; }

make_own_certificate() {
    local addresses
    read -ra addresses <<<"${DESCRY_BIND//,/ }"
    make_certificate "$run/tls" "${addresses[@]}"
}

check_program() {
    local problem
    if [ -z "${DESCRY_PROGRAM:-}" ]; then
        need_build_folder
        return
    fi
    { [ -f "$DESCRY_PROGRAM" ] && [ -x "$DESCRY_PROGRAM" ]; } || fail "DESCRY_PROGRAM names no program: $DESCRY_PROGRAM"
    problem=$("$DESCRY_PROGRAM" --version 2>&1) ||
        fail "the program $DESCRY_PROGRAM cannot be run (DESCRY_PROGRAM): ${problem##*$'\n'}"
}

need_build_folder() {
    local folder=$root/.build closed
    [ -e "$folder" ] || folder=$root
    closed=$folder
    if [ -w "$folder" ]; then
        closed=$(find "$folder" -maxdepth 1 -name '[!.]*' -type d ! -writable -print -quit 2>/dev/null)
    fi
    [ -z "$closed" ] || fail "$(id -un) may not build in $closed, which belongs to $(stat -c %U "$closed"); use a checkout of" \
        "your own, or set DESCRY_PROGRAM to a program that is built already"
}
