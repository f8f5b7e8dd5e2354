"""M-Pesa's asynchronous results: the answers to our status queries."""

import functools
from typing import Any

from flask import Response

from web.callbacks.fields import id_text, member, text
from web.callbacks.receive import Arguments, receive_answer
from web.core.strict_json import InvalidPayloadError
from web.security import phones


def status_result(ref: str) -> Response:
    """The answer to our query about one payment; the database decides what it means."""
    return receive_answer("status_result", "telco.settle_status", functools.partial(_read_status, ref))


def status_timeout(ref: str) -> Response:
    """The operator's queue gave up on a query; it will be sent again."""
    return receive_answer("status_timeout", "telco.settle_status", functools.partial(_read_timeout, ref))


def _read_status(ref: str, body: Any) -> Arguments:
    result = member(body, "Result")
    parameters = _parameters(result)
    said = {name: _single_value(parameters, name) for name in ("ReceiptNo", "TransactionStatus", "Amount")}
    return {
        "p_ref": phones.mask_id(ref),
        "p_result_code": id_text(result, "ResultCode"),
        "p_said_receipt": id_text(said, "ReceiptNo"),
        "p_said_status": id_text(said, "TransactionStatus"),
        "p_said_amount": said["Amount"],
    }


def _read_timeout(ref: str, _body: Any) -> Arguments:
    nothing = dict.fromkeys(("p_said_receipt", "p_said_status", "p_said_amount"))
    return {"p_ref": phones.mask_id(ref), "p_result_code": "timeout", **nothing}


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
