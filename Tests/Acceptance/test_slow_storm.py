"""Storms on a slow disk, ended by kill -9 and by power cuts: nothing that was answered is lost.

By day a few seconds, in nightly mode twenty minutes of storm. What happened is printed, and added
to `.build/slow-storm.txt`.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from process import IS_NIGHTLY, ROOT
from slow_storm import SLOWNESSES, Storm, Tally, compiled, remove

SUMMARY = ROOT / ".build" / "slow-storm.txt"
STORM_SECONDS = 1_200
RAGE_SECONDS = (10, 60)
KILLS_BY_DAY, RAGE_SECONDS_MAX_BY_DAY = 2, 60
CUTS = 2
# A folder that grew for hours would make every look at it long; a new one takes its place.
GIFTS_PER_FOLDER = 100_000


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("library"))


def end_of_storm(chance: random.Random, tally: Tally) -> Callable[[Storm], bool]:
    """At night some seconds; by day soon, but the last one continues until the log restarts."""
    is_last = tally.kills == KILLS_BY_DAY - 1
    seconds = chance.uniform(*RAGE_SECONDS) if IS_NIGHTLY else RAGE_SECONDS_MAX_BY_DAY
    until = time.monotonic() + seconds
    more = chance.randrange(1, 4)

    def is_over(storm: Storm) -> bool:
        nonlocal more
        if not IS_NIGHTLY:
            more -= storm.log_restarts() > 0 if is_last else 1
        return more <= 0 or time.monotonic() > until

    return is_over


def storms(room: Path, library: Path, tally: Tally) -> None:
    """Lets storms rage, with a look at what every kill and every cut left."""
    chance = random.Random(tally.seed)
    storm = None
    while tally.storm_seconds < STORM_SECONDS if IS_NIGHTLY else tally.kills < KILLS_BY_DAY:
        if storm is None or len(storm.promises.gifts) > GIFTS_PER_FOLDER:
            if storm:
                storm.end()
            storm = Storm(room / f"folder-{tally.folders}", library, tally, chance)
        storm.slowness = chance.choice(list(SLOWNESSES)) if IS_NIGHTLY else storm.slowness
        done = storm.rage(end_of_storm(chance, tally))
        faults = [storm.fault_after_kill()]
        faults += storm.cut(done, [storm.moment(done) for _ in range(CUTS)])
        assert not any(faults), "\n".join(filter(None, faults))
    storm.end()


def test_storms_on_a_slow_disk_lose_nothing(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture
) -> None:
    tally = Tally(seed=random.SystemRandom().randrange(2**32))
    began = time.monotonic()
    try:
        storms(tmp_path, library, tally)
    finally:
        summary = f"slow storm: {time.monotonic() - began:.1f} seconds, {tally}\n"
        with capsys.disabled():
            print("\n" + summary, end="")
        SUMMARY.parent.mkdir(exist_ok=True)
        with SUMMARY.open("a") as file:
            file.write(summary)
    assert tally.acknowledged > 0 and tally.stalls > 0 and tally.faults == 0
    # Otherwise no commit and no cut met a log that restarts.
    assert tally.log_restarts >= (20 if IS_NIGHTLY else 1)


def test_a_disk_that_breaks_its_promises_is_found_out(tmp_path: Path, library: Path) -> None:
    """The looks at what is left can fail: here everything since the beginning is gone."""
    tally = Tally(seed=random.SystemRandom().randrange(2**32))
    storm = Storm(tmp_path / "folder", library, tally, random.Random(tally.seed))
    storm.disk.keeps_promises = False
    done = storm.rage(lambda _: True)
    assert storm.fault_after_kill() == ""
    faults = storm.cut(done, [done[-1].ended])
    assert len(faults) == 1 and "answers are forgotten" in faults[0], faults
    assert tally.lost > 0
    remove(storm.room)
