"""The operator's access token, shared by all processes because each new token ends the one before.

A process that finds it missing or about to expire fetches a new one under a lease in the database. The others use the
old one or wait for the new one. The database stores it sealed.
"""

import logging
import os
import random
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from web.core import db
from web.security import sealing
from worker.http_client import NoAnswerError, NotSentError

log = logging.getLogger("lipa.worker.tokens")

LEASE_SECONDS = 30
# For so long a token that was read is used without asking again: for the prompts of a moment, one question is enough.
# Another process may fetch a new one meanwhile; a request that is then refused is made again with that one.
KEPT_SECONDS = 1.0
MAX_WAIT_SECONDS = 10.0


class Fetched(NamedTuple):
    """A new token and its lifetime."""

    clear: str
    seconds: int


class NoTokenError(Exception):
    """No token can be had now: the request was not sent."""


class SharedToken:
    """The token of one provider. `fetch` asks the operator for a new one."""

    def __init__(self, provider: str, fetch: Callable[[], Fetched]) -> None:
        self._provider = provider
        self._fetch = fetch
        self._kept: tuple[str, bytes] = "", b""
        self._kept_until = 0.0
        self._dropped = b""

    def get(self) -> tuple[str, bytes]:
        """The token, and its sealed form (for `drop`)."""
        kept = self._kept
        if time.monotonic() < self._kept_until and kept[1] != self._dropped:
            return kept
        try:
            token = self._get()
        except db.DatabaseUnavailableError as error:
            raise NoTokenError("the database is unavailable") from error
        self._kept, self._kept_until = token, time.monotonic() + KEPT_SECONDS
        return token

    def drop(self, sealed: bytes) -> None:
        """Forget a token that the operator refused, if it is still the stored one; the next `get` fetches another."""
        self._dropped = sealed  # another thread may be about to keep it
        try:
            db.value("worker.drop_token", p_provider=self._provider, p_token_sealed=sealed)
        except db.DatabaseUnavailableError as error:
            raise NoTokenError("the database is unavailable") from error

    def note_refused(self, api: str, code: str) -> None:
        """Tell staff that the operator refused a token that it had just given us."""
        try:
            db.value("worker.note_access_refused", p_api=api, p_code=code)
        except db.DatabaseUnavailableError as error:
            raise NoTokenError("the database is unavailable") from error

    def _get(self) -> tuple[str, bytes]:
        lease: dict[str, Any] = {"p_provider": self._provider, "p_holder": os.urandom(8).hex()}
        deadline = time.monotonic() + MAX_WAIT_SECONDS
        while True:
            answer = db.row("worker.acquire_token", **lease, p_lease_seconds=LEASE_SECONDS)
            if answer["verdict"] == "fetch":
                return self._renew(lease)
            if answer["verdict"] == "use":
                sealed = bytes(answer["token_sealed"])
                return self._open(sealed), sealed
            if time.monotonic() > deadline:
                raise NoTokenError("no other process brought a token in time")
            time.sleep(random.uniform(0.05, 0.2))  # noqa: S311

    def _renew(self, lease: dict[str, Any]) -> tuple[str, bytes]:
        try:
            fetched = self._fetch()
        except (NotSentError, NoAnswerError, NoTokenError) as error:
            db.value("worker.release_token", **lease)
            raise NoTokenError("the operator gave no token") from error
        sealed = sealing.seal("token", fetched.clear.encode())
        outcome = db.value("worker.store_token", **lease, p_token_sealed=sealed, p_lifetime_seconds=fetched.seconds)
        log.info("%s: a new token, %s", self._provider, outcome)
        return fetched.clear, sealed

    def _open(self, sealed: bytes) -> str:
        try:
            return sealing.open_sealed("token", sealed).decode()
        except sealing.DecryptionError:
            self.drop(sealed)
            raise NoTokenError("sealed by an unknown key") from None
