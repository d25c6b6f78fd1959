#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2154,SC2034  # nginx's variables; variables of the script that includes this file
# The answers that nginx keeps for some seconds, for nginx/configure, which includes this file.

# Stands for this server's name in answers that are kept. (.invalid is nobody's name: RFC 2606.)
any_host=this-server.invalid

# Sets answer_room, the megabytes that kept answers may take and that are to stay free beside them; answer_list, the bytes
# of the list of them (keys_zone); and short_answer, a pattern of the lengths of those that are kept.
#
# It is the list that bounds them: for an answer that has no place in it nginx removes the oldest one at once. max_size alone
# does not: nginx compares it with what there is every 10 s only, and until then one client that asks for another answer each
# time (other capitals are another address) can write 200 MB. A search in hand has its place in the list, too, so there have to
# be more places than searches that can wait for a process (4,096). One that finds no place is not kept (includes/api.conf).
read_answer_room() {
    local block=0 blocks=0 total
    read -r block blocks < <(stat -f -c '%S %b' "$(existing_folder "$answer_folder/x")") || true
    total=$((block * blocks / 1048576))
    answer_room=$((total / 4 < 128 ? total / 4 : 128))
    # Some file systems tell no size.
    if [ $total = 0 ]; then answer_room=128; fi
    if [ $answer_room -lt 32 ]; then
        printf 'configure: warning: no answers are kept, since the file system of %s has %s MB only (DESCRY_ANSWER_FOLDER)\n' \
            "$answer_folder" "$total" >&2
        answer_cache=0
    fi
    # What one answer takes: with the address of 1,000 bytes and the process's headers, in whole pages. Ten pictures are
    # 3,500 bytes, thirty 11,000.
    local size
    if [ $answer_room -ge 120 ]; then
        size=24576 short_answer='(?:1?[0-9]{4}|[0-9]{1,3})'
    elif [ $answer_room -ge 60 ]; then
        size=12288 short_answer='[0-9]{1,4}'
    else
        size=8192 short_answer='(?:[1-4][0-9]{3}|[0-9]{1,3})'
    fi
    # A place takes 128 bytes.
    answer_list=$((answer_room * 1048576 * 128 / size))
}

answer_path_settings() {
    # The list, or none for what may be long: it would be in the list until its length is known.
    printf 'map "$arg_k $request_uri" $descry_answer_list {\n    default off;\n'
    printf '    "~^0*[0-9]{0,2} .{0,1000}$" descry_answers;\n}\n'
    printf 'map $upstream_http_content_length $descry_is_long {\n    default 1;\n    "~^%s$" "";\n}\n' "$short_answer"
    printf 'fastcgi_cache_path "%s" levels=1:2 keys_zone=descry_answers:%s max_size=%sm inactive=10m' \
        "$answer_folder" "$answer_list" "$answer_room"
    # What nginx's cache manager, which looks every 10 s at least, finds too much is removed at once.
    printf ' manager_files=10000 manager_threshold=1s manager_sleep=10ms'
    if is_nginx 1.19.1; then printf ' min_free=%sm' "$answer_room"; fi
    printf ' use_temp_path=off;\n'
}

# Of /search.
answer_settings() {
    echo 'fastcgi_cache $descry_list;'
    # The host is no part of the key, or each name that a client makes up would have an answer of its own: the process
    # writes addresses on a host of that purpose, which is replaced here. nginx cannot make small letters of capitals, as the
    # process does, so such searches have an answer each.
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
    # The process joins equal searches itself; here they would queue one behind the other when they fail.
    echo "fastcgi_cache_lock_timeout 1s;"
    echo "fastcgi_cache_lock_age ${patience}s;"
    # One answer for all names of this server (see api.conf).
    echo "set \$descry_host $any_host;"
    echo 'set $descry_process_scheme https;'
    echo "sub_filter \"https://$any_host/\" \"\$descry_origin/\";"
    echo 'sub_filter_types application/json;'
    echo 'sub_filter_once off;'
}
