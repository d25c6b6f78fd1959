#!/usr/bin/env bash
# The certificate that deploy/run makes for this machine's names and addresses.
# shellcheck disable=SC2154  # variables of the script that includes this file

certificate_names() {
    printf 'DNS:localhost,IP:127.0.0.1,IP:::1'
    local name address
    name=$(hostname 2>/dev/null || cat /proc/sys/kernel/hostname)
    if [[ $name =~ ^[A-Za-z0-9.-]+$ ]] && [ "$name" != localhost ]; then printf ',DNS:%s' "$name"; fi
    for address in $(hostname -I 2>/dev/null || true); do printf ',IP:%s' "$address"; done
}

make_certificate() {
    local wanted
    wanted=$(certificate_names)
    if [ -s "$run/tls/key.pem" ] && [ "$(cat "$run/tls/addresses" 2>/dev/null)" = "$wanted" ] &&
        openssl x509 -in "$run/tls/certificate.pem" -noout -checkend 86400 >/dev/null 2>&1; then
        return
    fi
    say "making a certificate for $wanted"
    (
        umask 077
        printf '%s\n' '[req]' 'distinguished_name=name' 'x509_extensions=extensions' 'prompt=no' '[name]' \
            'CN=Descry on this machine' '[extensions]' "subjectAltName=$wanted" 'basicConstraints=critical,CA:FALSE' \
            'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' >"$run/tls/openssl.cnf"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 390 \
            -config "$run/tls/openssl.cnf" -keyout "$run/tls/key.pem" -out "$run/tls/certificate.pem" \
            2>"$run/tls/openssl.log" || fail "openssl made no certificate: $(tail -n 1 "$run/tls/openssl.log")"
        printf '%s' "$wanted" >"$run/tls/addresses"
    )
}
