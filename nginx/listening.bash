#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2154,SC2034  # nginx's variables; variables of the script that includes this file
# Where nginx listens, for nginx/configure, which includes this file: HTTPS; plain HTTP behind a load balancer that
# terminates TLS (DESCRY_TLS=off); plain HTTP that is redirected to HTTPS; the port for metrics.

# Whether the ports differ and have an effect.
check_ports() {
    [ "$tls" = off ] || [ "$((10#${http_port:-0}))" != "$((10#$https_port))" ] ||
        fail "DESCRY_HTTP_PORT must be another port than DESCRY_HTTPS_PORT: $http_port"
    if [ -z "$metrics_port" ]; then
        [ -z "${DESCRY_METRICS_BIND:-}" ] ||
            fail "DESCRY_METRICS_BIND has no effect without a port; set DESCRY_METRICS_PORT, too"
        return
    fi
    [ "$((10#$metrics_port))" != "$((10#${http_port:-0}))" ] ||
        fail "DESCRY_METRICS_PORT must be another port than DESCRY_HTTP_PORT: $metrics_port"
    [ "$tls" = off ] || [ "$((10#$metrics_port))" != "$((10#$https_port))" ] ||
        fail "DESCRY_METRICS_PORT must be another port than DESCRY_HTTPS_PORT: $metrics_port"
}

has_ipv6() { [ -n "$(cat /proc/net/if_inet6 2>/dev/null)" ]; }
loopback() { if has_ipv6; then echo '127.0.0.1 ::1'; else echo 127.0.0.1; fi; }

nginx_version() {
    local nginx
    nginx=$(command -v nginx || echo /usr/sbin/nginx)
    "$nginx" -v 2>&1 | sed -n 's|.*nginx/\([0-9.]*\).*|\1|p'
}
# Whether nginx is of this version or a later one.
is_nginx() {
    [ "$(printf '%s\n' "$1" "$(nginx_version)" | sort -V | head -n 1)" = "$1" ]
}

# listen_on ADDRESSES PORT OPTIONS
listen_on() {
    local address
    entries "$1" | sort -u | while IFS= read -r address; do
        case $address in
        all)
            printf '    listen %s%s;\n' "$2" "$3"
            if has_ipv6; then printf '    listen [::]:%s%s;\n' "$2" "$3"; fi
            ;;
        *:*) printf '    listen [%s]:%s%s;\n' "$address" "$2" "$3" ;;
        *) printf '    listen %s:%s%s;\n' "$address" "$2" "$3" ;;
        esac
    done
}

# The server's own lines: searches, the page and the gallery.
listening_settings() {
    if [ "$tls" = off ]; then
        listen_on "$bind" "$http_port" ' default_server'
        printf 'if ($descry_is_insecure) {\n    rewrite ^ /to-https? last;\n}\n'
        return
    fi
    # "listen … http2" until 1.25.0, "http2 on" from 1.25.1 on.
    if is_nginx 1.25.1; then
        listen_on "$bind" "$https_port" ' ssl default_server'
        echo 'http2 on;'
    else
        listen_on "$bind" "$https_port" ' ssl http2 default_server'
    fi
    echo "ssl_certificate \"$tls_certificate\";"
    echo "ssl_certificate_key \"$tls_key\";"
}

port_suffix() { [ "$https_port" = 443 ] || printf ':%s' "$https_port"; }

# The scheme that the client uses: https, or what a load balancer reports that DESCRY_TRUSTED_PROXIES names.
scheme_settings() {
    local address
    if [ "$tls" = off ]; then
        printf 'geo $realip_remote_addr $descry_is_from_proxy {\n    default 0;\n'
        entries "$trusted_proxies" | sort -u | while IFS= read -r address; do
            # It means a Unix socket, on which this server does not listen.
            if [ "$address" != unix: ]; then printf '    %s 1;\n' "$address"; fi
        done
        printf '}\n'
        printf 'map "$descry_is_from_proxy $http_x_forwarded_proto" $descry_scheme {\n'
        printf '    default http;\n    "1 https" https;\n}\n'
        # Requests that are too long are refused instead.
        printf 'map "$descry_is_from_proxy $http_x_forwarded_proto$descry_address_too_long $descry_https_host" $descry_is_insecure {\n'
        printf '    default "";\n    "~^1 http ." 1;\n}\n'
    else
        printf 'map $scheme $descry_scheme {\n    default http;\n    https https;\n}\n'
    fi
    printf 'map $server_port $descry_is_metrics_port {\n    default "";\n'
    if [ -n "$metrics_port" ]; then printf '    %s 1;\n' "$((10#$metrics_port))"; fi
    printf '}\n'
    # RFC 6797, section 7.2: never over plain HTTP.
    printf 'map $descry_scheme $descry_hsts {\n    default "";\n    https "%s";\n}\n' "$hsts"
}

redirect_server() {
    printf 'server {\n'
    listen_on "$bind" "$http_port" ''
    printf '    set $descry_acme "%s";\n    include includes/redirect-server.conf;\n}\n' "${acme_folder%/}"
}

# The names in the certificate, in lower case, if this user may read it.
certificate_names() {
    if [ "$tls" = off ] || [ ! -r "$tls_certificate" ] || ! command -v openssl >/dev/null; then return; fi
    { openssl x509 -in "$tls_certificate" -noout -ext subjectAltName 2>/dev/null || true; } | tr ',' '\n' | tr '[:upper:]' '[:lower:]' |
        sed -nE 's/^ *(dns|ip address):((\*\.)?[a-z0-9.-]+) *$/\2/p' | sort -u
}

# The target of redirects from plain HTTP: the requested host, if the certificate has it or it is the address of the
# connection. Where the certificate's names are unknown (or TLS is terminated elsewhere), any valid host.
redirect_settings() {
    local name names
    names=$(certificate_names)
    printf 'map "$host $server_addr" $descry_own_address {\n    default "";\n'
    printf '    "~^\[?(?<address>[0-9a-f.:]+)\]? \\g1$" $host;\n}\n'
    printf 'map $host $descry_https_host {\n'
    if [ -n "$names" ]; then
        printf '    hostnames;\n    default $descry_own_address;\n'
        for name in $names; do printf '    "%s" $host;\n' "$name"; done
    else
        printf '    default "";\n    "~^[a-z0-9.:_\[\]-]+$" $host;\n'
    fi
    printf '}\nmap $descry_https_host $descry_https_address {\n    default "https://$descry_https_host%s";\n    "" "";\n}\n' \
        "$(port_suffix)"
}

metrics_server() {
    printf 'server {\n'
    listen_on "$metrics_bind" "$metrics_port" ''
    printf '    %s\n    include includes/metrics-server.conf;\n}\n' "$(fault_log)"
}

other_servers() {
    if [ "$tls" = on ] && [ -n "$http_port" ]; then redirect_server; fi
    if [ -n "$metrics_port" ]; then metrics_server; fi
}
