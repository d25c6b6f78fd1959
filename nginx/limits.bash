#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2154,SC2034  # nginx's variables; variables of the script that includes this file
# Limits of searches and requests for each address, and the allowed origins, for nginx/configure, which includes this
# file.

cors_origins() {
    local origin
    printf 'map $http_origin $descry_cors_origin {\n'
    if [ "$(entries "$cors_origin")" = '*' ]; then
        printf '    default "*";\n'
    else
        printf '    default "";\n'
        # As browsers write it: in lower case, without the scheme's default port.
        entries "${cors_origin,,}" | sed -E 's#^(https://.*):443$#\1#; s#^(http://.*):80$#\1#' | sort -u |
            while IFS= read -r origin; do printf '    "%s" "%s";\n' "$origin" "$origin"; done
    fi
    printf '}\n'
}

limits() {
    local address
    printf '# Requests with an empty key are not limited.\n'
    printf 'geo $descry_limited {\n    default 1;\n'
    entries "$unlimited" | sort -u | while IFS= read -r address; do printf '    %s 0;\n' "$address"; done
    printf '}\n'
    printf 'map $descry_limited $descry_client {\n    1 $descry_address;\n    default "";\n}\n'
    if [ "$rate" != off ]; then
        printf 'limit_req_zone $descry_client zone=descry_rate:10m rate=%sr/s;\n' "$rate"
        printf 'limit_req_zone $descry_prober zone=descry_probes:1m rate=20r/s;\n'
    fi
    printf 'limit_conn_zone $descry_address zone=descry_scrapers:1m;\n'
    printf 'limit_conn_zone $descry_metrics_upstream zone=descry_scrapes:1m;\n'
    if [ "$connections" != off ]; then printf 'limit_conn_zone $descry_client zone=descry_connections:10m;\n'; fi
}

stream_settings() {
    echo "fastcgi_read_timeout ${patience}s;"
    if [ "$rate" != off ]; then
        # nginx does not accept burst=0. Half of the burst passes at once; the rest waits here, for a second at most
        # with the default burst. So a program that waits for its answers on some connections is slowed down, not
        # refused.
        if [ "$burst" -gt 1 ]; then
            echo "limit_req zone=descry_rate burst=$burst delay=$((burst / 2));"
        elif [ "$burst" = 1 ]; then
            echo "limit_req zone=descry_rate burst=1 nodelay;"
        else
            echo "limit_req zone=descry_rate;"
        fi
    fi
    if [ "$connections" != off ]; then echo "limit_conn descry_connections $connections;"; fi
}

# Health paths, on the site's own port. A load balancer, kubelet or monitor sends a few requests a second at most.
probe_settings() {
    if [ "$rate" != off ]; then echo 'limit_req zone=descry_probes burst=100 nodelay;'; fi
}
