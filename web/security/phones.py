"""Phone numbers and raw bodies, made unreadable at the edge.

Behind this file a number exists in three forms only: a keyed hash to find a person by, a sealed
number to send to, and its last three digits to show. The database, its logs, its backups and its
dumps never hold a number or a name in clear.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from web.core.config import Settings

ENVELOPE = 0x01
NONCE_BYTES = 12

# ASCII digits only: \d takes every script's digits. fullmatch: $ takes a trailing newline.
_NUMBER = re.compile(r"(?:\+?254|0)([17][0-9]{8})", re.ASCII)
_PIN = re.compile(r"[0-9]{5}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_MASKED = re.compile(r"[0-9 ]*\*[0-9 *]*([0-9]{3})", re.ASCII)
# Nine digits or more, however they are set apart and in whatever script: people type their number there.
# A comma alone, not one with a space behind it: that is a list. What nobody sees (zero-width) sets nothing apart.
_LONG_RUN = re.compile(
    r"\d(?:(?:[\s./()_\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]{0,3}|[,'\u2019\u00b7])\d){8,}"
)


class DecryptionError(Exception):
    """These bytes were not sealed by a key we hold, or not for this purpose."""


@dataclass(frozen=True, slots=True)
class _Keys:
    first: str
    ring: Mapping[str, AESGCM]
    lookup: bytes
    hash_prefix: bytes


_keys: _Keys | None = None


def configure(settings: Settings) -> None:
    """Take the keys; called once by create_app and once by whoever works outside it."""
    global _keys  # noqa: PLW0603
    ring = {key_id: AESGCM(key) for key_id, key in settings.seal_keys.items()}
    prefix = settings.hash_form.encode()
    _keys = _Keys(next(iter(ring)), ring, settings.lookup_key, prefix)


def normalise(written: str) -> str | None:
    """2547XXXXXXXX or 2541XXXXXXXX from the forms people and gateways write, or None."""
    # A form that forgot to encode its + brings a space: "+254…" arrives as " 254…".
    match = _NUMBER.fullmatch(written.strip(" "))
    return f"254{match[1]}" if match else None


def typed(written: str) -> str | None:
    """The same from a form: people space a number as our own hint does; a gateway that does is mistaken."""
    return normalise(written.replace(" ", "").replace("-", "")) if len(written) < 30 else None


def last3(phone: str) -> str:
    """What may be shown of a number, never more."""
    return phone[-3:]


def lookup_hash(phone: str) -> bytes:
    """The key a person is found by, from a normalised number."""
    keys = _configured()
    return _keyed(_operators_hash(phone, keys), keys.lookup)


def lookup_key_id() -> str:
    """A name for the key that phones are looked up by, which tells nothing of it."""
    return "lookup:" + hashlib.sha256(b"name of " + _configured().lookup).hexdigest()[:8]


def pin_hashes(typed: str) -> tuple[list[str], list[bytes]] | None:
    """A crew's number of five digits under the look-up key, as arrays of one: (key ids, hashes); else None.

    Ten times ten thousand numbers are tried out in a moment by whoever has the key; without it, not one.
    """
    if not _PIN.fullmatch(typed):
        return None
    return [lookup_key_id()], [hmac.digest(_configured().lookup, b"crew:" + typed.encode(), "sha256")]


def payer(msisdn: str | None) -> tuple[bytes | None, str | None]:
    """(look-up hash, last three digits) of a callback's MSISDN: hashed (v1), masked (v2) or clear."""
    written = (msisdn or "").strip(" ")
    if _SHA256.fullmatch(written):
        return _keyed(written.lower(), _configured().lookup), None
    phone = normalise(written)
    if phone:
        return lookup_hash(phone), last3(phone)
    masked = _MASKED.fullmatch(written)
    return None, masked[1] if masked else None


def mask_digits(written: str, mark: str = "*") -> str:
    """The text with every run of nine or more digits masked, all but its last three."""
    return _LONG_RUN.sub(lambda run: mark * (len(run[0]) - 3) + run[0][-3:], written)


def seal(kind: str, plain: bytes) -> bytes:
    """Encrypt for one purpose: 0x01, length and id of the key, nonce, AES-GCM (associated data: kind)."""
    keys = _configured()
    key_id = keys.first.encode()
    nonce = os.urandom(NONCE_BYTES)
    return bytes((ENVELOPE, len(key_id))) + key_id + nonce + keys.ring[keys.first].encrypt(nonce, plain, kind.encode())


def sealing_key() -> str:
    """Id of the key that `seal` uses."""
    return _configured().first


def open_sealed(kind: str, sealed: bytes) -> bytes:
    """What `seal` was given for this kind, or DecryptionError."""
    keys = _configured()
    body = 2 + (sealed[1] if len(sealed) > 1 else 0)
    key = keys.ring.get(sealed[2:body].decode("ascii", "replace"))
    if sealed[:1] != bytes((ENVELOPE,)) or key is None or len(sealed) < body + NONCE_BYTES + 16:
        raise DecryptionError("not an envelope of ours, or its key is gone")
    try:
        return key.decrypt(sealed[body : body + NONCE_BYTES], sealed[body + NONCE_BYTES :], kind.encode())
    except InvalidTag:
        raise DecryptionError("altered, or sealed for something else") from None


def _operators_hash(phone: str, keys: _Keys) -> str:
    return hashlib.sha256(keys.hash_prefix + phone[3:].encode()).hexdigest()


def _keyed(sha256_hex: str, key: bytes) -> bytes:
    """HMAC over the operator's own hash, so that a hashed callback finds the person we know in clear.

    The bare sha256 is never stored: all Kenyan numbers are hashed through in minutes.
    """
    return hmac.digest(key, sha256_hex.encode("ascii"), "sha256")


def _configured() -> _Keys:
    if _keys is None:
        raise RuntimeError("phones.configure(settings) has not been called")
    return _keys
