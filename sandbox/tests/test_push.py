"""STK push: every result of a prompt, the query and access tokens."""

import base64
from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, CHEBET, DAUDI, UNKNOWN, Daraja, answer_prompt
from sandbox.tests.fake_lipa import FakeLipa


def read_result(lipa: FakeLipa, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = lipa.wait_for("/stk/pay-1", number)[number - 1].json["Body"]["stkCallback"]
    return found


def test_success_is_result_and_payment(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: Operator) -> None:
    asked = daraja.push().get_json()
    assert asked["ResponseCode"] == "0"
    assert answer_prompt(http, "1234") == "0"
    call = lipa.wait_for("/stk/pay-1")[0]
    result = call.json["Body"]["stkCallback"]
    items = {item["Name"]: item.get("Value", "no value") for item in result["CallbackMetadata"]["Item"]}
    payment = operator.books.all()[0]
    for name in ("MerchantRequestID", "CheckoutRequestID"):
        assert result[name] == asked[name]
    assert result["ResultCode"] == 0
    assert items == {
        "Amount": 60.0, "MpesaReceiptNumber": payment.receipt, "Balance": "no value", "PhoneNumber": int(AMINA),
        "TransactionDate": int(f"{payment.paid_at:%Y%m%d%H%M%S}"),
    }  # fmt: skip
    assert call.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert call.headers["Businessshortcode"] == "400222"
    confirmation = lipa.wait_for("/c2b/confirmation")[0].json
    assert (confirmation["TransID"], confirmation["BillRefNumber"]) == (payment.receipt, "4628")


@pytest.mark.parametrize(("text", "code"), [("0000", 2001), ("12a4", 2001), ("cancel", 1032), ("ignore", 1037)])
def test_failure_has_no_metadata_and_no_payment(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: Operator, *, text: str, code: int
) -> None:
    daraja.push()
    assert answer_prompt(http, text) == str(code)
    result = read_result(lipa)
    assert result["ResultCode"] == code
    assert "CallbackMetadata" not in result
    assert operator.books.all() == []


def test_prompt_expires(lipa: FakeLipa, daraja: Daraja, operator: Operator) -> None:
    operator.fault_profiles.change({"prompt_seconds": 0})
    daraja.push()
    assert (read_result(lipa)["ResultCode"], read_result(lipa)["ResultDesc"]) == (1037, "No response from user.")


def test_phone_that_is_off(lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.push(DAUDI)
    result = read_result(lipa)
    assert (result["ResultCode"], result["ResultDesc"]) == (1037, "DS timeout user cannot be reached")


def test_amount_rules_have_their_own_codes(http: FlaskClient, daraja: Daraja) -> None:
    def pay_by_prompt(phone: str, amount: int) -> str | None:
        daraja.push(phone, Amount=amount)
        return answer_prompt(http, "1234", phone)

    assert pay_by_prompt(CHEBET, 60) == "1"
    assert pay_by_prompt(UNKNOWN, 0) == "2"
    assert pay_by_prompt(UNKNOWN, 250_001) == "3"
    assert pay_by_prompt(UNKNOWN, 60) == "0"
    assert pay_by_prompt(UNKNOWN, 60) == "17"
    assert pay_by_prompt(UNKNOWN, 70) == "0"


def test_daily_limit(http: FlaskClient, daraja: Daraja) -> None:
    for amount in (250_000, 249_000):
        http.post("/sandbox/pay", json={"payer": UNKNOWN, "account": "4628", "amount": str(amount)})
    daraja.push(UNKNOWN, Amount=2_000)
    assert answer_prompt(http, "1234", UNKNOWN) == "4"


def test_three_wrong_pins_lock_the_fourth_try(http: FlaskClient, daraja: Daraja) -> None:
    codes = []
    for text in ("0000", "0000", "0000", "1234"):
        daraja.push()
        codes.append(answer_prompt(http, text))
    assert codes == ["2001", "2001", "2001", "8006"]


def test_wrong_product_or_till_opens_no_prompt(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.push(TransactionType="CustomerBuyGoodsOnline")
    assert read_result(lipa)["ResultCode"] == 2028
    daraja.push(PartyB="600000")
    assert read_result(lipa, 2)["ResultCode"] == "SFC_IC0003"  # a string, where the others are numbers
    assert answer_prompt(http, "1234") is None


@pytest.mark.parametrize("code", ["8", "26", "1001", "1019", "1025", "9999"])
def test_result_can_be_forced(lipa: FakeLipa, daraja: Daraja, operator: Operator, code: str) -> None:
    operator.fault_profiles.change({"push_result": code})
    daraja.push()
    assert read_result(lipa)["ResultCode"] == int(code)


def test_second_prompt_on_a_phone_is_refused(daraja: Daraja) -> None:
    daraja.push()
    again = daraja.push()
    assert (again.status_code, again.get_json()["errorCode"]) == (500, "500.001.1001")
    assert "Unable to lock subscriber" in again.get_json()["errorMessage"]


@pytest.mark.parametrize("changes", [
    {"Amount": "60.50"}, {"PhoneNumber": "0199000101"}, {"AccountReference": "A" * 13}, {"TransactionDesc": "A" * 14},
    {"CallBackURL": "stk"}, {"CallBackURL": None}, {"Timestamp": "2025-11-23"}, {"TransactionType": "PayBill"},
    {"Password": base64.b64encode(b"400222wrong").decode()}, {"BusinessShortCode": 600000},
])  # fmt: skip
def test_push_refuses_invalid_fields(daraja: Daraja, changes: dict[str, Any]) -> None:
    refused = daraja.push(**changes)
    is_system_error = changes.keys() & {"Password", "BusinessShortCode"}
    expected = (500, "500.001.1001") if is_system_error else (400, "400.002.02")
    assert (refused.status_code, refused.get_json()["errorCode"]) == expected
    assert set(refused.get_json()) == {"requestId", "errorCode", "errorMessage"}


def test_query_before_and_after_the_result(http: FlaskClient, daraja: Daraja, operator: Operator) -> None:
    operator.fault_profiles.change({"query_unready": 0})
    checkout = daraja.push().get_json()["CheckoutRequestID"]
    assert daraja.query(checkout).get_json()["ResultCode"] == "4999"
    operator.fault_profiles.change({"query_unready": 1})
    unready = daraja.query(checkout)
    assert (unready.status_code, unready.get_json()["errorCode"]) == (500, "500.001.1001")
    answer_prompt(http, "cancel")
    ended = daraja.query(checkout).get_json()
    assert (ended["ResultCode"], ended["ResponseCode"]) == ("1032", "0")
    assert daraja.query("ws_CO_unknown").status_code == 500


def test_new_token_invalidates_the_old_one(daraja: Daraja) -> None:
    old = daraja.token
    fresh = daraja.sign_in().get_json()
    assert isinstance(fresh["expires_in"], int)
    daraja.token = old
    refused = daraja.push()
    assert (refused.status_code, refused.get_json()["errorCode"]) == (404, "404.001.03")


@pytest.mark.parametrize(("grant", "auth", "code"), [
    ("client_credentials", None, "01"), ("client_credentials", ("key", "wrong"), "01"), ("", ("key", "secret"), "02")
])  # fmt: skip
def test_token_needs_the_right_credentials(http: FlaskClient, grant: str, auth: Any, code: str) -> None:
    refused = http.get(f"/oauth/v1/generate?grant_type={grant}", auth=auth)
    assert (refused.status_code, refused.get_json()["errorCode"]) == (400, f"400.008.{code}")


def test_prompt_survives_a_restart(daraja: Daraja, operator: Operator) -> None:
    daraja.push()
    restarted = Operator(operator.settings, operator.store)
    assert restarted.stk_pushes.answer(AMINA, "1234") == "0"
