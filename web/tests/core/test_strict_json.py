"""Strict JSON: what is read is what was sent; a useless part is replaced; everything else is refused."""

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
    "UTF-16": '{"a":1}'.encode("utf-16"), "UTF-32": '{"a":1}'.encode("utf-32"),
    "gzip": b"\x1f\x8b\x08\x00\x00", "101 levels": b"[" * 101 + b"]" * 101, "cut off": b'{"a":"b","c":"d',
    "60,000 brackets": b"[" * 30_000 + b"]" * 30_000, "10,000 levels": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "over 64 KB": b'"' + b"a" * MAX_BYTES + b'"', "nothing but escaped quotes": b'"' + b'\\"' * 32_000,
}  # fmt: skip
NO_JSON = [b"", b" ", b"{", b"}", b'{"a":1', b"not json", b"a=1&b=2", b"{'a':1}", b'{"a":1,}', b"{}{}", b"\x00"]


@pytest.mark.parametrize("body", [*NO_JSON, *INVALID.values()], ids=[*map(repr, NO_JSON), *INVALID])
def test_invalid_body_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidPayloadError):
        loads(body)


# A body, what is read of it, and what was replaced.
MENDED: dict[str, tuple[bytes, object, set[str]]] = {
    "BOM": (b'\xef\xbb\xbf{"a":1}', {"a": "1"}, set()),
    "Latin-1": ('{"a":"né","b":1}'.encode("latin-1"), {"a": "n\ufffd", "b": "1"}, {"bytes"}),
    "half a character in UTF-8": (b'{"a":"\xed\xa0\x80"}', {"a": "\ufffd" * 3}, {"bytes"}),
    "half a character": (b'{"a":["\\ud800x"]}', {"a": ["\ufffdx"]}, {"character"}),
    "NUL": (b'{"a":"A\\u0000B"}', {"a": "A\ufffdB"}, {"character"}),
    "NUL in a key": (b'{"\\u0000":1}', {"\ufffd": "1"}, {"character"}),
    "raw NUL": (b'{"a":"\x00"}', {"a": "\ufffd"}, {"character"}),
    "raw control characters": (b'{"a":"\n\t"}', {"a": "\n\t"}, set()),
    "no such escape": (b'{"a":"O\\\'x\\\\\\u00","b":"\\n"}', {"a": "O\ufffd'x\\\ufffdu00", "b": "\n"}, {"escape"}),
    "no numbers": (b'{"a":NaN,"b":-Infinity}', {"a": "NaN", "b": "-Infinity"}, set()),
    "a key twice": (b'{"a":1,"b":2,"a":3}', {"a": None, "b": "2"}, {"key"}),
    "a key twice inside": (b'{"b":{"a":1,"a":[]},"c":1}', {"b": {"a": None}, "c": "1"}, {"key"}),
    "a key twice with one value": (b'{"a":1,"a":"1"}', {"a": "1"}, set()),
    "what we write for what we replace": (b'{"a":"\xef\xbf\xbd"}', {"a": "\ufffd"}, set()),
}


@pytest.mark.parametrize(("body", "value", "replaced"), MENDED.values(), ids=MENDED)
def test_useless_part_is_replaced_and_named(body: bytes, value: object, replaced: set[str]) -> None:
    found: set[str] = set()
    assert (loads(body, found), found) == (value, replaced)


@given(st.binary(max_size=60), st.sampled_from([b'"%s"', b"%s", b'{"x":"%s"}']))
def test_any_damage_in_one_field_leaves_the_other(damage: bytes, around: bytes) -> None:
    with contextlib.suppress(InvalidPayloadError):
        value = loads(b'{"a":"60.00","b":' + around % damage.replace(b'"', b"").replace(b"\\", b"") + b"}")
        assert value["a"] == "60.00"


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
