"""Status queries about payments whose money is held: asks the operator whether its record agrees."""

import logging
from collections.abc import Sequence

from web.core import db
from worker.pool import Work
from worker.providers.daraja import Daraja
from worker.report import report

log = logging.getLogger("lipa.worker.payment_queries")

LEASE_SECONDS = 60


class PaymentQueries:
    """Sends status queries and reports whether the operator took them. The answer comes later, as a callback."""

    def __init__(self, daraja: Daraja) -> None:
        self._daraja = daraja

    def take(self) -> Sequence[Work]:
        """One at a time, so that the lease is longer than the request."""
        return db.call("worker.claim_status_queries", p_limit=1, p_lease_seconds=LEASE_SECONDS)

    def do(self, work: Work) -> None:
        """Send the query."""
        error = self._daraja.query_payment(work["receipt"], work["ref"], work["short_code"])
        outcome = report(
            "worker.note_status_query", p_outbox_id=work["outbox_id"], p_attempt=work["attempt"],
            p_receipt=work["receipt"], p_error=error,
        )  # fmt: skip
        log.info("status query %s: %s, %s", work["outbox_id"], error or "taken", outcome)
