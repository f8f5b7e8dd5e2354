"""The second step: a code from the app after the password, and again before a dangerous act (decision 0065)."""

import secrets

from flask import Response, request

from web import db, doors, pages, totp


def ask_code(session: str) -> Response:
    """The code; or, the first time, the picture that sets the app up."""
    return _form(session)


def take_code(session: str) -> Response:
    """Right: a new token, and on to where one was going. Wrong: the same form, with what to do."""
    new, recovery = secrets.token_urlsafe(32), totp.new_recovery_codes()
    outcome = _judged(session, new, recovery)
    if outcome not in ("open", "enrolled"):
        return _form(session, f"second_step_{outcome}")
    back = pages.local(request.form.get("next", ""))
    shown = pages.render("recovery_codes.html", recovery=recovery, next=back)
    response = shown if outcome == "enrolled" else pages.go(back)
    doors.set_session(response, new)
    return response


def step_up(session: str) -> tuple[str, str]:
    """A code typed in the form of a dangerous act makes the step fresh: the token from then on, or what was wrong."""
    if not request.form.get("code") or _due(session)["outcome"] != "code":
        return session, ""
    new = secrets.token_urlsafe(32)
    outcome = _judged(session, new, totp.new_recovery_codes())
    if outcome not in ("open", "enrolled"):
        return session, f"second_step_{outcome}"
    doors.renew_session(new)
    return new, ""


def take_recovery_code(session: str) -> Response:
    """From the paper, once: then a new app is set up."""
    outcome = db.value(
        "owners.use_recovery_code", p_session=pages.session_hash(session),
        p_code_hash=totp.recovery_hash(request.form.get("recovery", "")),
    )  # fmt: skip
    return _form(session, "" if outcome == "enrol" else "recovery_refused")


def replace_app(session: str) -> Response:
    """A new phone: right after a code from the old app, the picture that sets up the new one."""
    pages.ask("owners.replace_second_step", session)
    return _form(session)


def _due(session: str) -> db.Row:
    return db.row("owners.second_step", p_session=pages.session_hash(session), p_secret_sealed=totp.new_secret())


def _judged(session: str, new: str, recovery: list[str]) -> str:
    due = _due(session)
    outcome: str = db.value(
        "owners.pass_second_step", p_session=pages.session_hash(session), p_new=pages.session_hash(new),
        p_typed=request.form.get("code", "").replace(" ", "").replace("\0", ""),
        p_step=due["step"], p_codes=totp.codes(due["secret_sealed"], due["step"]),
        p_recovery=[totp.recovery_hash(code) for code in recovery],
    )  # fmt: skip
    return outcome


def _form(session: str, error: str = "") -> Response:
    due = _due(session)
    address = totp.address(due["secret_sealed"], due["last3"])
    shown = {"address": address, "secret": totp.written(due["secret_sealed"])} if due["outcome"] == "enrol" else {}
    return pages.render(
        f"second_step_{due['outcome']}.html", 403 if error else 200, document={}, error=error, draw=totp.picture,
        next=pages.local(request.values.get("next", "")), **shown,
    )  # fmt: skip
