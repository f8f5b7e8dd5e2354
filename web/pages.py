"""Pages for people: call one API function, render one template, in the language the reader chose."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import rcssmin  # type: ignore[import-untyped]
from flask import Flask, Response, abort, current_app, make_response, redirect, render_template, request
from psycopg.types.json import Jsonb

from web import cookies, i18n, navigation
from web.caller import session_hash
from web.core import db, live_settings
from web.core.masking import mask_digits
from web.i18n import N_, formats, labels
from web.security import sealing

YEAR = 365 * 24 * 3600

# An address of our own: one slash, then no second one and no backslash, which browsers read as one.
_LOCAL = re.compile(r"/(?:[!-.0-\[\]-~][!-\[\]-~]*)?", re.ASCII)


def init_app(app: Flask) -> None:
    """Give the templates their labels and formats."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    for name in ("kes", "exact", "percent", "signed_percent", "clock", "clock_seconds", "thousands"):
        env.filters[name] = getattr(formats, name)
    for name in ("when", "when_seconds", "day", "weekday", "period", "until", "yesterday", "audit_value", "since"):
        env.globals[f"in_{name}"] = getattr(formats, name)
    env.filters["opened_name"] = opened_name
    # Pages on 2G: without comments and spaces the sheet is a fifth smaller.
    sheet = rcssmin.cssmin(Path(f"{app.static_folder}/lipa.css").read_text(encoding="utf-8"))
    app.add_url_rule("/static/lipa.css", "stylesheet", lambda: _stylesheet(sheet))
    env.filters["person"] = person_text
    env.globals |= {
        "label": _label, "notice": _notice, "settings": live_settings.settings, "link": url,
        "url_as_of_now": _url_as_of_now, "page_path": page_path,
        "navigation": navigation.entries, "navigation_current": navigation.current,
        "css": "/static/lipa.css?v=" + hashlib.sha256(sheet.encode()).hexdigest()[:8],
    }  # fmt: skip
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR


def show(template: str, function: str, session: str, /, **arguments: Any) -> Response:
    """The page of one API function. What does not exist and what is not this person's are one answer: 404."""
    return render(template, document=ask(function, session, **arguments), asked=arguments)


def ask(function: str, session: str, /, **arguments: Any) -> dict[str, Any]:
    """What an API function answers to this person."""
    for name, value in arguments.items():
        typed = json.dumps(value) if isinstance(value, dict) else value
        if isinstance(typed, str) and ("\0" in typed or "\\u0000" in typed):
            abort(400)  # the database can't store a NUL, and no name, plate or receipt has one
        if isinstance(value, dict):
            arguments[name] = Jsonb(value)
    if "p_reason" in arguments:
        arguments["p_reason"] = mask_digits(arguments["p_reason"])  # reasons are kept for ever: no phone numbers
    document: dict[str, Any] = db.value(function, p_session=session_hash(session), **arguments)
    if document["outcome"] == "absent":
        abort(404)
    return document


def render(template: str, status: int = 200, /, **values: object) -> Response:
    """A template in the reader's language."""
    return make_response(render_template(template, lang=i18n.language(), **values), status)


def see_other(address: str) -> Response:
    """After a form, redirect (303) to the page that shows the result."""
    return make_response(redirect(address, 303))


def url(path: str, /, **query: str) -> str:
    """A path with a query; empty values are left out."""
    written = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{written}" if written else path


def redirect_to_login() -> Response:
    """To the sign-in form, and after signing in back to this page."""
    if request.method == "POST" and cookies.session_token():
        # This may be the second of two clicks, and the answer to the first brings a new token. So leave the
        # cookie; the first page finds out whether the session is valid.
        return see_other("/")
    response = see_other(url("/login", next=_path_to_return_to()))
    cookies.set_session(response, "")
    return response


def redirect_to_second_factor() -> Response:
    """To the form for a code from the app, and then back to this page, or to the page of the form that was sent."""
    return see_other(url("/sign-in/code", next=_path_to_return_to(previous_page())))


def _path_to_return_to(page_of_form: str = "") -> str:
    path = request.full_path.rstrip("?") if request.method == "GET" else page_of_form
    return "" if path == "/" else path


def previous_page() -> str:
    """The path of the page that the form was on, from the Referer header; '' if it is not a page of this host."""
    try:
        referer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # a broken IPv6 address
        return ""
    return referer._replace(scheme="", netloc="", fragment="").geturl() if referer.netloc == request.host else ""


def remember_language(response: Response, lang: str) -> None:
    response.set_cookie(i18n.LANG_COOKIE, lang, max_age=YEAR, samesite="Lax", secure=cookies.is_secure(), httponly=True)


def is_local(address: str) -> bool:
    """True for the address of a page of ours: a path, without a host."""
    return bool(_LOCAL.fullmatch(address))


def local_or_home(address: str) -> str:
    return address if is_local(address) else "/"


def opened_name(sealed: str | None) -> str:
    """A person's name, decrypted; '' if there is none or its key is gone."""
    try:
        return sealing.open_sealed("name", base64.b64decode(sealed or "")).decode()
    except sealing.DecryptionError:
        return ""


def person_text(card: dict[str, Any]) -> str:
    """A person in words: the name, or the number if it is not known, and three digits (accounts.actor_card)."""
    name = opened_name(card.get("name_sealed")) or i18n.gettext(N_("Person %(n)s"), n=card["user_id"])
    return f"{name} ..{card['last3']}"


def page_path() -> str:
    """The address of this page; after a refused form, the nearest address above it that can be read with GET."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    readable = {rule.rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    rule, path = request.url_rule.rule if request.url_rule else "", request.path
    if rule in readable:
        return request.full_path.rstrip("?")
    while rule and rule not in readable:
        rule, path = rule.rpartition("/")[0], path.rpartition("/")[0]
    return path if rule else "/"


def _label(family: str, key: str, **values: object) -> str:
    return labels.label(family, key, i18n.language(), **values)


def _notice(key: str, **values: object) -> str:
    """A notice in the reader's language; it may name figures that are settings."""
    return labels.notice(key, i18n.language(), **live_settings.settings(), **values)


def _url_as_of_now() -> str:
    """This page with the same filters, without the position in the ledger and in the list."""
    asked = {name: value for name, value in request.args.items() if name not in ("asof", "before")}
    return url(quote(request.path), **asked)


def _stylesheet(sheet: str) -> Response:
    """The style sheet of all pages; its address changes with its text."""
    response = Response(sheet, mimetype="text/css")
    response.cache_control.public, response.cache_control.max_age = True, YEAR
    return response
