"""Signing in and out, for everyone who has pages (docs/decisions/sign-in.md)."""

import secrets
import time

from flask import Response, request

from web import caller, cookies, i18n, pages
from web.account import timing
from web.core import db
from web.errors import NOT_SIGNED_IN, SECOND_FACTOR
from web.security import passwords, phones


def login() -> Response:
    """Show the form."""
    return _form({})


def sign_in() -> Response:
    """Check phone and password. Every refusal shows the same text and takes the same time."""
    phone, password = phones.parse(request.form.get("phone", "")), request.form.get("password", "")
    if not phone or not password:
        errors = {"phone": not phone and "phone_wrong", "password": not password and "password_missing"}
        return _form({field: error for field, error in errors.items() if error}, 422)
    session, device = secrets.token_urlsafe(32), cookies.device_token() or secrets.token_urlsafe(32)
    began = time.monotonic()
    if _open_session(phones.lookup_hash(phone), password, session, device) != "open":
        timing.wait_since(began)
        return _form({"form": "sign_in_refused"}, 403)
    response = pages.see_other(pages.url("/", next=request.form.get("next", "")))
    cookies.set_session(response, session)
    cookies.set_device(response, device)
    return response


def first_page(session: str) -> Response:
    """To the page that this person asked for before signing in, else to their own first page."""
    me = db.value("account.me", p_session=caller.session_hash(session))
    homes = [f"/{home}/" for home in me["viewer"]["homes"]]
    back = pages.local_or_home(request.args.get("next", ""))
    first = back if back != "/" or not homes else homes[0]
    response = pages.see_other(first) if homes else pages.render("no_pages.html", document=me)
    if i18n.LANG_COOKIE not in request.cookies:
        pages.remember_language(response, me["lang"])
    return response


def sign_out(session: str) -> Response:
    """End the session."""
    db.call("account.sign_out", p_session=caller.session_hash(session))
    response = pages.see_other("/login")
    cookies.set_session(response, "")
    return response


def choose_lang() -> Response:
    """Choose a language for this page and later ones."""
    lang = request.form.get("lang", "")
    session = cookies.session_token()
    response = pages.see_other(pages.local_or_home(request.form.get("next", "")))
    if lang in i18n.LANGS:
        pages.remember_language(response, lang)
        if session:
            _store_lang(session, lang)
    return response


def _store_lang(session: str, lang: str) -> None:
    """Store the choice with the person too. A session that is over, half open or a trip's changes only the browser."""
    try:
        db.call("account.choose_lang", p_session=caller.session_hash(session), p_lang=lang)
    except db.DatabaseError as error:
        if error.code not in (NOT_SIGNED_IN, *SECOND_FACTOR):
            raise


def _form(errors: dict[str, str], status: int = 200) -> Response:
    """The form; the number typed is kept in it, the password is not."""
    return pages.render(
        "login.html", status, errors=errors, phone=request.form.get("phone", "")[:20],
        next=request.values.get("next", ""),
    )  # fmt: skip


def _open_session(phone_hash: bytes, password: str, session: str, device: str) -> str:
    """Call the database twice, for a known phone or not: for the salt, then with the stretched password."""
    salt = db.row("account.sign_in_salt", p_phone_hash=phone_hash)
    outcome: str = db.value(
        "account.sign_in", p_phone_hash=phone_hash,
        p_key=passwords.stretch(password, salt["salt"], salt["params"]), p_session=caller.session_hash(session),
        p_previous=caller.session_hash(cookies.session_token()), p_device=caller.session_hash(device),
    )  # fmt: skip
    return outcome
