"""Reads fields of an operator's message. strict_json leaves a number as the text that was sent."""

from typing import Any

from web.core import masking
from web.core.strict_json import InvalidPayloadError
from web.security import phones

LONGEST = 128


def member(value: Any, name: str) -> dict[str, Any]:
    """The object under this name."""
    inner = value.get(name) if isinstance(value, dict) else None
    if not isinstance(inner, dict):
        raise InvalidPayloadError(f"no {name}")
    return inner


def text(value: Any, name: str) -> str | None:
    """The text under this name; None if there is none, or it is null."""
    if not isinstance(value, dict):
        raise InvalidPayloadError("not an object")
    inner = value.get(name)
    if inner is not None and not isinstance(inner, str):
        raise InvalidPayloadError(f"{name} is neither text nor a number")
    return inner


def readable(value: dict[str, Any], name: str, replaced: set[str]) -> str | None:
    """The text under this name; None if it is anything else, which is noted in `replaced`."""
    inner = value.get(name)
    if inner is None or isinstance(inner, str):
        return inner
    replaced.add(name)
    return None


def clean_text(written: str) -> str:
    """A code or name in a form's field, cut to a sane length, without NULs and phone numbers."""
    return masking.mask_digits(written[:LONGEST].replace("\0", ""))


def readable_id(value: dict[str, Any], name: str, replaced: set[str]) -> str | None:
    """The id or code under this name, if it is readable, without a phone number in clear."""
    written = readable(value, name, replaced)
    return None if written is None else phones.mask_id(written)


def is_id(written: str) -> bool:
    """True if this can be the id of a session or a message."""
    return 0 < len(written) <= LONGEST and "\0" not in written


def result_parameters(result: dict[str, Any], replaced: set[str]) -> dict[str, set[str | None]]:
    """The values of each key of a result: none, one or many parameters, in any order. Some keys come twice, such as
    DebitPartyName."""
    holder = result.get("ResultParameters")
    found = holder.get("ResultParameter", []) if isinstance(holder, dict) else []
    named: dict[str, set[str | None]] = {}
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, dict) and isinstance(item.get("Key"), str):
            named.setdefault(item["Key"], set()).add(readable(item, "Value", replaced))
    return named


def single_value(parameters: dict[str, set[str | None]], *keys: str) -> str | None:
    """The value of the first of these keys that is there, if all its values are the same."""
    for key in keys:
        if key in parameters:
            values = parameters[key]
            return next(iter(values)) if len(values) == 1 else None
    return None
