"""Pages for people: ask one door, render one template, in the language the reader chose."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from flask import Flask, Response, abort, current_app, make_response, redirect, render_template, request
from psycopg.types.json import Jsonb
from werkzeug.exceptions import HTTPException

from web import doors, i18n
from web.core import db, live_settings
from web.i18n import formats, labels
from web.security import phones

YEAR = 365 * 24 * 3600

# An address of our own: one slash, then no second one and no backslash, which browsers read as one.
_LOCAL = re.compile(r"/(?:[!-.0-\[\]-~][!-\[\]-~]*)?", re.ASCII)


def prepare(app: Flask) -> None:
    """Give the templates their labels and their ways to show figures."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    for name in ("kes", "exact", "percent", "signed_percent", "clock", "clock_seconds", "thousands"):
        env.filters[name] = getattr(formats, name)
    for name in ("when", "when_seconds", "day", "weekday", "period", "until", "yesterday", "told", "since"):
        env.globals[f"in_{name}"] = getattr(formats, name)
    env.filters["opened_name"] = opened_name
    env.globals |= {"label": _label, "notice": _notice, "settings": live_settings.settings}
    env.globals["link"] = doors.address
    env.globals["fresh_look"] = _fresh_look
    env.globals["here"] = _here
    css = (app.static_folder or "") + "/lipa.css"
    env.globals["css"] = "/static/lipa.css?v=" + _version(css)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    app.register_error_handler(doors.StaleFormError, _old_form)


def show(template: str, door: str, session: str, /, **arguments: Any) -> Response:
    """The page of one door. What is not there and what is not theirs are one answer: 404."""
    return render(template, document=ask(door, session, **arguments), asked=arguments)


def ask(door: str, session: str, /, **arguments: Any) -> dict[str, Any]:
    """What a door tells this person."""
    for name, value in arguments.items():
        typed = value.values() if isinstance(value, dict) else (value,)
        if any("\0" in text for text in typed if isinstance(text, str)):
            abort(400)  # no name, plate or receipt has one, and no text of the database can hold it
        if isinstance(value, dict):
            arguments[name] = Jsonb(value)
    if "p_reason" in arguments:
        arguments["p_reason"] = phones.mask_digits(arguments["p_reason"])  # "asked by 07…": written down for ever
    document: dict[str, Any] = db.value(door, p_session=session_hash(session), **arguments)
    if document["outcome"] == "absent":
        abort(404)
    return document


def render(template: str, status: int = 200, /, **values: object) -> Response:
    """A template in the reader's language."""
    return make_response(render_template(template, lang=i18n.language(), **values), status)


def go(address: str) -> Response:
    """See other: after a form, to the page that shows what came of it."""
    return make_response(redirect(address, 303))


def remember_language(response: Response, lang: str) -> None:
    """Keep the choice in the browser."""
    response.set_cookie(i18n.LANG_COOKIE, lang, max_age=YEAR, samesite="Lax", secure=doors.is_secure(), httponly=True)


def session_hash(session: str) -> bytes:
    """All that the database knows of a session."""
    return hashlib.sha256(session.encode()).digest()


def local(address: str) -> str:
    """The address if it is one of ours, else the front door."""
    return address if _LOCAL.fullmatch(address) else "/"


def opened_name(sealed: str | None) -> str:
    """A person's name, sealed when it was typed; '' where none was, or its key is gone."""
    try:
        return phones.open_sealed("name", base64.b64decode(sealed or "")).decode()
    except phones.DecryptionError:
        return ""


def _label(family: str, key: str, **values: object) -> str:
    """A label in the reader's language."""
    return labels.label(family, key, i18n.language(), **values)


def _notice(key: str, **values: object) -> str:
    """A notice in the reader's language; it may name figures that are settings."""
    return labels.notice(key, i18n.language(), **live_settings.settings(), **values)


def _fresh_look() -> str:
    """The same rows as of now: what was asked for stays, the position in the book goes."""
    asked = {name: value for name, value in request.args.items() if name not in ("asof", "before")}
    return doors.address(quote(request.path), **asked)


def _here() -> str:
    """Where this page can be asked for again: its own address, or that of the page whose form was not taken."""
    readable = {rule.rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    rule, path = request.url_rule.rule if request.url_rule else "", request.path
    if request.method == "GET" or rule in readable:
        return request.full_path.rstrip("?")
    while rule and rule not in readable:
        rule, path = rule.rpartition("/")[0], path.rpartition("/")[0]
    return path if rule else "/"


def _old_form(_: doors.StaleFormError) -> Response:
    """Nothing was done with what was typed; the page it stood on, if that is one of ours, is a link away."""
    return render("old_form.html", 403, back=_readable(doors.page_before()) or _here())


def _readable(address: str) -> str:
    """The address if a page of ours can be asked for there, else ''."""
    ours = current_app.create_url_adapter(request)
    if ours is None or not _LOCAL.fullmatch(address):
        return ""
    try:
        endpoint, _ = ours.match(unquote(address.partition("?")[0]), method="GET")
    except HTTPException:
        return ""
    door = current_app.extensions["lipa.routes"].get(endpoint)
    return address if door and door.auth is doors.Auth.SESSION else ""


def _version(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8]
