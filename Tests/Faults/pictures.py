"""Pictures that are none, or too much."""

import tempfile

import hostile
from rows import row
from system import System, eventually, photos

MEGABYTE = 1 << 20


@row("bad-pictures", f"30 pictures: {len(hostile.BAD)} bad ones of all kinds, {len(hostile.GOOD)} odd but whole")
def bad_pictures(attempt):
    bad = len(hostile.BAD)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        with System(attempt, {"DESCRY_DEADLINE": "12"}, pixabay=photos(folder + "/photos", {"odd": 30})) as system:
            before = system.process.memory
            system.fault("picture-kinds")
            answer = attempt.count(system.search("odd", "snow", 30))
            # What hangs may be given up by a limit of its own, or by the deadline, and is counted later then.
            answered = eventually(lambda: system.search("odd", "snow", 30).pool["ranked"] >= 30 - bad, 20, 1)
            last = attempt.count(system.search("odd", "snow", 30))
            attempt.check(answered and last.pool["ranked"] == 30 - bad,
                          f"{30 - bad} can be ranked, but {last.pool['ranked']} were")
            found = {result["id"] for result in last.json["results"]}
            attempt.check(all(f"pixabay:{1000 + place}" in found for place in range(bad, 30)), "not the good ones")
            attempt.check(last.pool["skipped"] >= bad - 2, f"{last.pool['skipped']} counted as skipped")
            counted = system.metric("descry_pictures_left_out_total")
            attempt.check(counted >= bad - 2, f"/metrics counts {counted:.0f} pictures left out")
            grown = system.process.memory - before
            attempt.check(grown < 250 * MEGABYTE, f"memory grew by {grown / MEGABYTE:.0f} MB")
            attempt.note(f"first answer: {answer.pool['ranked']} ranked after {answer.seconds:.1f} s; "
                         f"memory +{grown / MEGABYTE:.0f} MB")


@row("large-pictures", "30 pictures of 50 megapixels where 640 pixels were promised: memory may grow by 200 MB")
def large_pictures(attempt):
    with System(attempt, pixabay=[]) as system:
        attempt.count(system.search("lake", "a boat"))
        before, peak = system.process.memory, int(system.process.status("VmHWM").split()[0]) * 1024
        system.fault("picture-grey", width=7071, height=7071)
        answer = attempt.count(system.search("forest", "fog"), 200, 502)
        attempt.check(answer.seconds < 16, f"answered after {answer.seconds:.1f} s")
        grown = int(system.process.status("VmHWM").split()[0]) * 1024 - peak
        attempt.check(grown < 200 * MEGABYTE, f"the peak of memory grew by {grown / MEGABYTE:.0f} MB")
        attempt.count(system.search("lake", "another boat"), what="a search afterwards")
        attempt.note(f"memory {before / MEGABYTE:.0f} MB, peak {grown / MEGABYTE:+.0f} MB; answer {answer.status} "
                     f"after {answer.seconds:.2f} s")
