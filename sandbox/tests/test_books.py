"""The books, the statement and the Pull API agree."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.books import generate_receipt, paybill_charge
from sandbox.clock import format_timestamp, nairobi_time
from sandbox.payouts import PayoutRequest
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, Daraja, pay
from sandbox.tests.fake_lipa import FakeLipa


def parse_cents(text: str) -> int:
    return int(text.replace(",", "").replace(".", "") or 0)


def read_statement(http: FlaskClient, query: str = "") -> tuple[dict[str, str], list[dict[str, str]]]:
    rows = list(csv.reader(io.StringIO(http.get(f"/sandbox/statement.csv{query}").get_data(as_text=True))))
    head = next(n for n, row in enumerate(rows) if "Receipt No." in row)
    cells = [cell for row in rows[:head] for cell in row]
    preamble = {name: cells[n + 1] for n, name in enumerate(cells[:-1]) if name.endswith(":")}
    return preamble, [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


@settings(database=None)
@given(st.sets(st.integers(1, 10**9), min_size=2), st.integers(1, 36**7 - 1))
def test_receipts_are_unique(numbers: set[int], salt: int) -> None:
    assert len({generate_receipt(number, salt, nairobi_time()) for number in numbers}) == len(numbers)


def test_statement_adds_up_newest_first(http: FlaskClient, lipa: FakeLipa) -> None:
    now = nairobi_time()
    for minutes, amount in ((3, "60"), (1, "2500"), (2, "40")):  # out of order, as a backlog may be
        pay(http, amount=amount, TransTime=format_timestamp(now - timedelta(minutes=minutes)))
    lipa.answer = lambda call: (200, '{"ResultCode":"C2B00012"}')
    pay(http, account="NOSUCH")
    preamble, rows = read_statement(http, f"?from={now - timedelta(days=1):%Y-%m-%d}")
    assert [row["Paid In"] or row["Withdrawn"] for row in rows] == ["60.00", "-10.00", "2,500.00", "40.00", "60.00"]
    assert [row["Transaction Status"] for row in rows].count("Failed") == 1
    completed = [row for row in rows if row["Transaction Status"] == "Completed"]
    moved = sum(parse_cents(row["Paid In"]) + parse_cents(row["Withdrawn"]) for row in completed)
    assert parse_cents(preamble["Opening Balance:"]) + moved == parse_cents(preamble["Closing Balance:"])
    assert rows[0]["Balance"] == preamble["Closing Balance:"] == "15,090.00"
    assert rows[1]["Receipt No."] == rows[2]["Receipt No."]  # the charge shares the receipt of its payment
    assert rows[1]["Reason Type"] == "Business Pay Bill Charge"
    assert "2541****101 - AMINA DEMO" in rows[2]["Details"]


def test_statement_of_a_day_without_payments(http: FlaskClient) -> None:
    preamble, rows = read_statement(http, "?from=2025-01-01&to=2025-01-02")
    assert rows == []
    assert preamble["Opening Balance:"] == preamble["Closing Balance:"] == "12,500.00"


@pytest.mark.parametrize("query", ["?from=x", "?from=2025-02-30", "?from=2025-02-02&to=2025-02-01"])
def test_statement_refuses_an_invalid_period(http: FlaskClient, query: str) -> None:
    assert http.get(f"/sandbox/statement.csv{query}").status_code == 400


def test_paybill_charge_begins_above_1000() -> None:
    assert [paybill_charge(amount) for amount in (100, 100_000, 100_100, 250_000, 1_000_000)] == [0, 0, 750, 1000, 5400]


def test_books_survive_a_restart(http: FlaskClient, operator: Operator) -> None:
    paid = pay(http)
    restarted = Operator(operator.settings, operator.store)
    assert [one.receipt for one in restarted.books.all()] == [paid["receipt"]]
    assert restarted.books.record_payment("paybill", AMINA, "4628", 100).receipt != paid["receipt"]


def pull(daraja: Daraja, **changes: Any) -> Any:
    body = {"ShortCode": "400222", "StartDate": f"{nairobi_time() - timedelta(hours=47):%Y-%m-%d %H:%M:%S}",
            "EndDate": f"{nairobi_time():%Y-%m-%d %H:%M:%S}", "OffSetValue": "0"}  # fmt: skip
    return daraja.post("/pulltransactions/v1/query", {**body, **changes})


def test_pull_returns_the_last_48_hours(http: FlaskClient, daraja: Daraja) -> None:
    old = pay(http, TransTime=format_timestamp(nairobi_time() - timedelta(hours=49)))["receipt"]
    late = pay(http, TransTime=format_timestamp(nairobi_time() - timedelta(hours=1)))["receipt"]
    register = {"ShortCode": "400222", "RequestType": "Pull", "NominatedNumber": AMINA, "CallBackURL": "http://x/"}
    assert daraja.post("/pulltransactions/v1/register", register).get_json()["ResponseStatus"] == "1000"
    assert daraja.post("/pulltransactions/v1/register", register).get_json()["ResponseStatus"] == "1001"
    answer = pull(daraja, StartDate="2025-01-01 00:00:00").get_json()
    assert [row["transactionId"] for row in answer["Response"][0]] == [late] != [old]
    assert answer["ResponseCode"] == "1000"
    assert answer["Response"][0][0] | {"trxDate": "", "transactionId": ""} == {
        "transactionId": "", "trxDate": "", "msisdn": int(AMINA), "sender": "MPESA", "billreference": "4628",
        "transactiontype": "c2b-pay-bill-debit", "amount": "60.00", "organizationname": "LIPA FARE",
    }  # fmt: skip
    empty = pull(daraja, OffSetValue="1").get_json()
    assert (empty["ResponseCode"], empty["Response"]) == ("1001", [[]])


def test_pull_requires_registration(daraja: Daraja) -> None:
    assert pull(daraja).status_code == 400


def test_statement_of_each_account_adds_up(http: FlaskClient, daraja: Daraja, operator: Operator) -> None:
    pay(http, amount="2500")
    operator.payouts.take(PayoutRequest("b2c", AMINA, 50_000, "http://x/", "http://x/", originator_id="a"))
    operator.payouts.take(PayoutRequest("till", "654321", 120_000, "http://x/", "http://x/", originator_id="b"))
    operator.store.execute("update payouts set due_at = 0")
    operator.payouts.settle_due()
    found = {}
    for account in ("utility", "working", "charges"):
        preamble, rows = read_statement(http, f"?account={account}")
        moved = sum(parse_cents(row["Paid In"]) + parse_cents(row["Withdrawn"]) for row in rows)
        assert parse_cents(preamble["Opening Balance:"]) + moved == parse_cents(preamble["Closing Balance:"])
        assert parse_cents(preamble["Closing Balance:"]) == operator.books.balance(account)
        found[account] = [(row["Reason Type"], row["Withdrawn"]) for row in rows if row["Withdrawn"]]
    assert sorted(found["utility"]) == [
        ("Business Pay Bill Charge", "-10.00"), ("Business Payment to Customer via API", "-500.00")]  # fmt: skip
    assert found["working"] == [("Business Buy Goods", "-1,200.00")]
    assert sorted(found["charges"]) == [("Fee For B2B Payment", "-5.00"), ("Fee For B2C Payment", "-5.00")]


@pytest.mark.parametrize("query", ["account=float", "delimiter=x", "format=pdf", "order=mdy"])
def test_statement_refuses_an_unknown_dialect(http: FlaskClient, query: str) -> None:
    assert http.get(f"/sandbox/statement.csv?{query}").status_code == 400


def test_pull_faults(http: FlaskClient, daraja: Daraja, operator: Operator) -> None:
    for _ in range(20):
        pay(http, payer=AMINA)
    operator.store.set_value("pull", True)

    def receipts(**faults: object) -> list[str]:
        operator.fault_profiles.change({"reset": True, **faults})
        return [row["transactionId"] for row in pull(daraja).get_json()["Response"][0]]

    assert len(receipts()) == 20
    assert receipts(pull_none=1) == []
    assert len(receipts(pull_twice=1)) == 40
    assert len(receipts(pull_late=0.5)) in range(3, 18)
    operator.fault_profiles.change({"reset": True, "pull_cut": 1})
    assert pull(daraja).get_json(silent=True) is None
