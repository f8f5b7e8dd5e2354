"""Codes by SMS: each is one person's, for one purpose, under our key; and a million of them are drawn from."""

from collections.abc import Iterator

import pytest
from flask import Flask

import web
from web.core import db
from web.security import one_time_codes, sealing

MINE, THEIRS = b"\x01" * 32, b"\x02" * 32


@pytest.fixture(autouse=True)
def here(app: Flask) -> Iterator[None]:
    """Inside the application."""
    with app.app_context():
        yield


def test_a_code_is_one_persons_for_one_purpose() -> None:
    hashed = one_time_codes.hash_code("second_factor", MINE, "012345")
    assert hashed == one_time_codes.hash_code("second_factor", MINE, "012 345")
    assert hashed != one_time_codes.hash_code("reset_password", MINE, "012345")
    assert hashed != one_time_codes.hash_code("second_factor", THEIRS, "012345")
    assert hashed != one_time_codes.hash_code("second_factor", MINE, "012346")


def test_without_our_secret_nobody_tries_out_the_million_there_are(environ: dict[str, str]) -> None:
    hashed = one_time_codes.hash_code("second_factor", MINE, "012345")
    with web.create_app(environ | {"LIPA_WEB_SECRET": "another-secret-for-tests"}).app_context():
        assert one_time_codes.hash_code("second_factor", MINE, "012345") != hashed
    db.close()


@pytest.mark.parametrize("typed", ["1", "abcdef", "0123456", "01234\n", "٠١٢٣٤٥", "0" * 10_000, "\0"])
def test_what_is_no_code_is_like_no_code(typed: str) -> None:
    assert one_time_codes.hash_code("second_factor", MINE, typed) == one_time_codes.hash_code("second_factor", MINE, "")


def test_all_six_digits_are_drawn() -> None:
    drawn = {one_time_codes.random_digits() for _ in range(200)}
    assert {len(digits) for digits in drawn} == {6}
    # Two hundred of a million are hardly ever alike; of ten thousand or fewer some always are, or all begin alike.
    assert len(drawn) > 190
    assert len({digits[0] for digits in drawn}) > 5


def test_a_new_one_travels_sealed_and_is_what_was_hashed() -> None:
    code = one_time_codes.new_code("second_factor", MINE)
    digits = sealing.open_sealed(one_time_codes.KIND, code.sealed).decode()
    assert code.sha256 == one_time_codes.hash_code("second_factor", MINE, digits)
    assert one_time_codes.fill_in("namba ni {code}", code.sealed.hex()) == f"namba ni {digits}"
