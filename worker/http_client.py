"""Asking somebody outside, and knowing what it means when no answer comes.

What was never sent may be sent again. What may have been sent is another matter: an SMS can go twice,
a payment prompt must not.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from web.core import strict_json

# Connect, then wait between two bytes. The leases are longer.
TIMEOUT = (3.05, 15.0)


class NotSentError(Exception):
    """Nobody was reached: nothing has happened."""


class NoAnswerError(Exception):
    """It may have been taken or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `said` is its JSON object with numbers as text, empty when it isn't one."""

    status: int
    said: dict[str, Any]
    retry_after: int | None

    def text(self, name: str) -> str:
        """A field as text, '' when it is missing or no plain value."""
        value = self.said.get(name)
        return value if isinstance(value, str) else ""


_mine = threading.local()


def ask(method: str, url: str, **how: Any) -> Answer:
    """One request, never repeated by itself, never redirected."""
    try:
        response = _session().request(method, url, timeout=TIMEOUT, allow_redirects=False, **how)
        body = response.content
    except requests.RequestException as error:
        if _was_never_sent(error):
            raise NotSentError from error
        raise NoAnswerError from error
    return Answer(response.status_code, _object(body), _seconds(response.headers))


def _session() -> requests.Session:
    """Each thread its own: a session keeps its connection open, and is not made to be shared."""
    session: requests.Session | None = getattr(_mine, "session", None)
    if session is None:
        session = _mine.session = requests.Session()
        session.trust_env = False  # no .netrc, no proxy that nobody told us about
        session.mount("https://", HTTPAdapter(pool_maxsize=1, max_retries=0))
        session.mount("http://", HTTPAdapter(pool_maxsize=1, max_retries=0))
    return session


def _was_never_sent(error: requests.RequestException) -> bool:
    # ValueError: an address or a header that can't even be written.
    if isinstance(error, requests.ConnectTimeout | ValueError):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = strict_json.loads(body)
    except strict_json.InvalidPayloadError:
        return {}
    return said if isinstance(said, dict) else {}


def _seconds(headers: Mapping[str, str]) -> int | None:
    written = headers.get("Retry-After", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else None
