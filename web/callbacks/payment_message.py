"""A payment message: what an operator's JSON says about money, with the names of mobile_money.payment_message.

Amounts and times stay the text that was sent; only the database parses them.
"""

import json
from typing import Any

from web.callbacks.fields import id_text, member, text
from web.core import masking
from web.core.strict_json import InvalidPayloadError
from web.security import phones

PaymentMessage = dict[str, str | bytes | None]


def read_confirmation(body: Any) -> PaymentMessage:
    """A C2B confirmation."""
    payer_hash, payer_last3 = phones.payer(text(body, "MSISDN"))
    return {
        "receipt": id_text(body, "TransID"),
        "amount": text(body, "TransAmount"),
        "bill_ref": masking.mask_digits(text(body, "BillRefNumber") or ""),
        "trans_time": text(body, "TransTime"),
        "short_code": text(body, "BusinessShortCode"),
        "org_balance": text(body, "OrgAccountBalance"),
        "payer_hash": payer_hash,
        "payer_last3": payer_last3,
    }


def read_push_result(payment_ref: str, body: Any) -> PaymentMessage:
    """An STK result. It has no account and no PayBill; a failure has only its code."""
    result = member(member(body, "Body"), "stkCallback")
    paid = _items(result)
    payer_hash, payer_last3 = phones.payer(paid.get("PhoneNumber"))
    return {
        "payment_ref": phones.mask_id(payment_ref),
        "result_code": id_text(result, "ResultCode"),
        "receipt": id_text(paid, "MpesaReceiptNumber"),
        "amount": paid.get("Amount"),
        "trans_time": paid.get("TransactionDate"),
        "payer_hash": payer_hash,
        "payer_last3": payer_last3,
    }


def to_json(message: PaymentMessage) -> str:
    """The message as one JSON argument of a call, bytes as PostgreSQL writes them."""
    return json.dumps(
        {name: f"\\x{value.hex()}" if isinstance(value, bytes) else value for name, value in message.items()}
    )


def _items(result: dict[str, Any]) -> dict[str, str | None]:
    """The metadata by name, never by position. Balance comes without a value; a failure has no metadata."""
    if result.get("CallbackMetadata") is None:
        return {}
    items = member(result, "CallbackMetadata").get("Item")
    if not isinstance(items, list):
        raise InvalidPayloadError("CallbackMetadata without Item")
    named = {text(item, "Name") or "": text(item, "Value") for item in items}
    if len(named) != len(items):
        raise InvalidPayloadError("an item of CallbackMetadata comes twice")
    return named
