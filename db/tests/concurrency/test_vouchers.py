"""A voucher is used once, however many stations and requests try it at the same moment (scenario 26)."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, confirm, make_person, value
from db.tests.database import Database

SESSIONS = 20
BALANCES = """select coalesce(sum(b.balance_cents), 0)::bigint from ledger.sub_wallets s
           join ledger.wallets w using (wallet_id)
           cross join lateral ledger.balances(array[s.sub_wallet_id], null) b where w.kind = %s and s.purpose = %s"""


def test_a_voucher_is_never_used_twice(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for number in range(8):
            confirm(telco, f"QFUEL0000{number}", "900")
    person = make_person(owner, "issuer", "ops")
    stations = []
    for number in range(2):
        value(owner, "select payouts.propose_vendor(%s, 'fuel', %s, 'till', %s, null, null, null, null, null)",
              person, f"Station {number}", f"12345{number}")  # fmt: skip
        stations.append(value(owner, "select max(vendor_id) from payouts.vendors"))
    checker = make_person(owner, "checker", "finance")
    owner.execute("select payouts.decide_vendor(%s, vendor_id, 'approved', null) from payouts.vendors", (checker,))
    before = value(owner, BALANCES, "vehicle", "fuel")
    issued = value(owner, """select payouts.issue_voucher(%s, sha256('none'), 'owner', o.owner_id, o.vehicle_id, 'fuel',
        null, '1000', %s, sha256('digits'), '\\x01') from fleet.vehicle_owners o where o.vehicle_id = %s""",
        person, person, vehicle.vehicle_id)  # fmt: skip
    assert issued == "issued"

    def redeem(number: int) -> str:
        with psycopg.connect(database.owner_url, autocommit=True) as session:
            query = "select payouts.redeem_voucher(%s, %s, sha256('digits'), '600', %s) ->> 'outcome'"
            return str(value(session, query, stations[number % 2], vehicle.vehicle_id, f"request {number}"))

    with ThreadPoolExecutor(SESSIONS) as pool:
        outcomes = sorted(pool.map(redeem, range(SESSIONS)))
    assert outcomes == ["redeemed"] + ["used"] * (SESSIONS - 1)
    assert value(owner, "select count(*) from payouts.payouts where kind = 'voucher'") == 1
    fee = value(owner, "select fee_cents from payouts.payouts")
    assert value(owner, BALANCES, "vehicle", "fuel") == before - 60_000 - fee
    assert value(owner, BALANCES, "clearing", "main") == 60_000 + fee
    assert owner.execute("select invariant from audit.ledger_proof where faults <> 0").fetchall() == []
