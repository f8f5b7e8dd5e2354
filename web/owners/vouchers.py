"""An owner issues vouchers with which a driver takes fuel or work on the owner's account, and takes them back."""

from typing import Any

from flask import Response, request

from web.owners.vendors import PURPOSE, device_hash, phone_hash
from web.pages import ask, render, see_other, url
from web.security import one_time_codes, sealing

PLACE = "/owner/vouchers"
VOUCHER = "voucher"


def vouchers(session: str, error: str = "", sent: str = "") -> Response:
    """Show the vouchers and the form; once all is chosen, what a new one will do."""
    typed = request.form or request.args
    document = ask("owners.vouchers", session, **_chosen())
    return render(
        "owners/vouchers.html", 422 if error else 200, document=document, error=error, typed=typed, sent=sent,
        done=request.args.get("done", ""),
    )  # fmt: skip


def issue_voucher(session: str) -> Response:
    """Preview a voucher, send the code for it, or issue it."""
    step = request.form.get("step", "")
    if step == "code":
        code = one_time_codes.new_code(PURPOSE, phone_hash(session))
        outcome = ask("owners.send_voucher_code", session, **_chosen(), p_code_hash=code.sha256,
                      p_code_sealed=code.sealed, p_device=device_hash())["outcome"]  # fmt: skip
        return vouchers(session, "" if outcome == "sent" else outcome, "code" if outcome == "sent" else "")
    if step != "issue":
        return vouchers(session)
    typed = one_time_codes.hash_code(PURPOSE, phone_hash(session), request.form.get("code", ""))
    outcome = ask("owners.issue_voucher", session, **_chosen(), p_driver=request.form.get("driver", ""),
                  p_code_hash=typed, p_device=device_hash(), **_digits())["outcome"]  # fmt: skip
    if outcome == "issued":
        return see_other(url(PLACE, done=outcome))
    return vouchers(session, outcome, "code" if outcome == "code_wrong" else "")


def cancel_voucher(session: str, voucher_id: str) -> Response:
    """Take back a voucher that was not used."""
    document = ask("owners.cancel_voucher", session, p_voucher_id=voucher_id)
    return see_other(url(PLACE, done=document["outcome"]))


def _digits() -> dict[str, bytes]:
    """The digits of a new voucher, hashed for the database and sealed for the worker."""
    digits = one_time_codes.random_digits()
    return {"p_digits_hash": one_time_codes.hash_code(VOUCHER, b"", digits),
            "p_digits": sealing.seal(one_time_codes.KIND, digits.encode())}  # fmt: skip


def _chosen() -> dict[str, Any]:
    """What was chosen; a vendor is written kind:id, any of a kind only kind."""
    typed = request.form or request.args
    kind, _, vendor = typed.get("vendor", "").partition(":")
    return {"p_kind": kind, "p_vendor_id": vendor, "p_plate": typed.get("plate", ""),
            "p_cap": typed.get("amount", "")}  # fmt: skip
