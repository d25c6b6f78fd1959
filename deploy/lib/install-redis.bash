#!/usr/bin/env bash
# The Redis that deploy/install is given: it has to answer, with the password, before it takes the place of another.
# shellcheck disable=SC2154  # variables of the script that includes this file

check_redis() {
    [ -n "$redis" ] && [ -n "$tree" ] && ! local_redis || return 0
    local name settings=() said code=0 password=$redis_password
    for name in REDIS_DB REDIS_USERNAME REDIS_TLS; do settings+=("$name=$(wanted_setting "$name" '')"); done
    if [ -z "$password" ] && [ -e "$etc/secrets/redis-password" ]; then password=$etc/secrets/redis-password; fi
    # By the program's own client; a tag that is not kept is an answer, too.
    said=$(env -i PATH="$PATH" "${settings[@]}" REDISHOST="$redis_host" REDISPORT="${redis_port:-6379}" \
        REDIS_PASSWORD_FILE="$password" DESCRY_ALLOW_ROOT=1 "$tree/bin/descry" cache show descry-install 2>&1 </dev/null) || code=$?
    case $code in
    0 | 1) ;;
    *) exit_code=69 fail "--redis: ${said#descry: }. Nothing was changed" ;;
    esac
}
