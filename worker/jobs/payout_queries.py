"""Questions about payouts without a result, and about the balances of our accounts. The answers come as callbacks."""

import logging
from collections.abc import Sequence

from web.core import db
from worker.pool import Work
from worker.providers.daraja_payouts import DarajaPayouts

log = logging.getLogger("lipa.worker.payout_queries")


class PayoutQueries:
    """Asks the operator what became of a payout. One that it did not take is asked at the next time planned."""

    def __init__(self, daraja: DarajaPayouts) -> None:
        self._daraja = daraja

    def take(self) -> Sequence[Work]:
        """One at a time."""
        return db.call("worker.claim_payout_queries", p_limit=1)

    def do(self, work: Work) -> None:
        """Send the question."""
        error = self._daraja.query_payout(work["originator_id"], work["query_ref"])
        log.info("question about a payout: %s", error or "taken")


class BalanceQueries:
    """Asks the operator what our accounts hold, every few minutes while a payout is open or a statement was read."""

    def __init__(self, daraja: DarajaPayouts) -> None:
        self._daraja = daraja

    def take(self) -> Sequence[Work]:
        """Nothing, most of the time."""
        return db.call("worker.claim_balance_query")

    def do(self, work: Work) -> None:
        """Send the question."""
        error = self._daraja.query_balance(work["query_ref"])
        log.info("question about balances: %s", error or "taken")
