"""The spool loses nothing that was acknowledged and invents nothing, whatever kills its processes."""

import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.core import spool as module
from web.core.spool import MAGIC, Spool, SpoolError, split


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FULL_BYTES", 200)


def drain(spool: Spool) -> Iterator[bytes]:
    """Read everything and remove it."""
    spool.close_current()
    for path in spool.files():
        yield from (record.data for record in spool.read(path))
        spool.remove(path)


data = st.binary(max_size=90) | st.binary(max_size=20).map(lambda tail: MAGIC + tail)
steps = st.lists(
    st.tuples(st.just("append"), data, st.integers(0, 1))
    | st.tuples(st.just("torn"), data, st.integers(0, 1000))
    | st.tuples(st.just("replay"), st.just(b""), st.integers(0, 3)),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_any_sequence_of_appends_kills_and_replays_keeps_what_was_acknowledged(
    sequence: list[tuple[str, bytes, int]],
) -> None:
    """torn: a process dies at any byte of a record. replay: one dies after it read, or removed, so many files."""
    with tempfile.TemporaryDirectory() as folder:
        both = [Spool(Path(folder) / "spool"), Spool(Path(folder) / "spool")]
        acknowledged, read = [], []
        for at, (step, content, number) in enumerate(sequence):
            if step == "append":
                both[number].append(at, content)
                acknowledged.append(content)
            elif step == "torn" and acknowledged:
                Spool(Path(folder) / "whole").append(at, content)
                record = (Path(folder) / "whole/current").read_bytes()
                (Path(folder) / "whole/current").unlink()
                with (Path(folder) / "spool/current").open("ab") as file:
                    file.write(record[: number % len(record)])
            elif step == "replay":
                both[0].close_current()
                for path in both[0].files()[:number]:
                    read += [record.data for record in both[0].read(path)]
                    if at % 2:
                        both[0].remove(path)
        read += list(drain(both[1]))
        assert set(read) == set(acknowledged)
        assert both[0].files() == []


@given(st.lists(data, max_size=5), st.binary(max_size=40), st.integers(0, 400), st.integers(0, 400))
def test_split_finds_whole_records_and_all_other_bytes(
    contents: list[bytes], dirt: bytes, place: int, flipped: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = []
        for content in contents:
            Spool(Path(folder) / "spool").append(7, content)
            path = Path(folder) / "spool/current"
            whole.append(path.read_bytes())
            path.unlink()
    place %= len(whole) + 1
    records, damaged = split(b"".join([*whole[:place], dirt, *whole[place:]]))
    assert [record.data for record in records] == contents
    assert b"".join(damaged) == dirt
    if whole:
        broken = bytearray(whole[0])
        broken[flipped % len(broken)] ^= 1
        assert split(bytes(broken) + whole[0])[0][-1].data == contents[0]


def test_torn_record_is_kept_as_damage_once(spool: Spool) -> None:
    spool.append(1, b"first")
    with (spool.folder / "current").open("ab") as file:
        file.write(MAGIC + b"torn")
    spool.append(3, b"second")
    spool.close_current()
    for _ in range(2):
        assert [record.data for record in spool.read(spool.files()[0])] == [b"first", b"second"]
    assert (spool.folder / "damaged").read_bytes() == MAGIC + b"torn"
    assert (spool.oldest(), spool.damaged_bytes()) == (1, 8)


@pytest.mark.parametrize("fails", ["write", "fsync"])
def test_full_disk_is_an_error_and_leaves_no_part(spool: Spool, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    spool.append(1, b"before")
    write = os.write

    def fill(file: int, record: bytes = b"") -> int:
        if fails == "write" and len(record) > 20:
            return write(file, record[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, fails, fill)
    with pytest.raises(SpoolError, match="No space"):
        spool.append(2, b"x" * 50) if fails == "write" else spool.append(2, b"x" * 5)
    monkeypatch.undo()
    spool.append(3, b"after")
    found = list(drain(spool))
    assert (found[0], found[-1], spool.damaged_bytes()) == (b"before", b"after", 0)


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_folder_that_others_may_enter_is_refused(spool: Spool, mode: int) -> None:
    spool.folder.mkdir(mode=0o700)
    spool.folder.chmod(mode)
    with pytest.raises(SpoolError, match="0700"):
        spool.append(1, b"x")
    assert spool.files() == []


def test_only_one_process_empties(spool: Spool) -> None:
    spool.append(1, b"x")
    other = Spool(spool.folder)
    with spool.emptying() as ours, other.emptying() as theirs:
        assert (ours, theirs) == (True, False)
    with other.emptying() as theirs:
        assert theirs


# Appends numbers and reports each that was kept, or empties the spool and reports what it read before it removes it.
PROCESS = """
import importlib.util, os, resource, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("spool", "web/core/spool.py")  # alone, which takes no second
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.FULL_BYTES = 2000
spool = module.Spool(Path(sys.argv[1]))
if sys.argv[2] == "empty":
    while True:
        with spool.emptying() as ours:
            spool.close_current()
            for path in spool.files() if ours else ():
                if path.name.isdigit():
                    os.write(1, b" ".join(record.data for record in spool.read(path)) + b"\\n")
                    spool.remove(path)
if sys.argv[2] == "limited":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
number = int(sys.argv[3])
while True:
    try:
        spool.append(number, b"%d" % number)
    except module.SpoolError as error:
        sys.exit(str(error))
    os.write(1, b"%d\\n" % number)
    number += 1
"""


def test_processes_killed_at_any_moment_lose_nothing(spool: Spool, tmp_path: Path) -> None:
    chance, kept, read = random.Random(20261129), tmp_path / "kept", tmp_path / "read"
    for rounds in range(6):
        with kept.open("a") as acknowledged, read.open("a") as emptied:
            command = [sys.executable, "-c", PROCESS, str(spool.folder)]
            processes = [subprocess.Popen([*command, "append", str((rounds * 2 + n) * 1_000_000)], stdout=acknowledged)
                         for n in range(2)]  # fmt: skip
            processes += [subprocess.Popen([*command, "empty"], stdout=emptied) for _ in range(2)]
            for process in processes:
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0.2, 0.4))
            for process in processes:
                process.send_signal(signal.SIGKILL)
            for process in processes:
                process.wait()
    numbers = set(kept.read_text().split())
    found = set(read.read_text().split()) | {record.decode() for record in drain(spool)}
    assert len(numbers) > 100
    assert numbers - found == set()
    assert len(found - numbers) <= 12, "written, but killed before it could say so"


def test_file_size_limit_is_an_error(spool: Spool) -> None:
    command = [sys.executable, "-c", PROCESS, str(spool.folder), "limited", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "File too large" in done.stderr
    assert [record.decode() for record in drain(spool)] == done.stdout.split()
    assert spool.damaged_bytes() == 0
