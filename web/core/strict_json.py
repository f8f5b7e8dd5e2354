"""A strict reader of JSON from outside.

Python's own reader accepts NaN, Infinity, 1e400, duplicate keys and UTF-16, fails on deep nesting and very long
integers, and accepts lone surrogates and NULs that the database refuses later. Here all of these raise one exception,
and a number stays the text that was sent: cents are made from text, never from a float.
"""

import json
import re
from typing import Any, NoReturn

MAX_BYTES = 64 * 1024
# An STK result is the deepest valid body: {Body: {stkCallback: {CallbackMetadata: {Item: [{…}]}}}}.
MAX_DEPTH = 6

# Possessive, and the closing quote is optional: a body of only \" then costs one pass, not n squared.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


class InvalidPayloadError(ValueError):
    """A body that we can't use. The message is our own text, never the sender's."""


def loads(body: bytes) -> Any:
    """The value in `body`: dicts, lists, text (numbers too), True, False and None; or InvalidPayloadError."""
    if len(body) > MAX_BYTES:
        raise InvalidPayloadError("over 64 KB")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidPayloadError("not UTF-8") from None
    if _depth(text) > MAX_DEPTH:
        raise InvalidPayloadError("nested too deep")
    try:
        value = _decoder.decode(text)
    except InvalidPayloadError:
        raise
    except ValueError:  # JSONDecodeError, a BOM included
        raise InvalidPayloadError("not JSON") from None
    if "\\u" in text:  # only an escape can contain what UTF-8 and the decoder have not refused yet
        _refuse_unstorable(value)
    return value


def _depth(text: str) -> int:
    """The depth of brackets outside strings, counted before parsing because parsing recurses."""
    most = text.count("{") + text.count("[")
    if most <= MAX_DEPTH:
        return most
    deepest = depth = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise InvalidPayloadError("a key comes twice")
    return value


def _no_constant(_name: str) -> NoReturn:
    raise InvalidPayloadError("NaN or Infinity")


def _refuse_unstorable(value: object) -> None:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise InvalidPayloadError("a NUL or half a character")
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_unstorable(key)
            _refuse_unstorable(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_unstorable(item)


_decoder = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=_no_constant, object_pairs_hook=_no_duplicates
)
