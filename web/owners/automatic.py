"""What leaves by itself: the payout of each evening, and what an owner lets the crew of each vehicle have."""

from typing import Any

from flask import Response, request

from web.owners.vendors import device_hash, phone_hash
from web.pages import ask, render, see_other, url
from web.security import one_time_codes

PLACE = "/owner/withdraw/automatic"
PURPOSE = "automatic"


def automatic(session: str, error: str = "", sent: str = "") -> Response:
    """Show the standing orders and the rules of the crews."""
    return render(
        "owners/automatic.html", 422 if error else 200, document=ask("owners.automatic", session), error=error,
        typed=request.form, sent=sent, place=PLACE, done=request.args.get("done", ""),
    )  # fmt: skip


def set_automatic(session: str) -> Response:
    """Send the code that switches it on, switch it on with that code, or off without one."""
    step = request.form.get("step", "")
    if step == "code":
        code = one_time_codes.new_code(PURPOSE, phone_hash(session))
        outcome = ask("owners.send_automatic_code", session, **_order(), p_code_hash=code.sha256,
                      p_code_sealed=code.sealed, p_device=device_hash())["outcome"]  # fmt: skip
        return automatic(session, "" if outcome == "sent" else outcome, "code" if outcome == "sent" else "")
    typed = one_time_codes.hash_code(PURPOSE, phone_hash(session), request.form.get("code", ""))
    outcome = ask("owners.set_automatic", session, **_order(), p_state="off" if step == "off" else "on",
                  p_code_hash=typed, p_device=device_hash())["outcome"]  # fmt: skip
    if outcome in ("on", "off"):
        return see_other(url(PLACE, done=outcome))
    return automatic(session, outcome, "code" if outcome == "code_wrong" else "")


def set_crew_rule(session: str, plate: str) -> Response:
    """Set what the crew of a vehicle may have without asking."""
    outcome = ask("owners.set_crew_rule", session, p_plate=plate, p_pays_share=request.form.get("share", ""),
                  p_voucher_day=request.form.get("voucher_day", ""))["outcome"]  # fmt: skip
    return see_other(url(PLACE, done=outcome)) if outcome == "saved" else automatic(session, outcome)


def _order() -> dict[str, Any]:
    form = request.form
    return {"p_owner_id": form.get("owner", ""), "p_floor": form.get("floor", ""),
            "p_destination": form.get("destination", "own")}  # fmt: skip
