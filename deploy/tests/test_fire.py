"""The short form of make fire: a fault under load, and everything agrees with the operator's books afterwards."""

import pytest

from bench.fire.run import Settings, play
from db.tests.long import LONG

FAULTS = {"kill-backend": 1, "kill-web-master": 1} if LONG else {"kill-web-master": 1}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_nothing_is_lost_when_the_database_and_the_web_are_killed_under_load() -> None:
    report = play(Settings(minutes=0.05, seed=46, faults=",".join(FAULTS), clients=6, with_people=False,
                           most_faults=len(FAULTS), say=False))  # fmt: skip
    assert report.problems == [], report.settings.command
    assert report.findings.acknowledged > 40
    assert report.faults == FAULTS
    assert report.restarts >= 1
