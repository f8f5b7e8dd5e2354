"""Where money may go besides the own phone: another phone, or a bank's PayBill with an account. Sealed here.

A new one is confirmed by a code whose hash is bound to the whole number, and waits before it can be used.
"""

import re
from typing import Any, NamedTuple

from flask import Response, request

from web.pages import ask, render, see_other, url
from web.payouts.withdrawals import device_hash, place
from web.security import one_time_codes, phones, sealing


class Destination(NamedTuple):
    """What was typed: the arguments of the API function, its short text, and the whole number for the code's hash."""

    arguments: dict[str, Any]
    text: str
    whole: str


def destinations(session: str, error: str = "") -> Response:
    """Show the destinations, and the form for another one."""
    document = _document(session)
    return render(
        "payouts/destinations.html", 422 if error else 200, document=document, place=place(), error=error,
        typed=request.form, done=request.args.get("done", ""),
    )  # fmt: skip


def ask_destination_code(session: str) -> Response:
    """Send the code for what was typed, and show the field for it. No number is ever in an address."""
    document, typed = _document(session), _typed()
    if isinstance(typed, str):
        return destinations(session, typed)
    code = one_time_codes.new_code(f"destination/{typed.whole}", bytes.fromhex(document["phone_hash"]))
    sent = ask(
        f"{request.blueprint}.ask_destination_code", session, p_device=device_hash(), p_party=document["party"],
        p_destination=typed.text, p_code_hash=code.sha256, p_code_sealed=code.sealed,
    )["outcome"]  # fmt: skip
    return _code_form(document, typed, sent)


def add_destination(session: str) -> Response:
    """Add it, once the code is right."""
    document, typed = _document(session), _typed()
    if isinstance(typed, str):
        return destinations(session, typed)
    whom, digits = bytes.fromhex(document["phone_hash"]), request.form.get("code", "")
    outcome = ask(
        f"{request.blueprint}.add_destination", session, p_device=device_hash(), p_party=document["party"],
        **typed.arguments, p_code_hash=one_time_codes.hash_code(f"destination/{typed.whole}", whom, digits),
    )["outcome"]  # fmt: skip
    if outcome == "added":
        return see_other(url(f"{place()}/destinations", done=outcome))
    return _code_form(document, typed, "", outcome) if "code_" in outcome else destinations(session, outcome)


def remove_destination(session: str, destination_id: str) -> Response:
    """Remove one."""
    done = ask(f"{request.blueprint}.remove_destination", session, p_destination_id=destination_id)["outcome"]
    return see_other(url(f"{place()}/destinations", done=done))


def _document(session: str) -> dict[str, Any]:
    return ask(f"{request.blueprint}.withdrawal", session, p_party=request.values.get("party", ""), p_purposes="",
               p_amount=None, p_destination=None)  # fmt: skip


def _code_form(document: dict[str, Any], typed: Destination, sent: str, error: str = "") -> Response:
    return render(
        "payouts/destination_code.html", 403 if error else 200, document=document, place=place(), sent=sent,
        error=error, text=typed.text, typed=request.form,
    )  # fmt: skip


def _typed() -> Destination | str:
    """What the form has, sealed; or the key of the error text."""
    label = request.form.get("label", "").strip()
    if not 2 <= len(label) <= 30 or not label.isprintable():
        return "label_wrong"
    none = {"p_label": label, "p_phone_hash": None, "p_phone_sealed": None, "p_short_code": None,
            "p_account_sealed": None}  # fmt: skip
    short_code, account = (request.form.get(name, "").strip() for name in ("short_code", "account"))
    if request.form.get("kind") == "phone":
        phone = phones.parse(request.form.get("phone", ""))
        if not phone:
            return "phone_wrong"
        last3 = phones.last3(phone)
        return Destination(
            none | {"p_kind": "phone", "p_phone_hash": phones.lookup_hash(phone), "p_tail": last3,
                    "p_phone_sealed": sealing.seal("phone", phone.encode())}, f"07xx..{last3}", phone,
        )  # fmt: skip
    if not re.fullmatch(r"[0-9]{5,7}", short_code, re.ASCII):
        return "short_code_wrong"
    if not re.fullmatch(r"[A-Za-z0-9]{4,20}", account, re.ASCII):
        return "account_wrong"
    return Destination(
        none | {"p_kind": "paybill", "p_short_code": short_code, "p_tail": account[-4:],
                "p_account_sealed": sealing.seal("account", account.encode())},
        f"{short_code} ..{account[-4:]}", f"{short_code}/{account}",
    )  # fmt: skip
