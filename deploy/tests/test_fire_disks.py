"""The disk whose power is cut keeps what was flushed and nothing else; the full disk is full and can be emptied."""

import os
from pathlib import Path

import pytest

from bench.fire import disks

WHY_NOT = disks.why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def test_a_power_cut_leaves_what_was_flushed(tmp_path: Path) -> None:
    disk = disks.ImageDisk(tmp_path / "disk", 16)
    disk.mount()
    try:
        for name, is_flushed in (("kept", True), ("gone", False)):
            with (disk.home / name).open("wb") as file:
                file.write(b"x" * 5000)
                file.flush()
                if is_flushed:
                    os.fsync(file.fileno())
                    disk.flush()
        disk.become(disk.keep_what_was_flushed())
        assert (disk.home / "kept").read_bytes() == b"x" * 5000
        assert not (disk.home / "gone").exists() or not (disk.home / "gone").read_bytes()
    finally:
        disk.remove()


def test_a_filled_disk_has_no_space_until_it_is_emptied(tmp_path: Path) -> None:
    disk = disks.MemoryDisk(tmp_path / "disk", 2)
    disk.mount()
    try:
        disk.fill()
        with pytest.raises(OSError, match="No space left"):
            (disk.at / "more").write_bytes(bytes(100_000))
        disk.empty()
        (disk.at / "more").write_bytes(bytes(100_000))
    finally:
        disk.remove()
