"""A prompt on a phone: every way in which it can end."""

import base64
from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.simulated_operator import SimulatedOperator
from sandbox.tests.conftest import AMINA, CHEBET, DAUDI, STRANGER, Daraja
from sandbox.tests.fake_lipa import FakeLipa


def answer(http: FlaskClient, said: str, phone: str = AMINA) -> str | None:
    found: str | None = http.post("/sandbox/prompt", json={"phone": phone, "answer": said}).get_json()["result_code"]
    return found


def result(lipa: FakeLipa, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = lipa.wait_for("/stk/pay-1", number)[number - 1].json["Body"]["stkCallback"]
    return found


def test_success_is_told_twice_with_one_receipt(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator
) -> None:
    asked = daraja.push(lipa).get_json()
    assert asked["ResponseCode"] == "0"
    assert answer(http, "1234") == "0"
    call = lipa.wait_for("/stk/pay-1")[0]
    told = call.json["Body"]["stkCallback"]
    items = {item["Name"]: item.get("Value", "no value") for item in told["CallbackMetadata"]["Item"]}
    payment = operator.books.all()[0]
    assert {told["MerchantRequestID"], told["CheckoutRequestID"]} == {
        asked["MerchantRequestID"],
        asked["CheckoutRequestID"],
    }
    assert told["ResultCode"] == 0
    assert items == {
        "Amount": 60.0,
        "MpesaReceiptNumber": payment.receipt,
        "Balance": "no value",
        "TransactionDate": int(f"{payment.paid_at:%Y%m%d%H%M%S}"),
        "PhoneNumber": int(AMINA),
    }
    assert call.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert call.headers["Businessshortcode"] == "400222"
    confirmation = lipa.wait_for("/c2b/confirmation")[0].json
    assert (confirmation["TransID"], confirmation["BillRefNumber"]) == (payment.receipt, "4628")


@pytest.mark.parametrize(("said", "code"), [("0000", 2001), ("12a4", 2001), ("cancel", 1032), ("ignore", 1037)])
def test_failure_has_no_metadata_and_moves_nothing(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator, *, said: str, code: int
) -> None:
    daraja.push(lipa)
    assert answer(http, said) == str(code)
    told = result(lipa)
    assert told["ResultCode"] == code
    assert "CallbackMetadata" not in told
    assert operator.books.all() == []


def test_nobody_answers_in_time(lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator) -> None:
    operator.fault_profiles.change({"prompt_seconds": 0})
    daraja.push(lipa)
    assert (result(lipa)["ResultCode"], result(lipa)["ResultDesc"]) == (1037, "No response from user.")


def test_a_phone_that_is_off_gives_the_same_code_in_other_words(lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.push(lipa, DAUDI)
    assert (result(lipa)["ResultCode"], result(lipa)["ResultDesc"]) == (1037, "DS timeout user cannot be reached")


def test_money_rules_end_a_prompt_with_their_own_codes(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    def ends(phone: str, amount: int) -> str | None:
        daraja.push(lipa, phone, Amount=amount)
        return answer(http, "1234", phone)

    assert ends(CHEBET, 60) == "1"
    assert ends(STRANGER, 0) == "2"
    assert ends(STRANGER, 250_001) == "3"
    assert ends(STRANGER, 60) == "0"
    assert ends(STRANGER, 60) == "17"
    assert ends(STRANGER, 70) == "0"


def test_the_day_has_a_limit(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    for amount in (250_000, 249_000):
        http.post("/sandbox/pay", json={"payer": STRANGER, "account": "4628", "amount": str(amount)})
    daraja.push(lipa, STRANGER, Amount=2_000)
    assert answer(http, "1234", STRANGER) == "4"


def test_three_wrong_pins_lock_the_fourth_try(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    codes = []
    for said in ("0000", "0000", "0000", "1234"):
        daraja.push(lipa)
        codes.append(answer(http, said))
    assert codes == ["2001", "2001", "2001", "8006"]


def test_wrong_product_and_wrong_till_end_without_a_prompt(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.push(lipa, TransactionType="CustomerBuyGoodsOnline")
    assert result(lipa)["ResultCode"] == 2028
    daraja.push(lipa, PartyB="600000")
    assert result(lipa, 2)["ResultCode"] == "SFC_IC0003"  # a string, where the others are numbers
    assert answer(http, "1234") is None


@pytest.mark.parametrize("code", ["8", "26", "1001", "1019", "1025", "9999"])
def test_any_result_can_be_asked_for(lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator, code: str) -> None:
    operator.fault_profiles.change({"push_result": code})
    daraja.push(lipa)
    assert result(lipa)["ResultCode"] == int(code)


def test_a_second_prompt_on_the_same_phone_is_refused(lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.push(lipa)
    again = daraja.push(lipa)
    assert (again.status_code, again.get_json()["errorCode"]) == (500, "500.001.1001")
    assert "Unable to lock subscriber" in again.get_json()["errorMessage"]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"Amount": "60.50"}, 400, "400.002.02"),
        ({"PhoneNumber": "0199000101"}, 400, "400.002.02"),
        ({"AccountReference": "A" * 13}, 400, "400.002.02"),
        ({"TransactionDesc": "A" * 14}, 400, "400.002.02"),
        ({"CallBackURL": "stk"}, 400, "400.002.02"),
        ({"CallBackURL": None}, 400, "400.002.02"),
        ({"Timestamp": "2025-11-23"}, 400, "400.002.02"),
        ({"Password": base64.b64encode(b"400222wrong").decode()}, 500, "500.001.1001"),
        ({"BusinessShortCode": 600000}, 500, "500.001.1001"),
    ],
)
def test_a_request_out_of_shape_is_refused(
    lipa: FakeLipa, daraja: Daraja, changes: dict[str, Any], status: int, code: str
) -> None:
    refused = daraja.push(lipa, **changes)
    assert (refused.status_code, refused.get_json()["errorCode"]) == (status, code)
    assert set(refused.get_json()) == {"requestId", "errorCode", "errorMessage"}


def test_the_query_knows_more_only_when_it_has_ended(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator
) -> None:
    operator.fault_profiles.change({"query_unready": 0})
    checkout = daraja.push(lipa).get_json()["CheckoutRequestID"]
    assert daraja.query(checkout).get_json()["ResultCode"] == "4999"
    operator.fault_profiles.change({"query_unready": 1})
    unready = daraja.query(checkout)
    assert (unready.status_code, unready.get_json()["errorCode"]) == (500, "500.001.1001")
    answer(http, "cancel")
    ended = daraja.query(checkout).get_json()
    assert (ended["ResultCode"], ended["ResponseCode"]) == ("1032", "0")
    assert daraja.query("ws_CO_unknown").status_code == 500


def test_a_new_token_makes_the_old_one_worthless(lipa: FakeLipa, daraja: Daraja) -> None:
    old = daraja.token
    fresh = daraja.sign_in().get_json()
    assert isinstance(fresh["expires_in"], int)
    daraja.token = old
    refused = daraja.push(lipa)
    assert (refused.status_code, refused.get_json()["errorCode"]) == (404, "404.001.03")


@pytest.mark.parametrize(
    ("query", "header", "code"),
    [
        ("?grant_type=client_credentials", None, "400.008.01"),
        ("?grant_type=client_credentials", "Bearer x", "400.008.01"),
        ("?grant_type=client_credentials", "Basic " + base64.b64encode(b"key:wrong").decode(), "400.008.01"),
        ("", "Basic " + base64.b64encode(b"key:secret").decode(), "400.008.02"),
    ],
)
def test_a_token_needs_the_right_credentials(http: FlaskClient, query: str, header: str | None, code: str) -> None:
    refused = http.get(f"/oauth/v1/generate{query}", headers={"Authorization": header} if header else {})
    assert (refused.status_code, refused.get_json()["errorCode"]) == (400, code)


def test_a_prompt_outlives_a_restart(lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator) -> None:
    daraja.push(lipa)
    reborn = SimulatedOperator(operator.settings, operator.store)
    assert reborn.stk_pushes.answer(AMINA, "1234") == "0"
