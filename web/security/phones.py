"""Phone numbers and PINs: read as people and operators write them, then kept as keyed hashes.

Beyond this module a number exists in three forms only: a keyed hash to find a person by, a sealed
number to send to (sealing.py), and its last three digits to show.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

from web.core.config import Settings
from web.core.masking import NUMBER_DIGITS
from web.security.typed import MASK, clean_typed

_LETTERS = str.maketrans("0123456789abcdef", "ABCDEFGHJKLMNPQR")
LONGEST = 100  # as a person writes a number, with all that was pasted around it

# ASCII digits only: \d takes every script's digits. fullmatch: $ takes a trailing newline.
_NUMBER = re.compile(r"(?:(?:00)?254)?0?([17][0-9]{8})", re.ASCII)
_PIN = re.compile(r"[0-9]{5}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_REF = re.compile(r"[0-9a-f]{32}", re.ASCII)  # a reference of ours, in an address
_LONG_RUN = re.compile(r"\d{9}")  # in any script
_RECEIPT = re.compile(r"[A-Z0-9]{6,20}", re.ASCII)
_IN_RECEIPT = re.compile(r"(?:254|0)[17][0-9]{8}|(?<![0-9])[17][0-9]{8}(?![0-9])", re.ASCII)
_MASKED = re.compile(r"[0-9 ]*\*[0-9 *]*([0-9]{3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _LookupKey:
    key: bytes
    hash_prefix: bytes  # how the operator writes a number before hashing it


_lookup_key: _LookupKey | None = None


def configure(settings: Settings) -> None:
    global _lookup_key  # noqa: PLW0603
    _lookup_key = _LookupKey(settings.lookup_key, settings.hash_form.encode())


def parse(written: str) -> str | None:
    """2547XXXXXXXX or 2541XXXXXXXX from the forms that people and gateways write, or None."""
    match = _NUMBER.fullmatch(clean_typed(written)) if len(written) <= LONGEST else None
    return f"254{match[1]}" if match else None


def last3(phone: str) -> str:
    """The last three digits, the only ones that may be shown."""
    return phone[-3:]


def lookup_hash(phone: str) -> bytes:
    """The keyed hash by which the database finds a person, from a parsed number."""
    return _keyed(hashlib.sha256(_configured().hash_prefix + phone[3:].encode()).hexdigest())


def lookup_key_id() -> str:
    """A name for the look-up key that reveals nothing about it."""
    return "lookup:" + hashlib.sha256(b"name of " + _configured().key).hexdigest()[:8]


def pin_hashes(typed: str) -> tuple[list[str], list[bytes]] | None:
    """A PIN of five digits under the look-up key, as arrays of one: (key ids, hashes); None if it is no PIN.

    With the key, all hundred thousand PINs can be tried in a moment; without it, none can.
    """
    digits = clean_typed(typed)
    if not _PIN.fullmatch(digits):
        return None
    return [lookup_key_id()], [hmac.digest(_configured().key, b"crew:" + digits.encode(), "sha256")]


def payer(msisdn: str | None) -> tuple[bytes | None, str | None]:
    """(look-up hash, last three digits) of a callback's MSISDN: hashed (v1), masked (v2) or clear."""
    written = (msisdn or "").strip(" ")
    if MASK in written and (masked := _MASKED.fullmatch(written)):  # most; what is masked like this is no number
        return None, masked[1]
    if _SHA256.fullmatch(written):
        return _keyed(written.lower()), None
    phone = parse(written)
    if phone:
        return lookup_hash(phone), last3(phone)
    masked = _MASKED.fullmatch(written)
    return None, masked[1] if masked else None


def mask_id(written: str) -> str:
    """An operator's id; if digits in it may be a phone number, a keyed name for it instead, the same under one key.

    The name is of letters, so that it holds no number itself. It is never well-formed as a receipt: after a change of
    the key a repeat has another name, and would be posted twice. A receipt keeps digits that are no Kenyan number.
    """
    if len(written) < NUMBER_DIGITS or _REF.fullmatch(written):
        return written
    if not (_IN_RECEIPT.search(written) if _RECEIPT.fullmatch(written) else _LONG_RUN.search(clean_typed(written))):
        return written
    digest = hmac.digest(_configured().key, b"id:" + written.encode("utf-8", "replace"), "sha256")
    return "x" + digest.hex()[:17].translate(_LETTERS)


def _keyed(sha256_hex: str) -> bytes:
    """HMAC over the operator's own hash, so that a hashed callback finds the person whose number we know.

    The bare sha256 is never stored: all Kenyan numbers can be hashed in minutes.
    """
    return hmac.digest(_configured().key, sha256_hex.encode("ascii"), "sha256")


def _configured() -> _LookupKey:
    if _lookup_key is None:
        raise RuntimeError("phones.configure(settings) has not been called")
    return _lookup_key
