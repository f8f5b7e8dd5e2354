"""Arrays of texts or bytes as arguments of a call, in the server's own binary format.

psycopg looks at each element of a list to find its type, and writes bytes as hexadecimal text. That is a tenth
of what a fare in a batch costs the web (docs/decisions/batching.md).
"""

import struct
from collections.abc import Iterable, Sequence
from typing import ClassVar

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEAD, _LENGTH = struct.Struct(">iiIii"), struct.Struct(">i")
_ABSENT = _LENGTH.pack(-1)


class Texts(list[str | None]):
    """A text[]."""


class Blobs(list[bytes | None]):
    """A bytea[]."""


def array(values: Sequence[str | None] | Sequence[bytes | None]) -> list[object]:
    """These values as a Texts or a Blobs; a list of nothing but None stays a list, which psycopg fits to any type."""
    kind = next((type(value) for value in values if value is not None), None)
    made: list[object] = {str: Texts, bytes: Blobs}.get(kind, list)(values)  # type: ignore[arg-type]
    return made


class _ArrayDumper(Dumper):
    """One dimension counted from one; of each element its length (-1: none) and its bytes."""

    format = Format.BINARY
    element: ClassVar[int]

    def _written(self, values: Iterable[bytes | None]) -> bytes:
        items = [_ABSENT if value is None else _LENGTH.pack(len(value)) + value for value in values]
        return _HEAD.pack(1, _ABSENT in items, self.element, len(items), 1) + b"".join(items)


class _TextsDumper(_ArrayDumper):
    oid = psycopg.adapters.types["text"].array_oid
    element = psycopg.adapters.types["text"].oid

    def dump(self, obj: Texts) -> bytes:
        return self._written(None if value is None else value.encode() for value in obj)


class _BlobsDumper(_ArrayDumper):
    oid = psycopg.adapters.types["bytea"].array_oid
    element = psycopg.adapters.types["bytea"].oid

    def dump(self, obj: Blobs) -> bytes:
        return self._written(obj)


psycopg.adapters.register_dumper(Texts, _TextsDumper)
psycopg.adapters.register_dumper(Blobs, _BlobsDumper)
