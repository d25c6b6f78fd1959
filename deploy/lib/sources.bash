#!/usr/bin/env bash
# Which pictures, model and Redis a run uses, for deploy/run and deploy/reload: the standard ones, and checks of others.
# shellcheck disable=SC2034,SC2154  # variables of the scripts that include this file

is_pixabay() {
    case ${DESCRY_SOURCE:-} in
    '') [ -n "${PIXABAY_API_KEY_FILE:-}${PIXABAY_API_KEY:-}" ] ;;
    *) [ "$DESCRY_SOURCE" = pixabay ] ;;
    esac
}

# --- The gallery.

choose_gallery() {
    local folder=${DESCRY_GALLERY:-$root/deploy/demo/gallery}
    [ -d "$folder" ] || fail "the gallery's folder $folder does not exist (DESCRY_GALLERY)"
    gallery=$(cd "$folder" 2>/dev/null && pwd) ||
        fail "$(id -un) may not enter the gallery's folder $folder (DESCRY_GALLERY)"
    export DESCRY_GALLERY=$gallery
}

# --- The model: a folder, or the name of one that `descry model fetch` has fetched.

demo_model=$root/deploy/demo/model

choose_standard_model() {
    DESCRY_MODEL=$demo_model
    if is_pixabay; then
        DESCRY_MODEL=openai/clip-vit-base-patch32
        # Root's own folder would be closed to the user that the process runs as.
        if [ "$(id -u)" = 0 ] && [ -z "${DESCRY_MODELS:-}" ] && [ ! -d "$(model_folder)" ]; then
            export DESCRY_MODELS=/var/lib/descry/models
        fi
    fi
    export DESCRY_MODEL
}

# Where a model from the hub is, as the program has it (Sources/descry/Configuration/ModelLocation.swift).
models_folder() { echo "${DESCRY_MODELS:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/descry/models}"; }
model_folder() { if [ -d "$DESCRY_MODEL" ]; then echo "$DESCRY_MODEL"; else echo "$(models_folder)/$DESCRY_MODEL"; fi; }
is_hub_name() { [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*$ && $1 != *..* ]]; }

# Sets DESCRY_MODEL and DESCRY_MODELS so that they lead to the same model from any working folder and for any user.
need_model() {
    if [ -d "$DESCRY_MODEL" ]; then
        DESCRY_MODEL=$(cd "$DESCRY_MODEL" 2>/dev/null && pwd) ||
            fail "$(id -un) may not enter the model's folder $DESCRY_MODEL (DESCRY_MODEL)"
    elif is_hub_name "$DESCRY_MODEL"; then
        [ -e "$(model_folder)/config.json" ] || fail "the model $DESCRY_MODEL is neither a folder nor fetched yet" \
            "(DESCRY_MODEL); run: ${DESCRY_MODELS:+DESCRY_MODELS=$DESCRY_MODELS }descry model fetch $DESCRY_MODEL"
        DESCRY_MODELS=$(models_folder)
        export DESCRY_MODELS
    else
        fail "the model $DESCRY_MODEL does not exist (DESCRY_MODEL)"
    fi
}

# --- Redis.

check_redis_settings() { # whether Redis is deploy/run's own: yes or no
    local name
    [ "$1" = yes ] || return 0
    for name in REDIS_PASSWORD REDIS_PASSWORD_FILE REDIS_USERNAME REDISPORT REDIS_TLS; do
        case $name=${!name:-} in
        *= | REDIS_TLS=0) ;;
        *)
            fail "$name is for a Redis that is there already, and deploy/run starts its own: set REDISHOST, too, or unset" \
                "$name"
            ;;
        esac
    done
}
