"""The short form of the drills: the runbooks' commands on a small server. `make restore-drill` is the long one."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from deploy.tests.recovery import copies, runbook
from deploy.tests.recovery.copies import Copy
from deploy.tests.recovery.runbook import ROOT, CommandError
from scripts import backup_report
from web.tests.servers import Postgres, programs

CONF = """
. scripts/lib.sh; pg_home() { echo "$HOME_DIR"; }; pg_port() { echo "$PORT"; }; secret() { echo of-this-test; }
. scripts/pgbackrest.sh; write_backup_conf "$HOME_DIR/data" "$HOME_DIR/backup/repository"
"""


@dataclass(slots=True)
class Archived:
    """A server whose WAL is archived."""

    server: Postgres
    folder: Path
    conf: Path
    bin_folder: Path
    bad_at: str = ""

    def run(self, name: str, **more: str) -> str:
        """One command of docs/runbooks/backup.md."""
        variables = {"BACKUP_CONF": str(self.conf), "ROOT": str(ROOT), "PGHOST": "127.0.0.1",
                     "PGPORT": str(self.server.port), "PGUSER": "postgres"}  # fmt: skip
        return runbook.run_block("backup", name, variables | more)

    def ask(self, *statements: str) -> str:
        """Run statements, each in a transaction of its own; the first value of the last."""
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
        return str(row[0]) if row else ""

    def copy(self, conf: Path | None = None) -> Copy:
        return Copy(self.folder, conf or self.conf, self.bin_folder, "", "postgres")

    def switch(self) -> None:
        """Write a segment to its end and wait until it is archived."""
        name = self.ask("insert into fares values (clock_timestamp())", "select pg_walfile_name(pg_switch_wal())")
        deadline = time.monotonic() + 30
        while self.ask("select last_archived_wal from pg_stat_archiver") < name:
            assert time.monotonic() < deadline, "the segment is not archived"
            time.sleep(0.05)


@pytest.fixture(scope="module")
def archived() -> Iterator[Archived]:
    if os.environ.get("LIPA_PG_VERSION"):
        pytest.skip("Debian's pgBackRest is made for Debian's PostgreSQL")
    server, bin_folder = Postgres(), programs()
    # In memory where there is room: a restore syncs a thousand files, and this test is not about the disk.
    place = "/dev/shm" if shutil.disk_usage("/dev/shm").free > 1 << 30 else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="lipa-recovery-", dir=place))
    try:
        with (server.home / "data" / "postgresql.conf").open("a") as conf:
            conf.write("archive_mode = on\narchive_command = 'true'\nfsync = off\n")
        backup = server.home / "backup"
        for path in (server.home / "socket", backup, backup / "lock", backup / "repository", folder):
            path.mkdir(mode=0o700, exist_ok=True)
            shutil.chown(path, runbook.USER)
        server.start()
        subprocess.run(
            ["bash", "-c", CONF], cwd=ROOT, check=True,
            env={"PATH": os.environ["PATH"], "HOME_DIR": str(server.home), "PORT": str(server.port)},
        )  # fmt: skip
        conf_file = backup / "pgbackrest.conf"
        text = conf_file.read_text().replace(f"{server.home}/socket", str(server.home))
        conf_file.write_text(text)
        made = Archived(server, folder, conf_file, bin_folder)
        made.ask("create table fares (paid_at timestamptz)", "insert into fares values (clock_timestamp())")
        for name in ("create", "archive"):
            made.run(name)
        made.run("backup", TYPE="full")
        yield made
    finally:
        server.remove()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def spoiled(archived: Archived) -> Archived:
    """The same, after a bad change."""
    archived.switch()
    archived.bad_at = archived.ask("select clock_timestamp()")
    archived.ask("select pg_sleep(0.2)", "delete from fares")
    archived.switch()
    archived.switch()
    return archived


def test_a_backup_is_verified(archived: Archived) -> None:
    assert "(full)" in archived.run("report")
    assert "key" not in archived.run("report")
    stored = [path for path in (archived.conf.parent / "repository").rglob("*") if path.is_file()]
    assert len(stored) > 5
    assert all(path.read_bytes()[:8] == b"Salted__" for path in stored), "all that is stored is encrypted"


def test_the_moment_before_a_bad_change_is_restored_and_a_corrupt_page_found(spoiled: Archived) -> None:
    copy = spoiled.copy()
    try:
        copy.restore(spoiled.bad_at)
        with psycopg.connect(f"host=127.0.0.1 port={copy.port} user=postgres dbname=postgres") as connection:
            rows = connection.execute("select count(*), pg_relation_filepath('fares') from fares").fetchone()
            archiving = connection.execute("show archive_mode").fetchone()
        assert rows is not None
        assert rows[0] == 2
        assert archiving == ("off",), "it must not mix its WAL with the old server's"
        copy.run("stop")
        copy.run("checksums")
        copies.corrupt_page(copy.data, rows[1])
        with pytest.raises(CommandError, match="checksum"):
            copy.run("checksums")
    finally:
        copy.remove()


def test_a_lost_segment_and_a_wrong_key_fail_loudly(spoiled: Archived) -> None:
    repository, conf = copies.copy_repository(spoiled.conf, spoiled.folder)
    lost = copies.lose_segment(repository)
    copy = spoiled.copy(conf)
    try:
        with pytest.raises(CommandError, match=r"a segment is lost"):
            copy.restore()
        assert lost > "0"
    finally:
        copy.remove()
    wrong = copies.change_conf(conf, spoiled.folder / "wrong.conf", {"repo1-cipher-pass": "another"})
    copy = spoiled.copy(wrong)
    try:
        with pytest.raises(CommandError, match=r"exit code [1-9].*unable to"):
            copy.run("latest")
        assert list(copy.data.iterdir()) == [], "nothing was restored"
    finally:
        copy.remove()


def test_the_figure_sees_what_is_not_archived(spoiled: Archived) -> None:
    source = (ROOT / "db/functions/gates/archived_lsn.sql").read_text(encoding="utf-8")
    spoiled.ask("create schema if not exists gates", source.partition("comment on")[0])
    waiting = "select floor((pg_current_wal_lsn() - gates.archived_lsn()) / 16777216)"
    spoiled.switch()
    assert spoiled.ask(waiting) == "0"
    spoiled.ask("alter system set archive_command = 'false'", "select pg_reload_conf()")
    for _ in range(2):
        spoiled.ask("insert into fares values (clock_timestamp())", "select pg_switch_wal()")
    assert spoiled.ask(waiting) == "2"
    spoiled.ask("alter system set archive_command = 'true'", "select pg_reload_conf()", "select pg_sleep(0.1)")
    assert spoiled.ask(waiting) == "None", "what drops the WAL archives nothing"


def test_what_must_not_be_relied_on_is_said() -> None:
    one = {"label": "20261130-020000F", "type": "full", "timestamp": {"start": 1000, "stop": 1010}, "error": True,
           "lsn": {"stop": "0/5000000"}, "info": {"size": 63_000_000, "repository": {"delta": 7_000_000}}}  # fmt: skip
    backups = backup_report.read_backups(json.dumps([{"backup": [one]}]))
    assert "checksum" in backup_report.find_faults(backups, "status: ok")[0]
    assert len(backup_report.find_faults(backups, "status: error\n  missing: 1")) == 2
    assert backup_report.next_kind(backups, 1000 + 3600) == "incr"
    assert backup_report.next_kind(backups, 1000 + 8 * 86400) == "full"
    assert backup_report.next_kind([], 1000) == "full"
