"""Arrays of texts or bytes as arguments of a call, in the server's own binary format.

psycopg inspects each element of a list to find its type, and sends bytes as hexadecimal text. That takes a tenth
of the web's time for a fare in a batch (docs/decisions/batching.md).
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEADER, _LENGTH = struct.Struct(">iiIii"), struct.Struct(">i")
_NULL = _LENGTH.pack(-1)


class Texts(list[str | None]):
    """A text[]."""


class Blobs(list[bytes | None]):
    """A bytea[]."""


_KINDS: dict[type, Callable[..., list[object]]] = {str: Texts, bytes: Blobs}  # type: ignore[dict-item]


def array(values: Sequence[str | None] | Sequence[bytes | None]) -> list[object]:
    """These values as Texts or Blobs; a list of only None stays a list, which psycopg fits to any type."""
    for value in values:
        if value is not None:
            return _KINDS.get(type(value), list)(values)
    return list(values)


class _ArrayDumper(Dumper):
    """One dimension with a lower bound of one; for each element its length (-1: null) and its bytes."""

    format = Format.BINARY
    element: ClassVar[int]

    def _dump_elements(self, values: Iterable[bytes | None]) -> bytes:
        items = [_NULL if value is None else _LENGTH.pack(len(value)) + value for value in values]
        return _HEADER.pack(1, _NULL in items, self.element, len(items), 1) + b"".join(items)


class _TextsDumper(_ArrayDumper):
    oid = psycopg.adapters.types["text"].array_oid
    element = psycopg.adapters.types["text"].oid

    def dump(self, obj: Texts) -> bytes:
        return self._dump_elements(None if value is None else value.encode() for value in obj)


class _BlobsDumper(_ArrayDumper):
    oid = psycopg.adapters.types["bytea"].array_oid
    element = psycopg.adapters.types["bytea"].oid

    def dump(self, obj: Blobs) -> bytes:
        return self._dump_elements(obj)


psycopg.adapters.register_dumper(Texts, _TextsDumper)
psycopg.adapters.register_dumper(Blobs, _BlobsDumper)
