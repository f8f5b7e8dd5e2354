"""M-Pesa's asynchronous results: the answers to our status queries."""

import functools
from typing import Any

from flask import Response

from web.callbacks.fields import member, text
from web.callbacks.receive import Arguments, receive_answer
from web.core.strict_json import InvalidPayloadError


def status_result(ref: str) -> Response:
    """The answer to our query about one payment; the database decides what it means."""
    return receive_answer("status_result", "telco.settle_status", functools.partial(_read_status, ref))


def status_timeout(ref: str) -> Response:
    """The operator's queue gave up on a query; it will be sent again."""
    return receive_answer("status_timeout", "telco.settle_status", functools.partial(_read_timeout, ref))


def _read_status(ref: str, body: Any) -> Arguments:
    result = member(body, "Result")
    parameters = _parameters(result)
    return {
        "p_ref": ref,
        "p_result_code": text(result, "ResultCode"),
        "p_said_receipt": _single_value(parameters, "ReceiptNo"),
        "p_said_status": _single_value(parameters, "TransactionStatus"),
        "p_said_amount": _single_value(parameters, "Amount"),
    }


def _read_timeout(ref: str, _body: Any) -> Arguments:
    nothing = dict.fromkeys(("p_said_receipt", "p_said_status", "p_said_amount"))
    return {"p_ref": ref, "p_result_code": "timeout", **nothing}


def _parameters(result: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    """Key and value of each parameter: none, one or many. Some keys come twice, such as DebitPartyName."""
    if not isinstance(result.get("ResultParameters"), dict):
        return []
    found = member(result, "ResultParameters").get("ResultParameter", [])
    items = found if isinstance(found, list) else [found]
    return [(text(item, "Key"), text(item, "Value")) for item in items]


def _single_value(parameters: list[tuple[str | None, str | None]], key: str) -> str | None:
    """The value of this key, if all its values are the same."""
    values = {value for name, value in parameters if name == key}
    if len(values) > 1:
        raise InvalidPayloadError(f"{key} comes twice")
    return values.pop() if values else None
