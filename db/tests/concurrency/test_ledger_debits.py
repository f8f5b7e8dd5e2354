"""Debits at the same moment: no balance below zero, no deadlock."""

import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import psycopg
import pytest
from psycopg import Connection, errors

from db.tests.concurrency.vehicle import SECONDS, Vehicle, balance, move, together, value
from db.tests.database import Database

Post = Callable[[Connection, str, dict[int, int]], object]
DIRECT = """
with head as (insert into ledger.journals (journal_id, kind, reference, business_on, value_at)
              values (nextval('ledger.journal_ids'), 'test', %s, current_date, now()) returning journal_id)
insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
select h.journal_id, l.n, l.s, l.a, 'KES'
  from head h, unnest(%s::bigint[], %s::bigint[]) with ordinality as l(s, a, n)"""
# 60 journals of two legs each.
POST_SET = """
select ledger.post_journals('test', %s, array_fill(current_date, array[60]), array_fill(now(), array[60]), null, null,
         array_agg((n + 1) / 2 order by n), array_agg(2 - n %% 2 order by n),
         array_agg(case n %% 2 when 1 then %s else %s end::bigint order by n),
         array_agg(case n %% 2 when 1 then -5 else 5 end::bigint order by n), array_fill('KES'::text, array[120]))
  from generate_series(1, 120) n"""


def insert(connection: Connection, reference: str, legs: dict[int, int]) -> None:
    """Post by SQL, as somebody with the owner's password could."""
    connection.execute(DIRECT.encode(), (reference, list(legs), list(legs.values())))


@pytest.mark.parametrize("post", [move, insert])
def test_sixteen_debit_one_sub_wallet(database: Database, vehicle: Vehicle, owner: Connection, post: Post) -> None:
    """Each takes 7 shillings again and again: no more comes out than is in it, and no one sees a negative balance."""
    name, sub_wallet = getattr(post, "__name__", "post"), vehicle.sub_wallets[0]
    move(owner, f"fill {name}", {vehicle.trust: -100_000, sub_wallet: 100_000})
    before = balance(owner, sub_wallet)

    def take(connection: Connection, number: int) -> Counter[str]:
        outcomes: Counter[str] = Counter()
        for n in range(15):
            try:
                post(connection, f"{name} {number} {n}", {sub_wallet: -700, vehicle.trust: 700})
                outcomes["taken"] += 1
            except psycopg.Error as error:
                outcomes[str(error.sqlstate)] += 1
            assert balance(connection, sub_wallet) >= 0
        return outcomes

    outcomes: Counter[str] = sum(together(database.owner_url, 16, take), Counter())
    assert outcomes == {"taken": before // 700, "LFF10": 240 - before // 700}
    assert balance(owner, sub_wallet) == before % 700
    move(owner, f"empty {name}", {sub_wallet: -(before % 700), vehicle.trust: before % 700})


def test_credits_do_not_wait_for_a_debit(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """While a slow transaction takes money out, fares into the same sub_wallet are posted."""
    sub_wallet = vehicle.sub_wallets[1]
    move(owner, "fill slow", {vehicle.trust: -5000, sub_wallet: 5000})
    with psycopg.connect(database.owner_url) as slow:
        move(slow, "slow", {sub_wallet: -5000, vehicle.trust: 5000})
        owner.execute("set lock_timeout = '2s'")
        move(owner, "meanwhile", {vehicle.trust: -300, sub_wallet: 300})
        with pytest.raises(errors.LockNotAvailable):
            move(owner, "a second debit waits", {sub_wallet: -1, vehicle.trust: 1})
        owner.execute("reset lock_timeout")
        slow.commit()
    assert balance(owner, sub_wallet) == 300
    move(owner, "after it", {sub_wallet: -300, vehicle.trust: 300})


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_a_debit_by_an_old_snapshot_fails(database: Database, vehicle: Vehicle, owner: Connection, level: str) -> None:
    """At repeatable read the old balance is seen, so the guard refuses every debit."""
    sub_wallet = vehicle.sub_wallets[2]
    move(owner, f"fill {level}", {vehicle.trust: -1000, sub_wallet: 1000})
    with psycopg.connect(database.owner_url) as late:
        late.execute(f"set transaction isolation level {level}".encode())
        assert balance(late, sub_wallet) == 1000
        move(owner, f"all of it {level}", {sub_wallet: -1000, vehicle.trust: 1000})
        with pytest.raises(psycopg.Error) as refused:
            insert(late, f"again {level}", {sub_wallet: -1000, vehicle.trust: 1000})
        assert refused.value.sqlstate == "LFB11"
    with psycopg.connect(database.owner_url) as late:
        late.execute(f"set transaction isolation level {level}".encode())
        move(late, f"money in {level}", {vehicle.trust: -10, sub_wallet: 10})  # a credit does not depend on a balance
    move(owner, f"empty {level}", {sub_wallet: -10, vehicle.trust: 10})


@pytest.mark.parametrize(("rows", "code"), [([(1, -5), (2, 5)], "LFV12"), ([(1, -5), (2, 4)], "LFV10")])
def test_copy_meets_same_guards(vehicle: Vehicle, owner: Connection, rows: list[tuple[int, int]], code: str) -> None:
    copy_entries = "copy ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency) from stdin"
    with pytest.raises(psycopg.Error) as refused, owner.cursor() as cursor, cursor.copy(copy_entries) as copy:
        for line_no, cents in rows:
            copy.write_row((-1, line_no, vehicle.trust, cents, "KES"))
    assert refused.value.sqlstate == code


def test_overlapping_sets_in_reverse_do_not_deadlock(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Two callers post the same references, one backwards: each reference is posted once."""

    def post(connection: Connection, number: int, tag: str) -> list[int]:
        names = [f"{tag} {n:03}" for n in range(60)]
        order = 1 if number % 2 else -1
        return list(value(connection, POST_SET, names[::order], vehicle.trust, vehicle.commission))[::order]

    for n in range(10):
        journals = together(database.owner_url, 4, partial(post, tag=f"set {n}"))
        assert all(ids == journals[0] for ids in journals)
        assert value(owner, "select count(*) from ledger.journals where reference like %s", f"set {n} %") == 60


def test_overlapping_legs_in_any_order_do_not_deadlock(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """8 connections move money among five guarded sub_wallets, the legs in every order."""
    move(owner, "fill adversarial", {vehicle.trust: -5_000_000, **dict.fromkeys(vehicle.sub_wallets, 1_000_000)})
    before = sum(balance(owner, sub_wallet) for sub_wallet in vehicle.sub_wallets)

    def shuffle(connection: Connection, number: int) -> Counter[str]:
        chance, outcomes, until = random.Random(number), Counter[str](), time.monotonic() + SECONDS
        while time.monotonic() < until:
            sub_wallets = chance.sample(vehicle.sub_wallets, chance.randint(2, 5))
            cents = [chance.randint(-400_000, 400_000) or 1 for _ in sub_wallets[1:]]
            cents[0] += sum(cents) == 0
            post: Post = chance.choice([insert, move])
            legs = dict(zip(sub_wallets, [*cents, -sum(cents)], strict=True))
            try:
                post(connection, f"shuffle {number} {outcomes.total()}", legs)
                outcomes["moved"] += 1
            except psycopg.Error as error:
                outcomes[str(error.sqlstate)] += 1
        return outcomes

    outcomes: Counter[str] = sum(together(database.owner_url, 8, shuffle), Counter())
    assert set(outcomes) <= {"moved", "LFF10"}
    assert outcomes["moved"] > 100
    assert sum(balance(owner, sub_wallet) for sub_wallet in vehicle.sub_wallets) == before
