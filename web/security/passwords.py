"""Passwords: hashed here, verified in the database.

The database gives the salt and the parameters, and stores only the sha256 of the argon2id key. So the web never
reads a verifier, and a verifier read from the database is not enough to sign in.
"""

import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw

LONGEST = 200
SHORTEST = 8
DEFAULTS = (
    "password", "nenosiri", "lipafare", "admin", "changeme", "default", "demo", "secret", "qwerty", "12345678",
    "letmein",
)  # fmt: skip

# Each key takes 19 MB, and a thread keeps what it took. Two threads do all, so that many wrong sign-ins at once can't
# fill the memory; the rest wait for them, but not long.
WAIT_SECONDS = 2.0
_threads = ThreadPoolExecutor(2, thread_name_prefix="argon2")

_PARAMS = re.compile(r"m=([0-9]{4,7}),t=([0-9]{1,2}),p=([0-9]{1,2})", re.ASCII)


class BusyError(Exception):
    """Too many passwords at once: the same may be tried again in a moment."""


class Verifier(NamedTuple):
    """What is stored of a password."""

    salt: bytes
    params: str
    sha256: bytes


def stretch(password: str, salt: bytes, params: str) -> bytes:
    """The argon2id key of a password; slow on purpose."""
    match = _PARAMS.fullmatch(params)
    if match is None:
        raise ValueError("not argon2id parameters")
    memory, passes, lanes = (int(number) for number in match.groups())
    key = _threads.submit(
        hash_secret_raw, password[:LONGEST].encode("utf-8", "replace"), salt, time_cost=passes, memory_cost=memory,
        parallelism=lanes, hash_len=32, type=Type.ID,
    )  # fmt: skip
    try:
        return key.result(WAIT_SECONDS)
    except TimeoutError:
        key.cancel()
        raise BusyError from None


def is_default(password: str) -> bool:
    """True for a short or common password, which production refuses for its first people."""
    plain = "".join(letter for letter in password.lower() if letter.isalnum())
    return len(password) < 12 or len(set(plain)) < 6 or plain.startswith(DEFAULTS)


def has_valid_length(password: str) -> bool:
    """Long enough, and not longer than what `stretch` uses."""
    return SHORTEST <= len(password) <= LONGEST


def make_verifier(password: str, params: str) -> Verifier:
    """The verifier of a new password, made with the setting password_params."""
    if not has_valid_length(password):
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    salt = os.urandom(16)
    return Verifier(salt, params, hashlib.sha256(stretch(password, salt, params)).digest())
