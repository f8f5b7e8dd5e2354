"""Payouts: each is sent at most once, even after a crash or a broken connection."""

import logging
from collections.abc import Sequence

from web.core import db
from web.security import sealing
from worker.pool import Work
from worker.providers.daraja import Refused, Unsent
from worker.providers.daraja_payouts import Accepted, DarajaPayouts, PayoutOutcome
from worker.report import report

log = logging.getLogger("lipa.worker.payouts")

# Longer than two tokens and two requests can take.
LEASE_SECONDS = 120
TRY_AGAIN_SECONDS = 3
REMARKS = "Lipa Fare"
UNREADABLE = "unreadable"


class Payouts:
    """Sends payouts and reports the outcome."""

    def __init__(self, daraja: DarajaPayouts) -> None:
        self._daraja = daraja

    def take(self) -> Sequence[Work]:
        """One at a time: a payout that was claimed before a crash is never sent again."""
        return db.call("worker.claim_payouts", p_limit=1, p_lease_seconds=LEASE_SECONDS)

    def do(self, work: Work) -> None:
        """Send the payout."""
        job = {"p_outbox_id": work["outbox_id"], "p_attempt": work["attempt"]}
        answer = {"p_payout_ref": work["payout_ref"], "p_code": None, "p_originator_id": None}
        try:
            result: PayoutOutcome = self._send(work)
        except sealing.DecryptionError:
            log.error("payout %s: the number is sealed by an unknown key", work["outbox_id"])
            result = Refused(UNREADABLE)
        match result:
            case Accepted(_, originator_id):
                answer |= {"p_answer": "taken", "p_originator_id": originator_id}
            case Refused(code):
                answer |= {"p_answer": "refused", "p_code": code}
            case Unsent(reason):
                outcome = report("worker.fail_job", **job, p_error=reason, p_retry_after_seconds=TRY_AGAIN_SECONDS)
                log.info("payout %s: unsent, %s", work["outbox_id"], outcome)
                return
            case _:
                answer |= {"p_answer": "unknown", "p_code": result.reason}
        outcome = report("worker.note_payout", **job, **answer)
        log.info("payout %s: %s, %s", work["outbox_id"], type(result).__name__.lower(), outcome)

    def _send(self, work: Work) -> PayoutOutcome:
        if work["channel"] == "phone":
            phone = sealing.open_sealed("phone", bytes(work["phone_sealed"])).decode()
            return self._daraja.pay_phone(work["payout_ref"], phone, work["amount"], REMARKS)
        sealed = work["account_sealed"]
        account = sealing.open_sealed("account", bytes(sealed)).decode() if sealed else ""
        return self._daraja.pay_business(
            work["payout_ref"], work["channel"], work["short_code"], account, amount=work["amount"], remarks=REMARKS
        )
