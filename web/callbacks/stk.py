"""M-Pesa STK: the result of a payment prompt. Each payment has its own address, so the address names the payment."""

import functools

from flask import Response

from web.callbacks.payment_message import PaymentMessage, read_push_result, to_json
from web.callbacks.receive import Arguments, receive_payment
from web.core import db


def push_result(payment_ref: str) -> Response:
    """Paid, refused, cancelled or timed out: the database decides by the code, never by the description."""
    return receive_payment("stk_result", _settle, functools.partial(read_push_result, payment_ref))


def _settle(within: float, message: PaymentMessage, sealed: Arguments) -> str:
    return str(db.row("telco.settle_push", within=within, p_message=to_json(message), **sealed)["outcome"])
