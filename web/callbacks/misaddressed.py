"""Messages with the right token at a nearly right address: money has moved, so none of them is a bare 404.

Other case, doubled or trailing slashes and escapes of escapes lead to the handler that was meant. What still has no
handler is quarantined, with an alarm, and answered 200.
"""

import re
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from web.callbacks.receive import Arguments, Kind, receive
from web.core.strict_json import InvalidPayloadError

_OPERATORS = re.compile(r"/+telco/+([^/]+)(.*)", re.IGNORECASE | re.DOTALL)
# Their second word is a reference, in which case counts.
WITH_REFERENCE = ("stk", "status", "payout")


def init_app(app: Flask) -> None:
    """Look at the address before everything else that runs before a request."""
    app.before_request_funcs.setdefault(None, []).insert(0, correct_address)


def unknown_address(rest: str = "") -> Response:
    """Quarantine what came to an address that we don't have."""
    return receive(UNKNOWN, rest)


def correct_address() -> None:
    """Give a request that found no handler of its own the one of the nearly same address."""
    if (request.routing_exception is None and request.endpoint != "telco.unknown_address") or request.method != "POST":
        return
    adapter = current_app.create_url_adapter(request)
    path = corrected(request.path)
    if adapter is not None and path:
        try:
            request.url_rule, arguments = adapter.match(path, return_rule=True)
        except HTTPException:
            return
        request.view_args = dict(arguments)
        request.routing_exception = None


def corrected(path: str) -> str:
    """The address that was meant, as far as one can tell; '' if it is none of the operators'."""
    found = _OPERATORS.fullmatch(unquote(unquote(path)))
    if found is None:
        return ""
    words = [word for word in (word.strip(" \t\r\n.,;") for word in found[2].split("/")) if word]
    has_reference = bool(words) and words[0].lower() in WITH_REFERENCE
    plain = [word if has_reference and at == 1 else word.lower() for at, word in enumerate(words)]
    return "/".join(("", "telco", found[1], *plain)) if plain else f"/telco/{found[1]}/"


def _read(_rest: str, _body: Any, _replaced: set[str]) -> Arguments:
    raise InvalidPayloadError("no such address")


def _settle(_within: float, _said: Arguments, _sealed: Arguments) -> str:
    raise AssertionError("unreachable: it is never read")


UNKNOWN = Kind("unknown_address", _read, _settle)
