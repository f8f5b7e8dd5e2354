"""Files become lines in the database: the same file again, a reader that was killed, two at once, folder, command."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from worker.statements import importer
from worker.statements.folder import Folder
from worker.statements.importer import Importer, Outcome
from worker.tests.conftest import World
from worker.tests.statements.files import PREAMBLE, row, text_of, write

# Reads a file in batches of 500 rows and dies without a word after three of them.
KILLED = """
import os, sys
from pathlib import Path
from web.core import config, db
from worker.statements import importer
importer.BATCH_ROWS = 500
db.configure(config.load())
path = Path(sys.argv[1])
die = lambda rows: os.kill(os.getpid(), 9) if rows == 1500 else None
importer.Importer("worker", "command", die).read(path, path.name)
"""


@pytest.fixture(autouse=True)
def empty(world: World) -> None:
    world.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    for table in ("bad_rows", "lines", "statement_chunks", "statements"):
        world.execute(f"delete from recon.{table}")  # noqa: S608 (our own names)


def statement(folder: Path, number: int, name: str = "a.csv") -> Path:
    """So many payments of KES 60, with balances that agree."""
    closing = f"{(1_250_000 + 6000 * number) / 100:,.2f}"
    preamble = [*PREAMBLE[:4], ("Opening Balance:", "12,500.00", "Closing Balance:", closing)]
    return write(folder, text_of([row(f"SL{n:08}") for n in range(number)], preamble=preamble), name)


def read(path: Path, channel: str = "folder") -> Outcome:
    return Importer("worker", channel).read(path, path.name)


def test_same_file_again_changes_nothing(world: World, tmp_path: Path) -> None:
    path = statement(tmp_path, 12)
    first = read(path)
    assert (first.state, first.proof, first.rows, first.new) == ("read", "proven", 12, 12)
    before = world.one("select md5(string_agg(l::text, ' ' order by line_id)) from recon.lines l")
    again = read(path)
    assert (again.state, again.statement_id) == ("known", first.statement_id)
    assert world.one("select md5(string_agg(l::text, ' ' order by line_id)) from recon.lines l") == before
    assert world.one("select count(*) from recon.statements") == 1


def test_overlapping_days_are_known_and_other_amounts_are_conflicts(world: World, tmp_path: Path) -> None:
    read(statement(tmp_path, 3))
    rows = [row("SL00000000"), row("SL00000001", "61.00"), row("SL00000009")]
    outcome = read(write(tmp_path, text_of(rows), "b.csv"))
    assert (outcome.new, outcome.known, outcome.conflicting) == (1, 1, 1)
    assert world.one("select array_agg(amount_cents order by line_id) from recon.lines"
                     " where receipt = 'SL00000001'") == [6000, 6100]  # fmt: skip
    assert world.one("select array_agg(state order by line_id) from recon.lines"
                     " where receipt = 'SL00000001'") == ["open", "copy"]  # fmt: skip


def test_balances_that_do_not_agree_are_imported_as_unproven_with_an_alarm(world: World, tmp_path: Path) -> None:
    outcome = read(write(tmp_path, text_of([row(), row("SKA0000002")])))  # the preamble says one payment
    assert (outcome.state, outcome.proof) == ("read", "unproven")
    assert world.one("select count(*) from messaging.alarms where kind = 'statement_unproven'") == 1


def test_bad_rows_are_set_aside_with_their_number(world: World, tmp_path: Path) -> None:
    outcome = read(write(tmp_path, text_of([row(), row("SKA0000002", "1.234.50"), row("SKA0000003", "60.00")])))
    assert (outcome.new, outcome.bad) == (2, [(len(PREAMBLE) + 3, "amount")])
    assert world.one("select (row_no, reason)::text from recon.bad_rows") == f"({len(PREAMBLE) + 3},amount)"


def test_killed_reader_is_resumed_where_its_last_batch_ended(world: World, tmp_path: Path) -> None:
    path = statement(tmp_path, 3000)
    env = {**os.environ, **world.environ, "PYTHONPATH": str(Path.cwd())}
    died = subprocess.run([sys.executable, "-c", KILLED, str(path)], env=env, check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert world.one("select (state, rows_done, lines_new)::text from recon.statements") == "(reading,1500,1500)"
    assert read(path).state == "busy", "its lease has not ended"
    world.execute("update recon.statements set lease_until = now() - interval '1 second'")
    outcome = read(path)
    assert (outcome.state, outcome.rows, outcome.new, outcome.proof) == ("read", 3000, 1500, "proven")
    assert world.one("select count(*) from recon.lines where state <> 'copy'") == 3000


def test_two_importers_of_one_file_at_once(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(importer, "BATCH_ROWS", 100)
    path = statement(tmp_path, 2000)
    outcomes: list[str] = []
    threads = [threading.Thread(target=lambda: outcomes.append(read(path).state)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("read") == 1
    assert set(outcomes) <= {"read", "busy", "known"}
    assert world.one("select (count(*), count(*) filter (where state = 'copy'))::text from recon.lines") == "(2000,0)"


def test_files_over_the_same_days_at_once_store_each_line_once(world: World, tmp_path: Path) -> None:
    paths = [write(tmp_path, statement(tmp_path, 3000).read_bytes() + b"\r\n" * n, f"{n}.csv") for n in range(3)]
    outcomes: list[Outcome] = []
    threads = [threading.Thread(target=lambda one: outcomes.append(read(one)), args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.new for one in outcomes) == 3000
    assert sum(one.known for one in outcomes) == 6000
    assert world.one("select (count(*), count(*) filter (where state = 'copy'))::text from recon.lines") == "(3000,0)"


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        ("hello", "no_header"), ("", "empty"), (text_of([row()]).replace("400222", "999999"), "unknown_till"),
        (text_of([row()], preamble=PREAMBLE[:2]), "no_account"),
        (text_of([row()]).replace("Details", "Remarks"), "missing_column: Details"),
    ],
)  # fmt: skip
def test_file_that_is_refused_is_listed_with_the_reason(
    world: World, tmp_path: Path, content: str, failure: str
) -> None:  # fmt: skip
    outcome = read(write(tmp_path, content))
    assert (outcome.state, outcome.failure) == ("failed", failure)
    assert world.one("select (state, failure)::text from recon.statements").startswith("(failed,")


def test_file_that_is_too_large(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "MAX_BYTES", 100)
    assert read(statement(tmp_path, 5)).failure == "too_large"


def test_folder_reads_each_file_and_moves_it_aside(world: World, tmp_path: Path) -> None:
    statement(tmp_path, 3, "one.csv")
    write(tmp_path, "hello", "two.csv")
    write(tmp_path, "half a file", ".three.csv")
    world.drain(Folder(str(tmp_path), quiet_seconds=-1))
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.csv")) == [
        ".three.csv", "failed/two.csv", "read/one.csv"]  # fmt: skip
    statement(tmp_path, 4, "one.csv")
    world.drain(Folder(str(tmp_path), quiet_seconds=-1))
    assert sorted(path.name for path in (tmp_path / "read").iterdir()) == ["one-2.csv", "one.csv"]
    assert world.one("select count(*) from recon.lines") == 4


def test_folder_leaves_a_file_that_is_still_written(world: World, tmp_path: Path) -> None:
    statement(tmp_path, 3)
    folder = Folder(str(tmp_path), quiet_seconds=60)
    assert folder.take() == []
    assert Folder(str(tmp_path / "nowhere")).take() == []


def test_command_prints_what_became_of_the_file(world: World, database: object, tmp_path: Path) -> None:
    path = write(tmp_path, text_of([row(), row("SKA0000002", "1.234.50")], preamble=PREAMBLE[:3]))
    env = {**os.environ, **world.environ, "DATABASE_URL": database.owner_url}  # type: ignore[attr-defined]
    command = [sys.executable, "-m", "flask", "--app", "app", "import-statement", str(path)]
    ran = [subprocess.run(command, env=env, check=False, capture_output=True, text=True) for _ in range(2)]
    assert f"row {6:>9}  its amount can't be read" in ran[0].stdout
    assert "states no balances" in ran[0].stdout
    assert "This file was read before. Nothing has changed." in ran[1].stdout
    assert [one.returncode for one in ran] == [0, 0]
