"""The strict reader: what it lets through is what was sent; everything else is one clean refusal."""

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
    """How deep a value nests, counted on the value itself."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (1 if isinstance(value, dict | list) else 0) + max((depth(item) for item in inner), default=0)


@given(bodies, st.booleans())
def test_reads_back_what_was_written(value: object, ascii_only: bool) -> None:
    body = json.dumps(value, ensure_ascii=ascii_only).encode()
    if depth(value) <= MAX_DEPTH:
        assert loads(body) == value
    else:
        with pytest.raises(InvalidPayloadError):
            loads(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_never_anything_else(body: bytes) -> None:
    with contextlib.suppress(InvalidPayloadError):
        loads(body)


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?", fullmatch=True))
def test_a_number_stays_the_text_it_was_written_as(number: str) -> None:
    assert loads(f'{{"TransAmount": {number}}}'.encode()) == {"TransAmount": number}


@pytest.mark.parametrize(
    "body",
    [
        b"", b" ", b"{", b"}", b'{"a":1', b"not json", b"a=1&b=2", b"{'a':1}", b'{"a":1,}', b"{}{}", b"\x00",
        pytest.param(b'\xef\xbb\xbf{"a":1}', id="BOM"),
        pytest.param('{"a":1}'.encode("utf-16"), id="UTF-16"),
        pytest.param('{"a":1}'.encode("utf-32"), id="UTF-32"),
        pytest.param('{"a":"é"}'.encode("latin-1"), id="Latin-1"),
        pytest.param(b"\x1f\x8b\x08\x00\x00", id="gzip"),
        pytest.param(b'{"a":NaN}', id="NaN"),
        pytest.param(b'{"a":Infinity}', id="Infinity"),
        pytest.param(b'{"a":-Infinity}', id="-Infinity"),
        pytest.param(b'{"a":1,"a":2}', id="the same key twice"),
        pytest.param(b'{"b":{"a":1,"a":1}}', id="the same key twice inside"),
        pytest.param(b'{"a":"\\u0000"}', id="NUL"),
        pytest.param(b'{"\\u0000":1}', id="NUL in a key"),
        pytest.param(b'{"a":["\\ud800"]}', id="half a character"),
        pytest.param(b'{"a":"\x00"}', id="raw NUL"),
        pytest.param(b'{"a":"\n"}', id="raw control character"),
        pytest.param(b'{"a":"\xed\xa0\x80"}', id="half a character in UTF-8"),
        pytest.param(b"[" * 7 + b"]" * 7, id="seven levels"),
        pytest.param(b"[" * 30_000 + b"]" * 30_000, id="60,000 brackets"),
        pytest.param(b'{"a":' * 10_000 + b"1" + b"}" * 10_000, id="10,000 levels"),
        pytest.param(b'"' + b"a" * MAX_BYTES + b'"', id="over 64 KB"),
        pytest.param(b'"' + b'\\"' * 32_000, id="nothing but escaped quotes"),
    ],
)  # fmt: skip
def test_refuses_what_would_break_later(body: bytes) -> None:
    with pytest.raises(InvalidPayloadError):
        loads(body)


def test_brackets_inside_strings_are_not_depth() -> None:
    assert loads(b'{"a":"[[[[[[[[\\"[[[[[[[["}') == {"a": '[[[[[[[["[[[[[[[['}


def test_a_whole_character_written_as_two_escapes_is_one_character() -> None:
    assert loads(b'"\\ud83d\\ude8c"') == "\N{BUS}"


def test_five_thousand_digits_are_text_like_any_number() -> None:
    assert loads(b"9" * 5000) == "9" * 5000


def test_the_deepest_honest_body_is_read() -> None:
    body = {"Body": {"stkCallback": {"CallbackMetadata": {"Item": [{"Name": "Amount"}]}}}}
    assert loads(json.dumps(body).encode()) == body


def test_64_kb_are_not_over_64_kb() -> None:
    assert len(loads(b'"' + b"x" * (MAX_BYTES - 2) + b'"')) == MAX_BYTES - 2
