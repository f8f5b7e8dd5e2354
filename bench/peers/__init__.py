"""Other ledgers in the same run: pgledger, a ledger of balance rows, and pgbench's own simple update.

They live in a database of their own on the same server, and post the same fare: 60 shillings of one of a hundred
vehicles, one leg out of the trust account, one into the commission account and five into the vehicle's accounts.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bench.figures import ONE, SIMPLE_UPDATE, Rounds, pgbench

SQL = Path(__file__).parent / "sql"
SCALE = 10  # of pgbench's tables: a million rows, so that eight clients rarely want the same


class Peers:
    """The peers' database, ready to be measured; pgledger only where its place is known."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sources = pgledger_files(os.environ.get("LIPA_PGLEDGER", ""))
        with psycopg.connect(url, autocommit=True) as connection:
            for path in [SQL / "naive_tables.sql", *self.sources]:
                connection.execute(path.read_bytes())
            if self.sources:
                connection.execute((SQL / "pgledger_accounts.sql").read_bytes())
        subprocess.run(["pgbench", "-i", "-q", f"--scale={SCALE}", url], check=True, capture_output=True)

    def measure(self, seconds: int, rounds: Rounds) -> None:
        """Run one round of every peer."""
        figures = {
            "naive_1": pgbench(self.url, SQL / "naive_1.sql", clients=ONE, seconds=seconds),
            "naive_16": pgbench(self.url, SQL / "naive_many.sql", clients=ONE, seconds=seconds, fares=16),
            "pgbench_N": pgbench(self.url, SIMPLE_UPDATE, clients=ONE, seconds=seconds, unit="updates/s"),
        }
        if self.sources:
            figures |= {
                "pgledger_1": pgbench(self.url, SQL / "pgledger_1.sql", clients=ONE, seconds=seconds),
                "pgledger_16": pgbench(self.url, SQL / "pgledger_many.sql", clients=ONE, seconds=seconds, fares=16),
            }
        for name, figure in figures.items():
            rounds.setdefault(name, []).append(figure)

    def check(self) -> None:
        """Stop when a peer did not do the work it was measured at: accounts that sum to zero, seven legs a fare."""
        with psycopg.connect(self.url) as connection:
            faults = connection.execute((SQL / "naive_faults.sql").read_bytes()).fetchall()
            if self.sources:
                faults += connection.execute((SQL / "pgledger_faults.sql").read_bytes()).fetchall()
        if faults:
            raise SystemExit(f"the peers' books are wrong: {faults}")


def pgledger_files(place: str) -> list[Path]:
    """The SQL files of pgledger, in the order in which they are run.

    `place` is a clone of it, or its files with colons between them. The functions for ULIDs that it comes with stand in
    a folder `vendor`.
    """
    if not place:
        print("pgledger: skipped, because LIPA_PGLEDGER does not say where its SQL file is")
        return []
    first, *others = (Path(part).expanduser() for part in place.split(":"))
    if not others:
        folder, last = (first, first / "pgledger.sql") if first.is_dir() else (first.parent, first)
        files = [*sorted((folder / "vendor").rglob("*.sql")), last]
    else:
        files = [first, *others]
    if missing := [str(path) for path in files if not path.is_file()]:
        raise SystemExit(f"LIPA_PGLEDGER names what is not there: {', '.join(missing)}")
    return files


@contextmanager
def prepare(url: str) -> Iterator[Peers]:
    """Make the peers' database beside the benchmark's, and drop it."""
    address = conninfo_to_dict(url)
    database = f"{address['dbname']}_peers"
    name, owner = sql.Identifier(database), sql.Identifier(str(address["user"]))
    with psycopg.connect(os.environ["LIPA_SUPERUSER_URL"], autocommit=True) as superuser:
        superuser.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        superuser.execute(sql.SQL("create database {} owner {} template template0").format(name, owner))
        try:
            yield Peers(make_conninfo(url, dbname=database))
        finally:
            superuser.execute(sql.SQL("drop database if exists {} with (force)").format(name))
