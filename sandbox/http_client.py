"""HTTP requests to Lipa Fare."""

import time
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class Reply:
    """The status is 0 when no answer came in time; the text then names the error."""

    status: int
    text: str
    ms: float


def create_session() -> requests.Session:
    """A session that ignores proxy settings: Lipa Fare runs on the same machine."""
    session = requests.Session()
    session.trust_env = False
    return session


def post(session: requests.Session, url: str, body: str, content_type: str, timeout: float, **headers: str) -> Reply:
    start = time.monotonic()
    try:
        answer = session.post(
            url,
            body.encode(),
            headers={"Content-Type": content_type, **headers},
            timeout=timeout,
            allow_redirects=False,
        )
        status, text = answer.status_code, answer.text
    except requests.RequestException as error:
        status, text = 0, type(error).__name__
    return Reply(status, text, (time.monotonic() - start) * 1000)
