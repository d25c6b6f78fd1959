#!/usr/bin/env bash
# shellcheck disable=SC2154,SC2034  # variables of the script that includes this file
# Reads the table of nginx/configure's settings (the file `settings`), for nginx/configure, which includes this file.

# DESCRY_HTTPS_PORT is https_port here.
variables=()
declare -A defaults=() checks=()

read_table() {
    local line variable
    while IFS= read -r line; do
        [[ $line =~ ^DESCRY_([A-Z_]+):\ ([a-z_]+[0-9 ]*)\ =\ ?(.*)$ ]] || continue
        variable=${BASH_REMATCH[1],,}
        variables+=("$variable")
        checks[$variable]=${BASH_REMATCH[2]}
        defaults[$variable]=${BASH_REMATCH[3]}
    done <"$here/settings"
}

# For --help: each name with its default, and below it the text.
settings_help() {
    local line default
    while IFS= read -r line; do
        case $line in
        DESCRY_*)
            default=${line#*= }
            default=${default#(}
            [[ $line != *= ]] || default=none
            printf '  %s (%s)\n' "${line%%:*}" "${default%)}"
            ;;
        ' '*) printf '  %s\n' "$line" ;;
        esac
    done <"$here/settings"
}

# Sets each setting's variable: from the environment, or to its default. An empty DESCRY_UNLIMITED is a list of none;
# any other empty setting counts as not set.
read_settings() {
    local variable name value
    for variable in "${variables[@]}"; do
        name=DESCRY_${variable^^}
        value=${!name:-}
        if [ -z "$value" ] && { [ "$variable" != unlimited ] || [ -z "${!name+set}" ]; }; then
            value=${defaults[$variable]}
            if [[ $value = \(* ]]; then value=''; fi
        fi
        printf -v "$variable" %s "$value"
    done
    computed_defaults
}

computed_defaults() {
    if [ "$tls" = off ]; then http_port=${http_port:-8080}; fi
    metrics_bind=${metrics_bind:-$(loopback)}
    www=${www:-$here/www}
    gallery=${gallery:-$(dirname "$here")/deploy/demo/gallery}
    answer_folder=${answer_folder:-$nginx_state/answers}
    # One address must not take the whole machine: a search with a known sentence takes a processor a fifth of a
    # millisecond, so 100 a second are 2 % of it. New sentences take more, but the process shares its encoder out:
    # clients take turns in its queue. Requests above the rate wait in nginx, where they hold no thread of the process.
    rate=${rate:-$((100 * $(nproc)))}
    if [ "$rate" = off ]; then burst=0; fi
}

# Ends the script at the first value that its check refuses.
check_settings() {
    local variable check
    for variable in "${variables[@]}"; do
        read -ra check <<<"${checks[$variable]}"
        [ -z "${!variable}" ] || "need_${check[0]}" "DESCRY_${variable^^}" "${!variable}" "${check[@]:1}"
    done
}

# Values for nginx from those that were checked.
convert_settings() {
    # In base 10, whatever digit they begin with.
    burst=${burst:-$((2 * 10#$rate))}
    if [ "$burst" = off ]; then burst=0; fi
    burst=$((10#$burst))
    if [ "$answer_cache" = off ]; then answer_cache=0; fi
    answer_cache=$((10#$answer_cache))
    # Longer than the process takes, so that it is the process that answers.
    patience=$((10#${deadline%%.*} + 15))
}
