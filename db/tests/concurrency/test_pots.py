"""Pots under fares and refunds of the same moment: they end exactly full, and only fares of one vehicle wait."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency import passenger
from db.tests.concurrency.pots import give_back, parts, post, pot, set_pots
from db.tests.concurrency.vehicle import (
    NAIROBI,
    Vehicle,
    hashed,
    move,
    register,
    start_until_blocked,
    together,
    value,
)
from db.tests.database import Database

DAY = "2026-11-23"
# A rule begins now, but the ledger's proof looks at when a fare was paid: it is paid now as well.
GOT = """select coalesce(sum(e.amount_cents), 0)::int from fares.fares f join ledger.ledger_entries e using (journal_id)
  join ledger.sub_wallets s using (sub_wallet_id) where f.vehicle_id = %s and s.purpose = %s and f.receipt like %s"""


@pytest.fixture(scope="module")
def second(database: Database) -> Vehicle:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        return register(owner, "KZZ 002B", "4631")


def test_concurrent_fares_fill_a_pot_exactly(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """12 connections, each a batch of one after the other: not a cent more, not a cent less."""
    rule = set_pots(owner, vehicle.vehicle_id)

    def pay(connection: Connection, number: int) -> None:
        for n in range(4):
            post(connection, [f"QSAME{number:02}{n:03}"], [rule], [3500 + number], [DAY])

    together(database.owner_url, 12, pay)
    assert pot(owner, vehicle.vehicle_id, "insurance") == (30500, 30500)
    assert pot(owner, vehicle.vehicle_id, "sacco") == (30000, 30000)
    assert value(owner, GOT, vehicle.vehicle_id, "insurance", "QSAME%") == 30500
    assert value(owner, GOT, vehicle.vehicle_id, "sacco", "QSAME%") == 30000


def test_fares_and_refunds_of_one_moment_leave_the_pot_full(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    rule = set_pots(owner, vehicle.vehicle_id)
    day = "2026-11-24"
    for n in range(6):
        post(owner, [f"QBACK00{n:03}"], [rule], [10000], [day])

    def act(connection: Connection, number: int) -> None:
        if number % 2:
            assert give_back(connection, f"QBACK00{number // 2:03}", 5000, f"back {number}") == "refunded"
        else:
            post(connection, [f"QBACK01{number:03}"], [rule], [9000], [day])

    together(database.owner_url, 10, act)
    post(owner, ["QBACK02000"], [rule], [90000], [day])
    assert pot(owner, vehicle.vehicle_id, "insurance") == (30500, 30500)
    assert pot(owner, vehicle.vehicle_id, "sacco") == (30000, 30000)


def test_batches_of_the_same_vehicles_do_not_deadlock(
    database: Database, vehicle: Vehicle, second: Vehicle, owner: Connection
) -> None:
    """In opposite orders, with the vehicle without pots between them."""
    rules = [set_pots(owner, vehicle.vehicle_id), set_pots(owner, second.vehicle_id)]
    plain = register(owner, "KZZ 003C", "4644")
    plain_rule = value(owner, "select max(split_rule_id) from fares.split_rules where vehicle_id = %s",
                       plain.vehicle_id)  # fmt: skip

    def pay(connection: Connection, number: int) -> None:
        for n in range(5):
            order = [rules[0], plain_rule, rules[1]] if number % 2 else [rules[1], plain_rule, rules[0]]
            receipts = [f"QDEAD{number}{n}{place:03}" for place in range(3)]
            post(connection, receipts, order, [7000, 7000, 7000], ["2026-11-25"] * 3)

    together(database.owner_url, 8, pay)
    for one in (vehicle, second):
        assert pot(owner, one.vehicle_id, "insurance") == (30500, 30500)


def test_only_fares_of_the_same_vehicle_wait(
    database: Database, vehicle: Vehicle, second: Vehicle, owner: Connection
) -> None:
    rules = [set_pots(owner, vehicle.vehicle_id), set_pots(owner, second.vehicle_id)]
    post_one = """select fares.post_fares(array[%s], array[%s::bigint], array[6000::bigint], array[now()],
      array[date '2026-11-26'], array['paybill'], array[null], array[null])"""
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(2) as pool:
        post(first, ["QWAIT00001"], [rules[0]], [6000], ["2026-11-26"])  # and not committed
        other = start_until_blocked(pool, owner, database.owner_url, post_one, "QWAIT00002", rules[1])
        assert other.done()
        same = start_until_blocked(pool, owner, database.owner_url, post_one, "QWAIT00003", rules[0])
        assert not same.done()
        first.commit()
        same.result(30)
    assert pot(owner, vehicle.vehicle_id, "insurance") == (2 * 5880, 30500)


def test_a_pot_that_a_refund_lowers_is_refilled_by_the_next_fare(
    database: Database, second: Vehicle, owner: Connection
) -> None:
    """Scenario 29: met at 11:20, a refund drops it to 480, the next fare refills it, the day ends at 500."""
    rule = set_pots(owner, second.vehicle_id, bps=0, pots=[50000, 0, 0, 0, 0], shares=[0, 1000, 3000, 1000, 5000])
    day = "2026-11-27"
    for n, cents in enumerate((40000, 6000, 8000)):
        post(owner, [f"QSCEN0000{n}"], [rule], [cents], [day])
    assert parts(owner, "QSCEN00002") == {"insurance": 4000, "sacco": 400, "fuel": 1200, "crew": 400, "profit": 2000}
    met = value(owner, "select met_at[1] from fares.pot_days where business_on = %s and met_at[1] is not null", day)
    assert met.astimezone(NAIROBI).date()
    assert give_back(owner, "QSCEN00001", 2000, "scenario 29") == "refunded"
    assert pot(owner, second.vehicle_id, "insurance") == (48000, 50000)
    post(owner, ["QSCEN00003"], [rule], [6000], [day])
    assert parts(owner, "QSCEN00003")["insurance"] == 2000
    post(owner, ["QSCEN00004"], [rule], [6000], [day])
    assert "insurance" not in parts(owner, "QSCEN00004")
    assert pot(owner, second.vehicle_id, "insurance") == (50000, 50000)


def test_a_vehicle_sold_at_noon_begins_its_pots_anew(database: Database, owner: Connection) -> None:
    """Scenario 28: the seller keeps what is in the pots, the buyer's first fare fills theirs, nothing is mixed."""
    sold = register(owner, "KZZ 004D", "4653")
    rule = set_pots(owner, sold.vehicle_id)
    day = value(owner, "select (now() at time zone 'Africa/Nairobi')::date")
    for n in range(3):
        post(owner, [f"QSOLD0000{n}"], [rule], [20000], [day])
    buyer = value(owner, "insert into fleet.owners (name) values ('Baba Otieno') returning owner_id")
    value(owner, "select fleet.transfer_vehicle(%s, %s, clock_timestamp(), 'test')", sold.vehicle_id, buyer)
    theirs = value(owner, "select fares.rule_in_force(%s, clock_timestamp())", sold.vehicle_id)
    post(owner, ["QSOLD00003"], [theirs], [20000], [day])
    post(owner, ["QSOLD00004"], [rule], [20000], [day])  # paid before the sale, told late: the seller's
    assert parts(owner, "QSOLD00003") == {"main": 400, "insurance": 19600}
    assert parts(owner, "QSOLD00004") == {"main": 400, "sacco": 1700, "fuel": 5370, "crew": 3580, "profit": 8950}
    left = """select jsonb_object_agg(o.name, b.balance_cents) from ledger.wallets w join ledger.sub_wallets s using
      (wallet_id) join fleet.owners o using (owner_id), ledger.balances(array[s.sub_wallet_id], null) b
      where w.vehicle_id = %s and s.purpose = 'insurance'"""
    assert value(owner, left, sold.vehicle_id) == {"Mama Njeri": 30500, "Baba Otieno": 19600}
    shown = value(owner, "select fares.pots_on(%s, clock_timestamp(), 'Africa/Nairobi') #>> '{pots,0,got_cents}'",
                  sold.vehicle_id)  # fmt: skip
    assert shown == "19600"
    simulation = value(owner, "select fares.split_simulation(%s, null, clock_timestamp())", sold.vehicle_id)
    assert (simulation["fares"], simulation["equals_ledger"]) == (1, True)


def test_points_wait_for_pots_before_they_lock_the_credit(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    """A fare that credit pays in part has the pots and wants the SACCO's credit; one that points pay waits for it."""
    rule = set_pots(owner, vehicle.vehicle_id)
    wallet = "select loyalty.sub_wallet(%s, sacco_id, 'KES') from fleet.saccos"
    move(owner, "set aside", {vehicle.trust: -100000, value(owner, wallet, "loyalty"): 100000})
    passenger.dial(owner, "points")
    owner.execute("insert into loyalty.loyalty_accounts (phone_hash) values (%s)", (hashed("points"),))
    owner.execute("""insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt,
      business_on, earned_at) select loyalty_account_id, 'award', 50, 50000, 'before', current_date, now()
      from loyalty.loyalty_accounts""")
    pays = passenger.OPEN.replace("select o.outcome, o.payment_ref, o.receipt", "select o.receipt")
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        first.execute("select fares.lock_pots(array[%s::bigint])", (rule,))
        paid = start_until_blocked(
            pool, owner, database.owner_url, pays, hashed("points"), vehicle.vehicle_id, 5000, None, "points"
        )
        first.execute("select from ledger.sub_wallets where sub_wallet_id = %s for no key update",
                      (value(owner, wallet, "credit"),))  # fmt: skip
        first.commit()
        assert paid.result(30).startswith("CR")
