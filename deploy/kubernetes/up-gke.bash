#!/usr/bin/env bash
# shellcheck disable=SC2154,SC2034,SC2317  # variables of the script that includes this file
# What deploy/kubernetes/up does for Google Kubernetes Engine.

need_site_arguments() {
    [ -n "$domain" ] || fail 64 "a certificate needs a domain: --domain descry.example.com"
    [[ $domain =~ ^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$ && ${#domain} -le 63 ]] ||
        fail 64 "--domain is no domain that Google gives a certificate for (63 characters at most): $domain"
    [ -z "$update" ] || return 0
    [ -n "$key_file" ] || fail 64 "name the file with Pixabay's key: --key-file FILE"
    [ ! -d "$key_file" ] || fail 78 "the key's file is a folder: $key_file"
    [ -r "$key_file" ] || fail 78 "the key's file cannot be read: $key_file"
    [ -n "$(tr -d '[:space:]' <"$key_file")" ] || fail 78 "the key's file is empty: $key_file"
}

# What is there already stays.
up_gke() {
    need_site_arguments
    need_programs gcloud kubectl docker curl
    local redis
    declare -A digests=()
    choose_project
    enable_services
    make_images
    make_cluster
    make_address
    make_redis
    write_gke_site
    [ -n "$update" ] || make_secret
    apply
    wait_for_certificate
    search_there
}

# Whether something has to be made: not for --update, nor where it is there.
is_due() { # COMMAND that describes it
    [ -z "$update" ] && ! is_there "$@"
}

choose_project() {
    if [ -z "$project" ]; then
        project=$(value_of PROJECT gcloud config get-value project 2>/dev/null) || true
        case $project in
        '' | '(unset)') fail 78 "no project: name it with --project, or: gcloud config set project NAME" ;;
        esac
    fi
    gcloud=(gcloud --project "$project" --quiet)
    registry=${registry:-$region-docker.pkg.dev/$project/descry}
}

enable_services() {
    [ -z "$update" ] || return 0
    title "Google's services"
    run "${gcloud[@]}" services enable artifactregistry.googleapis.com compute.googleapis.com container.googleapis.com \
        redis.googleapis.com
}

make_images() {
    local name reference digest
    if [ -n "$built" ]; then
        title "A place for images"
        if ! is_there "${gcloud[@]}" artifacts repositories describe descry --location "$region"; then
            run "${gcloud[@]}" artifacts repositories create descry --location "$region" --repository-format docker
        fi
        run "${gcloud[@]}" auth configure-docker "$region-docker.pkg.dev"
    fi
    for name in "${!targets[@]}"; do
        title "Image $name"
        reference=$registry/$name:$version
        if [ -n "$built" ]; then
            if [[ $version == *-changed ]] || ! is_there docker manifest inspect "$reference"; then
                build_image "$name" "$reference"
                run docker push "$reference"
            fi
        fi
        # By digest: a tag can be moved to another image, a digest cannot.
        run docker pull --quiet "$reference"
        digest=$(value_of "$registry/$name@sha256:DIGEST" docker image inspect --format '{{index .RepoDigests 0}}' "$reference")
        digests[$name]=${digest#*@}
    done
}

make_cluster() {
    title "The cluster (some minutes the first time)"
    if is_due "${gcloud[@]}" container clusters describe descry --zone "$zone"; then
        # Such a node has room for one pod; there may be five, and one more while they are replaced. Dataplane V2 is what
        # enforces the NetworkPolicy.
        run "${gcloud[@]}" container clusters create descry --zone "$zone" --machine-type "$machine" --num-nodes 1 \
            --enable-autoscaling --min-nodes 1 --max-nodes 6 --enable-ip-alias --enable-dataplane-v2 \
            --release-channel regular --workload-pool "$project.svc.id.goog" --enable-shielded-nodes
    fi
    if [ "$where" = gke-gpu ] && is_due "${gcloud[@]}" container node-pools describe gpu --cluster descry --zone "$zone"; then
        # With the driver, so that no DaemonSet has to install it. A node for each pod, and one more while they are replaced.
        run "${gcloud[@]}" container node-pools create gpu --cluster descry --zone "$zone" --machine-type g2-standard-4 \
            --accelerator type=nvidia-l4,count=1,gpu-driver-version=default --num-nodes 1 --enable-autoscaling \
            --min-nodes 1 --max-nodes 6
    fi
    run "${gcloud[@]}" container clusters get-credentials descry --zone "$zone"
    kube=(kubectl --context "gke_${project}_${zone}_descry")
}

make_address() {
    title "The static address"
    if is_due "${gcloud[@]}" compute addresses describe descry --global; then
        run "${gcloud[@]}" compute addresses create descry --global
    fi
    address=$(value_of ADDRESS "${gcloud[@]}" compute addresses describe descry --global --format 'value(address)') ||
        fail 1 "there is no static address; --update is for what is there: run this without it first"
    say "the A record of $domain has to be $address"
    if is_due "${gcloud[@]}" compute ssl-policies describe descry --global; then
        run "${gcloud[@]}" compute ssl-policies create descry --global --profile MODERN --min-tls-version 1.2
    fi
}

make_redis() {
    title "Redis (Memorystore; some minutes the first time)"
    if is_due "${gcloud[@]}" redis instances describe descry --region "$region"; then
        run "${gcloud[@]}" redis instances create descry --region "$region" --zone "$zone" --tier basic --size 1 --enable-auth \
            --redis-version redis_7_2 --redis-config maxmemory-policy=allkeys-lru
    fi
    redis=$(value_of REDIS "${gcloud[@]}" redis instances describe descry --region "$region" --format 'value(host)') ||
        fail 1 "there is no Redis; --update is for what is there: run this without it first"
}

write_gke_site() {
    local name
    title "What the cluster is told"
    {
        echo '# Written by deploy/kubernetes/up.'
        echo 'apiVersion: kustomize.config.k8s.io/v1beta1'
        echo 'kind: Kustomization'
        echo 'namespace: descry'
        echo 'resources:'
        echo "  - ../../../deploy/kubernetes/overlays/$where"
        echo 'configMapGenerator:'
        printf '  - name: descry\n    behavior: merge\n    literals:\n'
        echo "      - REDISHOST=$redis"
        echo "      - DESCRY_TRUSTED_PROXIES=130.211.0.0/22,35.191.0.0/16,$address"
        echo 'patches:'
        printf '  - target: {kind: ManagedCertificate, name: descry}\n    patch: |\n'
        printf '      - {op: replace, path: /spec/domains, value: [%s]}\n' "$domain"
        echo 'images:'
        for name in "${!targets[@]}"; do
            printf '  - name: %s\n    newName: %s\n    digest: %s\n' "$name" "$registry/$name" "${digests[$name]}"
        done
    } | write_site
}

make_secret() {
    title "The key, and Redis' password"
    local asks=("${gcloud[@]}" redis instances get-auth-string descry --region "$region" --format 'value(authString)') password
    local makes=("${kube[@]}" --namespace descry create secret generic descry "--from-file=pixabay-api-key=$key_file"
        --from-file=redis-password=/dev/stdin --dry-run=client --output yaml)
    run "${kube[@]}" apply -f "$here/base/namespace.yaml"
    # The name of the key's file is on the command line, neither its content nor the password.
    shown "${asks[@]}"
    printf '   | '
    shown "${makes[@]}" | sed 's/^ *//'
    printf '   | '
    shown "${kube[@]}" apply -f - | sed 's/^ *//'
    [ -z "$dry" ] || return 0
    password=$("${asks[@]}") || fail 1 "Redis' password cannot be read; roles/redis.admin has the right to"
    [ -n "$password" ] ||
        fail 1 "Redis has no password; give it one: gcloud redis instances update descry --region $region --enable-auth"
    printf '%s\n' "$password" | "${makes[@]}" | "${kube[@]}" apply -f -
}

wait_for_certificate() {
    title "The certificate (15 to 60 minutes once $domain is $address)"
    is_active() {
        [ "$("${kube[@]}" --namespace descry get managedcertificate descry \
            --output 'jsonpath={.status.certificateStatus}')" = Active ]
    }
    if [ -n "$dry" ]; then
        printf '   # waits until this prints Active, %d minutes at most:\n' "$minutes"
        shown "${kube[@]}" --namespace descry get managedcertificate descry --output 'jsonpath={.status.certificateStatus}'
    else
        wait_for $((minutes * 60)) "the certificate" is_active ||
            fail 1 "Google has not given the certificate within $minutes minutes; is the A record of $domain $address?" \
                "Then run this again: everything else is done, and what is done stays."
    fi
}

search_there() {
    title "A search"
    if [ -n "$dry" ]; then
        shown curl -sSf "https://$domain/search?$sample"
    else
        wait_for 600 "https://$domain/ready" curl -sf "https://$domain/ready" ||
            fail 1 "https://$domain/ready does not answer; look at: ${kube[*]} -n descry describe ingress descry"
        curl -sSf "https://$domain/search?$sample" || fail 1 "the search was refused; look at: ${kube[*]} -n descry logs deployment/descry"
        printf '\n'
    fi
    say "Descry is at https://$domain/. It costs about, each month, in US dollars:"
    costs
    say "deploy/kubernetes/down $where takes it away."
}
