#!/usr/bin/env bash
# shellcheck disable=SC2154,SC2034  # variables of the script that includes this file
# What deploy/kubernetes/up does for a cluster on this machine.

up_local() {
    need_programs kubectl docker curl
    local context name reference
    need_local_context
    kube=(kubectl --context "$context")
    for name in "${!targets[@]}"; do
        title "Image $name"
        reference=$name:$version
        if [ -n "$built" ]; then
            if [[ $version == *-changed ]] || ! is_there docker image inspect "$reference"; then
                build_image "$name" "$reference"
            fi
            case $context in
            kind-*) run kind load docker-image "$reference" --name "${context#kind-}" ;;
            minikube*) run minikube --profile "$context" image load "$reference" ;;
            k3d-*) run k3d image import "$reference" --cluster "${context#k3d-}" ;;
            esac
        fi
    done
    write_local_site
    apply
    search_locally
}

write_local_site() {
    local name
    title "What the cluster is told"
    {
        echo '# Written by deploy/kubernetes/up.'
        echo 'apiVersion: kustomize.config.k8s.io/v1beta1'
        echo 'kind: Kustomization'
        echo 'resources:'
        echo '  - ../../../deploy/kubernetes/overlays/local'
        echo 'images:'
        for name in "${!targets[@]}"; do
            printf '  - name: %s\n    newName: %s\n    newTag: %s\n' "$name" "${registry:+$registry/}$name" "$version"
        done
    } | write_site
}

search_locally() {
    title "A search"
    if [ -n "$dry" ]; then
        shown "${kube[@]}" --namespace descry port-forward service/descry 8080:80
        shown curl -sf "http://127.0.0.1:8080/search?$sample"
        return
    fi
    "${kube[@]}" --namespace descry port-forward service/descry 8080:80 >/dev/null &
    local forward=$!
    # shellcheck disable=SC2064  # its number now
    trap "kill $forward 2>/dev/null || true" EXIT
    wait_for 30 "the forwarded port" curl -sf http://127.0.0.1:8080/ready ||
        fail 1 "nothing answers at http://127.0.0.1:8080/ready; look at: kubectl -n descry get pods"
    curl -sf "http://127.0.0.1:8080/search?$sample" || fail 1 "the search was refused; look at: kubectl -n descry logs deployment/descry"
    printf '\n'
    say "Descry runs. To open it: kubectl -n descry port-forward service/descry 8080:80, then http://127.0.0.1:8080/"
}
