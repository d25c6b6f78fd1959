#!/usr/bin/env bash
# The base images for deploy/docker/try, made of what this machine reaches, under the public ones' names: Debian by
# debootstrap, thinned out as the public slim image is; Swift's from it, with this machine's toolchain mounted at build time;
# Redis' from it with Debian's Redis. apt, pip and git get this machine's settings; they stay in these images.
# shellcheck disable=SC2034,SC2154  # variables of the script that includes this file

suite=bookworm
# What the public image of Swift has besides the toolchain
# (https://github.com/swiftlang/swift-docker/blob/main/6.3/debian/12/Dockerfile).
swift_packages=(binutils-gold git libc6-dev libcurl4-openssl-dev libedit2 libgcc-12-dev libncurses-dev libpython3-dev
    libsqlite3-0 libstdc++-12-dev libxml2-dev libz3-dev pkg-config tzdata unzip zlib1g-dev)

# This machine's mirrors for the suite, as lines of a sources.list.
debian_sources() {
    # shellcheck disable=SC2016  # apt's variables
    apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        awk -v suite="$suite" '$4 == "Debian" && ($2 == suite || $2 ~ "^" suite "-(updates|security)$") {
            print "deb " $1 " " $2 " " $3 }' | sort -u
}

make_debian_tree() { # FOLDER
    local tree=$1 sources
    sources=$(debian_sources)
    if [ -z "$sources" ]; then sources="deb http://deb.debian.org/debian $suite main"; fi
    debootstrap --variant=minbase "$suite" "$tree" "$(awk -v suite="$suite" '$3 == suite { print $2; exit }' <<<"$sources")" \
        >"$work/debootstrap.log" 2>&1 || fail "debootstrap failed: $(tail -n 1 "$work/debootstrap.log")"
    printf '%s\n' "$sources" >"$tree/etc/apt/sources.list"
    printf 'path-exclude /usr/share/%s/*\n' doc man info locale groff lintian >"$tree/etc/dpkg/dpkg.cfg.d/docker"
    printf 'path-include /usr/share/%s\n' 'doc/*/copyright' locale/locale.alias >>"$tree/etc/dpkg/dpkg.cfg.d/docker"
    cat >"$tree/etc/apt/apt.conf.d/docker-clean" <<'APT'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT
    find "$tree/usr/share/doc" ! -type d ! -name copyright -delete
    rm -rf "$tree"/usr/share/{man,info,locale,lintian,groff}/* "$tree"/var/cache/apt/* "$tree"/var/lib/apt/lists/* \
        "$tree"/var/log/*.log "$tree/var/log/apt"
}

make_debian_image() {
    say "making Debian $suite by debootstrap"
    make_debian_tree "$work/debian"
    tar -C "$work/debian" -cf "$work/debian.tar" .
    rm -rf "$work/debian"
    image_from "$debian_image" <<'DOCKERFILE'
FROM scratch
ADD debian.tar /
CMD ["bash"]
DOCKERFILE
    rm -f "$work/debian.tar"
}

# The Dockerfile on standard input; its context is the work folder.
image_from() { # NAME
    cat >"$work/Dockerfile"
    build_image -f "$work/Dockerfile" --ignorefile /dev/null -t "$1" "$work" >"$work/base.log" 2>&1 ||
        fail "the base image $1 could not be made: $(tail -n 3 "$work/base.log")"
}

make_swift_image() {
    local program settings=()
    program=$(readlink -f "$(command -v swift)") || fail "swift is not on this machine"
    toolchain=${program%/usr/bin/*}
    [ -n "$toolchain" ] || fail "Swift is installed in /usr, so it cannot be mounted into the builder"
    mounts+=(--volume "$toolchain:$toolchain:ro")
    mkdir -p "$work/settings"
    pip_settings >"$work/settings/pip.conf"
    git_settings >"$work/settings/gitconfig"
    mount_local_folders
    if is_image "$swift_image"; then return; fi
    say "making the builder's base, with Swift from $toolchain"
    image_from "$swift_image" <<DOCKERFILE
FROM $debian_image
RUN apt-get update && apt-get install -y --no-install-recommends ${swift_packages[*]} && rm -rf /var/lib/apt/lists/*
COPY settings/ /etc/
ENV PATH=$toolchain/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DOCKERFILE
}

# What pip is set to on this machine; its folders of wheels are mounted, its certificates copied.
pip_settings() {
    local name value path
    printf '[global]\n'
    python3 -m pip config list 2>/dev/null | sed "s/^[^.]*\.\(.*\)='\(.*\)'$/\1 \2/" | sort -u | while read -r name value; do
        case $name in
        .cert | cert)
            cp "$value" "$work/settings/machine-certificates.crt"
            value=/etc/machine-certificates.crt
            ;;
        esac
        printf '%s = %s\n' "${name#.}" "$value"
    done | sort -u
}

# Where git looks in place of other addresses.
git_settings() {
    git config --get-regexp '^url\..*\.insteadof$' |
        sed 's/^url\.\(.*\)\.insteadof \(.*\)/[url "\1"]\n    insteadOf = \2/'
}

# Local folders that those settings name.
mount_local_folders() {
    local path
    while read -r path; do
        if [ -d "$path" ]; then mounts+=(--volume "${path%/}:${path%/}:ro"); fi
    done < <(sed -n 's/^find-links = \(\/.*\)/\1/p' "$work/settings/pip.conf"
        sed -n 's/^\[url "\(\/.*\)"\]/\1/p' "$work/settings/gitconfig" | sort -u)
}

make_redis_image() { # NAME
    image_from "$1" <<DOCKERFILE
FROM $debian_image
RUN apt-get update && apt-get install -y --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/* /etc/redis
RUN usermod -u 999 redis && groupmod -g 999 redis
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER redis
DOCKERFILE
}
