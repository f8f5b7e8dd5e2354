"""Taking text out of what an operator sent. A number came through strict_json as the text it was written as."""

from typing import Any

from web.core import masking
from web.core.strict_json import InvalidPayloadError

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


def short(written: str) -> str:
    """A form's field, cut to what a name or a code can be, without what the database can't store or must not."""
    return masking.mask_digits(written[:LONGEST].replace("\0", ""))


def is_name(written: str) -> bool:
    """Can this be the id of a session or a message?"""
    return 0 < len(written) <= LONGEST and "\0" not in written
