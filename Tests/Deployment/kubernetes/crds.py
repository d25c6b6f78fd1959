"""The parts that deploy/kubernetes uses of objects that are extensions of Kubernetes, whose schemas no package brings.

From their documentation: https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration,
https://cloud.google.com/kubernetes-engine/docs/how-to/managed-certs and
https://prometheus-operator.dev/docs/api-reference/api/.
"""

import jsonschema


def of(required=None, **properties):
    return {"type": "object", "properties": properties, "required": required or list(properties), "additionalProperties": False}


TEXT, NUMBER, FLAG = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}, {"type": "boolean"}
LABELS = {"type": "object", "additionalProperties": TEXT}
DURATION = {"type": "string", "pattern": "^[0-9]+(s|m|h)$"}

# By kind: the API's version and the specification.
SCHEMAS = {
    "ManagedCertificate": ("networking.gke.io/v1", of(
        domains={"type": "array", "minItems": 1, "maxItems": 100, "items": {"type": "string", "pattern": r"^[a-z0-9.-]{1,63}$"}})),
    "FrontendConfig": ("networking.gke.io/v1beta1", of(
        redirectToHttps=of(enabled=FLAG, responseCodeName={"enum": [
            "MOVED_PERMANENTLY_DEFAULT", "FOUND", "SEE_OTHER", "TEMPORARY_REDIRECT", "PERMANENT_REDIRECT"]}),
        sslPolicy=TEXT)),
    "BackendConfig": ("cloud.google.com/v1", of(
        healthCheck=of(type={"enum": ["HTTP", "HTTPS", "HTTP2"]}, port=NUMBER, requestPath={"type": "string", "pattern": "^/"},
                       checkIntervalSec=NUMBER, timeoutSec=NUMBER, healthyThreshold=NUMBER, unhealthyThreshold=NUMBER),
        timeoutSec=NUMBER, connectionDraining=of(drainingTimeoutSec={"type": "integer", "minimum": 0, "maximum": 3600}),
        logging=of(enable=FLAG))),
    "PodMonitor": ("monitoring.coreos.com/v1", of(
        selector=of(matchLabels=LABELS),
        podMetricsEndpoints={"type": "array", "minItems": 1, "items": of(
            port=TEXT, path=TEXT, interval=DURATION, scrapeTimeout=DURATION)})),
    "PrometheusRule": ("monitoring.coreos.com/v1", of(
        groups={"type": "array", "minItems": 1, "items": of(
            ["name", "rules"], name=TEXT, interval=DURATION, rules={"type": "array", "minItems": 1, "items": of(
                ["expr"], alert=TEXT, record=TEXT, expr={"type": ["string", "integer"]}, labels=LABELS, annotations=LABELS,
                **{"for": DURATION, "keep_firing_for": DURATION})})})),
}


def errors(item):
    """What is wrong with an object, as sentences."""
    version, specification = SCHEMAS[item["kind"]]
    schema = of(apiVersion={"const": version}, kind={"const": item["kind"]},
                metadata={"type": "object", "required": ["name", "namespace"]}, spec=specification)
    return [f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(item)]
