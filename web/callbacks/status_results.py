"""M-Pesa's asynchronous results: answers to our own questions."""

import functools
from typing import Any

from flask import Response

from web.callbacks.fields import member, text
from web.callbacks.receive import Arguments, receive_answer
from web.core.strict_json import InvalidPayloadError


def status_result(ref: str) -> Response:
    """The answer to our question about one payment: the database decides what it says."""
    return receive_answer("status_result", "telco.settle_status", functools.partial(_read_status, ref))


def status_timeout(ref: str) -> Response:
    """The operator's queue gave up on an enquiry: it is asked again."""
    return receive_answer("status_timeout", "telco.settle_status", functools.partial(_read_timeout, ref))


def _read_status(ref: str, told: Any) -> Arguments:
    result = member(told, "Result")
    said = _parameters(result)
    return {
        "p_ref": ref,
        "p_result_code": text(result, "ResultCode"),
        "p_said_receipt": _one(said, "ReceiptNo"),
        "p_said_status": _one(said, "TransactionStatus"),
        "p_said_amount": _one(said, "Amount"),
    }


def _read_timeout(ref: str, _told: Any) -> Arguments:
    said = dict.fromkeys(("p_said_receipt", "p_said_status", "p_said_amount"))
    return {"p_ref": ref, "p_result_code": "timeout", **said}


def _parameters(result: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    """Key and value of each parameter. There may be one, many or none; some keys come twice, as DebitPartyName does."""
    if not isinstance(result.get("ResultParameters"), dict):
        return []
    found = member(result, "ResultParameters").get("ResultParameter", [])
    items = found if isinstance(found, list) else [found]
    return [(text(item, "Key"), text(item, "Value")) for item in items]


def _one(said: list[tuple[str | None, str | None]], key: str) -> str | None:
    """The value under this key, if all that stand there are the same one."""
    values = {value for name, value in said if name == key}
    if len(values) > 1:
        raise InvalidPayloadError(f"{key} stands twice")
    return values.pop() if values else None
