"""A week of the simulated operator with messages lost, doubled and late, charges, reversals, errors and broken files.

`make reconcile-week` (or python -m worker.tests.reconcile_week PAYMENTS SEED) runs it at length; test_reconcile_week.py
is the short form. The seed keeps its own list of what it did. After the jobs every line is matched or is a typed
break, the day's counts are those of the list, and nothing is unexplained but the two amounts that differ.
"""

import copy
import csv
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import psycopg

from db.tests.concurrency.vehicle import faults, make_user, register, value
from db.tests.database import fresh
from db.tests.money_out import open_payout
from sandbox.books import OPENING_CENTS, OPENING_WORKING_CENTS, Books, Payment
from sandbox.clock import EAT
from sandbox.statement import COLUMNS, list_rows
from sandbox.store import Store
from worker.tests.reconciling import JOB, PULLED, PULLED_LINES, RESULT, SETTLE, SHORT_CODE, OwnersImporter, agree

DAYS = 7
BROKEN_ROWS, COPIED_ROWS, REVERSALS, ERRORS = 40, 3, 2, 2
BROKEN_DAY, COPIED_DAY, PULLED_DAY = 2, 4, 6
LOST, DOUBLED, LATE, CHARGED, PLACELESS = 0.02, 0.03, 0.01, 0.05, 0.02
DAY_COUNTS = """select business_on, source, lines, matched, missing_in_ledger, missing_at_operator, amount_differs,
  duplicate, wrong_day, unknown_kind, unexplained_cents from audit.reconciliation order by 1, 2"""
COUNTED = ("lines", "matched", "missing_in_ledger", "missing_at_operator", "amount_differs", "duplicate", "wrong_day",
           "unknown_kind", "unexplained_cents")  # fmt: skip


@dataclass
class Week:
    """The operator's books, what the seed did to each payment, and the counts that follow."""

    owner: psycopg.Connection[Any]
    rng: random.Random
    today: date
    folder: Path
    books: Books = field(default_factory=lambda: Books(Store(":memory:")))
    money_out: list[dict[str, Any]] = field(default_factory=list)
    expected: dict[tuple[date, str], Counter[str]] = field(default_factory=dict)
    plain: list[list[Payment]] = field(default_factory=list)  # of each day: those that nothing happened to
    late: list[Payment] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def day(self, number: int) -> datetime:
        """Midnight of a day of the week, 0 the first."""
        first = datetime(self.today.year, self.today.month, self.today.day, tzinfo=EAT) - timedelta(days=DAYS)
        return first + timedelta(days=number)

    def count(self, number: int, source: str = "statement", **counts: int) -> None:
        """Add to what the seed expects of a day."""
        self.expected.setdefault((self.day(number).date(), source), Counter()).update(counts)


def play(week: Week, payments: int) -> None:
    """The days one after the other: payments, their messages, the evening's file, the next day's late messages."""
    for number in range(DAYS):
        fates = _pay(week, number, payments)
        if number == PULLED_DAY:
            _pull(week, number)
        _take_back(week, number)
        late, week.late = week.late, [payment for payment, fate in fates if fate == "late"]
        _import(week, number)
        for payment in late:
            _message(week, payment, payment.paid_at + timedelta(days=1))
    for payment in week.late:
        _message(week, payment, payment.paid_at + timedelta(days=1))
    _send(week)


def _send(week: Week) -> None:
    """Today: money to a phone, and to a bank whose answer was lost; the statement of that account ends it."""
    for channel, account in (("phone", "utility"), ("paybill", "working")):
        short_code = {} if channel == "phone" else {"short_code": "247247", "account_sealed": "\\x0c"}
        ref = open_payout(week.owner, 15000, channel=channel, **short_code)
        receipt, now = week.books.reserve_receipt(), time.time()
        week.money_out.append({
            "kind": "b2c" if channel == "phone" else channel, "receipt": receipt, "amount_cents": 15000, "account": "",
            "receiver": "254199000126" if channel == "phone" else "247247", "asked_at": now, "ended_at": now,
            "state": "completed", "charge_cents": 500,
        })  # fmt: skip
        if channel == "phone":
            value(week.owner, RESULT, receipt, ref)
        else:
            week.owner.execute(
                "update payouts.payouts set state = 'unknown', sent_at = now() where payout_ref = %s", (ref,)
            )
        # That the other one was paid is told by the file only.
        week.count(DAYS, lines=2, matched=2, missing_in_ledger=0 if channel == "phone" else 1)
        _read(week, DAYS, _export(week, DAYS, 2, account), f"of {account}")
    _read(week, DAYS, _export(week, DAYS, 2, "charges"), "of charges")
    assert value(week.owner, "select string_agg(distinct state, ' ') from payouts.payouts") == "paid"
    assert value(week.owner, "select sum(balance_cents) from audit.wallet_balances where kind = 'fees'") == 0


def _pay(week: Week, number: int, payments: int) -> list[tuple[Payment, str]]:
    """The day's payments in order of time, and what becomes of each one's message."""
    seconds = [*sorted(week.rng.sample(range(5 * 3600, 22 * 3600), payments - 2)), 86_398, 86_399]
    fates, errors = [], [payments // 3] if number in (1, 5) else []
    for place, second in enumerate(seconds):
        cents = week.rng.choice([3000, 5000, 6000, 8000, 15000])
        if week.rng.random() < CHARGED:
            cents = week.rng.choice([120_000, 180_000, 300_000])
        account = "NOWHERE" if week.rng.random() < PLACELESS else "4628"
        if place in errors:
            cents, account = 6000, "4628"
        payment = week.books.record_payment("paybill", f"2541991{place:05}", account, cents,
                                            paid_at=week.day(number) + timedelta(seconds=second))  # fmt: skip
        fate = "error" if place in errors else _draw(week.rng)
        fates.append((payment, fate))
        _tell(week, number, payment, fate)
    week.plain.append([payment for payment, fate in fates if fate == "plain" and payment.account == "4628"])
    return fates


def _draw(rng: random.Random) -> str:
    drawn = rng.random()
    for fate, share in (("lost", LOST), ("doubled", DOUBLED), ("late", LATE)):
        if drawn < share:
            return fate
        drawn -= share
    return "plain"


def _tell(week: Week, number: int, payment: Payment, fate: str) -> None:
    """Send the message about a payment as its fate says, and note what the day must count."""
    lines = 2 if payment.charge_cents else 1
    week.count(number, lines=lines, matched=lines)
    if fate in ("lost", "late"):
        week.count(number, "pull" if number == PULLED_DAY else "statement", missing_in_ledger=1)
        return
    # The day's last seconds: called back after midnight, and still of the first day.
    at = payment.paid_at + timedelta(seconds=9)
    amount = payment.amount_cents * 10 if fate == "error" else payment.amount_cents
    for _ in range(2 if fate == "doubled" else 1):
        _message(week, payment, at, amount)
    if fate == "error":
        week.count(number, matched=-1, amount_differs=1, unexplained_cents=amount - payment.amount_cents)


def _message(week: Week, payment: Payment, at: datetime, amount: int | None = None) -> None:
    cents = amount or payment.amount_cents
    told = {
        "receipt": payment.receipt, "amount": f"{cents // 100}.{cents % 100:02}", "account": payment.account,
        "time": f"{payment.paid_at:%Y%m%d%H%M%S}", "at": at, "body": f"{payment.receipt}{cents}",
    }  # fmt: skip
    (outcome,) = week.owner.execute(SETTLE, told).fetchall()[0]
    assert outcome in ("posted", "suspense"), (payment.receipt, outcome)


def _take_back(week: Week, number: int) -> None:
    """The operator takes a payment back; two people record it when its line is a break."""
    if number not in (1, 3):
        return
    payment = week.rng.choice(week.plain[number])
    at = (week.day(number) + timedelta(hours=23)).timestamp()
    week.money_out.append({
        "kind": "reversal", "receipt": week.books.reserve_receipt(week.day(number)), "receiver": payment.payer,
        "amount_cents": payment.amount_cents, "account": payment.receipt, "asked_at": at, "ended_at": at,
        "state": "completed", "charge_cents": 0,
    })  # fmt: skip
    week.plain[number].remove(payment)
    week.count(number, lines=1, matched=1, missing_in_ledger=1)


def _import(week: Week, number: int) -> None:
    """The evening's file, with its faults; the job; what people do about reversals."""
    rows = _export(week, number, 1, "utility")
    _read(week, number, _spoil(week, number, rows), "as exported")
    maker, checker = (make_user(week.owner, name) for name in ("maker", "checker"))
    for row in week.money_out:
        value(week.owner, "select fares.take_back(%s, 'the operator took it back', %s, %s)", row["account"], maker,
              checker)  # fmt: skip
    if number == BROKEN_DAY:
        _job(week, number)
        _read(week, number, rows, "exported again")
    _job(week, number, hours=26)


def _export(week: Week, number: int, days: int, account: str) -> list[list[str]]:
    """The statement of an account for so many days."""
    money_out, since, until = cast(Any, week.money_out), week.day(number), week.day(number + days)
    rows = list_rows(week.books.all(), money_out, since, until, SHORT_CODE, account=account)
    return [list(row) for row in rows]


def _spoil(week: Week, number: int, rows: list[list[str]]) -> list[list[str]]:
    """40 broken rows in one file, three rows that stand twice in another."""
    plain = {payment.receipt for payment in week.plain[number] if not payment.charge_cents}
    places = [place for place, row in enumerate(rows) if row and row[0] in plain]
    if number == BROKEN_DAY:
        rows = copy.deepcopy(rows)
        for n, place in enumerate(week.rng.sample(places, BROKEN_ROWS)):
            column = COLUMNS.index(("Completion Time", "Paid In", "Transaction Status", "Receipt No.")[n % 4])
            rows[place][column] = ("31-02-2026 25:00:00", "1.234,5.6", "Perhaps", "?")[n % 4]
        week.count(number, missing_at_operator=BROKEN_ROWS)
    elif number == COPIED_DAY:
        rows = rows + [rows[place] for place in week.rng.sample(places, COPIED_ROWS)]
        week.count(number, lines=COPIED_ROWS, duplicate=COPIED_ROWS)
    return rows


def _read(week: Week, number: int, rows: list[list[str]], name: str) -> None:
    path = week.folder / f"{number} {name}.csv"
    with path.open("w", newline="", encoding="utf-8-sig" if number % 2 else "utf-8") as file:
        csv.writer(file, delimiter=";" if number % 3 == 1 else ",").writerows(rows)
    for again in (False, True):
        outcome = OwnersImporter(week.owner).read(path, path.name)
        assert outcome.state == ("known" if again else "read"), outcome
        bad = BROKEN_ROWS if number == BROKEN_DAY and name == "as exported" else 0
        assert again or outcome.bad_count == bad, outcome
    _job(week, number)


def _job(week: Week, number: int, hours: int = 25) -> None:
    value(week.owner, JOB, week.day(number) + timedelta(hours=hours))
    agree(week.owner)


def _pull(week: Week, number: int) -> None:
    """The Pull API's answers of the day, whose windows overlap by ten minutes."""
    for hour in range(24):
        since, until = (week.day(number) + timedelta(hours=hour + h) for h in (0, 1))
        since -= timedelta(minutes=10)
        inside = week.books.all(since, until)
        (statement,) = week.owner.execute(PULLED, (since, until)).fetchall()[0]
        lines = [{
            "row_no": n, "receipt": payment.receipt, "kind": "payment", "amount_cents": payment.amount_cents,
            "completed_at": f"{payment.paid_at:%Y-%m-%d %H:%M:%S}", "bill_ref": payment.account,
        } for n, payment in enumerate(inside, 1)]  # fmt: skip
        week.owner.execute(PULLED_LINES, (statement, len(lines), psycopg.types.json.Jsonb(lines)))
        week.owner.execute("update recon.statements set state = 'read', proof = 'not_stated', ended_at = now(),"
                           " reader = null, lease_until = null where statement_id = %s", (statement,))  # fmt: skip
    # The first window reaches into the evening before.
    for day, since in ((number - 1, week.day(number) - timedelta(minutes=10)), (number, week.day(number))):
        listed = len(week.books.all(since, week.day(day + 1)))
        week.count(day, "pull", lines=listed, matched=listed)
    _job(week, number, hours=24)


def check(week: Week) -> str:
    """Compare with the seed's list; the summary line."""
    found = {(row[0], row[1]): dict(zip(COUNTED, row[2:], strict=True)) for row in week.owner.execute(DAY_COUNTS)}
    wanted = {key: {name: counts[name] for name in COUNTED} for key, counts in week.expected.items()}
    assert found == wanted, [(key, found.get(key), wanted.get(key)) for key in found | wanted
                             if found.get(key) != wanted.get(key)]  # fmt: skip
    loose = """select count(*) from recon.lines l where l.state = 'open'
                and not exists (select from recon.breaks b where b.line_id = l.line_id and b.state = 'open')"""
    assert value(week.owner, loose) == 0
    receipts = {payment.receipt for payment in week.books.all()}
    assert receipts == {receipt for (receipt,) in week.owner.execute("select receipt from mobile_money.payments")}
    assert value(week.owner, "select balance_cents from audit.wallet_balances where kind = 'capital'") == (
        OPENING_CENTS + OPENING_WORKING_CENTS
    )
    assert faults(week.owner) == []
    sums = Counter[str]()
    for counts in wanted.values():
        sums.update(counts)
    counts_said = ", ".join(f"{sums[name]} {name}" for name in COUNTED)
    seconds = time.monotonic() - week.began
    return f"{len(receipts)} payments: {counts_said}, all as the seed's list says, in {seconds:.0f} s"


def run(payments: int, seed: int) -> str:
    """The week with so many payments a day; the summary line."""
    with fresh("week") as database, psycopg.connect(database.owner_url, autocommit=True) as owner, \
            tempfile.TemporaryDirectory() as folder:  # fmt: skip
        register(owner)
        today = value(owner, "select (now() at time zone 'Africa/Nairobi')::date")
        week = Week(owner, random.Random(seed), today, Path(folder))
        play(week, payments)
        return check(week)


if __name__ == "__main__":
    print(run(int(sys.argv[1]), int(sys.argv[2])))
