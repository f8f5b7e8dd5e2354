"""Cookies of a person's browser: the session token and the device token."""

from flask import Response, after_this_request, current_app, request

SESSION_COOKIE = "lipa_session"
DEVICE_COOKIE = "lipa_device"
DEVICE_SECONDS = 365 * 24 * 3600
_RENEWED_SESSION = "lipa.renewed_session"  # in the request's environ


def is_secure() -> bool:
    """True if the browser uses TLS. In production it always does, even if our proxy calls us without TLS."""
    return request.is_secure or current_app.extensions["lipa"].mode == "production"


def session_token() -> str:
    """The renewed session token of this request, else the one that the browser sent, else ''."""
    renewed: str = request.environ.get(_RENEWED_SESSION, "")
    return renewed or request.cookies.get(_prefixed(SESSION_COOKIE), "")


def renew_session(session: str) -> None:
    """Make this the browser's session token from now on, also if the request fails later."""
    if not request.environ.get(_RENEWED_SESSION):
        after_this_request(_send_renewed_session)
    request.environ[_RENEWED_SESSION] = session


def set_session(response: Response, session: str) -> None:
    """Give the browser its session token; '' deletes it."""
    response.set_cookie(
        _prefixed(SESSION_COOKIE), session, max_age=None if session else 0,
        httponly=True, samesite="Lax", secure=is_secure(), path="/",
    )  # fmt: skip


def device_token() -> str:
    """The token of a browser in which somebody signed in before, else ''."""
    return request.cookies.get(_prefixed(DEVICE_COOKIE), "")


def set_device(response: Response, device: str) -> None:
    """Give the browser a device token. It only says that somebody signed in here before; it grants nothing."""
    response.set_cookie(
        _prefixed(DEVICE_COOKIE), device, max_age=DEVICE_SECONDS,
        httponly=True, samesite="Lax", secure=is_secure(), path="/",
    )  # fmt: skip


def _prefixed(cookie: str) -> str:
    """Behind TLS, with the prefix that stops other hosts of our domain from setting the cookie."""
    return f"__Host-{cookie}" if is_secure() else cookie


def _send_renewed_session(response: Response) -> Response:
    set_session(response, request.environ[_RENEWED_SESSION])
    return response
