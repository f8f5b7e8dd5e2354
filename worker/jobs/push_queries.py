"""Queries about prompts without a result."""

import logging
from collections.abc import Sequence

from web.core import db
from web.security import sealing
from worker.pool import Work
from worker.providers.daraja import Daraja
from worker.report import report

log = logging.getLogger("lipa.worker.push_queries")


class PushQueries:
    """Asks the operator and reports the answer; without an answer the query that is planned next follows."""

    def __init__(self, daraja: Daraja) -> None:
        self._daraja = daraja

    def take(self) -> Sequence[Work]:
        """One at a time."""
        return db.call("worker.claim_queries", p_limit=1)

    def do(self, work: Work) -> None:
        """Send the query."""
        try:
            checkout = sealing.open_sealed("checkout", bytes(work["checkout_sealed"])).decode()
        except sealing.DecryptionError:
            log.error("query: the operator's id is sealed by an unknown key")
            return
        code = self._daraja.query_push(checkout)
        if code is None:
            log.info("query: no answer")
            return
        state = report("worker.note_query", p_payment_ref=work["payment_ref"], p_result_code=code)
        log.info("query: code %s, %s", code, state)
