"""One-time codes by SMS: made and hashed here, verified in the database (docs/decisions/sign-in.md).

The key of the hash is not in the database, so that a stolen row does not reveal its code by trying a million codes.
The worker gets the digits sealed.
"""

import hmac
import re
import secrets
from typing import NamedTuple

from flask import current_app

from web.security import sealing
from web.security.typed import clean_typed

KIND = "code"
PLACEHOLDER = "{code}"  # the worker replaces it in the text by the digits

_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)


class Code(NamedTuple):
    """A new code as the database gets it."""

    sha256: bytes
    sealed: bytes


def new_code(purpose: str, phone_hash: bytes) -> Code:
    """Six random digits for one person and purpose."""
    digits = random_digits()
    return Code(hash_code(purpose, phone_hash, digits), sealing.seal(KIND, digits.encode()))


def random_digits() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def hash_code(purpose: str, phone_hash: bytes, typed: str) -> bytes:
    """The keyed hash of what was typed; anything but six digits counts as nothing."""
    digits = clean_typed(typed)
    digits = digits if _DIGITS.fullmatch(digits) else ""
    key: bytes = current_app.extensions["lipa"].web_secret
    return hmac.digest(
        key, b"\0".join((b"code", purpose.encode(), phone_hash.hex().encode(), digits.encode())), "sha256"
    )


def fill_in(text: str, sealed: str) -> str:
    """The text of the SMS with its digits, for the worker."""
    return text.replace(PLACEHOLDER, sealing.open_sealed(KIND, bytes.fromhex(sealed)).decode())
