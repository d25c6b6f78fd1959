#!/usr/bin/env bash
# The certificate that deploy/run and deploy/install make for this machine's names and addresses, and the check of one that
# they are given.

certificate_names() { # [NAME OR ADDRESS…]: for these, too
    local entry entries=(DNS:localhost IP:127.0.0.1 IP:::1) result='' name
    name=$(hostname 2>/dev/null || cat /proc/sys/kernel/hostname)
    if [[ $name =~ ^[A-Za-z0-9.-]+$ ]]; then entries+=("DNS:$name"); fi
    for name in $(hostname -I 2>/dev/null || true) "$@"; do
        case $name in
        all | 0.0.0.0 | ::) ;;
        *:*) entries+=("IP:$name") ;;
        *[!0-9.]*) entries+=("DNS:$name") ;;
        *) entries+=("IP:$name") ;;
        esac
    done
    for entry in "${entries[@]}"; do
        [[ ",$result," == *",$entry,"* ]] || result+=${result:+,}$entry
    done
    printf '%s' "$result"
}

# Whether the folder's certificate is for the same names and good for a day.
is_certificate_current() { # FOLDER [NAME…]
    local tls=$1
    shift
    [ -s "$tls/key.pem" ] && [ "$(cat "$tls/addresses" 2>/dev/null)" = "$(certificate_names "$@")" ] &&
        openssl x509 -in "$tls/certificate.pem" -noout -checkend 86400 >/dev/null 2>&1
}

make_certificate() { # FOLDER [NAME…]
    if is_certificate_current "$@"; then return; fi
    local tls=$1 wanted
    shift
    wanted=$(certificate_names "$@")
    say "making a certificate for $wanted"
    (
        umask 077
        write_certificate "$tls" 390 'Descry on this machine' "$wanted"
        printf '%s' "$wanted" >"$tls/addresses"
    )
}

# A self-signed certificate for names as in DNS:localhost,IP:127.0.0.1. By a file, since an option of openssl would add to
# the extensions of the distribution's configuration.
write_certificate() { # FOLDER DAYS TITLE NAMES
    printf '%s\n' '[req]' 'distinguished_name=name' 'x509_extensions=extensions' 'prompt=no' '[name]' \
        "CN=$3" '[extensions]' "subjectAltName=$4" 'basicConstraints=critical,CA:FALSE' \
        'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' >"$1/openssl.cnf"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$2" \
        -config "$1/openssl.cnf" -keyout "$1/key.pem" -out "$1/certificate.pem" \
        2>"$1/openssl.log" || fail "openssl made no certificate: $(tail -n 1 "$1/openssl.log")"
}

# --- One that is given: of what is wrong, it is said which option or setting it is of.

need_readable() { # OPTION FILE
    [ -e "$2" ] || exit_code=78 fail "$1: the file $2 cannot be read: it does not exist"
    { [ -r "$2" ] && [ -f "$2" ]; } || exit_code=78 fail "$1: the file $2 cannot be read"
    [ -s "$2" ] || exit_code=78 fail "$1: the file $2 is empty"
}

check_certificate() { # OPTION CERTIFICATE OPTION KEY
    need_readable "$1" "$2"
    need_readable "$3" "$4"
    command -v openssl >/dev/null || return 0
    openssl x509 -in "$2" -noout 2>/dev/null || exit_code=78 fail "$1: $2 holds no certificate in PEM"
    openssl x509 -in "$2" -noout -checkend 0 >/dev/null ||
        exit_code=78 fail "$1: $2 ended on $(openssl x509 -in "$2" -noout -enddate | cut -d = -f 2)"
    local of_key
    of_key=$(openssl pkey -in "$4" -pubout 2>/dev/null </dev/null) ||
        exit_code=78 fail "$3: $4 holds no key in PEM, or one with a password, which nginx cannot use"
    [ "$of_key" = "$(openssl x509 -in "$2" -noout -pubkey)" ] || exit_code=78 fail "$3: $4 is not the key of $2"
}
