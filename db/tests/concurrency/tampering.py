"""What a superuser without guards could do to the ledger, drawn at random, and what must be found of it."""

# ruff: noqa: S608 (names of our own tables and columns, drawn from the lists below)

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import value

TABLES = ("ledger.journals", "ledger.ledger_entries", "ledger.seals")
EDITS: dict[str, dict[str, LiteralString]] = {
    "ledger.journals": {
        "journal_id": "journal_id + 1000000", "kind": "kind || 'x'", "reference": "reference || 'x'",
        "business_on": "business_on - 1", "value_at": "value_at + interval '1 microsecond'",
        "posted_at": "posted_at - interval '1 day'", "xact": "(xact::text::bigint + 1)::text::xid8",
        "corrects_journal_id": "case when corrects_journal_id is null then journal_id end, reason = 'x'",
        "reason": "coalesce(reason || 'x', '')",
    },
    "ledger.ledger_entries": {
        "journal_id": "journal_id + 1000000", "sub_wallet_id": "sub_wallet_id + 1", "amount_cents": "amount_cents + 1",
        "xact": "(xact::text::bigint + 1)::text::xid8", "line_no": "line_no + 100", "currency": "'USD'",
    },
}  # fmt: skip
Row = dict[str, Any]
Fault = tuple[int | None, date | None, str, int | None, int | None]


@dataclass(frozen=True)
class Tampering:
    """What was done, and where it must be found: the market day, and the journal or the line of it."""

    what: str
    day: date | None  # None: the row has none, so it is named by any day of its seals
    journals: frozenset[int]
    line: int | None = None

    def is_named(self, faults: list[Fault]) -> bool:
        return any(
            day is not None
            and self.day in (day, None)
            and journal in self.journals
            and (self.line is None or line in (self.line, None))
            for _, day, _, journal, line in faults
        )


@contextmanager
def unguarded(superuser_url: str) -> Iterator[Connection]:
    """A superuser's connection; the guards are off in it, and on again afterwards."""
    with psycopg.connect(superuser_url, autocommit=True) as superuser:
        superuser.execute("select ddl_guard.open_window('tampering', 60)")
        guards = superuser.execute(
            "select tgrelid::regclass || ' enable always trigger ' || quote_ident(tgname) from pg_trigger"
            " where tgrelid = any (%s::regclass[]) and not tgisinternal", (list(TABLES),)
        ).fetchall()  # fmt: skip
        for table in TABLES:
            superuser.execute(f"alter table {table} disable trigger user".encode())
        try:
            yield superuser
        finally:
            for (guard,) in guards:
                superuser.execute(f"alter table {guard}".encode())


def find(connection: Connection) -> list[Fault]:
    """Everything that the whole verification finds."""
    newest = value(connection, "select max(seal_id) from ledger.seals")
    faults = connection.execute("select * from ledger.verify_seals(1, %s)", (newest,)).fetchall()
    return faults + connection.execute("select * from ledger.unsealed_faults()").fetchall()


class Intruder:
    """Changes one thing in the transaction that the caller rolls back."""

    def __init__(self, superuser: Connection, seed: int) -> None:
        self._superuser, self._chance = superuser, random.Random(seed)

    def _draw(self, table: LiteralString, many: int = 1) -> list[Row]:
        """Sealed rows of the ledger, with the day of their journal."""
        with self._superuser.cursor(row_factory=psycopg.rows.dict_row) as cursor:
            cursor.execute(
                f"select t.ctid::text as at, j.business_on as day, t.* from {table} t"
                " join ledger.journals j using (journal_id)"
                " where j.xact < (select max(horizon) from ledger.seals)"
                f" order by md5(t.ctid::text || '{self._chance.random()}') limit {many}".encode()
            )  # fmt: skip
            return cursor.fetchall()

    def act(self) -> Tampering:
        return self._chance.choice((self._edit, self._delete, self._insert, self._swap))()

    def _table(self) -> LiteralString:
        return self._chance.choice(("ledger.journals", "ledger.ledger_entries"))

    def _run(self, query: str, *arguments: object) -> None:
        assert self._superuser.execute(query.encode(), arguments).rowcount > 0

    def _edit(self) -> Tampering:
        table = self._table()
        column, changed = self._chance.choice(list(EDITS[table].items()))
        (row,) = self._draw(table)
        self._run(f"update {table} set {column} = {changed} where ctid = %s::tid", row["at"])
        return Tampering(f"edit {table}.{column}", row["day"], frozenset({row["journal_id"]}), row.get("line_no"))

    def _delete(self) -> Tampering:
        table = self._table()
        (row,) = self._draw(table)
        self._run(f"delete from {table} where ctid = %s::tid", row["at"])
        if "line_no" not in row and self._chance.random() < 0.5:
            self._run("delete from ledger.ledger_entries where journal_id = %s", row["journal_id"])
        return Tampering(f"delete {table}", row["day"], frozenset({row["journal_id"]}), row.get("line_no"))

    def _insert(self) -> Tampering:
        """An entry in a journal that stands, an entry of no journal, or a whole journal, with an old transaction."""
        (row,) = self._draw("ledger.journals")
        kind, journal, line = self._chance.choice(("entry", "orphan", "journal")), row["journal_id"], 50
        if kind != "entry":
            journal = 5_000_000 + self._chance.randrange(1000)
        if kind == "journal":
            self._run(
                "insert into ledger.journals (journal_id, kind, reference, business_on, value_at, xact) values"
                " (%s, 'fare', %s, %s, now(), %s::text::xid8)", journal, f"forged {journal}", row["day"], row["xact"],
            )  # fmt: skip
        self._run(
            "insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency, xact)"
            " select %s, l.n, 1, l.cents, 'KES', %s::text::xid8 from (values (50, 5), (51, -5)) l(n, cents)"
            " where l.n = 50 or %s", journal, row["xact"], kind == "journal",
        )  # fmt: skip
        line_named = None if kind == "journal" else line
        day = None if kind == "orphan" else row["day"]
        return Tampering(f"insert {kind}", day, frozenset({journal}), line_named)

    def _swap(self) -> Tampering:
        """Two rows exchange what they say."""
        table = self._table()
        one, two = self._draw(table, 2)
        column, between = ("amount_cents", 999) if "line_no" in one else ("reference", "x")
        if one[column] == two[column]:
            return self._swap()
        change = f"update {table} set {column} = %s where ctid = %s::tid returning ctid::text"
        moved = self._superuser.execute(change.encode(), (between, one["at"])).fetchall()
        self._run(change, one[column], two["at"])
        self._run(change, two[column], moved[0][0])
        return Tampering(f"swap {table}", one["day"], frozenset({one["journal_id"]}), one.get("line_no"))
