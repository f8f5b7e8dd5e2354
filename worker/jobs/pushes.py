"""Payment prompts: each is sent at most once, even after a crash or a broken connection."""

import logging
from collections.abc import Sequence

from web.core import db
from web.security import sealing
from worker.pool import Work
from worker.providers.daraja import Daraja, Pushed, Refused, Unsent
from worker.report import report

log = logging.getLogger("lipa.worker.pushes")

LEASE_SECONDS = 60
TRY_AGAIN_SECONDS = 3


class Pushes:
    """Sends prompts and reports the outcome."""

    def __init__(self, daraja: Daraja) -> None:
        self._daraja = daraja

    def take(self) -> Sequence[Work]:
        """The one that is due for the longest."""
        return self.take_many(1)

    def take_many(self, limit: int) -> Sequence[Work]:
        """No more than are sent at once: a prompt that was claimed before a crash is never sent again."""
        return db.call(
            "worker.claim_pushes", p_limit=limit, p_lease_seconds=LEASE_SECONDS, p_short_code=self._daraja.short_code
        )

    def do(self, work: Work) -> None:
        """Send the prompt."""
        job = {"p_outbox_id": work["outbox_id"], "p_attempt": work["attempt"]}
        payment = {"p_payment_ref": work["payment_ref"]}
        try:
            phone = sealing.open_sealed("phone", bytes(work["phone_sealed"])).decode()
        except sealing.DecryptionError:
            outcome = report("worker.note_push_refused", **job, **payment, p_error_code="sealed by another key")
            log.error("push %s: the number is sealed by an unknown key: %s", work["outbox_id"], outcome)
            return
        result = self._daraja.push(phone, work["amount"], work["account_ref"], work["payment_ref"])
        match result:
            case Pushed(merchant, checkout):
                # The operator puts the phone number into this id.
                sealed = sealing.seal("checkout", checkout.encode())
                ids = {"p_merchant_request_id": merchant, "p_checkout_sealed": sealed}
                outcome = report("worker.note_push", **job, **payment, **ids)
            case Refused(code):
                outcome = report("worker.note_push_refused", **job, **payment, p_error_code=code)
            case Unsent(reason):
                outcome = report("worker.fail_job", **job, p_error=reason, p_retry_after_seconds=TRY_AGAIN_SECONDS)
            case _:
                outcome = report("worker.note_push_unknown", **job, **payment, p_error=result.reason)
        log.info("push %s: %s, %s", work["outbox_id"], type(result).__name__.lower(), outcome)
