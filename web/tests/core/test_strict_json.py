"""Strict JSON: what is read is what was sent; everything else raises InvalidPayloadError."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.core.strict_json import MAX_BYTES, MAX_DEPTH, InvalidPayloadError, loads

plain_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
leaves = st.none() | st.booleans() | plain_text
bodies = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain_text, inner, max_size=3), max_leaves=8
)


def depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (1 if isinstance(value, dict | list) else 0) + max((depth(item) for item in inner), default=0)


@given(bodies, st.booleans())
def test_written_value_is_read_back(value: object, ascii_only: bool) -> None:
    body = json.dumps(value, ensure_ascii=ascii_only).encode()
    if depth(value) <= MAX_DEPTH:
        assert loads(body) == value
    else:
        with pytest.raises(InvalidPayloadError):
            loads(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(InvalidPayloadError):
        loads(body)


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?", fullmatch=True))
def test_number_is_read_as_its_text(number: str) -> None:
    assert loads(f'{{"TransAmount": {number}}}'.encode()) == {"TransAmount": number}


INVALID = {
    "BOM": b'\xef\xbb\xbf{"a":1}', "UTF-16": '{"a":1}'.encode("utf-16"), "UTF-32": '{"a":1}'.encode("utf-32"),
    "Latin-1": '{"a":"é"}'.encode("latin-1"), "gzip": b"\x1f\x8b\x08\x00\x00", "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":Infinity}', "-Infinity": b'{"a":-Infinity}', "the same key twice": b'{"a":1,"a":2}',
    "the same key twice inside": b'{"b":{"a":1,"a":1}}', "NUL": b'{"a":"\\u0000"}', "NUL in a key": b'{"\\u0000":1}',
    "half a character": b'{"a":["\\ud800"]}', "raw NUL": b'{"a":"\x00"}', "raw control character": b'{"a":"\n"}',
    "half a character in UTF-8": b'{"a":"\xed\xa0\x80"}', "seven levels": b"[" * 7 + b"]" * 7,
    "60,000 brackets": b"[" * 30_000 + b"]" * 30_000, "10,000 levels": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "over 64 KB": b'"' + b"a" * MAX_BYTES + b'"', "nothing but escaped quotes": b'"' + b'\\"' * 32_000,
}  # fmt: skip
NO_JSON = [b"", b" ", b"{", b"}", b'{"a":1', b"not json", b"a=1&b=2", b"{'a':1}", b'{"a":1,}', b"{}{}", b"\x00"]


@pytest.mark.parametrize("body", [*NO_JSON, *INVALID.values()], ids=[*map(repr, NO_JSON), *INVALID])
def test_invalid_body_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidPayloadError):
        loads(body)


DEEPEST = {"Body": {"stkCallback": {"CallbackMetadata": {"Item": [{"Name": "Amount"}]}}}}


@pytest.mark.parametrize(
    ("body", "value"),
    [(b'{"a":"[[[[[[[[\\"[[[[[[[["}', {"a": '[[[[[[[["[[[[[[[['}), (b'"\\ud83d\\ude8c"', "\N{BUS}"),
     (b"9" * 5000, "9" * 5000), (json.dumps(DEEPEST).encode(), DEEPEST),
     (b'"' + b"x" * (MAX_BYTES - 2) + b'"', "x" * (MAX_BYTES - 2))],
    ids=["brackets in a string", "two escapes of one character", "5000 digits", "deepest real body", "64 KB"],
)  # fmt: skip
def test_valid_body_is_read(body: bytes, value: object) -> None:
    assert loads(body) == value
