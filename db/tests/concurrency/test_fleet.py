"""Several staff members register, number and sell vehicles and change rules at the same moment."""

from collections import Counter

from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, error_code, register, row, set_rule, together, value
from db.tests.database import Database

RULE_IN_FORCE = """select owner_id from fares.split_rules
  where split_rule_id = fares.rule_in_force(%s, now() + %s::interval)"""


def test_one_of_eight_vehicles_gets_a_door_code(database: Database, owner: Connection) -> None:
    """The others are refused because it is taken."""
    digit = "select n || fleet.damm_digit(n::text)::text from (select %s::int) t(n)"
    codes = [value(owner, digit, 500 + n) for n in range(8)]
    vehicles = [register(owner, f"KZZ 01{n}A", code).vehicle_id for n, code in enumerate(codes)]
    wanted = value(owner, digit, 777)
    issue = "select fleet.issue_door_code(%s, %s, now())"
    codes = together(database.owner_url, 8, lambda connection, n: error_code(connection, issue, vehicles[n], wanted))
    assert Counter(codes) == {None: 1, "LFC30": 7}
    assert value(owner, "select count(*) from fleet.door_codes where door_code = %s", wanted) == 1


def test_eight_rules_for_a_vehicle_are_eight_versions(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    together(database.owner_url, 8, lambda connection, n: set_rule(connection, vehicle.vehicle_id, "1 hour", n))
    versions = """select array_agg(version order by version), count(distinct commission_bps) filter (where version > 1)
                    from fares.split_rules where vehicle_id = %s"""
    assert row(owner, versions, vehicle.vehicle_id) == (list(range(1, 10)), 8)


def test_the_first_vehicles_of_a_sacco_share_its_accounts(database: Database, owner: Connection) -> None:
    """Registered at once, they share one trust account and one commission."""
    sacco = value(owner, "insert into fleet.saccos (name) values ('New SACCO') returning sacco_id")
    route = value(owner, "select fleet.register_route(%s, '111', 'Ngong', array['Railways', 'Ngong'])", sacco)
    register_vehicle = "select fleet.register_vehicle(%s, %s, owner_id, 14, now() - interval '1 day') from fleet.owners"
    accounts = "select trust_sub_wallet_id, commission_sub_wallet_id from fares.split_rules where split_rule_id = %s"

    def join(connection: Connection, number: int) -> tuple[int, int]:
        vehicle_id = value(connection, register_vehicle, f"KZZ 02{number}B", route)
        trust, commission = row(connection, accounts, set_rule(connection, vehicle_id, "-1 day", 200))
        return trust, commission

    assert len(set(together(database.owner_url, 8, join))) == 1
    assert value(owner, "select count(*) from ledger.wallets where sacco_id = %s and kind <> 'vehicle'", sacco) == 2


def test_one_plate_registered_eight_times_is_one_vehicle(database: Database, owner: Connection) -> None:
    route = value(owner, "select min(route_id) from fleet.routes")
    query = "select fleet.register_vehicle('kzz-030c', %s, owner_id, 14, now()) from fleet.owners"
    vehicles = together(database.owner_url, 8, lambda connection, _: value(connection, query, route))
    assert len(set(vehicles)) == 1
    assert value(owner, "select count(*) from fleet.vehicle_owners where vehicle_id = %s", vehicles[0]) == 1


def test_one_of_two_buyers_owns_the_vehicle(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """There is one open row of ownership, and the rule in force is the owner's."""
    insert = "insert into fleet.owners (name) values (%s) returning owner_id"
    buyers = [value(owner, insert, f"Buyer {n}") for n in "ab"]
    sell = "select fleet.transfer_vehicle(%s, %s, now(), 'test')"
    sold = vehicle.vehicle_id
    codes = together(database.owner_url, 2, lambda connection, n: error_code(connection, sell, sold, buyers[n]))
    assert None in codes
    open_rows = "select owner_id from fleet.vehicle_owners where vehicle_id = %s and valid_to is null"
    holder = value(owner, open_rows, vehicle.vehicle_id)
    assert holder in buyers
    for later in ("0", "2 hours"):
        assert value(owner, RULE_IN_FORCE, vehicle.vehicle_id, later) == holder
