"""A month of fares, pots, arrears, refunds, debts and changed rules, replayed: it is the ledger, to the cent.

`make replay` does the same with the demo's database.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from psycopg import Connection
from psycopg.types.json import Jsonb

from db.tests.concurrency.pots import PURPOSES, SHARES, give_back, post, set_pots
from db.tests.concurrency.test_refund_properties import EMPTY
from db.tests.concurrency.vehicle import Vehicle, register, value
from db.tests.database import Database

DAYS, FARES = 30, 30
TARGET = {"target": 200_000, "surplus": [0, 0, 1500, 6000, 2500]}
DIFFERS = """select coalesce(jsonb_agg(jsonb_build_array(business_on, purpose, n.cents, b.cents)), '[]')
  from fares.replay_split(%s, null, %s, %s) n full join fares.posted_parts(%s, %s, %s) b using (business_on, purpose)
  where n.cents is distinct from b.cents"""
# Straight from the entries of these kinds of journals; a debt stands for the sub_wallet that lacked the money.
LEDGER = """select jsonb_object_agg(purpose, cents) from (
  select s.purpose, sum(e.amount_cents)::bigint as cents from ledger.wallets w
    join ledger.wallets d on (d.vehicle_id, d.owner_id, d.sacco_id) = (w.vehicle_id, w.owner_id, w.sacco_id)
                         and d.kind in ('vehicle', 'debt')
    join ledger.sub_wallets s on s.wallet_id = d.wallet_id join ledger.ledger_entries e using (sub_wallet_id)
    join ledger.journals j using (journal_id)
   where w.wallet_id = %s and j.kind in ('fare', 'refund', 'operator_reversal', 'reversal') group by 1) x"""
REPLAYED = """select jsonb_object_agg(purpose, cents) from (select purpose, sum(cents)::bigint as cents
  from fares.replay_split(%s, null, %s, %s) where purpose <> 'fee' group by 1) x"""


@pytest.fixture(scope="module")
def today(database: Database) -> date:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        return date.fromisoformat(value(owner, "select (now() at time zone 'Africa/Nairobi')::date::text"))


@pytest.fixture(scope="module")
def month(database: Database, vehicle: Vehicle, today: date) -> Iterator[list[Vehicle]]:
    """Four vehicles: pots, pots with a target, changes between rules with and without pots, and no pots at all."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        vehicles = [vehicle, *(register(owner, f"KZZ 00{n}{letter}", code) for n, letter, code in (
            (2, "B", "4631"), (3, "C", "4644"), (4, "D", "4653")))]  # fmt: skip
        for number, one in enumerate(vehicles):
            play(owner, one, number, today)
        yield vehicles


def play(owner: Connection, vehicle: Vehicle, number: int, today: date) -> None:
    """30 days of one vehicle; on some days its takings don't fill the pots, and some fares come a day late."""
    draw = Random(2026 + number)
    plain = value(owner, "select max(split_rule_id) from fares.split_rules where vehicle_id = %s", vehicle.vehicle_id)
    arrears = [61000, 0, 0, 0, 0]
    rules = {
        0: [set_pots(owner, vehicle.vehicle_id, arrears=arrears)],
        1: [set_pots(owner, vehicle.vehicle_id, arrears=arrears, **TARGET)],
        2: [plain, set_pots(owner, vehicle.vehicle_id, arrears=arrears),
            set_pots(owner, vehicle.vehicle_id, pots=[45000, 10000, 0, 0, 0], arrears=arrears, **TARGET),
            set_pots(owner, vehicle.vehicle_id, purposes=[*PURPOSES, "loan"], shares=[1000, 0, 2000, 2000, 5000, 0],
                     pots=[0, 30000, 0, 0, 0, 20000], arrears=[0, 5000, 0, 0, 0, 90000]),
            plain],
        3: [plain],
    }[number]  # fmt: skip
    for day in range(DAYS):
        if day % 9 == 4:
            continue  # off the road
        on, rule = today - timedelta(DAYS - 1 - day), rules[day * len(rules) // DAYS]
        fares = draw.randint(3, 8) if day % 5 == 2 else FARES
        receipts = [f"R{number}{day:02}{n:06}" for n in range(fares)]
        cents = [draw.choice([4000, 6000, 8000, 15000, 5001, 13]) for _ in receipts]
        late = [on - timedelta(n > 1 and draw.random() < 0.04) for n in range(fares)]
        for start in range(0, fares, 9):
            cut = slice(start, start + 9)
            post(owner, receipts[cut], [rule] * len(receipts[cut]), cents[cut], late[cut])
            if draw.random() < 0.3:
                back = draw.randrange(start, min(start + 9, fares))
                give_back(owner, receipts[back], draw.choice([cents[back], 13]), f"{receipts[back]}/{start}")
        if day % 7 == 3:
            value(owner, EMPTY, rule, f"empty {number} {day}")  # withdrawn, so that the next refunds become debts
            give_back(owner, receipts[0], 13, f"{receipts[0]}/debt")


def test_every_vehicle_replayed_is_the_ledger(month: list[Vehicle], module_owner: Connection, today: date) -> None:
    owner = module_owner
    wallets = value(owner, "select array_agg(wallet_id order by 1) from ledger.wallets where kind = 'vehicle'")
    assert len(wallets) == len(month)
    assert value(owner, "select count(*) from fares.fares") > 2000
    assert value(owner, "select count(*) from fares.refund_parts where owed_cents > 0") > 0
    for wallet in wallets:
        whole = value(owner, REPLAYED, wallet, today - timedelta(40), today)
        assert whole == value(owner, LEDGER, wallet)


@pytest.mark.parametrize("first", [0, 6, 13, DAYS - 1])
def test_from_every_day_on_it_is_the_ledger(
    month: list[Vehicle], module_owner: Connection, today: date, first: int
) -> None:
    """The pots begin as they stood; what was given back of older fares is there too."""
    owner = module_owner
    start = today - timedelta(DAYS - 1 - first)
    for wallet in value(owner, "select array_agg(wallet_id) from ledger.wallets where kind = 'vehicle'"):
        assert value(owner, DIFFERS, wallet, start, today, wallet, start, today) == []


def test_a_fault_is_found(month: list[Vehicle], module_owner: Connection, today: date) -> None:
    """All of them at once, as `make replay` asks; and pots that had not what the ledger says are found."""
    owner = module_owner
    assert value(owner, "select sum(faults)::int from fares.replay_faults(now())") == 0
    wallet = value(owner, "select wallet_id from ledger.wallets where kind = 'vehicle' and vehicle_id = %s",
                   month[0].vehicle_id)  # fmt: skip
    start = today - timedelta(10)
    with owner.transaction(force_rollback=True):
        owner.execute("update fares.pot_days set got_cents[1] = got_cents[1] - 100 where wallet_id = %s", (wallet,))
        assert value(owner, DIFFERS, wallet, start, today, wallet, start, today) != []
        proof = "select faults from audit.ledger_proof where invariant = 'pots that differ from their entries'"
        assert value(owner, proof) == 1


def test_a_proposal_moves_the_same_money(month: list[Vehicle], module_owner: Connection) -> None:
    """By any other rule the parts sum to the same; and the proposal that is the present rule changes nothing."""
    show = (
        """select fares.split_simulation(%s, jsonb_populate_record(null::fares.split_rules, %s), clock_timestamp())"""
    )
    base: dict[str, Any] = {"split_rule_id": 9223372036854775807, "commission_bps": 200, "commission_fixed_cents": 0,
                            "purposes": PURPOSES, "shares_bps": SHARES, "home_purpose": "profit",
                            "pot_cents": [30500, 30000, 0, 0, 0], "pot_arrears_cents": [61000, 0, 0, 0, 0]}  # fmt: skip
    for one in month:
        other = value(module_owner, show, one.vehicle_id, Jsonb(base | {"pot_cents": [50000, 0, 0, 0, 0],
                      "shares_bps": [0, 1000, 2000, 2000, 5000], "pot_arrears_cents": [0, 0, 0, 0, 0]}))  # fmt: skip
        assert other["equals_ledger"]
        assert sum(part["more_cents"] for part in other["purposes"]) == 0
    same = value(module_owner, show, month[0].vehicle_id, Jsonb(base))
    assert {part["more_cents"] for part in same["purposes"]} == {0}
