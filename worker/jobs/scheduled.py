"""Scheduled jobs: each is one call, by one worker at a time."""

import logging
import random
import time
from collections.abc import Sequence

from web.core import db
from worker.pool import Work

log = logging.getLogger("lipa.worker.scheduled_jobs")

# Seconds between two runs. db/functions/worker/run_job.sql says what each does.
EVERY_SECONDS = {
    "release_leases": 5.0,
    "make_checkpoints": 15.0,
    "watch_horizon": 15.0,
    "expire_intents": 30.0,
    "watch_payouts": 15.0,
    "repay_debts": 60.0,
    "watch_disputes": 300.0,
    "expire_vouchers": 30.0,
    "pay_automatically": 60.0,
    "close_cutoff": 60.0,
    "watch_callbacks": 60.0,
    "watch_suspense": 60.0,
    "expire_ussd_sessions": 60.0,
    "delete_full_buckets": 60.0,
    "expire_trips": 60.0,
    "expire_sign_ins": 3600.0,
    "store_day_totals": 300.0,
    "apply_retention": 600.0,
}
LONGEST_SECONDS = 120.0


class ScheduledJobs:
    """Runs the jobs that are due."""

    def __init__(self) -> None:
        self._due = dict.fromkeys(EVERY_SECONDS, 0.0)

    def take(self) -> Sequence[Work]:
        """All jobs that are due; the next time of each is set here."""
        now = time.monotonic()
        due = [job for job, at in self._due.items() if at <= now]
        for job in due:
            self._due[job] = now + EVERY_SECONDS[job] * random.uniform(0.9, 1.1)  # noqa: S311
        return [{"job": job} for job in due]

    def do(self, work: Work) -> None:
        """Run the job: one call."""
        try:
            outcome = db.value("worker.run_job", within=LONGEST_SECONDS, p_job=work["job"])
        except (db.DatabaseUnavailableError, db.DatabaseError) as error:
            log.error("%s: %s", work["job"], error)
            return
        if outcome not in ("0", "busy"):
            log.info("%s: %s", work["job"], outcome)
