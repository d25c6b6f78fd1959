# shellcheck shell=bash disable=SC2034,SC2154
# What deploy/kubernetes/up and down share: steps that are printed, run unless it is a dry run, and skipped if their result
# is there already. Whoever sources it sets `dry`: yes or empty.

who=${0##*/}

say() { printf '%s: %s\n' "$who" "$*"; }
fail() { # EXIT-CODE MESSAGE…
    local code=$1
    shift
    printf '%s: %s\n' "$who" "$*" >&2
    exit "$code"
}

title() { printf '\n== %s\n' "$*"; }

# A command as one could type it.
shown() {
    local line
    printf -v line '%q ' "$@"
    printf '   %s\n' "${line% }"
}

# Runs a command, or only prints it.
run() {
    shown "$@"
    [ -n "${dry:-}" ] || "$@"
}

# Whether a command says that something is there. In a dry run it says how one would know, and that nothing is there.
is_there() {
    if [ -n "${dry:-}" ]; then
        printf '   # unless this succeeds:\n'
        shown "$@"
        return 1
    fi
    local said
    if said=$("$@" 2>&1); then return; fi
    is_missing "$1" "$said" || fail 1 "cannot find out what is there ($1 says: $(last_line "$said")); nothing was made in this step"
    return 1
}

last_line() { # WHAT A COMMAND SAID: its last line that is not empty
    sed '/^[[:space:]]*$/d' <<<"$1" | tail -n 1
}

# Whether a command has said that a thing does not exist. Other failures, as of a login that has ended or a server that does not
# answer, say nothing about whether it is there. (An image that docker cannot ask for is built, which does no harm.)
is_missing() { # PROGRAM WHAT IT SAID
    case "$1 $2" in
    "gcloud "*NOT_FOUND* | "gcloud "*'was not found'* | "gcloud "*'code=404'*) return 0 ;;
    "kubectl "*'(NotFound)'*) return 0 ;;
    "docker "*) return 0 ;;
    *) return 1 ;;
    esac
}

# What a command prints; in a dry run the placeholder.
value_of() { # PLACEHOLDER COMMAND…
    local placeholder=$1
    shift
    if [ -n "${dry:-}" ]; then echo "$placeholder"; else "$@"; fi
}

# Waits until a command succeeds, and prints what it waits for each ten seconds.
wait_for() { # SECONDS WHAT COMMAND…
    local limit=$1 what=$2 began=$SECONDS next=10
    shift 2
    if [ -n "${dry:-}" ]; then
        printf '   # waits for %s, %d s at most:\n' "$what" "$limit"
        shown "$@"
        return
    fi
    until "$@" >/dev/null 2>&1; do
        if [ $((SECONDS - began)) -ge "$limit" ]; then return 1; fi
        if [ $((SECONDS - began)) -ge $next ]; then
            say "waiting for $what ($((SECONDS - began)) s)"
            next=$((next + 10))
        fi
        sleep 2
    done
}

need_programs() {
    local program missing=()
    [ -z "${dry:-}" ] || return 0
    for program in "$@"; do command -v "$program" >/dev/null || missing+=("$program"); done
    [ ${#missing[@]} = 0 ] || fail 69 "not on this machine: ${missing[*]}; install them, or see with --dry-run what they would do"
}

# Estimates from Google's list prices for us-central1, in US dollars for a month of 730 hours; other regions cost up to a third
# more. https://cloud.google.com/compute/all-pricing, https://cloud.google.com/kubernetes-engine/pricing,
# https://cloud.google.com/memorystore/docs/redis/pricing, https://cloud.google.com/vpc/network-pricing
costs() {
    cat <<'COSTS'
   the cluster's management           $73   (the first zonal cluster of an account: $0)
   a node e2-standard-2               $49
   a node g2-standard-4 with an L4   $516   (only with gke-gpu)
   Memorystore, basic, 1 GB           $36
   the balancer's forwarding rules    $18   (two: HTTP and HTTPS)
   the static address                  $0 while the balancer has it, $7 without
   images in Artifact Registry         $0.10 for each GB
COSTS
}

# --- Arguments that both scripts take.

check_places() {
    [[ $zone =~ ^[a-z]+-[a-z]+[0-9]+-[a-z]$ ]] || fail 64 "--zone is no zone, as in us-central1-a: $zone"
    [[ -z $project || $project =~ ^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$ ]] ||
        fail 64 "--project is no project's id: '$project'"
}

# Options that mean nothing for a cluster on this machine.
refuse_for_local() { # OPTION VALUE…
    while [ $# -gt 0 ]; do
        [ -z "$2" ] || fail 64 "$1 is not for local (try --help)"
        shift 2
    done
}

# Sets context to kubectl's own, which has to be a cluster on this machine.
need_local_context() {
    local said
    if ! said=$(value_of kind-kind kubectl config current-context 2>&1); then
        fail 78 "kubectl has no cluster ($(last_line "$said")); make one: kind create cluster"
    fi
    context=$said
    case $context in
    kind-* | minikube* | docker-desktop | k3d-* | rancher-desktop) ;;
    *) fail 78 "kubectl's context is $context, which is no cluster on this machine that is known here (kind, minikube," \
        "docker-desktop, k3d); choose another: kubectl config use-context NAME" ;;
    esac
}
