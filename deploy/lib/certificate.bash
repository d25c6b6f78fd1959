#!/usr/bin/env bash
# The certificate that deploy/run and deploy/install make for this machine's names and addresses.

certificate_names() { # [NAME…]: for these, too
    printf 'DNS:localhost,IP:127.0.0.1,IP:::1'
    local name address
    name=$(hostname 2>/dev/null || cat /proc/sys/kernel/hostname)
    if [[ $name =~ ^[A-Za-z0-9.-]+$ ]] && [ "$name" != localhost ]; then printf ',DNS:%s' "$name"; fi
    for address in $(hostname -I 2>/dev/null || true); do printf ',IP:%s' "$address"; done
    for name in "$@"; do printf ',DNS:%s' "$name"; done
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
        printf '%s\n' '[req]' 'distinguished_name=name' 'x509_extensions=extensions' 'prompt=no' '[name]' \
            'CN=Descry on this machine' '[extensions]' "subjectAltName=$wanted" 'basicConstraints=critical,CA:FALSE' \
            'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' >"$tls/openssl.cnf"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 390 \
            -config "$tls/openssl.cnf" -keyout "$tls/key.pem" -out "$tls/certificate.pem" \
            2>"$tls/openssl.log" || fail "openssl made no certificate: $(tail -n 1 "$tls/openssl.log")"
        printf '%s' "$wanted" >"$tls/addresses"
    )
}
