"""SMS: each is sent at least once; a second one in a crash says the same."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from web.core import db
from web.security import one_time_codes, sealing
from worker.jobs import trip_links
from worker.pool import Work
from worker.providers.africastalking import Failed, Hopeless, Sent, SmsGateway
from worker.report import report

log = logging.getLogger("lipa.worker.messages")

LEASE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Needless:
    """What it was about is over: nobody needs it any more."""


class Messages:
    """Take one, send it, say what became of it."""

    def __init__(self, gateway: SmsGateway, base: str) -> None:
        self._gateway = gateway
        self._base = base  # of the links we send

    def take(self) -> Sequence[Work]:
        """One at a time, so that its lease is longer than its request."""
        return db.call("worker.claim_jobs", p_topic="sms", p_limit=1, p_lease_seconds=LEASE_SECONDS)

    def do(self, work: Work) -> None:
        """Send it."""
        job = {"p_outbox_id": work["outbox_id"], "p_attempt": work["attempt"]}
        sent = self._send(work)
        match sent:
            case Sent(message_id):
                outcome = report("worker.finish_job", **job, p_provider_id=message_id)
            case Failed(why, retry_after):
                outcome = report("worker.fail_job", **job, p_error=why, p_retry_after_seconds=retry_after)
            case Needless():
                outcome = report("worker.finish_job", **job, p_provider_id=None)
            case Hopeless(why):
                outcome = report("worker.dead_letter_job", **job, p_error=why)
        log.info("sms %s: %s, %s", work["outbox_id"], type(sent).__name__.lower(), outcome)

    def _send(self, work: Work) -> Sent | Failed | Hopeless | Needless:
        if work["phone_sealed"] is None or not isinstance(work["payload"].get("text"), str):
            return Hopeless("nobody to send to, or nothing to say")
        try:
            phone = sealing.open_sealed("phone", bytes(work["phone_sealed"])).decode()
            text = work["payload"]["text"]
            if code := work["payload"].get("code_sealed"):
                text = one_time_codes.fill_in(text, code)
            if link := work["payload"].get("trip_link"):
                text = trip_links.filled(text, link, self._base)
        except sealing.DecryptionError:
            return Failed("the number or a code is sealed by a key we lack")
        return self._gateway.send(phone, text) if text else Needless()
