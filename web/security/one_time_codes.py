"""One-time codes by SMS: drawn and hashed here, judged in the database (docs/decisions/sign-in.md).

The key of the hash is not in the database, so that the million codes there are can't be tried out on
a stolen row. The digits travel to the worker sealed.
"""

import hmac
import re
import secrets
from typing import NamedTuple

from flask import current_app

from web.security import sealing

KIND = "code"
BLANK = "{code}"  # where the worker puts the digits into the text

_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)


class Code(NamedTuple):
    """A new one, as the database gets it."""

    sha256: bytes
    sealed: bytes


def new(purpose: str, phone_hash: bytes) -> Code:
    """Six random digits for one person and purpose."""
    digits = drawn()
    return Code(hashed(purpose, phone_hash, digits), sealing.seal(KIND, digits.encode()))


def drawn() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def hashed(purpose: str, phone_hash: bytes, typed: str) -> bytes:
    """The keyed hash of what was typed; what is no code is like no code."""
    digits = typed.replace(" ", "")
    said = digits if _DIGITS.fullmatch(digits) else ""
    key: bytes = current_app.extensions["lipa"].web_secret
    return hmac.digest(key, b"\0".join((b"code", purpose.encode(), phone_hash.hex().encode(), said.encode())), "sha256")


def filled(text: str, sealed: str) -> str:
    """The SMS with its digits, for the worker."""
    return text.replace(BLANK, sealing.open_sealed(KIND, bytes.fromhex(sealed)).decode())
