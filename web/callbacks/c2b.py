"""M-Pesa C2B: may this payment be taken (validation), and this one was taken (confirmation)."""

from flask import Response, request

from web.callbacks.batcher import Batcher
from web.callbacks.fields import text
from web.callbacks.payment_message import PaymentMessage, read_confirmation
from web.callbacks.receive import Arguments, receive_payment
from web.core import db, masking, strict_json

# A passenger waits with the PIN typed. When we can't answer, the operator's default (Completed) decides:
# boarding never waits for us, and what that lets through is held in suspense. docs/decisions/provider-callbacks.md.
ANSWER_WITHIN = 0.5

_fares = Batcher("telco.confirm_fares", key="receipt")


def validation() -> Response:
    """'0' accepts; C2B00012 and the like refuse before any money moves."""
    try:
        told = strict_json.loads(request.get_data())
        code = db.value(
            "telco.validate_fare",
            within=ANSWER_WITHIN,
            p_bill_ref=masking.mask_digits(text(told, "BillRefNumber") or ""),
            p_amount=text(told, "TransAmount"),
            p_short_code=text(told, "BusinessShortCode"),
        )
    except strict_json.InvalidPayloadError:
        code = "C2B00016"
    said = "Accepted" if code == "0" else "Rejected"
    return Response(f'{{"ResultCode":"{code}","ResultDesc":"{said}"}}', content_type="application/json")


def confirmation() -> Response:
    """The money is ours already: the message is stored, whatever it says."""
    return receive_payment("c2b_confirmation", _settle, read_confirmation)


def _settle(within: float, message: PaymentMessage, sealed: Arguments) -> str:
    return _fares.settle(within, {f"p_{name}": value for name, value in message.items()} | sealed)
