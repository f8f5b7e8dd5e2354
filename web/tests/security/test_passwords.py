"""Passwords: argon2id, a random salt, and their length."""

import hashlib
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient

from web.core import db
from web.security import passwords

# The highest memory of a process before and after 120 passwords in 16 threads, in MB.
MANY = """
from concurrent.futures import ThreadPoolExecutor
from web.security import passwords
def highest():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024
passwords.WAIT_SECONDS = 60
before = highest()
with ThreadPoolExecutor(16) as threads:
    list(threads.map(lambda n: passwords.stretch(f"wrong-{n}", b"0123456789abcdef", "m=19456,t=2,p=1"), range(120)))
print(highest() - before)
"""
PARAMS = "m=1024,t=2,p=1"


def test_key_is_argon2id_of_the_password() -> None:
    # A test vector of the reference implementation: version 19, two passes, 64 MB, one lane.
    key = passwords.stretch("password", b"somesalt", "m=65536,t=2,p=1")
    assert key.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_two_verifiers_of_one_password_differ() -> None:
    one, other = passwords.make_verifier("twiga na ndovu", PARAMS), passwords.make_verifier("twiga na ndovu", PARAMS)
    assert one.salt != other.salt
    assert one.sha256 != other.sha256
    assert one.sha256 == hashlib.sha256(passwords.stretch("twiga na ndovu", one.salt, one.params)).digest()


@pytest.mark.parametrize(("length", "fits"), [(0, False), (7, False), (8, True), (200, True), (201, False)])
def test_password_has_8_to_200_characters(length: int, fits: bool) -> None:
    assert passwords.has_valid_length("x" * length) == fits
    if not fits:
        with pytest.raises(ValueError, match="characters"):
            passwords.make_verifier("x" * length, PARAMS)


@pytest.mark.parametrize(
    "params", ["", "m=1024", "m=1024,t=2,p=1\n", "m=99999999,t=2,p=1", "m=1024,t=2,p=1,x=1", "m=١٠٢٤,t=2,p=1"]
)
def test_invalid_parameters_are_refused(params: str) -> None:
    with pytest.raises(ValueError, match="argon2id"):
        passwords.stretch("twiga na ndovu", b"0123456789abcdef", params)


@pytest.mark.parametrize(("password", "default"), [
    ("twiga-na-nd", True), ("twiga-na-ndo", False), ("aabbccddeeaabb", True), ("aabbccddeeff", False),
    ("Nenosiri-la-leo-2", True), ("la-leo-nenosiri-2", False)
])  # fmt: skip
def test_common_password_is_a_default(password: str, default: bool) -> None:
    assert passwords.is_default(password) == default


def test_many_passwords_at_once_take_the_memory_of_two() -> None:
    taken = subprocess.run([sys.executable, "-c", MANY], check=True, stdout=subprocess.PIPE, text=True).stdout
    # The memory allocator may keep a second block for each of the two; sixteen threads would take 16 * 19.
    assert int(taken) < 2 * 2 * 19 + 25


def test_who_would_wait_too_long_is_told_to_try_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    freed = threading.Event()
    threads = ThreadPoolExecutor(1)
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(passwords, "_threads", threads)
    answers = {"account.sign_in_salt": {"salt": b"0123456789abcdef", "params": PARAMS},
               "account.live_settings": {"settings": {}}}  # fmt: skip
    monkeypatch.setattr(db, "call", lambda function, **_: [answers.get(function, {"wait": 0})])
    threads.submit(freed.wait, 5)
    form = {"phone": "0712345126", "password": "twiga na ndovu"}
    busy = client.post("/login", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert (busy.status_code, busy.headers.get("Retry-After"), "Mfumo una kazi nyingi" in busy.text) == (503, "5", True)
    freed.set()
    threads.shutdown()
