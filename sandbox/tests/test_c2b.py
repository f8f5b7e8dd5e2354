"""Payments to the PayBill: validation and confirmation."""

import hashlib
import re
import time
from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, Daraja, pay
from sandbox.tests.fake_lipa import Call, FakeLipa, usual_answer

FIELDS = [
    "TransactionType", "TransID", "TransTime", "TransAmount", "BusinessShortCode", "BillRefNumber", "InvoiceNumber",
    "OrgAccountBalance", "ThirdPartyTransID", "MSISDN", "FirstName", "MiddleName", "LastName",
]  # fmt: skip


def test_confirmation_echoes_the_validation_reference(http: FlaskClient, lipa: FakeLipa) -> None:
    paid = pay(http)
    validation, confirmation = lipa.wait_for("/c2b/validation")[0].json, lipa.wait_for("/c2b/confirmation")[0].json
    assert lipa.calls[0].path == "/telco/current/c2b/validation"
    assert list(confirmation) == FIELDS
    assert validation["OrgAccountBalance"] == ""
    assert validation["TransID"] == confirmation["TransID"] == paid["receipt"]
    assert confirmation["ThirdPartyTransID"] == "T1"
    assert all(isinstance(value, str) for value in confirmation.values())


def test_confirmation_contains_the_balance(http: FlaskClient, lipa: FakeLipa) -> None:
    paid = [pay(http, amount="60"), pay(http, amount="2000.00"), pay(http, amount="40")]
    balances = {call.json["TransID"]: call.json["OrgAccountBalance"] for call in lipa.wait_for("/c2b/confirmation", 3)}
    # The second has a charge of KES 10.
    assert [balances[one["receipt"]] for one in paid] == ["12560.00", "14560.00", "14590.00"]


def test_receipts_have_ten_characters_and_are_unique(http: FlaskClient) -> None:
    receipts = [pay(http)["receipt"] for _ in range(20)]
    assert len(set(receipts)) == 20
    assert all(re.fullmatch("[A-Z][A-L][1-9A-V][0-9A-Z]{7}", receipt) for receipt in receipts)


def test_v2_masks_the_phone_and_v1_hashes_it(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    pay(http)
    urls = {"ConfirmationURL": f"{lipa.url}/telco/current/c2b/confirmation", "ValidationURL": ""}
    register = {"ShortCode": "400222", "ResponseType": "Completed", **urls}
    assert daraja.post("/mpesa/c2b/v1/registerurl", register).get_json()["ResponseCode"] == "0"
    pay(http)
    masked, hashed = (call.json["MSISDN"] for call in lipa.wait_for("/c2b/confirmation", 2))
    assert masked == "2541 ***** 101"
    assert hashed == hashlib.sha256(AMINA.encode()).hexdigest()


def test_refused_account_moves_no_money(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> None:
    lipa.answer = lambda call: (200, '{"ResultCode":"C2B00012","ResultDesc":"Rejected"}')
    before = operator.books.balance()
    paid = pay(http)
    assert (paid["state"], paid["reason"]) == ("Failed", "Invalid Account Number")
    assert operator.books.balance() == before
    assert not lipa.wait_for("/c2b/confirmation", max_wait=0.3)


@pytest.mark.parametrize(("response_type", "state"), [("Completed", "Completed"), ("Cancelled", "Failed")])
@pytest.mark.parametrize("fault", ["late", "error", "nonsense"])
def test_response_type_decides_without_a_valid_answer(
    http: FlaskClient, lipa: FakeLipa, operator: Operator, *, response_type: str, state: str, fault: str
) -> None:
    def answer(call: Call) -> tuple[int, str]:
        if not call.path.endswith("/validation"):
            return usual_answer(call)
        if fault == "late":
            time.sleep(1.5)
        return (503, "") if fault == "error" else (200, "[1]" if fault == "nonsense" else '{"ResultCode":"0"}')

    lipa.answer = answer
    operator.fault_profiles.change({"validation_seconds": 1})
    urls = operator.c2b.urls or {}
    operator.c2b.register_urls("v2", response_type, urls["confirmation"], urls["validation"])
    assert pay(http)["state"] == state


def test_payment_completes_without_registered_addresses(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> None:
    operator.store.execute("delete from named_values where name = 'c2b_urls'")
    assert pay(http)["state"] == "Completed"
    assert not lipa.calls


def test_payment_time_can_be_given(http: FlaskClient, lipa: FakeLipa) -> None:
    assert pay(http, TransTime="20251122081500")["paid_at"] == "2025-11-22T08:15:00+03:00"
    assert lipa.wait_for("/c2b/confirmation")[0].json["TransTime"] == "20251122081500"


def test_known_idempotency_key_pays_once(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> None:
    first, again = pay(http, key="2025-11-23/7"), pay(http, key="2025-11-23/7", amount="70")
    assert first == {**again, "acknowledged": first["acknowledged"]}
    assert len(operator.books.all()) == 1
    assert len(lipa.wait_for("/c2b/confirmation", 2, max_wait=0.3)) == 1


def test_refused_confirmation_is_retried_unchanged(
    http: FlaskClient, lipa: FakeLipa, operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.webhook_sender.PAUSES", (0.1, 0.1))
    answers = iter([503, 0, 200])
    lipa.answer = lambda call: (next(answers) or 500, "") if call.path.endswith("confirmation") else usual_answer(call)
    receipt = pay(http)["receipt"]
    bodies = [call.body for call in lipa.wait_for("/c2b/confirmation", 3)]
    operator.webhook_sender.wait_until_idle()
    assert len(bodies) == 3
    assert len(set(bodies)) == 1
    assert [one.acknowledged for one in operator.books.all() if one.receipt == receipt] == [1]


def test_batch_is_recorded_in_order(http: FlaskClient, operator: Operator) -> None:
    payments = [{"payer": AMINA, "account": "4628", "amount": str(20 + n)} for n in range(50)]
    http.post("/sandbox/pay", json={"payments": payments})
    assert [one.amount_cents // 100 for one in operator.books.all()] == [20 + n for n in range(50)]
    assert operator.books.balance() == 1_250_000 + sum(20 + n for n in range(50)) * 100


def test_simulate_pays_the_paybill(daraja: Daraja, lipa: FakeLipa) -> None:
    body = {"ShortCode": 400222, "CommandID": "CustomerPayBillOnline", "Amount": 60, "Msisdn": AMINA}
    answer = daraja.post("/mpesa/c2b/v2/simulate", {**body, "BillRefNumber": "kzz 001a"}).get_json()
    assert answer["ResponseCode"] == "0"
    assert "OriginatorCoversationID" in answer
    assert lipa.wait_for("/c2b/confirmation")[0].json["BillRefNumber"] == "kzz 001a"


@pytest.mark.parametrize(("field", "value"), [
    ("ConfirmationURL", "http://127.0.0.1/telco/mpesa"), ("ValidationURL", "http://127.0.0.1/run?sql"),
    ("ResponseType", "completed"), ("ShortCode", "600000"),
])  # fmt: skip
def test_register_refuses_invalid_fields(daraja: Daraja, field: str, value: str) -> None:
    register = {"ShortCode": "400222", "ResponseType": "Completed", "ConfirmationURL": "http://127.0.0.1/c"}
    answer = daraja.post("/mpesa/c2b/v2/registerurl", {**register, field: value})
    assert (answer.status_code, answer.get_json()["errorCode"]) == (400, "400.002.02")
    assert field in answer.get_json()["errorMessage"]


@pytest.mark.parametrize("body", [{}, [], {"payer": "12", "amount": "60"}, {"payer": AMINA, "amount": "6e1"},
                                  {"payer": AMINA, "amount": "60", "TransTime": "x"}])  # fmt: skip
def test_pay_refuses_an_invalid_request(http: FlaskClient, body: Any) -> None:
    assert http.post("/sandbox/pay", json=body).status_code == 400
