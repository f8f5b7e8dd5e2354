"""Staff see the latest vouchers, and redeem one for a station that calls."""

from flask import Response, request

from web import confirmations
from web.pages import ask, render
from web.security import one_time_codes

PLACE = "/ops/vouchers"


def vouchers(session: str, error: str = "", status: int = 422) -> Response:
    """Show the latest vouchers, and the form to redeem one."""
    document = ask("ops.vouchers", session)
    return render(
        "ops/vouchers.html", status if error else 200, document=document, error=error, typed=request.form,
        done=request.args.get("done", ""),
    )  # fmt: skip


def redeem_voucher(session: str) -> Response:
    """Redeem a voucher for a station that calls."""
    form = request.form
    return confirmations.confirm(
        session, "ops.redeem_voucher", "redeemed", PLACE,
        vouchers,
        refusals="voucher_not.", p_vendor_id=form.get("vendor", ""), p_plate=form.get("plate", ""),
        p_digits_hash=one_time_codes.hash_code("voucher", b"", form.get("digits", "")),
        p_amount=form.get("amount", ""), p_request=form.get("request", ""),
    )  # fmt: skip
