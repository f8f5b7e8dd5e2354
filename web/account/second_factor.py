"""The second step: a code from the app after the password, and again before a dangerous act (docs/decisions/sign-in.md).

Before the first app is set up, a code by SMS: the password alone sets up nothing (docs/decisions/sign-in.md).
"""

import secrets

from flask import Response, request

from web import doors, pages, reauthentication
from web.core import db
from web.security import one_time_codes, totp

PURPOSE = "second_factor"


def ask_code(session: str) -> Response:
    """The code; or, the first time, a code by SMS and then the picture that sets the app up."""
    return _form(session)


def send_phone_code(session: str) -> Response:
    """To the phone that this person signs in with, if no app is set up yet; then the form for it."""
    code = one_time_codes.new(PURPOSE, reauthentication.due(session)["phone_hash"])
    outcome = db.value(
        "account.ask_enrolment_code", p_session=pages.session_hash(session),
        p_code_hash=code.sha256, p_code_sealed=code.sealed,
    )  # fmt: skip
    return _phone_form(session, f"phone_code_{outcome}")


def take_phone_code(session: str) -> Response:
    """Right: the picture that sets the app up. Wrong: the same form, with what to do."""
    outcome = db.value(
        "account.verify_phone", p_session=pages.session_hash(session),
        p_code_hash=one_time_codes.hashed(PURPOSE, reauthentication.due(session)["phone_hash"], request.form.get("code", "")),
    )  # fmt: skip
    if outcome != "proved":
        return _phone_form(session, error="code_refused")
    return pages.go(doors.address("/sign-in/code", next=pages.local(request.form.get("next", ""))))


def take_code(session: str) -> Response:
    """Right: a new token, and on to where one was going. Wrong: the same form, with what to do."""
    new, recovery = secrets.token_urlsafe(32), totp.new_recovery_codes()
    outcome = reauthentication.verify_code(session, reauthentication.due(session), new, recovery)
    if outcome not in ("open", "enrolled"):
        return _form(session, f"second_factor_{outcome}")
    back = pages.local(request.form.get("next", ""))
    shown = pages.render("recovery_codes.html", recovery=recovery, next=back)
    response = shown if outcome == "enrolled" else pages.go(back)
    doors.set_session(response, new)
    return response


def take_recovery_code(session: str) -> Response:
    """From the paper, once: then a new app is set up."""
    outcome = db.value(
        "account.use_recovery_code", p_session=pages.session_hash(session),
        p_code_hash=totp.recovery_hash(request.form.get("recovery", "")),
    )  # fmt: skip
    return _form(session, "" if outcome == "enrol" else "recovery_refused")


def replace_app(session: str) -> Response:
    """A new phone: right after a code from the old app, the picture that sets up the new one."""
    pages.ask("account.replace_second_factor", session)
    return _form(session)


def _form(session: str, error: str = "") -> Response:
    due = reauthentication.due(session)
    shown = {}
    if due["outcome"] == "enrol":
        address = totp.address(due["secret_sealed"], due["last3"])
        shown = {"address": address, "secret": totp.written(due["secret_sealed"])}
    return pages.render(
        f"second_factor_{due['outcome']}.html", 403 if error else 200, document={}, error=error, draw=totp.picture,
        last3=due["last3"], next=pages.local(request.values.get("next", "")), **shown,
    )  # fmt: skip


def _phone_form(session: str, said: str = "", error: str = "") -> Response:
    return pages.render(
        "second_factor_phone_code.html", 403 if error else 200, document={}, said=said, error=error,
        last3=reauthentication.due(session)["last3"], next=pages.local(request.form.get("next", "")),
    )  # fmt: skip
