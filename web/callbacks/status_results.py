"""M-Pesa's asynchronous results: the answers to our status queries."""

from typing import Any

from flask import Response

from web.callbacks.fields import member, readable, readable_id
from web.callbacks.receive import Arguments, Kind, receive
from web.core import db
from web.security import phones


def status_result(ref: str) -> Response:
    """The answer to our query about one payment; the database decides what it means."""
    return receive(RESULT, ref)


def status_timeout(ref: str) -> Response:
    """The operator's queue gave up on a query; it will be sent again."""
    return receive(TIMEOUT, ref)


def _settle(within: float, said: Arguments, sealed: Arguments) -> str:
    named = {f"p_{name}": value for name, value in said.items()}
    return str(db.row("telco.settle_status", within=within, connect_within=0.0, **named, **sealed)["outcome"])


def _read_status(ref: str, body: Any, replaced: set[str]) -> Arguments:
    result = member(body, "Result")
    parameters = _parameters(result, replaced)
    said = {name: _single_value(parameters, name) for name in ("ReceiptNo", "TransactionStatus", "Amount")}
    return {
        "ref": phones.mask_id(ref),
        "result_code": readable_id(result, "ResultCode", replaced),
        "said_receipt": readable_id(said, "ReceiptNo", replaced),
        "said_status": readable_id(said, "TransactionStatus", replaced),
        "said_amount": said["Amount"],
    }


def _read_timeout(ref: str, _body: Any, _replaced: set[str]) -> Arguments:
    nothing = dict.fromkeys(("said_receipt", "said_status", "said_amount"))
    return {"ref": phones.mask_id(ref), "result_code": "timeout", **nothing}


def _parameters(result: dict[str, Any], replaced: set[str]) -> list[tuple[object, str | None]]:
    """Key and value of each parameter: none, one or many. Some keys come twice, such as DebitPartyName."""
    holder = result.get("ResultParameters")
    found = holder.get("ResultParameter", []) if isinstance(holder, dict) else []
    items = found if isinstance(found, list) else [found]
    return [(item.get("Key"), readable(item, "Value", replaced)) for item in items if isinstance(item, dict)]


def _single_value(parameters: list[tuple[object, str | None]], key: str) -> str | None:
    """The value of this key, if all its values are the same; without one the database asks again."""
    values = {value for name, value in parameters if name == key}
    return values.pop() if len(values) == 1 else None


RESULT = Kind("status_result", _read_status, _settle)
TIMEOUT = Kind("status_timeout", _read_timeout, _settle)
