#!/usr/bin/env bash
# The releases of deploy/install in /opt/descry/releases: the link `current` leads to the one that serves, `previous` to the
# one that served before.
# shellcheck disable=SC2034,SC2154,SC2317  # variables and functions of the script that includes this file

copied=no
release_before=

# Two builds of one version have different names.
release_name() {
    printf '%s-%s' "$("$tree/bin/descry" --version 2>/dev/null || echo new)" \
        "$(cd "$tree" && find bin lib share -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-8)"
}

copy_release() {
    release=$prefix/releases/new
    [ -n "$tree" ] || return 0
    release_before=$(readlink "$prefix/current" 2>/dev/null || true)
    if [ "$(dirname "$tree")" = "$prefix/releases" ]; then
        release=$tree
        return
    fi
    release=$prefix/releases/$(release_name)
    [ ! -e "$release" ] || return 0
    [ "$dry_run" = yes ] || copied=yes
    change "copy the programs to $release" copy_now
}

copy_now() {
    local problem
    problem=$(
        exec 2>&1
        rm -rf "$release.part" && mkdir -p "$release.part" && chmod 755 "$prefix" "$prefix/releases" &&
            cp -R "$tree/bin" "$tree/lib" "$tree/share" "$release.part/" &&
            chmod -R u=rwX,go=rX "$release.part" && chown -R root:root "$release.part" && mv "$release.part" "$release"
    ) || exit_code=73 fail "the programs cannot be copied to $release: ${problem##*: }. Nothing was changed"
}

# A release that did not come into service; 500 MB.
discard_release() {
    [ $copied = yes ] || return 0
    rm -rf "$release.part"
    [ "$(readlink "$prefix/current" 2>/dev/null)" != "releases/${release##*/}" ] || return 0
    # It serves in place of a process that did not start again.
    ! is_active "$next" || return 0
    if [ -e "$release" ]; then say "removed $release, which did not come into service" >&2; fi
    rm -rf "$release"
    rmdir "$prefix/releases" "$prefix" 2>/dev/null || true
}

# All but the one that serves and the one before it.
remove_old_releases() {
    local old previous
    if [ -n "$release_before" ] && [ "$release_before" != "releases/${release##*/}" ]; then
        put_link "$prefix/previous" "$release_before"
    fi
    previous=$(readlink "$prefix/previous" 2>/dev/null || true)
    # Of an earlier version, which made no such link.
    [ -n "$previous" ] || previous=releases/$(
        find "$prefix/releases" -mindepth 1 -maxdepth 1 ! -path "$release" -printf '%T@ %f\n' | sort -rn | head -n 1 | cut -d ' ' -f 2
    )
    for old in "$prefix"/releases/*; do
        [ "$old" = "$release" ] || [ "$old" = "$prefix/$previous" ] || remove "$old"
    done
}

