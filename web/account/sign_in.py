"""Coming in and leaving, for everybody who has pages (why it stands with the owners: docs/decisions/sign-in.md)."""

import secrets

from flask import Response, request

from web import caller, cookies, errors, i18n, pages
from web.core import db
from web.security import passwords, phones


def login() -> Response:
    """The form."""
    return _form({})


def sign_in() -> Response:
    """Phone and password. Every refusal reads the same and takes the same time."""
    phone, password = phones.parse_typed(request.form.get("phone", "")), request.form.get("password", "")
    if not phone or not password:
        missing = {"phone": not phone and "phone_wrong", "password": not password and "password_missing"}
        return _form({field: word for field, word in missing.items() if word}, 422)
    session, device = (
        secrets.token_urlsafe(32),
        cookies.device_token() or secrets.token_urlsafe(32),
    )
    if _opened(phones.lookup_hash(phone), password, session, device) != "open":
        return _form({"form": "sign_in_refused"}, 403)
    response = pages.see_other(pages.url("/", next=request.form.get("next", "")))
    cookies.set_session(response, session)
    cookies.set_device(response, device)
    return response


def front_door(session: str) -> Response:
    """To where this person belongs, or back to where they were going before they had to sign in."""
    me = db.value("account.me", p_session=caller.session_hash(session))
    homes = [f"/{home}/" for home in me["homes"]]
    back = pages.local_or_home(request.args.get("next", ""))
    response = (
        pages.see_other(back if back != "/" else homes[0]) if homes else pages.render("no_pages.html", document=me)
    )
    if i18n.LANG_COOKIE not in request.cookies:
        pages.remember_language(response, me["lang"])
    return response


def sign_out(session: str) -> Response:
    """The token opens nothing from now on, here or anywhere."""
    db.call("account.sign_out", p_session=caller.session_hash(session))
    response = pages.see_other("/login")
    cookies.set_session(response, "")
    return response


def choose_lang() -> Response:
    """The other language, on this page and from now on."""
    lang = request.form.get("lang", "")
    session = cookies.session_token()
    response = pages.see_other(pages.local_or_home(request.form.get("next", "")))
    if lang in i18n.LANGS:
        pages.remember_language(response, lang)
        if session:
            _remember(session, lang)
    return response


def _remember(session: str, lang: str) -> None:
    """With the person, too; a session that is over, half open or a trip's leaves it to the browser."""
    try:
        db.call("account.choose_lang", p_session=caller.session_hash(session), p_lang=lang)
    except db.DatabaseError as refused:
        if refused.code not in (errors.NOT_SIGNED_IN, *errors.SECOND_FACTOR):
            raise


def _form(wrong: dict[str, str], status: int = 200) -> Response:
    """Nothing is asked twice: the number stays, the password never does."""
    return pages.render(
        "login.html", status, errors=wrong, phone=request.form.get("phone", "")[:20],
        next=request.values.get("next", ""),
    )  # fmt: skip


def _opened(phone_hash: bytes, password: str, session: str, device: str) -> str:
    """Ask the database twice, known phone or not: for the salt, then with the key that comes of it."""
    salt = db.row("account.sign_in_salt", p_phone_hash=phone_hash)
    outcome: str = db.value(
        "account.sign_in",
        p_phone_hash=phone_hash,
        p_key=passwords.stretch(password, salt["salt"], salt["params"]),
        p_session=caller.session_hash(session),
        p_previous=caller.session_hash(cookies.session_token()),
        p_device=caller.session_hash(device),
    )
    return outcome
