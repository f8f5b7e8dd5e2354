"""M-Pesa STK: the result of a payment prompt. Each payment has its own address, so the address names the payment."""

from flask import Response

from web.callbacks.payment_message import PaymentMessage, read_push_result, to_json
from web.callbacks.receive import Arguments, Kind, receive
from web.core import db, logs


def push_result(payment_ref: str) -> Response:
    """Paid, refused, cancelled or timed out: the database decides by the code, never by the description."""
    return receive(RESULT, payment_ref)


def _settle(within: float, message: PaymentMessage, sealed: Arguments) -> str:
    row = db.row("telco.settle_push", within=within, connect_within=0.0, p_message=to_json(message), **sealed)
    logs.note_money(row)
    return str(row["outcome"])


RESULT = Kind("stk_result", read_push_result, _settle, brings_money=True)
