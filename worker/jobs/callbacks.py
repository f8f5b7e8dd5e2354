"""Callbacks that were stored but could not be posted: try again."""

import logging
from collections.abc import Sequence

from web.core import db
from worker.pool import Work
from worker.report import report

log = logging.getLogger("lipa.worker.callbacks")

SETTLE_SECONDS = 30.0


class Callbacks:
    """Settles stored callbacks, each in a call of its own, so that a bad one doesn't roll back a good one."""

    def take(self) -> Sequence[Work]:
        """One at a time; claiming it counts as a try."""
        return db.call("worker.claim_callbacks", p_limit=1)

    def do(self, work: Work) -> None:
        """Settle it, or record why it can't be settled."""
        callback = {"p_callback_id": work["callback_id"]}
        try:
            outcome = str(db.value("worker.retry_callback", within=SETTLE_SECONDS, **callback))
        except db.DatabaseError as error:
            outcome = report("worker.note_callback_failure", **callback, p_error=error.code)
            log.error("callback %s, try %s: %s, %s", work["callback_id"], work["attempt"], error.code, outcome)
            return
        log.info("callback %s, try %s: %s", work["callback_id"], work["attempt"], outcome)
