"""Follows the ledger beside the books of the payers' operator, and looks at each journal once, when it is final.

Final is what lies below the oldest transaction that still runs. So a look costs what came since the last one, under
load as well. A new one reads the whole ledger and the whole books.
"""

import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import tuple_row

from bench.fire.model import divide
from bench.fire.payers import FIRST_LETTER
from bench.fire.town import Town
from bench.fire.world import World

WINDOW = 4000  # transactions read at a time
LONGEST_WAIT = 300.0  # seconds from an acknowledgement to its fare while faults go on; at rest it must be there
MOST = 12  # problems that are named
HORIZON = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
NEW = """
select j.kind, j.reference, coalesce(f.amount_cents::text || '|' || v.plate || '|' || p.amount_cents, ''), l.currencies,
       l.legs
  from ledger.journals j
  left join lateral (
    select count(distinct e.currency) as currencies,
           string_agg(e.sub_wallet_id || ':' || e.amount_cents, ',' order by e.sub_wallet_id, e.line_no) as legs
      from ledger.ledger_entries e where e.journal_id = j.journal_id) l on true
  left join fares.fares f on f.receipt = j.reference and f.journal_id = j.journal_id
  left join fleet.vehicles v on v.vehicle_id = f.vehicle_id
  left join mobile_money.payments p on p.receipt = j.reference and p.vehicle_id = f.vehicle_id
 where j.xact::text::bigint >= %s and j.xact::text::bigint < %s
"""
# What the product says each sub_wallet has, without what is not final.
BALANCES = """
select b.sub_wallet_id, s.guarded,
       (b.balance_cents - coalesce((select sum(e.amount_cents) from ledger.ledger_entries e
                                     where e.sub_wallet_id = b.sub_wallet_id and e.xact >= %s::text::xid8), 0))::bigint
  from audit.wallet_balances b join ledger.sub_wallets s using (sub_wallet_id)
"""
WHERE = """
select case w.kind when 'vehicle' then v.plate || '/' || s.purpose else w.kind end, s.sub_wallet_id
  from ledger.sub_wallets s join ledger.wallets w using (wallet_id) left join fleet.vehicles v using (vehicle_id)
 where w.kind = 'vehicle' or w.kind in ('trust', 'commission') and w.sacco_id = 1
"""


class Settled:
    """What was paid, what was acknowledged and what is in the ledger, as far as it was read."""

    def __init__(self, world: World, town: Town, books: Path) -> None:
        self._world, self._town, self._books = world, town, books
        self.problems: list[str] = []
        self.counts: Counter[str] = Counter()  # S, A, D, R of the books; posted, lost, doubled, unbalanced, journals
        self.longest_wait = 0.0
        self._read = 0  # bytes of the books
        self._below = 0  # transactions whose journals were read
        self._unposted: dict[str, tuple[str, str]] = {}  # receipt -> code and cents
        self._posted: set[str] = set()
        self._due: dict[str, float] = {}  # receipt -> when we read that it was acknowledged
        self._balances: defaultdict[int, int] = defaultdict(int)
        self.where: dict[str, int] = {}
        self._wanted: dict[tuple[str, str], tuple[str, str]] = {}  # code and cents -> what a journal must say

    def look(self) -> None:
        """Check what became final since the last look. The books are read after the ledger's snapshot was taken, so
        that whatever is posted there was paid."""
        with psycopg.connect(self._world.address("postgres"), row_factory=tuple_row) as connection:
            connection.execute("set transaction isolation level repeatable read, read only")
            horizon = int((connection.execute(HORIZON.encode()).fetchone() or (0,))[0])
            if not self.where:
                self.where = dict(connection.execute(WHERE.encode()).fetchall())
            self.read_books()
            while self._below < horizon:
                until = min(self._below + WINDOW, horizon)
                rows = connection.execute(NEW.encode(), (self._below, until)).fetchall()
                self._below = until
                for row in rows:
                    self.check_journal(*row)
            self.check_balances(connection.execute(BALANCES.encode(), (str(horizon),)).fetchall())
        if self._due:
            self.note_wait(time.monotonic() - next(iter(self._due.values())))

    def check_rest(self) -> None:
        """Nothing is on its way any more: what was acknowledged and is not posted is lost."""
        self.counts["lost"] += len(self._due)
        for receipt in list(self._due)[:3]:
            self._note(f"{receipt} {self._unposted.get(receipt)} was acknowledged and is lost")
        self._due.clear()

    @property
    def waiting(self) -> int:
        """Payments that were acknowledged and are not posted yet."""
        return len(self._due)

    @property
    def unsure(self) -> int:
        """Payments that nobody acknowledged and that are not posted: legal."""
        return len(self._unposted) - len(self._due)

    def _note(self, problem: str) -> None:
        if len(self.problems) < MOST:
            self.problems.append(problem)

    def note_wait(self, seconds: float) -> None:
        self.longest_wait = max(self.longest_wait, seconds)
        if seconds > LONGEST_WAIT:
            self._note(f"{next(iter(self._due))} was acknowledged {seconds:.0f} s ago and is not posted")

    def read_books(self) -> None:
        with self._books.open("rb") as file:
            file.seek(self._read)
            text = file.read()
        text = text[: text.rfind(b"\n") + 1]
        self._read += len(text)
        now = time.monotonic()
        for line in text.decode().splitlines():
            what, receipt, *rest = line.split(" ")
            self.counts[what] += 1
            if what == "S":
                self._unposted[receipt] = (rest[0], rest[1])
            elif what == "A" and receipt not in self._posted:
                self._due[receipt] = now

    def check_journal(self, kind: str, reference: str, fare: str, currencies: int, legs: str | None) -> None:
        self.counts["journals"] += 1
        cents = self._add(legs or "")
        if cents or currencies != 1:
            self.counts["unbalanced"] += 1
            self._note(f"{kind} {reference} does not sum to zero: {legs}")
        if not reference.startswith(FIRST_LETTER):
            return
        paid = self._unposted.pop(reference, None)
        if paid is None:
            self.counts["doubled"] += 1
            again = "a second time" if reference in self._posted else "and was never paid"
            self._note(f"{reference} is posted {again} ({kind} {fare})")
            return
        self.counts["posted"] += 1
        self._posted.add(reference)
        self._due.pop(reference, None)
        wanted = self._wanted.get(paid) or self._want(*paid)
        if (kind, fare) != ("fare", wanted[0]):
            self._note(f"{reference} is {kind} {fare}, not {wanted[0]}")
        elif legs != wanted[1]:
            self.counts["unbalanced"] += 1
            self._note(f"{reference} moved {legs}, not {wanted[1]}")

    def _want(self, code: str, cents: str) -> tuple[str, str]:
        """What the fare and its journal must say, by the model."""
        rule = self._town.rules[code]
        moved = {f"{rule.plate}/{name}": part for name, part in divide(int(cents), rule).items()}
        if commission := moved.pop(f"{rule.plate}/commission", 0):
            moved["commission"] = commission
        by_id = sorted((self.where[name], part) for name, part in {**moved, "trust": -int(cents)}.items())
        legs = ",".join(f"{where}:{part}" for where, part in by_id)
        self._wanted[code, cents] = (f"{cents}|{rule.plate}|{cents}", legs)
        return self._wanted[code, cents]

    def _add(self, legs: str) -> int:
        """Add a journal's entries to the balances; their sum, or 1 where there are fewer than two or one of nothing."""
        total, count = 0, 0
        for leg in legs.split(","):
            where, _, cents = leg.partition(":")
            amount = int(cents or 0)
            self._balances[int(where or 0)] += amount
            total, count = total + amount, count + bool(amount)
        return total or int(count < 2 or count <= legs.count(","))

    def check_balances(self, balances: list[tuple[Any, ...]]) -> None:
        """Checkpoint and tail, as the product reads them, are what all journals sum to; no guarded one is below 0."""
        for where, guarded, cents in balances:
            if cents != self._balances[where]:
                self.counts["unbalanced"] += 1
                self._note(f"sub_wallet {where} has {cents} cents, its journals sum to {self._balances[where]}")
            if guarded and cents < 0:
                self._note(f"sub_wallet {where} is guarded and has {cents} cents")
        if sum(self._balances.values()):
            self.counts["unbalanced"] += 1
            self._note("all entries do not sum to zero")
