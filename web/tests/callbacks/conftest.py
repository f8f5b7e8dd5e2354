"""The operators' routes on a real database with one vehicle; results are read as an auditor reads them."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg.rows import dict_row
from werkzeug.test import TestResponse

import web
from db.tests.database import Database, fresh
from web.callbacks import outage
from web.core import db
from web.tests.conftest import DEMO, TOKEN

FLEET = """
select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi');
insert into fleet.saccos (name) values ('Test Line');
insert into fleet.owners (name) values ('Mama Njeri');
select fleet.register_route(1, '46', 'Kencom-Kawangware', array['Kencom', 'Yaya', 'Kawangware']);
select fleet.register_vehicle('KZZ 001A', 1, 1, 14, '2026-01-01 00:00+03');
select fleet.issue_door_code(1, '4628', '2026-01-01 00:00+03');
select fleet.set_stage_fares(1, band, array[4000, 6000], '2026-01-01 00:00+03')
  from unnest(array['off_peak', 'peak', 'rain']) as b(band);
select fares.set_split_rule(1, '2026-01-01 00:00+03', 200, 0, array['fuel', 'profit'], array[3000, 7000],
                             'profit', 'test');
"""
EAT = timedelta(hours=3)

Row = dict[str, Any]


@dataclass(slots=True)
class Operator:
    app: Flask
    database: Database
    count: int = 0

    def receipt(self) -> str:
        self.count += 1
        return f"QKX{self.count:07d}"

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.app.test_client().post(f"/telco/{TOKEN}/{path}", **options)

    def confirm(self, receipt: str, **changes: Any) -> TestResponse:
        return self.post("c2b/confirmation", json=confirmation(receipt, **changes))

    def at_once(self, receipts: list[str], threads: int = 16, **changes: Any) -> list[int]:
        """Many confirmations from many threads, which start together."""
        start = threading.Barrier(threads)
        with ThreadPoolExecutor(threads, initializer=start.wait) as pool:
            return list(pool.map(lambda receipt: self.confirm(receipt, **changes).status_code, receipts))

    def ask(self, question: str, *values: object, as_owner: bool = False) -> list[Row]:
        """Rows as an auditor sees them, or as the owner of the tables where no view shows them."""
        url = self.database.owner_url if as_owner else self.database.url("auditor")
        with psycopg.connect(url, row_factory=dict_row, autocommit=True) as connection:
            return connection.execute(question.encode(), values).fetchall()

    def callbacks(self, receipt: str) -> list[Row]:
        return self.ask("select * from audit.callbacks where receipt = %s order by received_at, outcome", receipt)

    def outcome(self, receipt: str) -> str:
        (callback,) = self.callbacks(receipt)
        return str(callback["outcome"])

    def paid(self, receipt: str) -> list[tuple[int, str]]:
        rows = self.ask("select amount_cents, plate from audit.fares where receipt = %s", receipt)
        return [(row["amount_cents"], row["plate"]) for row in rows]

    def in_suspense(self, receipt: str) -> list[int]:
        rows = self.ask("select amount_cents from audit.suspense where receipt = %s and state <> 'placed'", receipt)
        return [row["amount_cents"] for row in rows]

    def kept(self, body: bytes) -> list[str]:
        """Outcomes of the callbacks with exactly these bytes."""
        rows = self.ask("select outcome from audit.callbacks where body_sha256 = sha256(%s)", body)
        return [row["outcome"] for row in rows]

    def proof(self) -> None:
        for row in self.ask("select * from audit.trial_balance"):
            assert row["difference_cents"] == 0


def confirmation(receipt: str, **changes: Any) -> dict[str, Any]:
    now = datetime.now(UTC) + EAT
    return {
        "TransactionType": "Pay Bill", "TransID": receipt, "TransTime": now.strftime("%Y%m%d%H%M%S"),
        "TransAmount": "60.00", "BusinessShortCode": "400222", "BillRefNumber": "4628", "InvoiceNumber": "",
        "OrgAccountBalance": "1000.00", "ThirdPartyTransID": "", "MSISDN": "2547 ***** 126", "FirstName": "JOHN",
        "MiddleName": "", "LastName": "",
    } | changes  # fmt: skip


@pytest.fixture(autouse=True)
def _database_is_there() -> None:
    outage.end()


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("telco") as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            owner.execute(FLEET.encode())
        yield made


@pytest.fixture(scope="module")
def telco_environ(database: Database, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    spool = str(tmp_path_factory.mktemp("spool") / "spool")
    return DEMO | {"LIPA_TELCO_URL": database.url("telco"), "LIPA_SPOOL_DIR": spool}


@pytest.fixture(scope="module")
def telco_app(telco_environ: dict[str, str]) -> Iterator[Flask]:
    yield web.create_app(telco_environ)
    db.close()


@pytest.fixture(scope="module")
def operator(telco_app: Flask, database: Database) -> Operator:
    """M-Pesa, the USSD gateway and the SMS gateway in one."""
    return Operator(telco_app, database)
