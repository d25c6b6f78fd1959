#!/usr/bin/env bash
# The sample search that deploy/run shows when everything is ready.
# shellcheck disable=SC2154  # variables of the script that includes this file

show_sample() {
    local request="$url/search?t=mountains&s_query=mountains+with+dark+skies&k=5"
    printf '\n  curl -sk "%s"\n\n' "$request"
    ask "$request" | python3 -c '
import json, sys
try:
    answer = json.load(sys.stdin)
except ValueError:
    sys.exit("  no answer that can be read")
for result in answer.get("results", []):
    share = result["probability"]
    share = "{:.0f} %".format(100 * share) if share >= 0.005 else "< 1 %"
    print("  {:8.3f}  {:>5}  {}".format(result["score"], share, result["url"]))
if "results" not in answer:
    print("  " + answer.get("detail", "no answer"))
elif not answer["results"]:
    print("  no pictures for this keyword")
else:
    print("\n  {ranked} pictures compared in {ms:.0f} ms".format(**answer["pool"], ms=answer["timing_ms"]["total"]))
' || true
}
