"""Payments whose money is held: ask the operator whether it knows them as we do."""

import logging
from collections.abc import Sequence

from web.core import db
from worker.pool import Work
from worker.providers.daraja import Daraja
from worker.report import report

log = logging.getLogger("lipa.worker.status_queries")

LEASE_SECONDS = 60


class StatusQueries:
    """Take one, ask, say whether the question was taken. The answer comes by itself, to the web."""

    def __init__(self, daraja: Daraja) -> None:
        self._daraja = daraja

    def take(self) -> Sequence[Work]:
        """One at a time, so that its lease is longer than its request."""
        return db.call("worker.claim_status_queries", p_limit=1, p_lease_seconds=LEASE_SECONDS)

    def do(self, work: Work) -> None:
        """Ask about it."""
        error = self._daraja.ask_status(work["receipt"], work["ref"], work["short_code"])
        outcome = report(
            "worker.note_status_query", p_outbox_id=work["outbox_id"], p_attempt=work["attempt"],
            p_receipt=work["receipt"], p_error=error,
        )  # fmt: skip
        log.info("status query %s: %s, %s", work["outbox_id"], error or "taken", outcome)
