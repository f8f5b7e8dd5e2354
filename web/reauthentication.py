"""The second factor of a signed-in person: what is due, and a code that makes it fresh (docs/decisions/sign-in.md)."""

import secrets

from flask import request

from web import doors, pages
from web.core import db
from web.security import totp


def due(session: str) -> db.Row:
    """What this session still needs, and what a code is verified with."""
    return db.row("account.second_factor", p_session=pages.session_hash(session), p_secret_sealed=totp.new_secret())


def verify_code(session: str, asked: db.Row, new: str, recovery: list[str]) -> str:
    """Verify the code in the form against what is due; if it is right, `new` is the session's token from then on."""
    sealed = asked["secret_sealed"]
    outcome: str = db.value(
        "account.verify_second_factor", p_session=pages.session_hash(session), p_new=pages.session_hash(new),
        p_typed=request.form.get("code", "").replace(" ", "").replace("\0", ""),
        p_step=asked["step"], p_codes=totp.codes(sealed, asked["step"]) if sealed else [],
        p_recovery=[totp.recovery_hash(code) for code in recovery],
    )  # fmt: skip
    return outcome


def reauthenticate(session: str) -> tuple[str, str]:
    """Use a code typed in the form of a dangerous action: the token from then on, and what was wrong."""
    asked = due(session) if request.form.get("code") else None
    if asked is None or asked["outcome"] != "code":
        return session, ""
    new = secrets.token_urlsafe(32)
    outcome = verify_code(session, asked, new, totp.new_recovery_codes())
    if outcome not in ("open", "enrolled"):
        return session, f"second_factor_{outcome}"
    doors.renew_session(new)
    return new, ""
