"""Protection of forms against other sites: a token in each form of a signed-in person, and the browser's headers."""

import hmac
import re

from flask import Flask, abort, current_app, request
from werkzeug.exceptions import Forbidden

from web import audit_refusals, cookies

CSRF_FIELD = "csrf"
_TOKEN = re.compile("[0-9a-f]{64}")


class StaleFormError(Forbidden):
    """A form of our own site with a token of an older session, sent after the session was renewed."""


def init_app(app: Flask) -> None:
    """Give templates the token for the hidden field `csrf` of each form that a signed-in person posts."""
    app.jinja_env.globals["csrf_token"] = csrf_token


def csrf_token() -> str:
    return _token_of(cookies.session_token())


def check_form_of_session(session: str) -> None:
    """Refuse a form that does not come from our own site with the token of this session."""
    if request.method in ("GET", "HEAD"):
        return
    given = request.form.get(CSRF_FIELD, "")
    if _is_from_our_site() and _is_token(given.encode(), session):
        return
    audit_refusals.mark("form")
    if _is_from_our_site() and _TOKEN.fullmatch(given):
        raise StaleFormError
    abort(403)


def check_public_form() -> None:
    """Refuse a form that does not come from our own site."""
    if request.method not in ("GET", "HEAD") and not _is_from_our_site():
        audit_refusals.mark("form")
        abort(403)


def _is_from_our_site() -> bool:
    """A browser names the site of a form. A client that names none is no browser and holds no person's cookie."""
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    own_origin = f"{'https' if cookies.is_secure() else 'http'}://{request.host}"
    return site in ("", "same-origin", "none") and origin in ("", own_origin)


def _is_token(given: bytes, session: str) -> bool:
    """True for a token made with our secret or the secret before it, so that forms stay valid while it changes."""
    before = current_app.extensions["lipa"].web_secret_before
    valid = [_token_of(session), _token_of(session, before)] if before else [_token_of(session)]
    return max([hmac.compare_digest(given, token.encode()) for token in valid])


def _token_of(session: str, secret: bytes = b"") -> str:
    key = secret or current_app.extensions["lipa"].web_secret
    return hmac.digest(key, b"csrf:" + session.encode(), "sha256").hex()
