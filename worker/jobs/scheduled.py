"""Scheduled jobs: each is one call, by one worker at a time. db/functions/jobs/schedule.csv says when each runs."""

import contextlib
import csv
import logging
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from web.core import db
from worker.pool import Work

log = logging.getLogger("lipa.worker.scheduled_jobs")

SCHEDULE = Path(__file__).parents[2] / "db" / "functions" / "jobs" / "schedule.csv"
LONGEST_SECONDS = 120.0
LEASE_SECONDS = 180  # longer than the longest run


def names() -> list[str]:
    """The names of all scheduled jobs."""
    with SCHEDULE.open(encoding="utf-8", newline="") as rows:
        return [row["job"] for row in csv.DictReader(rows)]


class ScheduledJobs:
    """Runs the jobs that are due."""

    def take(self) -> Sequence[Work]:
        """The job that is due for the longest."""
        job = db.value("worker.claim_scheduled_job", p_lease_seconds=LEASE_SECONDS)
        return [{"job": job}] if job else []

    def do(self, work: Work) -> None:
        """Run the job: one call. What it raised is noted, so that it is tried again and staff see it."""
        job = work["job"]
        try:
            outcome = db.value("worker.run_job", within=LONGEST_SECONDS, p_job=job)
        except db.DatabaseTimeoutError:
            self._note_failure(job, f"did not end within {LONGEST_SECONDS:.0f} s")
            return
        except db.DatabaseUnavailableError as error:
            self._note_failure(job, str(error))
            return
        except db.DatabaseError as error:
            self._note_failure(job, f"{error.code} {error.message}".strip())
            return
        if outcome not in ("0", "busy"):
            log.info("%s: %s", job, outcome)
            if job == "close_day":
                log_anchors()

    def _note_failure(self, job: str, why: str) -> None:
        log.error("%s: %s", job, why)
        # Where not even this can be written, the run's lease ends and the job is due again.
        with contextlib.suppress(db.DatabaseUnavailableError):
            db.call("worker.note_job_failure", p_job=job, p_error=why)


def log_anchors() -> None:
    """Write the last seals of days that were just closed to the log, which leaves this machine."""
    for seal in db.call("worker.recent_anchors"):
        # In groups of eight: a longer run of digits would be masked as a phone number.
        grouped = ":".join(wrap(seal["seal_hash"], 8))
        log.info(
            "day %s closed: seal %s, %s entries, %s", seal["business_on"], seal["seal_id"], seal["entries"], grouped
        )
