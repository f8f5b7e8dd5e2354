"""Scheduled jobs: what staff read of one that did not end, and of each in the list."""

import pytest

from web.core import db
from web.i18n import labels
from web.tests.conftest import raising
from worker.jobs import scheduled

from .conftest import World


def test_a_job_that_does_not_end_is_noted_in_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "value", raising(db.DatabaseTimeoutError("worker.run_job")))
    scheduled.ScheduledJobs().do({"job": "expire_trips"})
    noted = "select failures, last_error from jobs.schedule where job = 'expire_trips'"
    assert world.one(noted) == (1, "did not end within 120 s")


def test_every_job_of_the_schedule_has_its_words_and_no_other() -> None:
    assert set(labels.LABELS["job"]) == set(scheduled.names())


def test_every_job_of_the_schedule_tells_a_number(world: World) -> None:
    """run_job reads what the job did as a number; a job that tells a word fails at each run."""
    told = """select string_agg(s.job, ' ') from jobs.schedule s where not exists (
                select from pg_proc p where format('%%I.%%I', p.pronamespace::regnamespace, p.proname)
                         = split_part(s.call, '(', 1) and p.prorettype in ('int'::regtype, 'bigint'::regtype))"""
    assert world.one(told) is None
