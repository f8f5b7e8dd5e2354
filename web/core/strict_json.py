"""A reader of JSON from outside that believes nothing it has to guess, and lets no useless part spoil a useful one.

Python's own reader makes floats of numbers, takes the last of two equal keys, fails on deep nesting and very long
integers, and accepts lone surrogates and NULs that the database refuses later. Here a number stays the text that was
sent: cents are made from text, never from a float. What can't be stored, and what is said twice in two ways, is
replaced, and the caller is told. Only a body that can't be taken apart at all raises InvalidPayloadError.
"""

import json
import re
from typing import Any

MAX_BYTES = 64 * 1024
# The deepest valid body has six levels. A field that nobody needs may have more, but parsing recurses.
MAX_DEPTH = 100
REPLACED = "\ufffd"

# Possessive, and the closing quote is optional: a body of only \" then costs one pass, not n squared.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_ESCAPE = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class InvalidPayloadError(ValueError):
    """A body that we can't use. The message is our own text, never the sender's."""


def loads(body: bytes, replaced: set[str] | None = None, *, most: int = MAX_BYTES) -> Any:
    """The value in `body`: dicts, lists, text (numbers too), True, False and None; or InvalidPayloadError.

    `most`: the largest body in bytes; answers that we asked for may have more than messages.

    `replaced` gets the kinds of what was replaced: bytes that are no UTF-8, characters that can't be stored, escapes
    that don't exist (all become U+FFFD), and a key with two values (it becomes None).
    """
    replaced = set() if replaced is None else replaced
    if len(body) > most:
        raise InvalidPayloadError("over 64 KB")
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        replaced.add("bytes")
    if _depth(text) > MAX_DEPTH:
        raise InvalidPayloadError("nested too deep")
    try:
        value = _decoder.decode(text)
    except ValueError:
        value = _mend(text, replaced)
    # Only an escape or a raw NUL can contain what UTF-8 has not refused yet.
    return _storable(value, replaced) if "\\u" in text or "\0" in text else value


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


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key comes twice")
    return value


def _mend(text: str, replaced: set[str]) -> Any:
    """The value of a text that the plain decoder refused."""

    def one_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        for key, item in pairs:
            if value[key] != item:
                value[key] = None
                replaced.add("key")
        return value

    mended = _ESCAPE.sub(lambda escape: escape[1] or REPLACED, text)
    try:
        value = json.JSONDecoder(strict=False, **_NUMBERS_AS_TEXT, object_pairs_hook=one_of_each).decode(mended)
    except ValueError:  # JSONDecodeError
        raise InvalidPayloadError("not JSON") from None
    if mended != text:
        replaced.add("escape")
    return value


def _storable(value: Any, replaced: set[str]) -> Any:
    if isinstance(value, str):
        storable = _UNSTORABLE.sub(REPLACED, value)
        if storable != value:
            replaced.add("character")
        return storable
    if isinstance(value, dict):
        return {_storable(key, replaced): _storable(item, replaced) for key, item in value.items()}
    return [_storable(item, replaced) for item in value] if isinstance(value, list) else value


_NUMBERS_AS_TEXT: dict[str, Any] = dict.fromkeys(("parse_int", "parse_float", "parse_constant"), str)
_decoder = json.JSONDecoder(strict=False, **_NUMBERS_AS_TEXT, object_pairs_hook=_no_repeats)
