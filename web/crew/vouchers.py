"""A crew takes fuel by a voucher, within what the owner allows a day."""

from flask import Response, request

from web.pages import ask, render, see_other, url
from web.security import one_time_codes, sealing

PLACE = "/crew/voucher"


def vouchers(session: str, error: str = "") -> Response:
    """Show the vouchers of the vehicle, and the form for a new one."""
    document = ask("crew.vouchers", session, p_plate=request.values.get("plate", ""))
    return render("crew/voucher.html", 422 if error else 200, document=document, error=error, typed=request.form,
                  place=PLACE, done=request.args.get("done", ""))  # fmt: skip


def issue_voucher(session: str) -> Response:
    """Issue a voucher; its digits come by SMS."""
    digits, plate = one_time_codes.random_digits(), request.form.get("plate", "")
    outcome = ask("crew.issue_voucher", session, p_plate=plate, p_cap=request.form.get("amount", ""),
                  p_digits_hash=one_time_codes.hash_code("voucher", b"", digits),
                  p_digits=sealing.seal(one_time_codes.KIND, digits.encode()))["outcome"]  # fmt: skip
    if outcome != "issued":
        return vouchers(session, outcome)
    return see_other(url(PLACE, plate=plate, done=outcome))
