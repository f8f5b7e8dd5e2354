"""An owner pays a fuel station, an insurer or a garage: choose, see what will happen, confirm with a code."""

from typing import Any

from flask import Response, request

from web import caller, cookies, reauthentication
from web.pages import ask, render, see_other, url
from web.security import one_time_codes

PLACE = "/owner/vendors"
PURPOSE = "payout"


def vendors(session: str, error: str = "", sent: str = "") -> Response:
    """Show vendors, pots and the form; once all is chosen, what will happen."""
    typed = request.form or request.args
    document = ask("owners.vendors", session, **_chosen())
    return render(
        "owners/vendors.html", 422 if error else 200, document=document, error=error, typed=typed, sent=sent,
        done=request.args.get("done", ""),
    )  # fmt: skip


def pay_vendor(session: str) -> Response:
    """Preview the payment, send its code, or pay."""
    step = request.form.get("step", "")
    if step == "code":
        code = one_time_codes.new_code(PURPOSE, phone_hash(session))
        outcome = ask("owners.send_vendor_code", session, **_chosen(), p_code_hash=code.sha256,
                      p_code_sealed=code.sealed, p_device=device_hash())["outcome"]  # fmt: skip
        return vendors(session, "" if outcome == "sent" else outcome, "code" if outcome == "sent" else "")
    if step != "pay":
        return vendors(session)
    typed = one_time_codes.hash_code(PURPOSE, phone_hash(session), request.form.get("code", ""))
    outcome = ask("owners.pay_vendor", session, **_chosen(), p_code_hash=typed, p_device=device_hash())["outcome"]
    if outcome in ("requested", "approved", "queued"):
        return see_other(url(PLACE, done=outcome))
    return vendors(session, outcome, "code" if outcome == "code_wrong" else "")


def phone_hash(session: str) -> bytes:
    """The person's own phone, to which the code goes and under which it is hashed."""
    own: bytes = reauthentication.due(session)["phone_hash"]
    return own


def device_hash() -> bytes | None:
    """The hash of the browser's device token: guesses in a known browser are counted apart."""
    device = cookies.device_token()
    return caller.session_hash(device) if device else None


def _chosen() -> dict[str, Any]:
    typed = request.form or request.args
    return {"p_vendor_id": typed.get("vendor", ""), "p_plate": typed.get("plate", ""),
            "p_amount": typed.get("amount", "")}  # fmt: skip
