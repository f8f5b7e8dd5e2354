"""The second factor: a code from the app after the password, and again before a dangerous action.

Before the first app is set up a code by SMS is needed: the password alone sets up nothing (docs/decisions/sign-in.md).
"""

import secrets

from flask import Response, request

from web import caller, cookies, pages, reauthentication
from web.core import db
from web.security import one_time_codes, totp

PURPOSE = "second_factor"


def ask_code(session: str, error: str = "") -> Response:
    """Show the form for a code; the first time, for a code by SMS, and then the QR code that sets up the app."""
    due = reauthentication.due(session)
    secret = {}
    if due["outcome"] == "enrol":
        address = totp.otpauth_url(due["secret_sealed"], due["last3"])
        secret = {"address": address, "secret": totp.open_secret(due["secret_sealed"])}
    return pages.render(
        f"second_factor_{due['outcome']}.html", 403 if error else 200, document={}, error=error, draw=totp.qr_code,
        last3=due["last3"], next=pages.local_or_home(request.values.get("next", "")), **secret,
    )  # fmt: skip


def send_phone_code(session: str) -> Response:
    """Send a code to this person's phone, if no app is set up yet, and show the form for it."""
    code = one_time_codes.new_code(PURPOSE, reauthentication.due(session)["phone_hash"])
    outcome = db.value(
        "account.ask_enrolment_code", p_session=caller.session_hash(session),
        p_code_hash=code.sha256, p_code_sealed=code.sealed,
    )  # fmt: skip
    return _phone_form(session, f"phone_code_{outcome}")


def take_phone_code(session: str) -> Response:
    """Right: on to the QR code that sets up the app. Wrong: the same form again, with what to do."""
    phone_hash, typed = reauthentication.due(session)["phone_hash"], request.form.get("code", "")
    code_hash = one_time_codes.hash_code(PURPOSE, phone_hash, typed)
    outcome = db.value("account.verify_phone", p_session=caller.session_hash(session), p_code_hash=code_hash)
    if outcome != "proved":
        return _phone_form(session, error="code_refused")
    return pages.see_other(pages.url("/sign-in/code", next=pages.local_or_home(request.form.get("next", ""))))


def take_code(session: str) -> Response:
    """Right: a new session token, and on to the page asked for. Wrong: the same form again, with what to do."""
    new, recovery = secrets.token_urlsafe(32), totp.new_recovery_codes()
    outcome = reauthentication.verify_code(session, reauthentication.due(session), new, recovery)
    if outcome not in ("open", "enrolled"):
        return ask_code(session, f"second_factor_{outcome}")
    back = pages.local_or_home(request.form.get("next", ""))
    codes_page = pages.render("recovery_codes.html", recovery=recovery, next=back)
    response = codes_page if outcome == "enrolled" else pages.see_other(back)
    cookies.set_session(response, new)
    return response


def take_recovery_code(session: str) -> Response:
    """Use a recovery code, once; then a new app is set up."""
    outcome = db.value(
        "account.use_recovery_code", p_session=caller.session_hash(session),
        p_code_hash=totp.recovery_hash(request.form.get("recovery", "")),
    )  # fmt: skip
    return ask_code(session, "" if outcome == "enrol" else "recovery_refused")


def replace_app(session: str) -> Response:
    """For a new phone: right after a code from the old app, show the QR code that sets up the new one."""
    pages.ask("account.replace_second_factor", session)
    return ask_code(session)


def _phone_form(session: str, notice: str = "", error: str = "") -> Response:
    return pages.render(
        "second_factor_phone_code.html", 403 if error else 200, document={}, sent=notice, error=error,
        last3=reauthentication.due(session)["last3"], next=pages.local_or_home(request.form.get("next", "")),
    )  # fmt: skip
