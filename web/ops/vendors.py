"""Pages of vendors: fuel stations, insurers and garages, registered and approved by two of our staff."""

from typing import Any

from flask import Response, request

from web import confirmations, reauthentication
from web.pages import ask, render, see_other, url
from web.security import phones, sealing
from web.security.typed import clean_typed

PLACE = "/ops/vendors"
ACCOUNT = (1, 20)  # letters and digits of an account at a PayBill


def vendors(session: str, error: str = "", status: int = 422) -> Response:
    """Show the vendors, those that wait for a second person first, and the form for a new one."""
    document = ask("ops.vendors", session)
    return render(
        "ops/vendors.html", status if error else 200, document=document, error=error, typed=request.form,
        done=request.args.get("done", ""),
    )  # fmt: skip


def register_vendor(session: str) -> Response:
    """Register a vendor; a second person approves it."""
    arguments, error = _fields()
    if error:
        return vendors(session, error)
    return confirmations.confirm(
        session, "ops.register_vendor", "proposed", PLACE,
        vendors,
        refusals="vendor_not.", **arguments,
    )  # fmt: skip


def decide_vendor(session: str, vendor_id: str) -> Response:
    """Approve or decline a vendor, as a second person."""
    session, error = reauthentication.reauthenticate(session)
    if error:
        return vendors(session, error, 403)
    document = ask("ops.decide_vendor", session, p_vendor_id=vendor_id, p_decision=request.form.get("decision", ""))
    return see_other(url(PLACE, done=document["outcome"]))


def remove_vendor(session: str, vendor_id: str) -> Response:
    """Remove a vendor, or withdraw one's own registration."""
    session, error = reauthentication.reauthenticate(session)
    if error:
        return vendors(session, error, 403)
    document = ask("ops.remove_vendor", session, p_vendor_id=vendor_id, p_reason=request.form.get("reason", ""))
    if document["outcome"] == "no_reason":
        return vendors(session, "vendor_not.no_reason")
    return see_other(url(PLACE, done=document["outcome"]))


def _fields() -> tuple[dict[str, Any], str]:
    """Arguments of ops.register_vendor, account and phone sealed; or the key of the error text."""
    form = request.form
    account, typed_phone = clean_typed(form.get("account", "")), form.get("phone", "").strip()
    phone = phones.parse(typed_phone) if typed_phone else None
    if typed_phone and not phone:
        return {}, "phone_wrong"
    if account and not (ACCOUNT[0] <= len(account) <= ACCOUNT[1] and account.isascii() and account.isalnum()):
        return {}, "vendor_not.account_wrong"
    return {
        "p_kind": form.get("kind", ""), "p_name": form.get("name", ""),
        "p_channel": "paybill" if account else "till", "p_short_code": clean_typed(form.get("short_code", "")),
        "p_account_sealed": sealing.seal("account", account.encode()) if account else None,
        "p_tail": account[-4:] or None,
        "p_phone_hash": phones.lookup_hash(phone) if phone else None,
        "p_phone_sealed": sealing.seal("phone", phone.encode()) if phone else None,
        "p_last3": phones.last3(phone) if phone else None,
    }, ""  # fmt: skip
