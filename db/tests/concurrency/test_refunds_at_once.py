"""Refunds of one fare at the same moment: one request happens once, and nobody gives back more than they got."""

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, confirm, together, value
from db.tests.database import Database

REFUND = "select fares.refund(%s, %s, 'credit', %s, null, 'vehicle broke down', null, null) ->> 'outcome'"
KNOW = "update mobile_money.payments set payer_hash = sha256('payer') where receipt = %s"


def test_one_request_happens_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for n in range(10):
            receipt = f"QONCE{n:05}"
            confirm(telco, receipt, "90.00")
            owner.execute(KNOW, (receipt,))

            def refund(connection: Connection, _: int, receipt: str = receipt) -> str:
                return str(value(connection, REFUND, receipt, 3000, receipt))

            assert sorted(together(database.owner_url, 4, refund)) == ["known"] * 3 + ["refunded"]
            assert value(owner, "select sum(amount_cents)::int from fares.refunds where receipt = %s", receipt) == 3000


def test_together_they_never_exceed_the_fare(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for n in range(10):
            receipt = f"QMORE{n:05}"
            confirm(telco, receipt, "90.00")
            owner.execute(KNOW, (receipt,))

            def refund(connection: Connection, number: int, receipt: str = receipt) -> str:
                return str(value(connection, REFUND, receipt, 4000, f"{receipt}/{number}"))

            assert sorted(together(database.owner_url, 4, refund)) == ["bad_amount"] * 2 + ["refunded"] * 2
            assert value(owner, "select sum(amount_cents)::int from fares.refunds where receipt = %s", receipt) == 8000


def test_a_debt_is_repaid_once_while_fares_come(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Two jobs and refunds of fares at the same moment: all accounts sum to zero, no debt above zero."""
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for n in range(8):
            confirm(telco, f"QDEBT{n:05}", "90.00")
            owner.execute(KNOW, (f"QDEBT{n:05}",))

    def act(connection: Connection, number: int) -> str:
        if number % 2:
            return str(value(connection, "select fares.repay_debts()"))
        return str(value(connection, REFUND, f"QDEBT{number:05}", 9000, f"debt {number}"))

    outcomes = together(database.owner_url, 8, act)
    assert outcomes[::2] == ["refunded"] * 4
    assert value(owner, "select coalesce(max(balance_cents), 0) from audit.wallet_balances where kind = 'debt'") <= 0
