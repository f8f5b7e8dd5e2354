"""Alarms by e-mail and webhook. What has no address in the settings is dropped: that channel is off."""

import logging
from collections.abc import Sequence
from typing import Any, Protocol

from web.core import db
from worker.pool import Work
from worker.providers.notices import Failed, Sent
from worker.report import report

log = logging.getLogger("lipa.worker.notices")

LEASE_SECONDS = 120  # longer than all time-outs of an SMTP dialogue


class Channel(Protocol):
    is_on: bool

    def send(self, notice: dict[str, Any]) -> Sent | Failed:
        """Send one notice."""


class Notices:
    """Sends what is due of one topic, and reports the outcome."""

    def __init__(self, topic: str, channel: Channel) -> None:
        self._topic = topic
        self._channel = channel

    def take(self) -> Sequence[Work]:
        """One at a time, so that the lease is longer than the request."""
        return db.call("worker.claim_jobs", p_topic=self._topic, p_limit=1, p_lease_seconds=LEASE_SECONDS)

    def do(self, work: Work) -> None:
        """Send it."""
        job = {"p_outbox_id": work["outbox_id"], "p_attempt": work["attempt"]}
        result = self._channel.send(work["payload"]) if self._channel.is_on else Sent()
        match result:
            case Sent():
                outcome = report("worker.finish_job", **job, p_provider_id=None)
            case Failed(reason):
                outcome = report("worker.fail_job", **job, p_error=reason, p_retry_after_seconds=None)
        log.info("%s %s: %s, %s", self._topic, work["outbox_id"], type(result).__name__.lower(), outcome)
