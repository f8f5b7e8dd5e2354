"""The second factor of a signed-in person: what it needs, and a check of a code (docs/decisions/sign-in.md)."""

import secrets

from flask import request

from web import caller, cookies
from web.core import db
from web.security import totp
from web.security.typed import clean_typed


def due(session: str) -> db.Row:
    """What this session still needs, and the data to verify a code with."""
    return db.row("account.second_factor", p_session=caller.session_hash(session), p_secret_sealed=totp.new_secret())


def verify_code(session: str, needed: db.Row, new: str, recovery: list[str]) -> str:
    """Verify the code in the form; if it is right, `new` becomes the session's token."""
    sealed = needed["secret_sealed"]
    outcome: str = db.value(
        "account.verify_second_factor", p_session=caller.session_hash(session), p_new=caller.session_hash(new),
        p_typed=clean_typed(request.form.get("code", "")),
        p_step=needed["step"], p_codes=totp.codes(sealed, needed["step"]) if sealed else [],
        p_recovery=[totp.recovery_hash(code) for code in recovery],
    )  # fmt: skip
    return outcome


def reauthenticate(session: str) -> tuple[str, str]:
    """Verify a code in the form of a dangerous action, if there is one. Returns the session's token and the error."""
    needed = due(session) if request.form.get("code") else None
    if needed is None or needed["outcome"] != "code":
        return session, ""
    new = secrets.token_urlsafe(32)
    outcome = verify_code(session, needed, new, totp.new_recovery_codes())
    if outcome not in ("open", "enrolled"):
        return session, f"second_factor_{outcome}"
    cookies.renew_session(new)
    return new, ""
