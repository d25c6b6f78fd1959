#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2154,SC2034  # nginx's variables; variables of the script that includes this file
# Writes the files in settings/ for nginx/configure, which includes this file: each by a function, SECTION_settings,
# here or in another *.bash.

sections=(main http server location search stream backend health probe)
mark='# Written by nginx/configure.'

write_configuration() {
    local section
    make_output_folder
    # Files of an older version that are no longer part, if the folder is one that this script wrote.
    if grep -qsF "$mark" "$folder/settings/main.conf"; then rm -f "$folder"/includes/*.conf "$folder"/settings/*.conf; fi
    cp "$here/nginx.conf" "$folder/"
    cp "$here"/includes/*.conf "$folder/includes/"
    error_log=$(log_to nginx-error.log stderr)
    for section in "${sections[@]}"; do
        {
            echo "$mark"
            "${section}_settings" | sed 's/^    listen/listen/'
        } >"$folder/settings/$section.conf"
    done
}

log_to() {
    if [ "$nginx_log" = - ]; then echo "$2"; else echo "$nginx_log/$1"; fi
}

main_settings() {
    # Only root can give its workers another user.
    if [ "$(id -u)" = 0 ]; then echo "user $nginx_user;"; fi
    echo "pid \"$nginx_state/nginx.pid\";"
    echo "error_log \"$error_log\" error;"
}

# A line of nginx's error log that belongs to a request holds its address and its Referer, and so what people search
# for. Each location includes this file: at its level nginx logs no more than that memory cannot be allocated. Other
# errors of a request are a line of descry_fault (includes/log.conf).
location_settings() { echo "error_log \"$error_log\" emerg;"; }

fault_log() { echo "access_log \"$(log_to nginx-error.log /dev/stderr)\" descry_fault if=\$descry_fault;"; }

http_settings() {
    local address
    # For errors before a location is chosen: worker_connections are not enough. The level crit would add that no
    # connection can be accepted for lack of descriptors, but also, from OpenSSL 3.2 on, TLS errors in the middle of a
    # request, with the part of the request that was received.
    echo "error_log \"$error_log\" alert;"
    echo "access_log \"$(log_to nginx-access.log /dev/stdout)\" descry if=\$descry_is_logged;"
    fault_log
    for name in client_body proxy fastcgi uwsgi scgi; do
        echo "${name}_temp_path \"$nginx_state/$name\";"
    done
    echo "keepalive_timeout ${keepalive}s;"
    entries "$trusted_proxies" | while IFS= read -r address; do echo "set_real_ip_from $address;"; done
    if [ -n "$(entries "$trusted_proxies")" ]; then printf 'real_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n'; fi
    upstreams
    cors_origins
    scheme_settings
    redirect_settings
    limits
    if [ "$answer_cache" != 0 ]; then answer_path_settings; else echo 'map "" $descry_answer_list { default off; }'; fi
    other_servers
}

server_settings() {
    listening_settings
    # From 1.19.7 on, large_client_header_buffers (see nginx.conf) holds for HTTP/2 too.
    if ! is_nginx 1.19.7; then printf 'http2_max_field_size 128k;\nhttp2_max_header_size 128k;\n'; fi
    echo 'set $descry_host $http_host;'
    echo 'set $descry_process_scheme $descry_scheme;'
    echo "set \$descry_www \"${www%/}\";"
    echo "set \$descry_gallery \"${gallery%/}\";"
}

search_settings() {
    stream_settings
    if [ "$answer_cache" != 0 ]; then answer_settings; fi
}
