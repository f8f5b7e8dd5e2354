"""SMS: each is sent at least once; after a crash the same text may go twice."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from web.core import db
from web.security import one_time_codes, sealing
from worker.jobs import trip_links
from worker.pool import Work
from worker.providers.africastalking import Failed, Rejected, Sent, SmsGateway
from worker.report import JoinedReports, report

log = logging.getLogger("lipa.worker.messages")

LEASE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Obsolete:
    """Nobody needs the message any more: its subject is over."""


class Messages:
    """Sends messages and reports the outcome."""

    def __init__(self, gateway: SmsGateway, base: str) -> None:
        self._gateway = gateway
        self._base = base  # address of the links in messages
        self._sent = JoinedReports("worker.finish_jobs", ("p_outbox_ids", "p_attempts", "p_provider_ids"))

    def take(self) -> Sequence[Work]:
        """The one that is due for the longest."""
        return self.take_many(1)

    def take_many(self, limit: int) -> Sequence[Work]:
        """No more than are sent at once, so that the lease is longer than the request."""
        works = db.call("worker.claim_jobs", p_topic="sms", p_limit=limit, p_lease_seconds=LEASE_SECONDS)
        self._sent.expect(len(works))
        return works

    def do(self, work: Work) -> None:
        """Send it."""
        job = {"p_outbox_id": work["outbox_id"], "p_attempt": work["attempt"]}
        result = self._send(work)
        match result:
            case Sent(message_id):
                outcome = self._sent.report(work["outbox_id"], work["attempt"], message_id)
            case Failed(reason, retry_after):
                outcome = report("worker.fail_job", **job, p_error=reason, p_retry_after_seconds=retry_after)
            case Obsolete():
                outcome = self._sent.report(work["outbox_id"], work["attempt"], None)
            case Rejected(reason):
                outcome = report("worker.dead_letter_job", **job, p_error=reason)
        log.info("sms %s: %s, %s", work["outbox_id"], type(result).__name__.lower(), outcome)

    def _send(self, work: Work) -> Sent | Failed | Rejected | Obsolete:
        if work["phone_sealed"] is None or not isinstance(work["payload"].get("text"), str):
            return Rejected("no number or no text")
        try:
            phone = sealing.open_sealed("phone", bytes(work["phone_sealed"])).decode()
            text = work["payload"]["text"]
            if code := work["payload"].get("code_sealed"):
                text = one_time_codes.fill_in(text, code)
            if link := work["payload"].get("trip_link"):
                text = trip_links.insert_link(text, link, self._base)
        except sealing.DecryptionError:
            return Failed("the number or a code is sealed by an unknown key")
        return self._gateway.send(phone, text) if text else Obsolete()
