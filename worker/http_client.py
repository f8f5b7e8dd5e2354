"""HTTP requests to the operators, and what a missing answer means.

A request that was never sent may be sent again. One that may have been sent may be repeated for an SMS, never for a
payment prompt.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NewConnectionError

from web.core import strict_json

# Seconds to connect, and until the first byte and between two. The leases are longer.
TIMEOUT = (3.05, 15.0)
MAX_SECONDS = 20.0  # for the whole: an answer of a byte a second would keep its thread for ever
MAX_ANSWER = 4 * 1024 * 1024  # a page of the Pull API has hundreds of payments


class NotSentError(Exception):
    """The request was never sent: nothing has happened."""


class NoAnswerError(Exception):
    """The operator may have taken the request or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `fields` is its JSON object with numbers as text, empty when the body is no object; then `plain`
    is the beginning of the body."""

    status: int
    fields: dict[str, Any]
    retry_after: int | None
    plain: str = ""

    def text(self, name: str) -> str:
        """A field as text, '' when it is missing or no plain value."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


_local = threading.local()


def send_request(method: str, url: str, **options: Any) -> Answer:
    """One request. It is not repeated, and no redirect is followed."""
    try:
        began = time.monotonic()
        response = _session().request(method, url, timeout=TIMEOUT, allow_redirects=False, stream=True, **options)
        body = _read(response, began + MAX_SECONDS)
    except HTTPError as error:
        raise NoAnswerError from error
    except requests.RequestException as error:
        if _is_never_sent(error):
            raise NotSentError from error
        raise NoAnswerError from error
    fields = _parse_object(body)
    plain = "" if fields else body[:200].decode("ascii", "replace")
    return Answer(response.status_code, fields, _retry_after(response.headers), plain)


def _read(response: requests.Response, deadline: float) -> bytes:
    """The body, but no more than an answer may have."""
    body = b""
    with response:
        # What is there, not until it is so much: a deadline must be seen.
        while chunk := response.raw.read1(64 * 1024, decode_content=True):
            body += chunk
            if len(body) > MAX_ANSWER or time.monotonic() > deadline:
                raise requests.ReadTimeout("too long")
    return body


def _session() -> requests.Session:
    """The session of this thread: sessions keep their connection open and are not thread-safe."""
    session: requests.Session | None = getattr(_local, "session", None)
    if session is None:
        session = _local.session = requests.Session()
        session.trust_env = False  # no .netrc and no proxy from the environment
        session.mount("https://", HTTPAdapter(pool_maxsize=1, max_retries=0))
        session.mount("http://", HTTPAdapter(pool_maxsize=1, max_retries=0))
    return session


def _is_never_sent(error: requests.RequestException) -> bool:
    # ValueError: the address or a header is invalid.
    if isinstance(error, requests.ConnectTimeout | ValueError):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)


def _parse_object(body: bytes) -> dict[str, Any]:
    try:
        fields = strict_json.loads(body, most=MAX_ANSWER)
    except strict_json.InvalidPayloadError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _retry_after(headers: Mapping[str, str]) -> int | None:
    value = headers.get("Retry-After", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else None
