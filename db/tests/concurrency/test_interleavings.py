"""Every order in which the steps of two or three sessions can come ends as some order of the whole sessions does.

`make interleavings` plays all orders; the tests play so many of each race that a seed chooses.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from psycopg import Connection

from db.tests.concurrency import message_races, races
from db.tests.concurrency.interleavings import Outcome, Race, Step, orders, play_all
from db.tests.concurrency.vehicle import Vehicle, row, value
from db.tests.database import Database

SCHEDULES = int(os.environ.get("LIPA_SCHEDULES", "16"))
SEED = int(os.environ.get("LIPA_SEED", "2026"))


@pytest.fixture(scope="module")
def ready(database: Database, vehicle: Vehicle, module_owner: Connection) -> Vehicle:
    races.get_ready(module_owner)
    return vehicle


@pytest.mark.parametrize("make", races.ALL + message_races.ALL)
@pytest.mark.timeout(600)
def test_any_order_of_steps_ends_as_whole_sessions_do(
    database: Database, ready: Vehicle, owner: Connection, make: Callable[[Vehicle], Race]
) -> None:
    race = make(ready)
    schedules = race.some(SCHEDULES, SEED)
    played = play_all(database.owner_url, race, schedules)
    assert played.faults == []
    assert played.schedules == min(race.count(), SCHEDULES)
    assert played.waits or not race.waits, "no session waited for another one, so nothing was at stake"
    print(f"{race.name}: {played.schedules} of {race.count()} orders, {played.waits} waits")


def test_orders_are_all_and_each_once() -> None:
    found = list(orders({"A": 3, "B": 2}))
    assert len(found) == len(set(found)) == 10
    assert sorted(orders({"A": 2, "B": 2}, "AB")) == ["AABB", "ABAB", "ABBA"]
    assert [race.count() for race in (Race("", {"A": [Step("")] * 4, "B": [Step("")] * 4}, _nothing, _accept),
                                      Race("", dict.fromkeys("ABC", [Step("")] * 3), _nothing, _accept, "ABC"))] == [
        len(list(orders({"A": 4, "B": 4}))), len(list(orders(dict.fromkeys("ABC", 3), "ABC")))]  # fmt: skip


def test_a_lost_update_is_found_in_the_orders_that_lose_it(database: Database, owner: Connection) -> None:
    """Who reads and then writes without a lock loses a payment unless one of them ends before the other begins."""
    owner.execute("create table public.naive (id int primary key, cents int)")

    def prepare(owner: Connection, number: int) -> dict[str, Any]:
        owner.execute("insert into public.naive values (%s, 0)", (number,))
        return {"id": number}

    def find_fault(owner: Connection, values: dict[str, Any], _outcome: Outcome) -> str | None:
        cents = value(owner, "select cents from public.naive where id = %s", values["id"])
        return None if cents == 2 else f"{cents} cents"

    def is_right(order: str) -> bool:
        """One commits before the other looks."""
        (_, look_a, _, end_a), (_, look_b, _, end_b) = [[n for n, s in enumerate(order) if s == name] for name in "AB"]
        return end_a < look_b or end_b < look_a

    steps = (races.BEGIN, Step("select cents from public.naive where id = %(id)s", "seen"),
             Step("update public.naive set cents = %(seen)s::int + 1 where id = %(id)s"), races.COMMIT)
    played = play_all(database.owner_url, Race("naive", {"A": steps, "B": steps}, prepare, find_fault, "AB"))
    owner.execute("drop table public.naive")
    assert {fault.split(": ")[0] for fault in played.faults} == {
        f"naive, {order}" for order in orders({"A": 4, "B": 4}, "AB") if not is_right(order)}
    assert played.waits > 0


def test_a_deadlock_is_a_fault(database: Database, owner: Connection) -> None:
    owner.execute("create table public.two (id int primary key, cents int)")
    owner.execute("insert into public.two values (1, 0), (2, 0)")
    add = "update public.two set cents = cents + 1 where id = "
    first, second = Step(add + "1"), Step(add + "2")
    race = Race("deadlock", {"A": (races.BEGIN, first, second, races.COMMIT),
                             "B": (races.BEGIN, second, first, races.COMMIT)}, _nothing, _accept)  # fmt: skip
    played = play_all(database.owner_url, race, ["AAAABBBB", "ABABABAB"])
    assert played.faults == ["deadlock, ABABABAB: deadlock"]
    assert row(owner, "select min(cents), max(cents) from public.two") == (3, 3)
    owner.execute("drop table public.two")


def _nothing(_owner: Connection, _number: int) -> dict[str, Any]:
    return {}


def _accept(_owner: Connection, _values: dict[str, Any], _outcome: Outcome) -> str | None:
    return None
