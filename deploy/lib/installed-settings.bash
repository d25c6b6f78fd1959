#!/usr/bin/env bash
# /etc/descry/descry.conf. It has three readers: systemd (systemd.exec(5), EnvironmentFile=), these scripts, and the program
# (Sources/descry/Configuration/InstalledServer.swift). A line that they would read differently is refused by its number,
# before anything changes: nginx's value would differ from the process's. The script that includes this
# file includes installed.bash before it.
# shellcheck disable=SC2154  # variables of the scripts that include this file

# The program reads no more.
settings_limit=1048576

# Checks descry.conf and the files descry-NAME.conf of single processes, and warns of names that are no settings.
check_settings_files() {
    local file
    check_settings_file "$etc/descry.conf"
    for file in "$etc"/descry-*.conf; do
        [ ! -e "$file" ] || check_settings_file "$file"
    done
}

check_settings_file() { # FILE
    local line number=0 problem
    local -x LC_ALL=C
    [ -e "$1" ] || [ -L "$1" ] || exit_code=78 fail "the file of settings $1 does not exist; put it back, or let" \
        "deploy/install write a new one. Nothing was changed"
    [ -f "$1" ] || exit_code=78 fail "$1 is not a file, but the settings are read from it. Nothing was changed"
    [ -r "$1" ] || exit_code=78 fail "the file of settings $1 cannot be read. Nothing was changed"
    [ "$(stat -L -c %s "$1")" -le $settings_limit ] ||
        exit_code=78 fail "the file of settings $1 is larger than $settings_limit bytes. Nothing was changed"
    cmp -s "$1" <(tr -d '\0' <"$1") || exit_code=78 fail "the file of settings $1 contains a zero byte. Nothing was changed"
    # shellcheck disable=SC2094
    while IFS= read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        # shellcheck disable=SC2094  # it takes the name
        problem=$(line_problem "$line" "$1")
        # Without the line itself, which may hold a password.
        [ -z "$problem" ] || exit_code=78 fail "line $number of $1 $problem. Nothing was changed"
    done <"$1"
    warn_of_names "$1"
}

# Prints what is wrong with a line, if something is.
line_problem() { # LINE FILE
    local value
    case $1 in
    '') return ;;
    *$'\r') printf '%s' "ends with a carriage return, as in files of Windows; run: sed -i 's/\r\$//' $2" && return ;;
    *[$'\x01'-$'\x08'$'\x0b'-$'\x1f'$'\x7f']*) echo "contains a control character" && return ;;
    '#'*\\) echo "is a comment that ends with a backslash, which makes the next line part of it" && return ;;
    '#'*) return ;;
    esac
    [[ $1 =~ ^[A-Za-z_][A-Za-z0-9_]*=(.*)$ ]] || {
        echo "is not NAME=value (no blanks before the name or around the =, no export; comments begin with #)"
        return
    }
    value=$(trimmed "${BASH_REMATCH[1]}")
    # Blanks beyond ASCII, which only the program removes: U+00A0, U+1680, U+2000 to U+200A, U+202F, U+205F, U+3000.
    local odd=$'\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xaf]|\xe2\x81\x9f|\xe3\x80\x80'
    if [[ $value =~ ^($odd) || $value =~ ($odd)$ ]]; then
        echo "has a value that begins or ends with a blank that is not ASCII's"
    elif [[ $value == [\"\']* ]]; then
        [[ $value =~ ^\"[^\"\\]*\"$ || $value =~ ^\'[^\'\\]*\'$ ]] ||
            echo "has a quotation mark that is not the value's first and last character, or a backslash between them"
    elif [[ $value == *\\* ]]; then
        echo "has a backslash in its value"
    elif ! iconv -f UTF-8 -t UTF-8 <<<"$value" >/dev/null 2>&1; then
        echo "has a value that is not UTF-8, which systemd ignores"
    fi
}

trimmed() { # VALUE: without the blanks and tabs around it
    local value=$1 blanks=$' \t'
    value=${value#"${value%%[!"$blanks"]*}"}
    printf '%s' "${value%"${value##*[!"$blanks"]}"}"
}

# Mistyped names, by the rule of the program and of nginx/configure.
warn_of_names() { # FILE
    local names=() name
    while IFS= read -r name; do
        [ "$name" = PATH ] || names+=("$name=")
    done < <(sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p' "$1" | sort -u)
    env -i PATH="$PATH" "${names[@]}" "$root/nginx/check-settings" "$program" 2>&1 |
        sed "s|the environment variable \([A-Za-z0-9_]*\) is|\1 in ${1//|/\\|} is|" >&2 || true
}

# The lines NAME=value for those names that are settings.
installed_settings() {
    local line name value
    while IFS= read -r line || [ -n "$line" ]; do
        [[ $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || continue
        name=${BASH_REMATCH[1]} value=$(trimmed "${BASH_REMATCH[2]}")
        is_setting "$name" || continue
        if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then value=${BASH_REMATCH[1]}; fi
        printf '%s=%s\n' "$name" "$value"
    done <"$etc/descry.conf"
}

setting() { # NAME: its value in descry.conf
    installed_settings | sed -n "s/^$1=//p" | tail -n 1
}
