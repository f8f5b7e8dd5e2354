"""Answers that the operator and the SMS gateway give besides the documented ones: each is a setting of the profile."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.fault_profile import FaultProfile
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, Daraja, answer_prompt, pay, set_faults
from sandbox.tests.fake_lipa import FakeLipa
from sandbox.tests.test_push import read_result
from sandbox.tests.test_sms import send


@pytest.mark.parametrize(("dialect", "status", "body"), [
    ("404.001.03", 404, '"errorCode":"404.001.03"'), ("401.003.01", 401, '"errorCode":"401.003.01"'),
    ("401.002.01", 401, '"errorCode":"401.002.01"'), ("400.003.01", 400, '"errorCode":"400.003.01"'),
    ("fault", 401, "keymanagement.service.invalid_access_token"), ("401", 401, ""),
])  # fmt: skip
def test_bad_token_is_told_in_each_dialect(
    http: FlaskClient, daraja: Daraja, dialect: str, status: int, body: str
) -> None:
    set_faults(http, token_refusal=dialect, token_dropped=1)
    refused = daraja.push()
    assert (refused.status_code, body in refused.text, bool(refused.text)) == (status, True, bool(body))
    set_faults(http, token_dropped=0)
    assert daraja.push().status_code == status, "the token is forgotten for good"
    daraja.sign_in()
    set_faults(http, token_refused=1)
    assert daraja.push().status_code == status, "an app without that product is refused with any token"
    set_faults(http, token_refused=0)
    assert daraja.push().status_code == 200


@pytest.mark.parametrize(("spelled", "value"), [("number", 3599), ("text", "3599"), ("missing", None)])
def test_life_of_a_token_is_spelled_in_each_way(http: FlaskClient, daraja: Daraja, spelled: str, value: object) -> None:
    set_faults(http, expires_in=spelled)
    assert daraja.sign_in().get_json().get("expires_in") == value


@pytest.mark.parametrize(("kind", "status", "mimetype", "body"), [
    ("200 error", 200, "application/json", '"errorCode":"500.001.1001"'), ("200 html", 200, "text/html", "<html>"),
    ("200 empty", 200, "application/json", ""), ("404", 404, "application/json", '"errorCode":"404.001.01"'),
    ("405", 405, "application/json", '"errorCode":"405.001"'), ("429", 429, "application/json", "SpikeArrest"),
    ("503 html", 503, "text/html", "<html>"),
])  # fmt: skip
def test_odd_answers_come_from_every_route_and_nothing_is_done(
    http: FlaskClient, daraja: Daraja, operator: Operator, *, kind: str, status: int, mimetype: str, body: str
) -> None:
    set_faults(http, odd_answer=1, odd_answer_kind=kind)
    oauth = http.get("/oauth/v1/generate?grant_type=client_credentials", auth=("key", "secret"))
    for answer in (daraja.push(), daraja.query("x"), daraja.query_status("X"), oauth, send(http)):
        assert (answer.status_code, answer.mimetype) == (status, mimetype)
        assert body in answer.text
    assert http.get(f"/sandbox/prompt?phone={AMINA}").get_json() == {}
    assert not operator.sms_gateway.inbox(AMINA)


def test_money_after_1037(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: Operator) -> None:
    """The prompt has ended for everybody: the passenger redials and pays, and then the first one is paid as well."""
    set_faults(http, paid_after_1037=1, late_seconds=2, similar_seconds=0)
    asked = daraja.push().get_json()["CheckoutRequestID"]
    answer_prompt(http, "ignore")
    assert read_result(lipa)["ResultCode"] == 1037
    assert daraja.query(asked).get_json()["ResultCode"] == "1037"
    assert not operator.books.all()
    assert daraja.push().get_json()["ResponseCode"] == "0"
    answer_prompt(http, "1234")
    results = [call.json["Body"]["stkCallback"] for call in lipa.wait_for("/stk/pay-1", 3)]
    assert sorted((result["ResultCode"], result["CheckoutRequestID"] == asked) for result in results) == [
        (0, False), (0, True), (1037, True)]  # fmt: skip
    assert daraja.query(asked).get_json()["ResultCode"] == "0"
    assert len(lipa.wait_for("/c2b/confirmation", 2)) == len(operator.books.all()) == 2


@pytest.mark.parametrize("refusal", FaultProfile.CHOICES["sms_refusal"])
def test_refusals_of_an_sms(http: FlaskClient, lipa: FakeLipa, operator: Operator, refusal: str) -> None:
    set_faults(http, sms_refused=1, sms_refusal=refusal)
    answer = send(http)
    data: dict[str, Any] = answer.get_json()["SMSMessageData"]
    assert answer.status_code == 201
    if refusal == "message":
        assert data == {"Message": "InvalidSenderId", "Recipients": []}
    else:
        assert (data["Recipients"][0]["statusCode"], data["Recipients"][0]["messageId"]) == (int(refusal), "None")
    assert not operator.sms_gateway.inbox(AMINA)
    assert not lipa.wait_for("/sms/delivery", max_wait=0)


@pytest.mark.parametrize(("reports", "states"), [
    ("last", ["Success"]), ("in order", ["Sent", "Buffered", "Success"]),
    ("out of order", ["Buffered", "Success", "Sent"]),
])  # fmt: skip
def test_delivery_reports(http: FlaskClient, lipa: FakeLipa, reports: str, states: list[str]) -> None:
    set_faults(http, sms_reports=reports)
    send(http)
    assert [call.form["status"] for call in lipa.wait_for("/sms/delivery", len(states))] == states


def test_other_payments_are_untouched(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, token_refused=1, odd_answer=1, sms_refused=1, paid_after_1037=1)
    pay(http)
    assert lipa.wait_for("/c2b/confirmation")
