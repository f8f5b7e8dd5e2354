"""The short form of make fire: faults under load, and everything agrees with the operator's books afterwards."""

import pytest

from bench.fire import faults, world
from bench.fire.run import Run, Settings
from bench.fire.volume import VolumeRun
from bench.fire.world import Plan
from db.tests.long import LONG

FAULTS = {"kill-backend": 1, "kill-web-master": 1} if LONG else {"kill-web-master": 1}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_nothing_is_lost_when_the_database_and_the_web_are_killed_under_load() -> None:
    """First passengers with a pause after each fault, then the volume form in the same world."""
    asked = Settings(minutes=0.05, seed=46, faults=",".join(FAULTS), clients=6, with_people=False,
                     most_faults=len(FAULTS), say=False)  # fmt: skip
    many = Settings(minutes=0.05, seed=46, faults="kill-web-worker", clients=0, with_people=False, most_faults=1,
                    say=False, volume=True, rate=200, rest_after=1)  # fmt: skip
    with world.new_folder() as folder, world.make(Plan(46, folder)) as made:
        run = Run(asked, made, list(faults.choose(asked.faults)))
        run.play()
        assert run.report.problems == [], asked.command
        assert run.report.findings.acknowledged > 10
        assert run.report.faults == FAULTS
        assert run.report.restarts >= 1
        volume = VolumeRun(many, made, list(faults.choose(many.faults)), after=run)
        volume.play()
        assert volume.report.problems == [], many.command
        assert volume.report.faults == {"kill-web-worker": 1}
        assert volume.report.volume["A"] == volume.report.volume["posted"] > 10
        assert volume.report.rests == 1
