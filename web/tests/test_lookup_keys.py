"""Two look-up keys: both hashes are known, and the database says which one counts."""

import hashlib

import pytest

from web import config, phones
from web.tests.conftest import key

PHONE = "254700000126"


def test_with_one_key_nobody_is_asked(environ: dict[str, str]) -> None:
    phones.configure(config.load(environ), lambda before, after: pytest.fail("asked"))
    assert phones.lookup_pair(PHONE) is None
    assert len(phones.lookup_hash(PHONE)) == 32


def test_with_two_the_database_is_asked_also_for_a_number_that_comes_hashed(environ: dict[str, str]) -> None:
    phones.configure(config.load(environ))
    old = phones.lookup_hash(PHONE)
    asked: list[tuple[bytes, bytes]] = []

    def judge(before: bytes, after: bytes) -> bytes:
        asked.append((before, after))
        return after

    phones.configure(config.load(environ | {"LIPA_LOOKUP_KEY": f"{key(9)},{key(3)}"}), judge)
    new = phones.lookup_hash(PHONE)
    assert phones.payer(hashlib.sha256(PHONE.encode()).hexdigest()) == (new, None)
    assert asked == [(old, new)] * 2
    assert phones.lookup_pair(PHONE) == (old, new)
    phones.configure(config.load(environ | {"LIPA_LOOKUP_KEY": key(9)}))
    assert phones.lookup_hash(PHONE) == new


def test_with_two_and_nobody_to_ask_the_new_one_counts(environ: dict[str, str]) -> None:
    phones.configure(config.load(environ | {"LIPA_LOOKUP_KEY": f"{key(9)},{key(3)}"}))
    both = phones.lookup_hash(PHONE)
    phones.configure(config.load(environ | {"LIPA_LOOKUP_KEY": key(9)}))
    assert phones.lookup_hash(PHONE) == both


def test_a_second_key_that_is_none_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(config.Misconfigured):
        config.load(environ | {"LIPA_LOOKUP_KEY": f"{key(9)},short"})
