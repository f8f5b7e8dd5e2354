"""TOTP codes: those of RFC 6238, of this half minute and its two neighbours."""

import re

import pyotp
import pytest

from web.security import sealing, totp

# RFC 6238, appendix B, SHA-1: its secret.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

pytestmark = pytest.mark.usefixtures("keys")


@pytest.mark.parametrize(("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.codes(totp.seal_secret(SECRET), seconds // 30)[1] == code


def test_codes_of_the_half_minutes_before_and_after_count() -> None:
    app = pyotp.HOTP(SECRET)
    assert totp.codes(totp.seal_secret(SECRET), 100) == [app.at(step) for step in (99, 100, 101)]
    # No half minute is before the first.
    assert totp.codes(totp.seal_secret(SECRET), 0) == [app.at(step) for step in (0, 0, 1)]


def test_new_secret_has_20_bytes_and_is_sealed() -> None:
    one, other = totp.new_secret(), totp.new_secret()
    assert len(sealing.open_sealed(totp.KIND, one)) == 20
    assert totp.open_secret(one) != totp.open_secret(other)


def test_10_recovery_codes_of_80_random_bits() -> None:
    drawn = totp.new_recovery_codes()
    assert len(set(drawn)) == 10
    assert all(re.fullmatch("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", code) for code in drawn)


def test_recovery_code_may_be_typed_with_spaces_and_small_letters() -> None:
    assert totp.recovery_hash(" abcd efgh-2345-67AB ") == totp.recovery_hash("ABCD-EFGH-2345-67AB")
    assert totp.recovery_hash("ABCD-EFGH-2345-67AB") != totp.recovery_hash("ABCD-EFGH-2345-67AC")
