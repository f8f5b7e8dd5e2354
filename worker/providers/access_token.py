"""The operator's access token: one for all processes, because each new one ends the one before.

Who finds it missing or near its end fetches a new one under a lease in the database; the others go on
with the old one, or wait for the new. It is kept there sealed.
"""

import logging
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from web.core import db
from web.security import sealing
from worker.http_client import NoAnswerError, NotSentError

log = logging.getLogger("lipa.worker.tokens")

LEASE_SECONDS = 30
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A new token and for how long it is good."""

    clear: str
    seconds: int


class NoTokenError(Exception):
    """There is none to be had right now: nothing was asked of the operator."""


class SharedToken:
    """The token of one provider. `fetch` asks the operator for a new one."""

    def __init__(self, provider: str, fetch: Callable[[], Fetched]) -> None:
        self._provider = provider
        self._fetch = fetch

    def get(self) -> tuple[str, bytes]:
        """The token, and as it is kept (for `drop`)."""
        try:
            return self._get()
        except db.DatabaseUnavailableError as error:
            raise NoTokenError("the database is away") from error

    def drop(self, sealed: bytes) -> None:
        """The operator refused this one. If it is still the one we keep, the next to ask fetches another."""
        try:
            db.value("worker.drop_token", p_provider=self._provider, p_token_sealed=sealed)
        except db.DatabaseUnavailableError as error:
            raise NoTokenError("the database is away") from error

    def _get(self) -> tuple[str, bytes]:
        holder = os.urandom(8).hex()
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            told = db.row(
                "worker.acquire_token", p_provider=self._provider, p_holder=holder, p_lease_seconds=LEASE_SECONDS
            )
            if told["verdict"] == "fetch":
                return self._renew(holder)
            if told["verdict"] == "use":
                sealed = bytes(told["token_sealed"])
                return self._open(sealed), sealed
            if time.monotonic() > until:
                raise NoTokenError("nobody brought a token in time")
            time.sleep(random.uniform(0.05, 0.2))  # noqa: S311

    def _renew(self, holder: str) -> tuple[str, bytes]:
        mine: dict[str, Any] = {"p_provider": self._provider, "p_holder": holder}
        try:
            fetched = self._fetch()
        except (NotSentError, NoAnswerError, NoTokenError) as error:
            db.value("worker.release_token", **mine)
            raise NoTokenError("the operator gave no token") from error
        sealed = sealing.seal("token", fetched.clear.encode())
        kept = db.value("worker.store_token", **mine, p_token_sealed=sealed, p_lifetime_seconds=fetched.seconds)
        log.info("%s: a new token, %s", self._provider, kept)
        return fetched.clear, sealed

    def _open(self, sealed: bytes) -> str:
        try:
            return sealing.open_sealed("token", sealed).decode()
        except sealing.DecryptionError:
            # Sealed by a key we no longer hold: worth no more than none.
            self.drop(sealed)
            raise NoTokenError("sealed by another key") from None
