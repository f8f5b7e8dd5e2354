"""Encryption of phone numbers, names, messages and secrets before they are stored (AES-GCM with a ring of keys)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from web.core.config import Settings

ENVELOPE = 0x01
NONCE_BYTES = 12


class DecryptionError(Exception):
    """These bytes were not sealed by a key we hold, or not for this purpose."""


@dataclass(frozen=True, slots=True)
class _KeyRing:
    first: str
    keys: Mapping[str, AESGCM]


_key_ring: _KeyRing | None = None


def configure(settings: Settings) -> None:
    global _key_ring  # noqa: PLW0603
    keys = {key_id: AESGCM(key) for key_id, key in settings.seal_keys.items()}
    _key_ring = _KeyRing(next(iter(keys)), keys)


def seal(kind: str, plain: bytes) -> bytes:
    """Encrypt for one purpose: 0x01, length and id of the key, nonce, AES-GCM (associated data: kind)."""
    ring, nonce = _configured(), os.urandom(NONCE_BYTES)
    key_id = ring.first.encode()
    return bytes((ENVELOPE, len(key_id))) + key_id + nonce + ring.keys[ring.first].encrypt(nonce, plain, kind.encode())


def sealing_key_id() -> str:
    return _configured().first


def open_sealed(kind: str, sealed: bytes) -> bytes:
    """Decrypt what `seal` encrypted for this purpose, or raise DecryptionError."""
    body = 2 + (sealed[1] if len(sealed) > 1 else 0)
    key = _configured().keys.get(sealed[2:body].decode("ascii", "replace"))
    if sealed[:1] != bytes((ENVELOPE,)) or key is None or len(sealed) < body + NONCE_BYTES + 16:
        raise DecryptionError("not an envelope of ours, or its key is gone")
    try:
        return key.decrypt(sealed[body : body + NONCE_BYTES], sealed[body + NONCE_BYTES :], kind.encode())
    except InvalidTag:
        raise DecryptionError("altered, or sealed for something else") from None


def _configured() -> _KeyRing:
    if _key_ring is None:
        raise RuntimeError("sealing.configure(settings) has not been called")
    return _key_ring
