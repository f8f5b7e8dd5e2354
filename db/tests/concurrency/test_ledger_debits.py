"""Money going out while others reach for it: never below zero, never stuck in a circle."""

import random
from collections import Counter
from collections.abc import Callable
from functools import partial

import psycopg
import pytest
from psycopg import errors

from db.tests.concurrency.vehicle import SECONDS, TestVehicle, balance, for_seconds, move, together, value
from db.tests.database import Database

Way = Callable[[psycopg.Connection, str, dict[int, int]], None]
DIRECT = """
with head as (insert into ledger.journals (journal_id, kind, reference, business_on, value_at)
              values (nextval('ledger.journal_ids'), 'test', %s, current_date, now()) returning journal_id)
insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
select h.journal_id, l.n, l.s, l.a, 'KES' from head h, unnest(%s::bigint[], %s::bigint[]) with ordinality as l(s, a, n)"""


def by_function(hand: psycopg.Connection, reference: str, legs: dict[int, int]) -> None:
    """The way our own functions post."""
    move(hand, reference, legs)


def by_hand(hand: psycopg.Connection, reference: str, legs: dict[int, int]) -> None:
    """The way somebody with the owner's password would."""
    hand.execute(DIRECT.encode(), (reference, list(legs), list(legs.values())))


@pytest.mark.parametrize("way", [by_function, by_hand])
def test_many_hands_in_one_pot(road: tuple[Database, TestVehicle], owner: psycopg.Connection, way: Way) -> None:
    """16 hands take 7 shillings each, again and again: exactly what is in it comes out, and nobody sees it negative."""
    name, matatu = getattr(way, "__name__", "way"), road[1]
    pot = matatu.pots[0]
    move(owner, f"fill {name}", {matatu.trust: -100_000, pot: 100_000})
    before = balance(owner, pot)

    def take(hand: psycopg.Connection, number: int) -> Counter[str]:
        answers: Counter[str] = Counter()
        for turn in range(15):
            try:
                way(hand, f"{name} {number} {turn}", {pot: -700, matatu.trust: 700})
                answers["taken"] += 1
            except psycopg.Error as refused:
                answers[str(refused.sqlstate)] += 1
            assert balance(hand, pot) >= 0
        return answers

    answers: Counter[str] = sum(together(road[0].owner_url, 16, take), Counter())
    assert answers == {"taken": before // 700, "LFF10": 240 - before // 700}
    assert balance(owner, pot) == before % 700
    move(owner, f"empty {name}", {pot: -(before % 700), matatu.trust: before % 700})


def test_credits_do_not_wait_for_a_debit(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Somebody takes money out and dawdles: fares into the same pot are posted meanwhile."""
    _, matatu = road
    pot = matatu.pots[1]
    move(owner, "fill slow", {matatu.trust: -5000, pot: 5000})
    with psycopg.connect(road[0].owner_url) as slow:
        move(slow, "slow", {pot: -5000, matatu.trust: 5000})
        owner.execute("set lock_timeout = '2s'")
        move(owner, "meanwhile", {matatu.trust: -300, pot: 300})
        with pytest.raises(errors.LockNotAvailable):
            move(owner, "a second debit waits", {pot: -1, matatu.trust: 1})
        owner.execute("reset lock_timeout")
        slow.commit()
    assert balance(owner, pot) == 300
    move(owner, "after it", {pot: -300, matatu.trust: 300})


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_a_debit_that_looks_at_an_old_snapshot(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection, level: str
) -> None:
    """At repeatable read the pot looks as full as it was: the debit is refused rather than believed."""
    _, matatu = road
    pot = matatu.pots[2]
    move(owner, f"fill {level}", {matatu.trust: -1000, pot: 1000})
    with psycopg.connect(road[0].owner_url) as late:
        late.execute(f"set transaction isolation level {level}".encode())
        assert balance(late, pot) == 1000
        move(owner, f"all of it {level}", {pot: -1000, matatu.trust: 1000})
        with pytest.raises(psycopg.Error) as refused:
            by_hand(late, f"again {level}", {pot: -1000, matatu.trust: 1000})
        assert refused.value.sqlstate == "LFB11"
    with psycopg.connect(road[0].owner_url) as late:
        late.execute(f"set transaction isolation level {level}".encode())
        move(late, f"money in {level}", {matatu.trust: -10, pot: 10})  # a credit depends on nothing it could see
    move(owner, f"empty {level}", {pot: -10, matatu.trust: 10})


def test_a_copy_is_no_way_around(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Rows poured in by COPY meet the same guards."""
    _, matatu = road
    for rows, code in (
        ([(1, -5), (2, 5)], "LFV12"),
        ([(1, -5), (2, 4)], "LFV10"),
    ):
        with pytest.raises(psycopg.Error) as refused, owner.cursor() as cursor:  # noqa: SIM117
            with cursor.copy(
                "copy ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency) from stdin"
            ) as copy:
                for line, cents in rows:
                    copy.write_row((-1, line, matatu.trust, cents, "KES"))
        assert refused.value.sqlstate == code


def test_overlapping_sets_of_journals_in_opposite_order(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection
) -> None:
    """Two callers post the same references, one backwards: one posts each, nobody waits in a circle."""
    _, matatu = road

    def post(hand: psycopg.Connection, number: int, tag: str) -> list[int]:
        names = [f"{tag} {n:03}" for n in range(60)]
        names = names if number % 2 else names[::-1]
        ids = value(
            hand,
            """select ledger.post_journals('test', %s, array_fill(current_date, array[60]), array_fill(now(), array[60]), null, null,
                 array(select (n + 1) / 2 from generate_series(1, 120) n), array(select 2 - n %% 2 from generate_series(1, 120) n),
                 array(select case n %% 2 when 1 then %s else %s end from generate_series(1, 120) n)::bigint[],
                 array(select case n %% 2 when 1 then -5 else 5 end from generate_series(1, 120) n)::bigint[], array_fill('KES'::text, array[120]))""",
            names, matatu.trust, matatu.commission,
        )  # fmt: skip
        return list(ids) if number % 2 else list(ids)[::-1]

    for round_ in range(10):
        answers = together(road[0].owner_url, 4, partial(post, tag=f"set {round_}"))
        assert all(answer == answers[0] for answer in answers)
        assert value(owner, "select count(*) from ledger.journals where reference like %s", f"set {round_} %") == 60


def test_defect_13_deadlocks_by_overlapping_legs(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """8 hands move money among five guarded pots, the legs in every order: no circle in all that time."""
    _, matatu = road
    move(owner, "fill adversarial", {matatu.trust: -5_000_000, **dict.fromkeys(matatu.pots, 1_000_000)})
    before = sum(balance(owner, pot) for pot in matatu.pots)

    def shuffle(hand: psycopg.Connection, number: int) -> Counter[str]:
        chance = random.Random(number)
        answers: Counter[str] = Counter()

        def once(turn: int) -> None:
            pots = chance.sample(matatu.pots, chance.randint(2, 5))
            cents = [chance.randint(-400_000, 400_000) or 1 for _ in pots[1:]]
            if sum(cents) == 0:
                cents[0] += 1
            try:
                way = by_hand if chance.random() < 0.5 else by_function
                way(hand, f"shuffle {number} {turn}", dict(zip(pots, [*cents, -sum(cents)], strict=True)))
                answers["moved"] += 1
            except psycopg.Error as refused:
                answers[str(refused.sqlstate)] += 1

        for_seconds(SECONDS, once)
        return answers

    answers: Counter[str] = sum(together(road[0].owner_url, 8, shuffle), Counter())
    assert set(answers) <= {"moved", "LFF10"}
    assert answers["moved"] > 100
    assert sum(balance(owner, pot) for pot in matatu.pots) == before
