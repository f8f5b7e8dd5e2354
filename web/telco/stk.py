"""M-Pesa STK: what became of a push. One address per payment, so the result names its payment by itself."""

import functools
from typing import Any

from flask import Response

from web import phones
from web.strict_json import Unusable
from web.telco.fields import member, text
from web.telco.keeping import Arguments, by, hold


def push_result(payment_ref: str) -> Response:
    """Paid, refused, cancelled, timed out: the database decides by the code, never by the description."""
    return hold("stk_result", by("telco.settle_push"), functools.partial(_read, payment_ref))


def _read(payment_ref: str, told: Any) -> Arguments:
    result = member(member(told, "Body"), "stkCallback")
    paid = _items(result)
    payer_hash, payer_last3 = phones.payer(paid.get("PhoneNumber"))
    return {
        "p_payment_ref": payment_ref,
        "p_result_code": text(result, "ResultCode"),
        "p_receipt": paid.get("MpesaReceiptNumber"),
        "p_amount": paid.get("Amount"),
        "p_trans_time": paid.get("TransactionDate"),
        "p_payer_hash": payer_hash,
        "p_payer_last3": payer_last3,
    }


def _items(result: dict[str, Any]) -> dict[str, str | None]:
    """The metadata by name, never by place; Balance comes without a value, a failure without any of it."""
    if result.get("CallbackMetadata") is None:
        return {}
    items = member(result, "CallbackMetadata").get("Item")
    if not isinstance(items, list):
        raise Unusable("CallbackMetadata without Item")
    named = {text(item, "Name") or "": text(item, "Value") for item in items}
    if len(named) != len(items):
        raise Unusable("an item of CallbackMetadata stands twice")
    return named
