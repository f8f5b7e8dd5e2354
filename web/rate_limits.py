"""Rate limits: the database is asked before a page is rendered or a form is read.

The table of routes says which limit counts a request (Route.limit; otherwise "page" or "form", by its method). The
limits themselves are rows of config.rate_limits, and the database records every caller it tells to wait. It gets an
address or a phone only as a keyed hash. Of the operators' messages only those with a wrong token are counted: a
message about money never waits.
"""

import hashlib
import logging
import time
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, request

from web import caller, cookies, errors
from web.auth import Auth, WrongTokenError
from web.core import db
from web.security import phones

if TYPE_CHECKING:
    from web.routes import Route

log = logging.getLogger("lipa.limits")

# Limits must not stop the service: if the database does not answer in this time, go on.
ANSWER_WITHIN = 0.5
LIMITS_WITH_A_PHONE = ("sign_in", "code")
LONGEST_MEMORY = 60.0
MOST_REMEMBERED = 4096


def init_app(app: Flask) -> None:
    """Check a rate limit before every route but the operators'. Call it when the routes are registered."""
    # Until when each caller has to wait: a flood is then refused without asking the database again.
    app.extensions["lipa.waiting"] = {}
    for actor in app.blueprints:
        if actor != "telco":
            app.before_request_funcs.setdefault(actor, []).append(check_rate_limit)
    app.register_error_handler(WrongTokenError, _count_wrong_token)


def check_rate_limit() -> Response | None:
    """Before a request: nothing, or the answer that says when to try again."""
    route = current_app.extensions["lipa.routes"].get(request.endpoint or "")
    limit = _limit_of(route) if route else ""
    if not limit:
        return None
    session = cookies.session_token() if route.auth is Auth.SESSION else ""
    phone = phones.parse(request.form.get("phone", "")) if limit in LIMITS_WITH_A_PHONE else None
    wait = seconds_to_wait(
        "account.check_rate_limit", p_limit_name=limit, p_address=caller.address_hash(),
        p_session=caller.session_hash(session) if session else None,
        p_phone=phones.lookup_hash(phone) if phone else None,
    )  # fmt: skip
    return too_often(wait) if wait else None


def seconds_to_wait(function: str, /, **arguments: object) -> int:
    """How long this caller has to wait: from memory while it waits, else from the database; 0 if that is away."""
    key = hashlib.sha256(repr((function, sorted(arguments.items()))).encode()).digest()
    waiting: dict[bytes, float] = current_app.extensions["lipa.waiting"]
    left = waiting.get(key, 0.0) - time.monotonic()
    if left > 0:
        return int(left) + 1
    try:
        wait: int = db.value(function, within=ANSWER_WITHIN, **arguments)
    except db.DatabaseUnavailableError as error:
        log.warning("%s was not asked: %s", function, error)
        return 0
    if wait:
        if len(waiting) >= MOST_REMEMBERED:
            waiting.clear()
        waiting[key] = time.monotonic() + min(wait, LONGEST_MEMORY) - 0.5
    return wait


def too_often(seconds: int) -> Response:
    """429, and when to try again."""
    response = errors.answer(429, errors.too_often(seconds), "429")
    response.headers["Retry-After"] = str(seconds)
    return response


def _count_wrong_token(_error: WrongTokenError) -> Response:
    """Answer as if the address did not exist; who goes on is told to wait, and staff get an alarm."""
    wait = seconds_to_wait("telco.note_wrong_token", p_address=caller.address_hash())
    return too_often(wait) if wait else errors.answer(404, errors.BY_STATUS[404], "404")


def _limit_of(route: "Route") -> str:
    """Pages of signed-in people are counted, every form of a person, and what names its limit; '' for the rest."""
    reads = request.method in ("GET", "HEAD")
    if reads and route.auth is Auth.PUBLIC and not route.limit:
        return ""
    if route.auth is Auth.SESSION and not cookies.session_token():
        return ""
    return route.limit or ("page" if reads else "form")
