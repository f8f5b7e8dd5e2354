"""Codes from an app, worked out: those of the standard, of this half minute and its neighbours and of no other."""

import re

import pyotp
import pytest

from web.security import sealing, totp

# RFC 6238, appendix B, SHA-1: the secret, and the last six digits of what it shows in the half minute of 59 seconds.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

pytestmark = pytest.mark.usefixtures("keys")


@pytest.mark.parametrize(("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert totp.codes(totp.seal_secret(SECRET), seconds // 30)[1] == code


def test_one_half_minute_either_way_is_good_and_no_more() -> None:
    app = pyotp.HOTP(SECRET)
    assert totp.codes(totp.seal_secret(SECRET), 100) == [app.at(step) for step in (99, 100, 101)]
    assert totp.codes(totp.seal_secret(SECRET), 0) == [app.at(step) for step in (0, 0, 1)], (
        "there is none before the first"
    )


def test_a_new_secret_is_as_long_as_the_standard_asks_for_and_sealed() -> None:
    one, other = totp.new_secret(), totp.new_secret()
    assert len(sealing.open_sealed(totp.KIND, one)) == 20
    assert totp.open_secret(one) != totp.open_secret(other)


def test_ten_recovery_codes_of_80_random_bits_each() -> None:
    drawn = totp.new_recovery_codes()
    assert len(set(drawn)) == 10
    assert all(re.fullmatch("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", code) for code in drawn)


def test_a_recovery_code_may_be_typed_in_any_way() -> None:
    assert totp.recovery_hash(" abcd efgh-2345-67AB ") == totp.recovery_hash("ABCD-EFGH-2345-67AB")
    assert totp.recovery_hash("ABCD-EFGH-2345-67AB") != totp.recovery_hash("ABCD-EFGH-2345-67AC")
