#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2154,SC2034  # nginx's variables; variables of the script that includes this file
# Cached answers of searches, for nginx/configure, which includes this file.

# The host in addresses of cached answers, which sub_filter replaces. (.invalid is never a real name: RFC 2606.)
any_host=this-server.invalid

# Sets answer_room, the megabytes that cached answers may take and that stay free beside them; answer_list, the bytes of
# the list of cached answers (keys_zone); and short_answer, a pattern of the lengths of answers that are cached.
#
# The list is the limit: when it is full, nginx removes the oldest answer at once. max_size alone is none: nginx checks
# it every 10 s only, and until then a client that requests another answer each time (a capital letter makes another
# address) can write 200 MB. An open search has an entry in the list, too, so the list needs more entries than searches
# can wait for a process (4,096). A search that gets no entry is answered but not cached (includes/api.conf).
read_answer_room() {
    local block=0 blocks=0 total
    read -r block blocks < <(stat -f -c '%S %b' "$(existing_folder "$answer_folder/x")") || true
    total=$((block * blocks / 1048576))
    answer_room=$((total / 4 < 128 ? total / 4 : 128))
    # Some file systems report no size.
    if [ $total = 0 ]; then answer_room=128; fi
    if [ $answer_room -lt 32 ]; then
        printf 'configure: warning: no answers are kept, since the file system of %s has %s MB only (DESCRY_ANSWER_FOLDER)\n' \
            "$answer_folder" "$total" >&2
        answer_cache=0
    fi
    # The size of one answer with an address of 1,000 bytes and the process's headers, in whole pages. Ten pictures are
    # 4,500 bytes, thirty 14,000.
    local size
    if [ $answer_room -ge 120 ]; then
        size=24576 short_answer='(?:1?[0-9]{4}|[0-9]{1,3})'
    elif [ $answer_room -ge 60 ]; then
        size=12288 short_answer='[0-9]{1,4}'
    else
        size=8192 short_answer='(?:[1-4][0-9]{3}|[0-9]{1,3})'
    fi
    # An entry takes 128 bytes.
    answer_list=$((answer_room * 1048576 * 128 / size))
}

answer_path_settings() {
    # No list for answers that may be long: they would have an entry until their length is known.
    printf 'map "$arg_k $request_uri" $descry_answer_list {\n    default off;\n'
    printf '    "~^0*[0-9]{0,2} .{0,1000}$" descry_answers;\n}\n'
    printf 'map $upstream_http_content_length $descry_is_long {\n    default 1;\n    "~^%s$" "";\n}\n' "$short_answer"
    printf 'fastcgi_cache_path "%s" levels=1:2 keys_zone=descry_answers:%s max_size=%sm inactive=10m' \
        "$answer_folder" "$answer_list" "$answer_room"
    # What exceeds max_size when nginx's cache manager checks it (every 10 s at least) is removed at once.
    printf ' manager_files=10000 manager_threshold=1s manager_sleep=10ms'
    if is_nginx 1.19.1; then printf ' min_free=%sm' "$answer_room"; fi
    printf ' use_temp_path=off;\n'
}

# Of /search.
answer_settings() {
    echo 'fastcgi_cache $descry_list;'
    # The host is not part of the key: each name that a client invents would have its own answer. The process writes
    # addresses with a placeholder for the host, which is replaced here. nginx cannot lower-case the query as the
    # process does, so searches that differ in capitals are cached separately.
    echo 'fastcgi_cache_key $uri?$args;'
    # nginx sends no answer that it cannot write there.
    echo "set \$descry_keeps_none \"\";"
    echo "set \$descry_answers \"$answer_folder\";"
    echo 'if (!-d $descry_answers) {'
    echo '    set $descry_keeps_none 1;'
    echo '}'
    echo "if (-e \"$nginx_state/answers-off\") {"
    echo '    set $descry_keeps_none 1;'
    echo '}'
    echo 'fastcgi_cache_bypass $descry_keeps_none;'
    echo 'fastcgi_no_cache $descry_keeps_none $descry_is_long;'
    echo "fastcgi_cache_valid 200 ${answer_cache}s;"
    # The process joins equal searches itself; here failing ones would wait for each other.
    echo "fastcgi_cache_lock_timeout 1s;"
    echo "fastcgi_cache_lock_age ${patience}s;"
    # One answer for all names of this server (see api.conf).
    echo "set \$descry_host $any_host;"
    echo 'set $descry_process_scheme https;'
    echo "sub_filter \"https://$any_host/\" \"\$descry_origin/\";"
    echo 'sub_filter_types application/json;'
    echo 'sub_filter_once off;'
}
