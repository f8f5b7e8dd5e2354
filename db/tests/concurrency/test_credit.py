"""Credit, top-ups, moves and breakdowns at the same moment: each happens once, and no cent is spent twice."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency import passenger
from db.tests.concurrency.vehicle import (
    Vehicle,
    faults,
    hashed,
    make_user,
    register,
    start_until_blocked,
    together,
    value,
)
from db.tests.database import Database

ROUNDS = 8
MOVE = "select fares.move_fare(%s, %s, null, now())"


@pytest.fixture(autouse=True, scope="module")
def no_limits(module_owner: Connection) -> None:
    module_owner.execute("delete from config.rate_limits where limit_name = 'prompt'")


def test_the_last_credit_is_used_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Two calls of one SIM, each for another fare: the credit of 60 pays one of them."""
    for n in range(ROUNDS):
        who = f"last{n}"
        passenger.dial(owner, who)
        passenger.give(owner, who, f"QLAST{n:05}", 6000)

        def use(c: Connection, k: int, who: str = who) -> str:
            return str(passenger.ask(c, who, vehicle.vehicle_id, 6000 + 100 * k, "credit")[0])

        outcomes = together(database.owner_url, 2, use)
        assert "opened" in outcomes
        used = "select coalesce(sum(u.cents), 0)::int from fares.credit_uses u where u.phone_hash = %s"
        assert value(owner, used, hashed(who)) <= 6000
        assert passenger.available(owner, who) >= 0
    assert faults(owner) == []


def test_a_prompt_is_paid_while_it_expires(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """The credit is used with the money or released, never both."""
    for n in range(ROUNDS):
        who = f"late{n}"
        passenger.dial(owner, who)
        passenger.give(owner, who, f"QLATC{n:05}", 2000)
        ref = passenger.ask(owner, who, vehicle.vehicle_id, 6000, "credit")[1]
        account = passenger.account_of(owner, ref)

        def act(c: Connection, k: int, paid: tuple[str, str, str] = (who, ref, account), n: int = n) -> str:
            if k:
                return str(value(c, "select mobile_money.finish_intent(%s, '1032', now())", paid[1]))
            return passenger.pay(c, paid[0], f"QLATP{n:05}", 4000, paid[2])

        assert together(database.owner_url, 2, act)[0] == "posted"
        assert value(owner, "select amount_cents::int from fares.fares where receipt = %s", f"QLATP{n:05}") == 6000
        assert passenger.available(owner, who) == 0
    assert faults(owner) == []


def test_two_top_ups_clear_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    for n in range(ROUNDS):
        who = f"short{n}"
        passenger.dial(owner, who)
        passenger.ask(owner, who, vehicle.vehicle_id, 8000)
        passenger.pay(owner, who, f"QSHRT{n:05}", 6000)

        def top_up(c: Connection, k: int, who: str = who, n: int = n) -> str:
            return passenger.pay(c, who, f"QTOP{k}{n:05}", 2000)

        outcomes = together(database.owner_url, 3, top_up)
        assert outcomes == ["posted"] * 3
        assert value(owner, "select count(*) from fares.top_ups where of_receipt = %s", f"QSHRT{n:05}") == 1
        assert value(owner, "select state from fares.shortfalls where receipt = %s", f"QSHRT{n:05}") == "cleared"
    assert faults(owner) == []


def test_a_fare_is_moved_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    others = [register(owner, f"KZZ 1{k}1B", code).vehicle_id for k, code in enumerate(("4631", "4644"))]
    for n in range(ROUNDS):
        receipt = f"QMOVE{n:05}"
        passenger.pay(owner, f"move{n}", receipt, 6000)

        def move(c: Connection, k: int, receipt: str = receipt) -> str:
            return str(value(c, MOVE, receipt, others[k]))

        outcomes = together(database.owner_url, 2, move)
        assert sorted(outcomes) == ["moved", "moved_before"]
    assert faults(owner) == []


def test_two_fares_change_places(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """One from each vehicle to the other, at once."""
    other = register(owner, "KZZ 191B", "4653").vehicle_id
    for n in range(ROUNDS):
        passenger.pay(owner, "here", f"QSWPA{n:05}", 6000)
        passenger.pay(owner, "there", f"QSWPB{n:05}", 6000, "4653")
        calls = [(f"QSWPA{n:05}", other), (f"QSWPB{n:05}", vehicle.vehicle_id)]

        def swap(c: Connection, k: int, calls: list[tuple[str, int]] = calls) -> str:
            return str(value(c, MOVE, *calls[k]))

        assert together(database.owner_url, 2, swap) == ["moved"] * 2
    assert faults(owner) == []


def test_a_trip_breaks_down_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """While the operator takes one of its payments back."""
    user = make_user(owner, "conductor")
    for n in range(ROUNDS):
        trip = value(owner, "select fleet.start_trip(%s, %s, now() - interval '10 minutes')", vehicle.vehicle_id, user)
        owner.execute("update fleet.trips set opened_at = now() - interval '1 minute' where trip_id = %s", (trip,))
        for k in range(4):
            passenger.pay(owner, f"ride{k}", f"QBR{k}{n:06}", 6000)

        def act(c: Connection, k: int, trip: int = trip, n: int = n) -> str:
            if k == 2:
                return str(value(c, "select fares.take_back(%s, 'by the portal', null, null)", f"QBR1{n:06}"))
            query = """select fares.break_down(%s, (select min(stage_id) from fleet.stages s
                         join fleet.vehicles v using (route_id) where v.vehicle_id = %s), %s, now()) ->> 'outcome'"""
            return str(value(c, query, trip, vehicle.vehicle_id, user))

        outcomes = together(database.owner_url, 3, act)
        assert sorted(outcomes[:2]) == ["broken_down", "known"]
        assert outcomes[2] == "taken_back"
        owner.execute("update fleet.trips set closed_at = now(), closed_as = 'ended' where trip_id = %s", (trip,))
    assert faults(owner) == []


def test_a_fare_is_moved_to_a_vehicle_that_breaks_down(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """The breakdown has the trip and wants the SACCO's commission; the move waits for the trip and has neither."""
    other = register(owner, "KZZ 192B", "4666").vehicle_id
    user = make_user(owner, "broken")
    trip = value(owner, "select fleet.start_trip(%s, %s, now() - interval '10 minutes')", other, user)
    owner.execute("update fleet.trips set opened_at = now() - interval '1 minute' where trip_id = %s", (trip,))
    passenger.pay(owner, "rider", "QBRMV00001", 6000, "4666")
    passenger.dial(owner, "wrong")
    ref = passenger.ask(owner, "wrong", vehicle.vehicle_id, 6000)[1]
    passenger.pay(owner, "wrong", "QBRMV00002", 6000, passenger.account_of(owner, ref))
    query = """select fares.break_down(%s, (select min(stage_id) from fleet.stages s
                 join fleet.vehicles v using (route_id) where v.vehicle_id = %s), %s, now()) ->> 'outcome'"""
    with psycopg.connect(database.owner_url) as breaking, ThreadPoolExecutor(1) as pool:
        breaking.execute("select from fleet.trips where trip_id = %s for no key update", (trip,))
        moved = start_until_blocked(pool, owner, database.owner_url, MOVE, "QBRMV00002", other)
        assert value(breaking, query, trip, other, user) == "broken_down"
        breaking.commit()
        assert moved.result(30) == "moved"
    assert faults(owner) == []
