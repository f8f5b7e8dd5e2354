"""Phone numbers: one form for every way to write one; sealed, found by a keyed hash, shown by three digits."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web import security
from web.core import config, masking
from web.security import phones, sealing
from web.security.typed import mask_typed

pytestmark = pytest.mark.usefixtures("keys")

PHONE = "254712345126"
SHA256 = hashlib.sha256(PHONE.encode()).hexdigest()


@pytest.mark.parametrize(("number", "written"), [
    *((PHONE, written) for written in
      ("0712345126", "254712345126", "+254712345126", " 254712345126", "+254712345126 ", "00254712345126", "712345126",
       "0712 345 126", "0712-345-126", "(0712) 345.126", "+254 (0) 712 345126", "0712345126\n", "0712_345126",
       "0712\u00a0345\u200b126\t", "\u202a+254712345126\u202c", "0712\u2011345\u2011126\ufeff")),
    ("254110345126", "0110345126"),
    *((None, written) for written in
      ("", " ", "abc", "0812345126", "07123451265", "071234512", "+1712345126", "25471234512", "+0254712345126",
       "٠٧١٢٣٤٥١٢٦", "O712345126", "０712345126", "254254712345126", SHA256, "7" * 5000, " " * 100 + "0712345126",
       "07***12345126")),
])  # fmt: skip
def test_every_form_is_one_number_or_none(number: str | None, written: str) -> None:
    assert phones.parse(written) == number


@pytest.mark.parametrize(("is_hashed", "last3", "written"), [
    (True, None, SHA256), (True, None, SHA256.upper()), (True, "126", "0712345126"),
    *((False, "126", masked) for masked in ("2547 ***** 126", "25470****126", "2547*****126")),
    *((False, None, unknown) for unknown in
      (None, "", "*****", "***12", "hello", SHA256[:-1], "0812345126", "*" * 60000)),
])  # fmt: skip
def test_hash_and_digits_of_a_callbacks_number(is_hashed: bool, last3: str | None, written: str | None) -> None:
    assert phones.payer(written) == (phones.lookup_hash(PHONE) if is_hashed else None, last3)


def test_lookup_hash_is_keyed(environ: dict[str, str]) -> None:
    ours = phones.lookup_hash(PHONE)
    assert len(ours) == 32
    assert ours != bytes.fromhex(SHA256)
    environ["LIPA_LOOKUP_KEY"] = environ["LIPA_SEAL_KEYS"].split(",")[0].split(":")[1]
    security.configure(config.load(environ))
    assert phones.lookup_hash(PHONE) != ours


@pytest.mark.parametrize(("form", "hashed"), [("+254", "+254712345126"), ("0", "0712345126")])
def test_form_that_the_operator_hashes_is_a_setting(environ: dict[str, str], form: str, hashed: str) -> None:
    security.configure(config.load(environ | {"LIPA_HASH_FORM": form}))
    assert phones.payer(hashlib.sha256(hashed.encode()).hexdigest())[0] == phones.lookup_hash(PHONE)


@pytest.mark.parametrize(("written", "kept"), [
    ("4628", "4628"), ("KZZ 001A", "KZZ 001A"), ("12345678", "12345678"), ("0712345126", "*******126"),
    ("712345126", "******126"), ("gari 712-345-126", "gari ********126"), ("+254712345126", "+*********126"),
    ("gari 0712 345 126", "gari *********126"), ("0712-345-126", "*********126"), ("٠٧١٢٣٤٥١٢٦", "*******١٢٦"),
    ("", ""), ("0712  345  126", "***********126"), ("0712/345/126", "*********126"),
    ("(0712) 345_126", "(**********126"), ("0712\u00a0345 - 126", "***********126"),
    ("0712\u2013345\u2013126", "*********126"), ("12.11.2026, 21:42", "12.11.2026, 21:42"),
    ("0799,000,873", "*********873"), ("0799'000\u00b7873", "*********873"), ("0799\u200b000\u2060873", "*********873"),
    ("fares of 30, 40, 50, 60 and 70", "fares of 30, 40, 50, 60 and 70")
])  # fmt: skip
def test_numbers_in_text_are_masked(written: str, kept: str) -> None:
    assert masking.mask_digits(written) == kept


@pytest.mark.parametrize("written", [
    "TKW0000123", "RKTQDM7W6S", "ATUid_13baf0f2b1ad", "ref1", "0123456789" * 3 + "ab",
    "9000000001", "QA923456789", "923456789012",  # receipts
])  # fmt: skip
def test_id_without_a_number_stays(written: str) -> None:
    assert phones.mask_id(written) == written


@pytest.mark.parametrize("written", [
    "0712345126", "254712345126", "712345126", "QK254112345126", "ATXid_712345126", "ref_900000001",
    "+254 712-345-126", "ref\ud800712345126", "0!7:1:2=3;4+5&1|2~6",
])  # fmt: skip
def test_id_with_a_number_has_a_name_of_letters(written: str) -> None:
    assert re.fullmatch(r"x[A-R]{17}", phones.mask_id(written))
    assert phones.mask_id(written) == phones.mask_id(written) != phones.mask_id(written + "7")


@pytest.mark.parametrize(("written", "kept"), [
    ("4628!", "4628!"), ("KZZ=001A", "KZZ=001A"), ("0712!345:678", "*******678"), ("+254|712~345=126", "*********126"),
    ("0712 345 126!", "*********126!"), ("7&1;2^3\"4@5#1%26", "******126"), ("0712!!!!345    126", "*******126"),
])  # fmt: skip
def test_number_in_an_account_is_masked_through_any_separators(written: str, kept: str) -> None:
    assert mask_typed(written) == kept


@given(st.text())
def test_masked_text_holds_no_number(written: str) -> None:
    assert not re.search(r"[0-9]{9}", masking.mask_digits(written))


@given(st.binary(max_size=500), st.sampled_from(["phone", "body", "sms"]))
def test_sealed_bytes_open_for_the_same_purpose_only(plain: bytes, kind: str) -> None:
    sealed = sealing.seal(kind, plain)
    assert sealing.open_sealed(kind, sealed) == plain
    with pytest.raises(sealing.DecryptionError):
        sealing.open_sealed(kind + "x", sealed)


def test_sealed_bytes_begin_with_version_and_key() -> None:
    sealed = sealing.seal("phone", b"x")
    assert sealed[:4] == b"\x01\x02k2"
    assert len(sealed) == 4 + 12 + 1 + 16
    assert sealed != sealing.seal("phone", b"x")


@pytest.mark.parametrize("index", range(33))
def test_changed_or_truncated_bytes_are_an_error(index: int) -> None:
    sealed = sealing.seal("phone", b"x")
    for wrong in (sealed[:index], sealed[:index] + bytes([sealed[index] ^ 1]) + sealed[index + 1 :]):
        with pytest.raises(sealing.DecryptionError):
            sealing.open_sealed("phone", wrong)


@given(st.binary(max_size=60))
def test_other_bytes_are_an_error(noise: bytes) -> None:
    with pytest.raises(sealing.DecryptionError):
        sealing.open_sealed("phone", noise)


def test_old_key_opens_but_does_not_seal(environ: dict[str, str]) -> None:
    new, old = environ["LIPA_SEAL_KEYS"].split(",")
    security.configure(config.load(environ | {"LIPA_SEAL_KEYS": old}))
    sealed = sealing.seal("phone", b"x")
    security.configure(config.load(environ | {"LIPA_SEAL_KEYS": f"{new},{old}"}))
    assert sealing.open_sealed("phone", sealed) == b"x"
    security.configure(config.load(environ | {"LIPA_SEAL_KEYS": new}))
    with pytest.raises(sealing.DecryptionError):
        sealing.open_sealed("phone", sealed)


@pytest.mark.parametrize("typed", ["73915", "73 915", "73915#\r\n", "\u200b73-915", "73\u00a0915."])
def test_pin_is_read_however_it_is_typed(typed: str) -> None:
    assert phones.pin_hashes(typed) == phones.pin_hashes("73915") is not None


@pytest.mark.parametrize("typed", ["", "7391", "739155", "7391S", "\u0667\u0663\u0669\u0661\u0665"])
def test_other_text_is_no_pin(typed: str) -> None:
    assert phones.pin_hashes(typed) is None
