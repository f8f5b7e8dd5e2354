"""A spool: records in files of one folder, for what must survive while the database is away.

Every process of this machine appends to the file `current`, under its lock, and is done when the record is on the
disk. A full file is renamed to the next number and never written again. Whoever empties the spool holds the folder's
lock, reads the files in order, and removes each when all its records are committed elsewhere. So a record may be read
again after a crash, and is never lost: its receiver must be idempotent.

A record is MAGIC, its length, a checksum, when it came, and its bytes. A process that is killed, or a machine that
loses power, may leave a part of one; nobody was told that it was kept. Such bytes are moved to `damaged`, never
deleted, and reading goes on at the next whole record. docs/decisions/provider-callbacks.md.
"""

import contextlib
import fcntl
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MAGIC = b"\xf5LFs"
CURRENT, DAMAGED = "current", "damaged"
# One file is read and replayed as a whole.
FULL_BYTES = 256 * 1024
LONGEST_RECORD = 1024 * 1024

_HEADER = struct.Struct(">4sIIQ")  # magic, length, checksum of what follows, nanoseconds since 1970


class SpoolError(Exception):
    """Nothing could be kept: the disk is full, the folder is missing or not ours."""


class Record(NamedTuple):
    """What was appended, and when it came (nanoseconds since 1970)."""

    came_at: int
    data: bytes


class Spool:
    """The spool in one folder. Threads and processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder, readable by us only. A folder that others may enter is refused."""
        try:
            if not self.folder.exists():
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync(self.folder.parent)
            found = self.folder.stat()
        except OSError as error:
            raise SpoolError(f"can't be made ({error.strerror})") from error
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise SpoolError("must be a folder of ours with mode 0700")

    def append(self, came_at: int, data: bytes) -> None:
        """Keep a record. When this returns it is on the disk."""
        self.prepare()
        try:
            file = self._lock_current()
            try:
                self._write(file, frame(Record(came_at, data)))
                fcntl.flock(file, fcntl.LOCK_UN)
                # Outside the lock: the records of several threads reach the disk together. Every thread has a file of
                # its own, because the kernel tells a failed write once to each open file.
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as error:
            raise SpoolError(f"can't be written ({error.strerror})") from error

    @contextlib.contextmanager
    def emptying(self) -> Iterator[bool]:
        """True while this process is the only one that empties the spool; False if another does."""
        try:
            lock = os.open(self.folder, os.O_RDONLY)
        except OSError:
            yield False
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
        finally:
            os.close(lock)

    def files(self) -> list[Path]:
        """The files that are not empty, oldest first."""
        return self._numbered() + [path for path in (self.folder / CURRENT,) if _size(path)]

    def close_current(self) -> None:
        """End the file that is being written, so that all records can be read and removed."""
        if _size(self.folder / CURRENT):
            file = self._lock_current()
            try:
                if os.fstat(file).st_size:
                    self._rename_current()
            finally:
                os.close(file)

    def read(self, path: Path) -> list[Record]:
        """The records of a closed file. What is no record is copied to `damaged` first."""
        content = path.read_bytes()
        records, damaged = split(content)
        for part in damaged:
            self.keep_damaged(part)
        return records

    def remove(self, path: Path) -> None:
        """Remove a closed file, whose records are all committed elsewhere."""
        path.unlink(missing_ok=True)

    def waiting_bytes(self) -> int:
        """How much is waiting."""
        return sum(_size(path) for path in self.files())

    def damaged_bytes(self) -> int:
        """How much was found that is no record."""
        return _size(self.folder / DAMAGED)

    def oldest(self) -> int:
        """When the oldest record came (nanoseconds since 1970); 0 if the spool is empty."""
        for path in self.files():
            with contextlib.suppress(OSError), path.open("rb") as file:
                header = file.read(_HEADER.size)
                if len(header) == _HEADER.size and header.startswith(MAGIC):
                    return int(_HEADER.unpack(header)[3])
                return int(os.fstat(file.fileno()).st_mtime_ns)
        return 0

    def keep_damaged(self, part: bytes) -> None:
        """Keep bytes that are no record of ours, once, for people to look at."""
        path = self.folder / DAMAGED
        if path.exists() and part in path.read_bytes():
            return
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._write(file, part)
            os.fsync(file)
        finally:
            os.close(file)
        _sync(self.folder)

    def _lock_current(self) -> int:
        """The open file `current`, locked; a new one if the last is full or was renamed meanwhile."""
        path = self.folder / CURRENT
        while True:
            file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                found = os.fstat(file)
                if _is_at(path, found) and found.st_size < FULL_BYTES:
                    if found.st_size == 0:
                        _sync(self.folder)
                    return file
                if _is_at(path, found):
                    self._rename_current()
            except BaseException:
                os.close(file)
                raise
            os.close(file)

    def _write(self, file: int, record: bytes) -> None:
        """Write the whole record or nothing of it."""
        before = os.fstat(file).st_size
        try:
            left = memoryview(record)
            while left:
                left = left[os.write(file, left) :]
        except OSError:
            os.ftruncate(file, before)
            raise

    def _rename_current(self) -> None:
        """Give the current file the next number. The caller holds its lock."""
        last = max((int(path.name) for path in self._numbered()), default=0)
        (self.folder / CURRENT).rename(self.folder / f"{last + 1:012d}")
        _sync(self.folder)

    def _numbered(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if path.name.isdigit())
        except OSError:
            return []


def frame(record: Record) -> bytes:
    """The record as it stands in a file."""
    checksum = zlib.crc32(record.came_at.to_bytes(8, "big") + record.data)
    return _HEADER.pack(MAGIC, len(record.data), checksum, record.came_at) + record.data


def split(content: bytes) -> tuple[list[Record], list[bytes]]:
    """The whole records in these bytes, in order, and the parts between them that are none."""
    records: list[Record] = []
    damaged: list[bytes] = []
    begins = at = 0  # of what is no record so far; where to look
    while at < len(content):
        record = _record_at(content, at)
        if record is None:
            found = content.find(MAGIC, at + 1)
            at = len(content) if found < 0 else found
            continue
        if begins < at:
            damaged.append(content[begins:at])
        records.append(record)
        begins = at = at + _HEADER.size + len(record.data)
    if begins < len(content):
        damaged.append(content[begins:])
    return records, damaged


def _record_at(content: bytes, at: int) -> Record | None:
    header = content[at : at + _HEADER.size]
    if len(header) < _HEADER.size or not header.startswith(MAGIC):
        return None
    _, length, checksum, came_at = _HEADER.unpack(header)
    end = at + _HEADER.size + length
    if length > LONGEST_RECORD or end > len(content):
        return None
    if zlib.crc32(content[at + _HEADER.size - 8 : end]) != checksum:
        return None
    return Record(came_at, content[at + _HEADER.size : end])


def _is_at(path: Path, file: os.stat_result) -> bool:
    try:
        return os.path.samestat(file, path.stat())
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    """Write the names of a folder's files to the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
