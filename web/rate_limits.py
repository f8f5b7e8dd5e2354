"""How often is too often: asked of the database before a page is drawn or a form is read.

Which act a request is stands in the table of doors (Route.act; else page or form by its method). The
limits themselves stand in config.rate_limits; whom the database tells to wait it writes down itself.
An address or a phone leaves this file as a keyed hash only. Of operators' messages only those with a
wrong token are counted: money's message never waits.
"""

import hashlib
import hmac
import ipaddress
import logging
import time

from flask import Flask, Response, current_app, request

from web import doors, errors
from web.core import db
from web.security import phones

log = logging.getLogger("lipa.limits")

# Limits must never be the reason that nothing is served: when they can't be asked in this time, go on.
ANSWER_WITHIN = 0.5
TYPES_A_PHONE = ("sign_in", "code")
LONGEST_MEMORY = 60.0
MOST_REMEMBERED = 4096


def prepare(app: Flask) -> None:
    """Stand before every door of this application."""
    # Who was told to wait, until when: a flood is then refused without asking the database again.
    app.extensions["lipa.waiting"] = {}
    app.before_request(turn_away)
    app.register_error_handler(doors.WrongTokenError, _wrong_token)


def turn_away() -> Response | None:
    """Before every request: nothing, or the answer that says when to come back."""
    door = current_app.extensions["lipa.routes"].get(request.endpoint or "")
    act = _act(door) if door else ""
    if not act:
        return None
    session = doors.session_token() if door.auth is doors.Auth.SESSION else ""
    phone = phones.typed(request.form.get("phone", "")) if act in TYPES_A_PHONE else None
    wait = ask(
        "account.check_rate_limit",
        p_limit_name=act,
        p_address=address_hash(),
        p_session=hashlib.sha256(session.encode()).digest() if session else None,
        p_phone=phones.lookup_hash(phone) if phone else None,
    )
    return too_often(wait) if wait else None


def ask(function: str, /, **who: object) -> int:
    """Seconds to wait: from memory while somebody waits, else from the database; 0 when that is away."""
    key = hashlib.sha256(repr((function, sorted(who.items()))).encode()).digest()
    waiting: dict[bytes, float] = current_app.extensions["lipa.waiting"]
    left = waiting.get(key, 0.0) - time.monotonic()
    if left > 0:
        return int(left) + 1
    try:
        wait: int = db.value(function, within=ANSWER_WITHIN, **who)
    except db.DatabaseUnavailableError as error:
        log.warning("%s was not asked: %s", function, error)
        return 0
    if wait:
        if len(waiting) >= MOST_REMEMBERED:
            waiting.clear()
        waiting[key] = time.monotonic() + min(wait, LONGEST_MEMORY) - 0.5
    return wait


def too_often(seconds: int) -> Response:
    """429, and when to come back."""
    response = errors.answer(429, errors.too_often(seconds), "429")
    response.headers["Retry-After"] = str(seconds)
    return response


def address_hash() -> bytes:
    """Where this request comes from, unreadable; of IPv6 the network, because every home has 2^64 addresses."""
    written = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        network = written
    else:
        network = str(ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False))
    settings = current_app.extensions["lipa"]
    return hmac.digest(settings.web_secret, b"address:" + network.encode(), "sha256")


def _wrong_token(error: doors.WrongTokenError) -> Response:
    """As if there were nothing here; who goes on trying is told to wait, and ops hears of it."""
    wait = ask("telco.note_wrong_token", p_address=address_hash())
    return too_often(wait) if wait else errors.answer(404, errors.BY_STATUS[404], "404")


def _act(door: doors.Route) -> str:
    """What is counted: pages of signed-in people, and every form."""
    reads = request.method in ("GET", "HEAD")
    if door.auth is doors.Auth.TOKEN or (reads and door.auth is doors.Auth.PUBLIC):
        return ""
    if door.auth is doors.Auth.SESSION and not doors.session_token():
        return ""
    return door.act or ("page" if reads else "form")
