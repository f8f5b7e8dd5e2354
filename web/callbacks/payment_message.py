"""A payment message: what an operator's JSON says about money, with the names of mobile_money.payment_message.

Amounts and times stay the text that was sent; only the database parses them. A field that can't be read is None, and
noted in `replaced`: the database decides what that means. A name that nobody needs must keep no fare out.
"""

import json
import re
from datetime import datetime
from typing import Any

from web.callbacks.fields import member, readable, readable_id
from web.core.strict_json import InvalidPayloadError
from web.security import phones
from web.security.typed import mask_typed

PaymentMessage = dict[str, str | bytes | datetime | None]

FLAG = "field_replaced"
# What staff need of a body that can't be taken apart, for example one that was cut off.
_GLIMPSES = {
    "receipt": re.compile(
        rb'"(?:TransID|Name"\s*:\s*"MpesaReceiptNumber"\s*,\s*"Value|Key"\s*:\s*"ReceiptNo"\s*,\s*"Value)"'
        rb'\s*:\s*"([A-Z0-9]{6,20})"'
    ),
    "amount": re.compile(
        rb'"(?:TransAmount|(?:Name|Key)"\s*:\s*"Amount"\s*,\s*"Value)"\s*:\s*"?([0-9]{1,9}(?:\.[0-9]{1,2})?)[",\s}]'
    ),
}


def read_confirmation(_ref: str, body: Any, replaced: set[str]) -> PaymentMessage:
    """A C2B confirmation."""
    if not isinstance(body, dict):
        raise InvalidPayloadError("not an object")
    payer_hash, payer_last3 = phones.payer(readable(body, "MSISDN", replaced))
    return {
        "receipt": readable_id(body, "TransID", replaced),
        "amount": readable(body, "TransAmount", replaced),
        "bill_ref": mask_typed(readable(body, "BillRefNumber", replaced) or ""),
        "trans_time": readable(body, "TransTime", replaced),
        "short_code": readable(body, "BusinessShortCode", replaced),
        "org_balance": readable(body, "OrgAccountBalance", replaced),
        "payer_hash": payer_hash,
        "payer_last3": payer_last3,
    }


def read_push_result(payment_ref: str, body: Any, replaced: set[str]) -> PaymentMessage:
    """An STK result. It has no account and no PayBill. Its code decides; a failure has nothing else."""
    result = member(member(body, "Body"), "stkCallback")
    paid = _items(result, replaced)
    payer_hash, payer_last3 = phones.payer(paid.get("PhoneNumber"))
    return {
        "payment_ref": phones.mask_id(payment_ref),
        "result_code": readable_id(result, "ResultCode", replaced),
        "receipt": readable_id(paid, "MpesaReceiptNumber", replaced),
        "amount": paid.get("Amount"),
        "trans_time": paid.get("TransactionDate"),
        "payer_hash": payer_hash,
        "payer_last3": payer_last3,
    }


def glimpse(body: bytes) -> PaymentMessage:
    """Receipt and amount of a body that can't be read, where they stand in it once and plainly."""
    found = {name: set(pattern.findall(body)) for name, pattern in _GLIMPSES.items()}
    plain = {name: values.pop().decode() for name, values in found.items() if len(values) == 1}
    return plain | {"receipt": phones.mask_id(plain["receipt"])} if "receipt" in plain else plain


def to_json(message: PaymentMessage) -> str:
    """The message as one JSON argument of a call, bytes as PostgreSQL writes them."""
    return _encoder.encode(message)


def _as_text(value: bytes | datetime) -> str:
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


_encoder = json.JSONEncoder(default=_as_text)


def _items(result: dict[str, Any], replaced: set[str]) -> dict[str, str | None]:
    """The metadata by name, never by position. Balance comes without a value; a failure has none, or an odd one."""
    metadata = result.get("CallbackMetadata")
    items = metadata.get("Item") if isinstance(metadata, dict) else None
    named: dict[str, str | None] = {}
    for item in items if isinstance(items, list) else [items]:
        name = item.get("Name") if isinstance(item, dict) else None
        if isinstance(item, dict) and isinstance(name, str):
            value = readable(item, "Value", replaced)
            named[name] = value if named.get(name, value) == value else None
        elif item is not None:
            replaced.add("Item")
    return named
