"""Offices that register, number, sell and change rules at the same moment."""

from collections import Counter

import psycopg

from db.tests.concurrency.vehicle import SHARES, TestVehicle, register, row, together, value
from db.tests.database import Database


def try_(hand: psycopg.Connection, query: str, *arguments: object) -> str:
    """done, or the code of the refusal."""
    try:
        value(hand, query, *arguments)
    except psycopg.Error as refused:
        return str(refused.sqlstate)
    return "done"


def test_one_door_code_wanted_by_eight_vehicles(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """One gets it; the others are told that it is taken, in those words."""
    codes = [
        value(owner, "select n || fleet.damm_digit(n::text)::text from (select %s::int) t(n)", 500 + n) for n in range(8)
    ]
    vehicles = [register(owner, f"KZZ 01{n}A", code).vehicle_id for n, code in enumerate(codes)]
    wanted = value(owner, "select '777' || fleet.damm_digit('777')")
    answers = together(
        road[0].owner_url,
        8,
        lambda hand, n: try_(hand, "select fleet.issue_door_code(%s, %s, now())", vehicles[n], wanted),
    )
    assert Counter(answers) == {"done": 1, "LFC30": 7}
    assert value(owner, "select count(*) from fleet.door_codes where door_code = %s", wanted) == 1


def test_eight_rules_for_one_vehicle(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Each becomes a version, none is lost, none overwrites another."""
    vehicle = road[1].vehicle_id

    def change(hand: psycopg.Connection, number: int) -> str:
        return try_(
            hand,
            "select fares.set_split_rule(%s, now() + interval '1 hour', %s, 0, %s, %s, 'profit', 'test')",
            vehicle,
            number,
            list(SHARES),
            list(SHARES.values()),
        )

    assert together(road[0].owner_url, 8, change) == ["done"] * 8
    versions = value(
        owner, "select array_agg(version order by version) from fares.split_rules where vehicle_id = %s", vehicle
    )
    assert versions == list(range(1, 10))
    assert (
        value(
            owner,
            "select count(distinct commission_bps) from fares.split_rules where version > 1 and vehicle_id = %s",
            vehicle,
        )
        == 8
    )


def test_the_first_vehicles_of_a_sacco(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Registered at once, they share one trust account and one commission."""
    sacco = value(owner, "insert into fleet.saccos (name) values ('New PooledConnection') returning sacco_id")
    route = value(owner, "select fleet.register_route(%s, '111', 'Ngong', array['Railways', 'Ngong'])", sacco)

    def join(hand: psycopg.Connection, number: int) -> tuple[int, int]:
        vehicle = value(
            hand,
            "select fleet.register_vehicle(%s, %s, owner_id, 14, now() - interval '1 day') from fleet.owners",
            f"KZZ 02{number}B",
            route,
        )
        rule = value(
            hand,
            "select fares.set_split_rule(%s, now() - interval '1 day', 200, 0, %s, %s, 'profit', 'test')",
            vehicle,
            list(SHARES),
            list(SHARES.values()),
        )
        trust, commission = row(
            hand,
            "select trust_sub_wallet_id, commission_sub_wallet_id from fares.split_rules where split_rule_id = %s",
            rule,
        )
        return trust, commission

    assert len(set(together(road[0].owner_url, 8, join))) == 1
    assert value(owner, "select count(*) from ledger.wallets where sacco_id = %s and kind <> 'vehicle'", sacco) == 2


def test_one_plate_registered_by_eight_offices(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """It is one vehicle, with one owner."""
    route = value(owner, "select min(route_id) from fleet.routes")
    register_it = "select fleet.register_vehicle('kzz-030c', %s, owner_id, 14, now()) from fleet.owners"
    answers = together(road[0].owner_url, 8, lambda hand, _: value(hand, register_it, route))
    assert len(set(answers)) == 1
    assert value(owner, "select count(*) from fleet.vehicle_owners where vehicle_id = %s", answers[0]) == 1


def test_a_vehicle_sold_twice_at_once(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Two buyers: one of them has it in the end, by one open row and the rule in force."""
    buyers = [
        value(owner, "insert into fleet.owners (name) values (%s) returning owner_id", f"Buyer {n}") for n in "ab"
    ]
    vehicle = road[1].vehicle_id
    answers = together(
        road[0].owner_url,
        2,
        lambda hand, n: try_(hand, "select fleet.transfer_vehicle(%s, %s, now(), 'test')", vehicle, buyers[n]),
    )
    assert "done" in answers
    holder = value(
        owner, "select owner_id from fleet.vehicle_owners where vehicle_id = %s and valid_to is null", vehicle
    )
    assert holder in buyers
    rules = "select owner_id from fares.split_rules where split_rule_id = fares.rule_in_force(%s, now() + %s::interval)"
    assert value(owner, rules, vehicle, "0") == value(owner, rules, vehicle, "2 hours") == holder
