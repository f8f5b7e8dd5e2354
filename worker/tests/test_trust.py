"""The operator's balances are compared with what we owe: charges, payouts, a lost message, a stolen shilling."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from db.tests.concurrency.vehicle import faults, register, value
from db.tests.database import fresh
from db.tests.money_out import fund, open_payout
from sandbox.books import Books, Payment
from sandbox.clock import EAT
from sandbox.payout_results import balance_body
from sandbox.payouts import payout_charge
from sandbox.statement import list_rows
from sandbox.store import Store

from .reconciling import JOB, PULLED, PULLED_LINES, RESULT, SETTLE, SHORT_CODE, OwnersImporter, agree

PROOF = """select concat_ws(' ', state, difference_cents) from recon.trust_proofs order by proof_id desc limit 1"""
PART = "select {} from recon.trust_proofs order by proof_id desc limit 1"
ALARMS = "select count(*) from messaging.alarms where kind = 'trust_differs' and acknowledged_at is null"
PAYOUT = "select concat_ws(' ', state, waits_for) from payouts.payouts where payout_ref = %s"


class Market:
    """The operator's books and our ledger, of yesterday and today."""

    def __init__(self, owner: psycopg.Connection[Any], folder: Path) -> None:
        self.owner, self.folder, self.books = owner, folder, Books(Store(":memory:"))
        self.now = datetime.now(UTC).astimezone(EAT)
        self.midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        self.told_at = self.now

    def pay(self, cents: int, at: datetime, *, told: bool = True) -> Payment:
        payment = self.books.record_payment("paybill", "254199100001", "4628", cents, paid_at=at)
        if told:
            self.owner.execute(SETTLE, {
                "receipt": payment.receipt, "amount": payment.amount, "account": "4628", "at": payment.paid_at,
                "time": f"{payment.paid_at:%Y%m%d%H%M%S}", "body": payment.receipt,
            })  # fmt: skip
        return payment

    def pay_out(self, cents: int) -> str:
        """Money to a phone leaves the operator's account; its result is not here yet."""
        ref = open_payout(self.owner, cents)
        self.books.move("utility", -cents)
        self.books.move("charges", -payout_charge(cents))
        return ref

    def import_yesterday(self) -> None:
        for account in ("utility", "working", "charges"):
            rows = list_rows(self.books.all(), [], self.midnight - timedelta(days=1), self.midnight, SHORT_CODE,
                             account=account)  # fmt: skip
            path = self.folder / f"{account}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
            assert OwnersImporter(self.owner).read(path, path.name).state == "read"
        value(self.owner, JOB, self.now)
        agree(self.owner)

    def prove(self) -> str:
        """Five minutes later the operator tells its balances; what the comparison says."""
        self.told_at += timedelta(minutes=5)
        accounts = {name: self.books.balance(name) for name in ("utility", "working", "charges")}
        body = balance_body({}, "0", accounts, "")
        said = body["Result"]["ResultParameters"]["ResultParameter"][0]["Value"]
        value(self.owner, "select payouts.take_balance(%s, %s)", said, self.told_at)
        value(self.owner, "select recon.prove_trust(%s)", self.told_at + timedelta(seconds=30))
        return str(value(self.owner, PROOF))

    def part(self, name: str) -> int:
        return int(value(self.owner, PART.format(f"{name}_cents")))


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    with fresh("trust") as database, psycopg.connect(database.owner_url, autocommit=True) as owner:
        register(owner)
        market = Market(owner, tmp_path)
        market.pay(150_000, market.midnight - timedelta(hours=5))
        yield market
        assert faults(owner) == []


def test_difference_is_zero_through_charges_payouts_and_a_lost_message(market: Market) -> None:
    assert market.prove().startswith("no_statement")
    market.import_yesterday()
    assert market.prove() == "proven 0", "opening balances are our own money, yesterday's charge is booked"
    at = max(market.midnight, market.now - timedelta(minutes=2))
    market.pay(90_000, at)
    market.pay(300_000, at)
    assert market.prove() == "proven 0"
    assert market.part("charges") == 1250, "the charge of the large one is expected"
    ref = market.pay_out(50_000)
    assert market.prove() == "proven 0"
    assert market.part("payouts") == 50_500, "it has left, and its result is not here"
    value(market.owner, RESULT, market.books.reserve_receipt(), ref)
    assert market.prove() == "proven 0"
    assert (market.part("payouts"), market.part("fees")) == (0, 500)
    lost = market.pay(6_000, at, told=False)
    assert market.prove() == "differs 6000", "nobody told us of it"
    (statement,) = market.owner.execute(PULLED, (at - timedelta(minutes=1), at + timedelta(minutes=1))).fetchall()[0]
    line = {"row_no": 1, "receipt": lost.receipt, "kind": "payment", "amount_cents": 6_000, "bill_ref": "4628",
            "completed_at": f"{lost.paid_at:%Y-%m-%d %H:%M:%S}"}  # fmt: skip
    market.owner.execute(PULLED_LINES, (statement, 1, psycopg.types.json.Jsonb([line])))
    assert market.prove() == "proven 0"
    assert market.part("lines") == 6_000, "in transit: listed by the Pull API and not posted"
    value(market.owner, JOB, market.now + timedelta(hours=1))
    assert market.prove() == "proven 0"
    assert market.part("lines") == 0, "posted"
    assert value(market.owner, ALARMS) == 0


def test_a_stolen_shilling_alarms_after_15_minutes_and_large_payouts_wait_until_it_is_back(market: Market) -> None:
    market.import_yesterday()
    fund(market.owner, 5_000_000)
    market.books.move("utility", 5_000_000)
    assert market.prove() == "proven 0"
    market.owner.execute("update config.settings set value = '100000' where setting = 'payout_alone_cents'")
    market.books.move("utility", -100)
    for _ in range(3):
        assert market.prove() == "differs -100"
        assert value(market.owner, ALARMS) == 0
    assert market.prove() == "differs -100"
    assert value(market.owner, ALARMS) == 1, "a quarter of an hour"
    large, small = (open_payout(market.owner, cents) for cents in (200_000, 50_000))
    assert value(market.owner, PAYOUT, large) == "approved trust"
    assert value(market.owner, PAYOUT, small) == "queued", "small ones go on"
    fare = market.pay(6_000, market.now)
    assert value(market.owner, "select state from mobile_money.payments where receipt = %s", fare.receipt) == "posted"
    market.books.move("utility", 100)
    assert market.prove() == "proven 0"
    assert value(market.owner, ALARMS) == 0, "it ends by itself"
    value(market.owner, "select payouts.watch()")
    assert value(market.owner, PAYOUT, large) == "queued"
