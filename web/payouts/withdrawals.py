"""A withdrawal: what is free, where to, what it costs, then a code by SMS; and what became of it.

Owners, SACCOs and crews have the same pages. The hash of the code is bound to the destination, the database binds it to
the amount as well: a code for one is wrong for another (docs/decisions/payouts.md).
"""

from typing import Any

from flask import Response, request

from web import caller, cookies
from web.pages import ask, render, see_other, url
from web.security import one_time_codes

PLACES = {"owners": "/owner", "sacco": "/sacco", "crew": "/crew"}
ROWS = 25
# The fields of the form, and the arguments that they become.
FIELDS = {"party": "p_party", "purpose": "p_purposes", "amount": "p_amount", "to": "p_destination"}


def withdraw(session: str, error: str = "", plan: dict[str, Any] | None = None) -> Response:
    """Show what is free, and the form."""
    document = ask(f"{request.blueprint}.withdrawal", session, **_party(), p_amount=None, p_destination=None)
    return render(
        "payouts/withdraw.html", 422 if error else 200, document=document, place=place(), error=error, plan=plan or {},
        typed=request.values, chosen=_party()["p_purposes"].split(","),
    )  # fmt: skip


def ask_code(session: str) -> Response:
    """Send the code for this amount and destination, and go on to the page that confirms it."""
    document = ask(f"{request.blueprint}.withdrawal", session, **_party(), p_amount=None, p_destination=None)
    code = one_time_codes.new_code(_purpose(), bytes.fromhex(document["phone_hash"]))
    plan = ask(
        f"{request.blueprint}.ask_payout_code", session, p_device=device_hash(), **_asked(), p_code_hash=code.sha256,
        p_code_sealed=code.sealed,
    )  # fmt: skip
    if plan["outcome"] not in ("sent", "too_often"):
        return withdraw(session, plan["outcome"], plan)
    asked = _asked() | {"p_amount": plan["amount"]}
    return see_other(url(f"{place()}/withdraw/confirm", code=plan["outcome"], **{
        name: asked[argument] for name, argument in FIELDS.items()
    }))  # fmt: skip


def confirm_payout(session: str, error: str = "") -> Response:
    """Show what will happen, and the field for the code; or, if it was done already, that payout."""
    document = ask(f"{request.blueprint}.withdrawal", session, **_asked())
    plan = document["plan"]
    if plan["outcome"] == "already_pending":
        return see_other(url(f"{place()}/payouts/{plan['pending_ref']}", done="already_pending"))
    if plan["outcome"] != "fits":
        return withdraw(session, plan["outcome"], plan)
    return render("payouts/confirm.html", 403 if error else 200, document=document, plan=plan, place=place(),
                  error=error, asked=_asked())  # fmt: skip


def request_payout(session: str) -> Response:
    """Take the withdrawal. A second click leads to the payout of the first."""
    document = ask(f"{request.blueprint}.withdrawal", session, **_party(), p_amount=None, p_destination=None)
    code = one_time_codes.hash_code(
        _purpose(), bytes.fromhex(document["phone_hash"]), request.form.get("code", "")
    )  # fmt: skip
    made = ask(f"{request.blueprint}.request_payout", session, p_device=device_hash(), **_asked(), p_code_hash=code)
    if made.get("payout_ref"):
        return see_other(url(f"{place()}/payouts/{made['payout_ref']}", done=made["outcome"]))
    if made["outcome"].startswith("code_"):
        return confirm_payout(session, made["outcome"])
    return withdraw(session, made["outcome"])


def payouts(session: str) -> Response:
    """Show the payouts so far."""
    document = ask(f"{request.blueprint}.payouts", session, p_before=request.args.get("before", ""), p_limit=ROWS)
    return render("payouts/payouts.html", document=document, place=place(), most=ROWS)


def payout(session: str, payout_ref: str) -> Response:
    """Show one payout and its steps."""
    document = ask(f"{request.blueprint}.payout", session, p_payout_ref=payout_ref)
    return render("payouts/payout.html", document=document, place=place(), done=request.args.get("done", ""))


def cancel_payout(session: str, payout_ref: str) -> Response:
    """Take a withdrawal back before it is sent."""
    document = ask(f"{request.blueprint}.cancel_payout", session, p_payout_ref=payout_ref)
    return see_other(url(f"{place()}/payouts/{payout_ref}", done=document["outcome"]))


def place() -> str:
    """Where this party's pages are."""
    return PLACES[request.blueprint or ""]


def _purpose() -> str:
    return f"payout/{request.form.get('to', '')}"


def _party() -> dict[str, str]:
    return {"p_party": request.values.get("party", ""), "p_purposes": ",".join(request.values.getlist("purpose"))}


def _asked() -> dict[str, str]:
    return _party() | {"p_amount": request.values.get("amount", ""), "p_destination": request.values.get("to", "")}


def device_hash() -> bytes | None:
    """The hash of the device token: codes are right only in the browser that asked."""
    device = cookies.device_token()
    return caller.session_hash(device) if device else None
