"""A forgotten password: a code by SMS, then a new password. The answers do not show whether a phone is known."""

import time

from flask import Response, request

from web import caller, cookies, pages
from web.account import timing
from web.core import db
from web.security import one_time_codes, passwords, phones

PURPOSE = "reset_password"


def forgotten() -> Response:
    """Show the form for the phone number."""
    return pages.render("reset.html", error="", phone="")


def send_code() -> Response:
    """Send a code if the phone is known, and show the form for it."""
    typed = request.form.get("phone", "")
    phone = phones.parse(typed)
    if phone is None:
        return pages.render("reset.html", 422, error="phone_wrong", phone=typed[:20])
    began, known = time.monotonic(), phones.lookup_hash(phone)
    code = one_time_codes.new_code(PURPOSE, known)
    db.value(
        "account.ask_password_code", p_phone_hash=known,
        p_code_hash=code.sha256, p_code_sealed=code.sealed, p_device=_device_hash(),
    )  # fmt: skip
    timing.wait_since(began)
    return _form("", 200)


def set_password() -> Response:
    """Check the code and set the new password."""
    phone, password = phones.parse(request.form.get("phone", "")), request.form.get("password", "")
    if phone is None or not passwords.has_valid_length(password):
        return _form("phone_wrong" if phone is None else "password_short", 422)
    began = time.monotonic()
    known = phones.lookup_hash(phone)
    secret = passwords.make_verifier(password, db.row("account.sign_in_salt", p_phone_hash=known)["wanted"])
    code = one_time_codes.hash_code(PURPOSE, known, request.form.get("code", ""))
    outcome = db.value(
        "account.reset_password", p_phone_hash=known, p_code_hash=code,
        p_salt=secret.salt, p_params=secret.params, p_verifier=secret.sha256, p_device=_device_hash(),
    )  # fmt: skip
    timing.wait_since(began)
    return _form("code_refused", 403) if outcome == "refused" else pages.see_other("/login?done=password")


def _device_hash() -> bytes | None:
    """The hash of the device token: tries in a browser that this person used before are counted apart."""
    device = cookies.device_token()
    return caller.session_hash(device) if device else None


def _form(error: str, status: int) -> Response:
    return pages.render("reset_code.html", status, error=error, phone=request.form.get("phone", "")[:20])
