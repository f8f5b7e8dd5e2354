"""Seals: every entry in exactly one, whatever the commit order; no false alarm; what a superuser changes is found."""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.tampering import Intruder, Tampering, find, unguarded
from db.tests.concurrency.vehicle import (
    SECONDS,
    Vehicle,
    confirm,
    move,
    together,
    value,
    wait_until_settled,
)  # fmt: skip
from db.tests.database import Database

# How many changes are tried: make tamper N=1000 for all.
TAMPERINGS = int(os.environ.get("LIPA_TAMPERINGS", "80"))
SEAL = "select ledger.seal(100000)"
# How many seals cover each journal below the end of the newest seal, whatever the seals say of themselves.
COVERED = """select j.journal_id, count(s.seal_id) from ledger.journals j
  left join ledger.seals s on s.business_on = j.business_on and j.xact >= s.horizon_from and j.xact < s.horizon
             and exists (select from ledger.open_leaves(s.leaves) o where o.journal_id = j.journal_id)
 where j.xact < (select max(horizon) from ledger.seals) group by 1"""
ON_DAY = """select ledger.post_journals('day', array[%s], array[current_date - %s::int], array[now()], null, null,
  array[1, 1], array[1, 2], array[%s, %s]::bigint[], array[-100, 100]::bigint[], array['KES', 'KES'])"""


def seal(owner: Connection) -> int:
    """Seal all that has committed; how many journals."""
    wait_until_settled(owner)
    return int(value(owner, SEAL))


def covered(owner: Connection) -> set[int]:
    """By how many seals journals are covered."""
    return {seals for _, seals in owner.execute(COVERED)}


def test_a_late_commit_is_in_one_seal(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Journal 1 stays open, journal 2 commits, a seal is made, journal 1 commits, another seal (leaders' defect 2)."""
    legs = {vehicle.trust: -100, vehicle.commission: 100}
    seal(owner)
    with psycopg.connect(database.owner_url) as late:
        one = move(late, "one", legs)
        two = move(owner, "two", legs)
        value(owner, SEAL)
        late.commit()
    assert one < two
    seal(owner)
    seals: dict[int, int] = dict(owner.execute(COVERED))
    assert (seals[one], seals[two], covered(owner)) == (1, 1, {1})
    assert find(owner) == []


def test_a_rolled_back_journal_is_in_none(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    with psycopg.connect(database.owner_url) as gone:
        move(gone, "gone", {vehicle.trust: -100, vehicle.commission: 100})
        value(owner, SEAL)
        gone.rollback()
    seal(owner)
    assert find(owner) == []
    assert seal(owner) == 0, "nothing new, nothing sealed"


def test_no_false_alarm_under_eight_writers(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Leaders' defects 2 and 3: 8 writers, one that commits late, seals and verifications in between."""
    over = threading.Event()

    def write(number: int) -> int:
        times = 0
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            while not over.is_set():
                confirm(telco, f"QS{number}{times:07}", account="4628" if times % 3 else "?")
                times += 1
        return times

    def commit_late(_: int) -> int:
        with psycopg.connect(database.owner_url) as late:
            for times in range(10**6):
                if over.is_set():
                    return times
                late.execute(ON_DAY.encode(), (f"late {times}", times % 2, vehicle.trust, vehicle.commission))
                time.sleep(0.05)
                late.commit()
        return 0

    def seal_and_verify(_: int) -> list[object]:
        found: list[object] = []
        with psycopg.connect(database.owner_url, autocommit=True) as sealer:
            while not over.is_set():
                value(sealer, SEAL)
                found += find(sealer)
                time.sleep(0.01)
        return found

    with ThreadPoolExecutor(10) as threads:
        writers = [threads.submit(write, number) for number in range(8)]
        late, sealer = threads.submit(commit_late, 0), threads.submit(seal_and_verify, 0)
        time.sleep(SECONDS * 0.5)
        over.set()
        assert sum(writer.result() for writer in writers) > 100
        assert late.result() > 3
        assert sealer.result() == []
    seal(owner)
    assert covered(owner) == {1}
    assert value(owner, "select count(*) from ledger.seals") > 5
    assert find(owner) == []
    assert value(owner, "select count(*) from messaging.alarms where kind = 'seal_broken'") == 0
    assert value(owner, "select bool_and(verified) from audit.seals")


@pytest.fixture(scope="module")
def sealed(database: Database, vehicle: Vehicle) -> Iterator[Connection]:
    """A few days of journals under several seals each, and a superuser without guards."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner, \
            psycopg.connect(database.url("telco"), autocommit=True) as telco:  # fmt: skip
        for part in range(6):
            for number in range(8):
                confirm(telco, f"QT{part}{number}TAMPER", str(50 + number))
                owner.execute(ON_DAY.encode(), (f"t{part}{number}", number % 3, vehicle.trust, vehicle.commission))
            seal(owner)
        assert find(owner) == []
    with unguarded(database.addresses["LIPA_SUPERUSER_URL"]) as superuser:
        yield superuser


@pytest.mark.parametrize("seed", range(4))
def test_random_changes_are_each_found_and_named(sealed: Connection, seed: int) -> None:
    """Edits, deletions, insertions and swaps: each is named by its market day and its row."""
    intruder, missed, kinds = Intruder(sealed, seed), list[Tampering](), Counter[str]()
    for _ in range(TAMPERINGS // 4):
        with sealed.transaction(force_rollback=True):
            done = intruder.act()
            faults = find(sealed)
        kinds[done.what.split()[0]] += 1
        if not done.is_named(faults):
            missed.append(done)
    print(f"tampering: {sum(kinds.values())} changes {dict(kinds)}, {len(missed)} not found")
    assert missed == []
    assert find(sealed) == []


@pytest.mark.parametrize("change", [
    "update ledger.journals set kind = 'No Word'", "update ledger.journals set reference = ''",
    "update ledger.journals set value_at = 'infinity'", "update ledger.ledger_entries set amount_cents = 0",
    "update ledger.ledger_entries set amount_cents = 1000000000000001", "update ledger.ledger_entries set line_no = 0",
])  # fmt: skip
def test_the_proof_finds_values_that_came_past_the_guards(sealed: Connection, change: str) -> None:
    """As a dump could bring them, which is loaded before there are guards."""
    faults = "select faults from audit.ledger_proof where invariant like 'journals and entries with values%%'"
    assert value(sealed, faults) == 0
    with sealed.transaction(force_rollback=True):
        place = "(select max(journal_id) from ledger.journals)"
        line = " and line_no = 1" if "entries" in change else ""
        sealed.execute(f"{change} where journal_id = {place}{line}".encode())
        assert value(sealed, faults) == 1


def test_a_cut_off_tail_is_found(sealed: Connection) -> None:
    """Leaders' defect 4: the newest rows are gone; then the newest seals with them, which only an anchor can tell."""
    cut = "select horizon_from::text from ledger.seals order by seal_id desc limit 1"
    day, anchor = sealed.execute(
        "select business_on, ledger.fingerprint(business_on) from ledger.seals order by seal_id desc limit 1"
    ).fetchone() or ("", "")
    held = "select count(*) from ledger.find_fingerprint(%s, %s)"
    with sealed.transaction(force_rollback=True):
        horizon = value(sealed, cut)
        for table in ("ledger_entries", "journals"):
            delete = f"delete from ledger.{table} where xact >= %s::text::xid8"  # noqa: S608
            sealed.execute(delete.encode(), (horizon,))
        faults = find(sealed)
        assert {fault[2] for fault in faults} == {"journal_missing"}
        assert day in {fault[1] for fault in faults}
        sealed.execute("delete from audit.seal_checks where seal_id in (select seal_id from ledger.seals"
                       " where horizon > %s::text::xid8)", (horizon,))  # fmt: skip
        sealed.execute("delete from ledger.seals where horizon > %s::text::xid8", (horizon,))
        assert find(sealed) == [], "rows and seals end at the same place"
        assert value(sealed, held, day, anchor) == 0, "but a fingerprint that was printed is gone"
    assert value(sealed, held, day, anchor.lower().replace("-", "")) == 1


@pytest.mark.parametrize(("edit", "fault"), [
    ("update ledger.seals set leaves = substr(leaves, 2) where seal_id = 2", "seal_changed"),
    ("update ledger.seals set sealed_at = sealed_at + interval '1 s' where seal_id = 2", "seal_changed"),
    ("update ledger.seals set seal_hash = sha256('x') where seal_id = 2", "seal_replaced"),
    ("delete from ledger.seals where seal_id = 2", "seal_missing"),
])  # fmt: skip
def test_a_changed_seal_is_found(sealed: Connection, edit: str, fault: str) -> None:
    with sealed.transaction(force_rollback=True):
        sealed.execute("delete from audit.seal_checks where seal_id = 2")
        sealed.execute(edit.encode())
        assert fault in {found[2] for found in find(sealed)}


def test_a_recomputed_seal_does_not_fit_the_next(sealed: Connection) -> None:
    """Who edits a row and writes its seal anew breaks the link to the seal after it."""
    with sealed.transaction(force_rollback=True):
        sealed.execute("update ledger.journals j set reference = 'forged' from ledger.seals s where s.seal_id = 2"
                       " and j.business_on = s.business_on and j.xact >= s.horizon_from and j.xact < s.horizon"
                       " and j.journal_id = (select min(o.journal_id) from ledger.open_leaves(s.leaves) o)")
        sealed.execute("update ledger.seals s set leaves = r.leaves from ledger.recompute_leaves(2, 2) r"
                       " where s.seal_id = r.seal_id")  # fmt: skip
        sealed.execute("update ledger.seals s set seal_hash = ledger.seal_hash(s, s.leaves) where seal_id = 2")
        faults = find(sealed)
    assert [(fault[0], fault[2]) for fault in faults] == [(2, "seal_replaced")]


def test_a_journal_in_a_closed_day_stops_no_seal(sealed: Connection) -> None:
    """A row that came into a day after its last seal, past the guards, is named; all other rows are sealed on."""
    forge = """insert into ledger.journals (journal_id, kind, reference, business_on, value_at, xact)
      values (900000001, 'forged', '1', %s, now(), %s::text::xid8),
             (900000002, 'forged', '2', %s, now(), %s::text::xid8)"""
    horizon = int(value(sealed, "select max(horizon)::text from ledger.seals"))
    for _ in range(3):
        sealed.execute("select pg_current_xact_id()")
    with sealed.transaction(force_rollback=True):
        sealed.execute("alter table ledger.seals enable always trigger guard_chained")
        closed, today = sealed.execute("select min(business_on), max(business_on) from ledger.seals").fetchone() or ()
        sealed.execute("insert into ledger.closed_days (business_on) values (%s)", (closed,))
        value(sealed, "select ledger.write_seals(%s::text::xid8, %s)", horizon, closed)
        value(sealed, "select ledger.store_day_balances(%s)", closed)
        sealed.execute(forge.encode(), (closed, horizon, today, horizon))
        assert value(sealed, "select ledger.write_seals(%s::text::xid8, null)", horizon + 1) == 1
        assert [fault[1:4] for fault in find(sealed)] == [(closed, "journal_added", 900000001)]


def test_the_trial_balance_is_exact_at_every_instant(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Stored totals and the entries after them, against all entries, in one snapshot each, while others write."""
    over = threading.Event()

    def write(number: int) -> None:
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            for times in range(10**6):
                if over.is_set():
                    return
                confirm(telco, f"QB{number}{times:07}")

    compare = """select (select array_agg(t order by t.currency) from audit.trial_balance t)::text,
      (select array_agg(row(e.currency, e.debits, e.credits, e.credits - e.debits) order by e.currency)
         from (select currency, sum(-amount_cents) filter (where amount_cents < 0)::bigint as debits,
                      sum(amount_cents) filter (where amount_cents > 0)::bigint as credits
                 from ledger.ledger_entries group by currency) e)::text,
      (select jsonb_object_agg(b.sub_wallet_id, b.balance_cents order by b.sub_wallet_id) from audit.wallet_balances b)
        = (select jsonb_object_agg(s.sub_wallet_id, coalesce(e.cents, 0) order by s.sub_wallet_id)
             from ledger.sub_wallets s left join (select sub_wallet_id, sum(amount_cents) as cents
                                                    from ledger.ledger_entries group by 1) e using (sub_wallet_id))"""
    with ThreadPoolExecutor(4) as threads:
        writers = [threads.submit(write, number) for number in range(4)]
        until, compared = time.monotonic() + SECONDS * 0.3, 0
        while time.monotonic() < until or compared < 4:
            found = owner.execute(compare.encode()).fetchone()
            assert found, "one row"
            assert found[0] == found[1], "the totals are those of the entries"
            assert found[2], "and so is each balance"
            value(owner, SEAL)
            value(owner, "select ledger.make_checkpoints(5)")
            compared += 1
        over.set()
        for writer in writers:
            writer.result()
    assert compared > 3


def test_every_instant_is_exact_after_twenty_clients(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Leaders' defect 1: the balance of the shared account at each of its instants, against the entries themselves."""

    def pay(telco: Connection, number: int) -> None:
        for times in range(12):
            confirm(telco, f"QI{number:02}{times:06}")

    together(database.url("telco"), 20, pay)
    value(owner, "select ledger.make_checkpoints(30)")
    seal(owner)
    wrong = """select e.xact from (select distinct x.xact, sum(x.amount_cents) over (order by x.xact) as cents
                 from ledger.ledger_entries x where x.sub_wallet_id = %s) e
      where e.cents <> (select b.balance_cents from ledger.balances(array[%s]::bigint[],
                          (e.xact::text::bigint + 1)::text::xid8) b)"""
    for wallet in (vehicle.trust, vehicle.commission, vehicle.sub_wallets[0]):
        assert owner.execute(wrong, (wallet, wallet)).fetchall() == []
    assert value(owner, "select count(*) from fares.fares where receipt like 'QI%%'") == 240
    assert covered(owner) == {1}
