#!/usr/bin/env bash
# Installing Debian packages, for deploy/setup and deploy/install. The script that includes this file sets `log`, a file for
# what apt prints, defines `fail`, and calls allow_services in its EXIT trap.
# shellcheck disable=SC2154  # variables of the scripts that include this file

policy=/usr/sbin/policy-rc.d
made_policy=no

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# apt starts the services that it installs; the machine's own nginx and Redis are none of our business, so a policy
# (invoke-rc.d's own hook) forbids starting anything while we install, unless the machine has a policy already.
install_packages() {
    if [ ! -e $policy ]; then
        made_policy=yes
        as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
    fi
    # An index that is there already is tried first: updating it is the slow part.
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" \
        >"$log" 2>&1; then
        as_root apt-get update -q >"$log" 2>&1 || fail "apt-get update failed: $(tail -n 1 "$log")"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" \
            >"$log" 2>&1 || fail "apt could not install $*: $(grep -m 1 '^E:' "$log" || tail -n 1 "$log")"
    fi
}

# Services may be started again.
allow_services() {
    if [ $made_policy = yes ]; then as_root rm -f $policy; fi
    made_policy=no
}
