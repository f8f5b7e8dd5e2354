"""One-time codes: each is for one person and one purpose, hashed under our secret, and six random digits."""

from collections.abc import Iterator

import pytest
from flask import Flask

import web
from web.core import db
from web.security import one_time_codes, sealing

MINE, THEIRS = b"\x01" * 32, b"\x02" * 32


@pytest.fixture(autouse=True)
def app_context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_code_is_for_one_person_and_one_purpose() -> None:
    hashed = one_time_codes.hash_code("second_factor", MINE, "012345")
    for typed in ("012 345", "012\u00a0345", "012-345", "012345\t", "(012345).", "\u200b012345\n"):
        assert hashed == one_time_codes.hash_code("second_factor", MINE, typed)
    assert hashed != one_time_codes.hash_code("reset_password", MINE, "012345")
    assert hashed != one_time_codes.hash_code("second_factor", THEIRS, "012345")
    assert hashed != one_time_codes.hash_code("second_factor", MINE, "012346")


def test_code_hash_depends_on_our_secret(environ: dict[str, str]) -> None:
    hashed = one_time_codes.hash_code("second_factor", MINE, "012345")
    with web.create_app(environ | {"LIPA_WEB_SECRET": "another-secret-for-tests"}).app_context():
        assert one_time_codes.hash_code("second_factor", MINE, "012345") != hashed
    db.close()


@pytest.mark.parametrize(
    "typed", ["1", "abcdef", "0123456", "01234\n", "٠١٢٣٤٥", "O12345", "***012345", "0" * 10_000, "\0"]
)
def test_invalid_code_hashes_like_an_empty_one(typed: str) -> None:
    assert one_time_codes.hash_code("second_factor", MINE, typed) == one_time_codes.hash_code("second_factor", MINE, "")


def test_codes_are_six_random_digits() -> None:
    drawn = {one_time_codes.random_digits() for _ in range(200)}
    assert {len(digits) for digits in drawn} == {6}
    # Of a million codes, 200 hardly ever repeat; of ten thousand they do, or all begin alike.
    assert len(drawn) > 190
    assert len({digits[0] for digits in drawn}) > 5


def test_new_code_is_sealed_and_hashed() -> None:
    code = one_time_codes.new_code("second_factor", MINE)
    digits = sealing.open_sealed(one_time_codes.KIND, code.sealed).decode()
    assert code.sha256 == one_time_codes.hash_code("second_factor", MINE, digits)
    assert one_time_codes.fill_in("namba ni {code}", code.sealed.hex()) == f"namba ni {digits}"
