"""Faults of money out: planned for one payout, or for all by the fault profile."""

import time
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from sandbox.fault_profile import FAILURES, PAYOUT_FAULTS
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, CHEBET, Daraja, plan_fault, read_money_out, set_faults
from sandbox.tests.fake_lipa import FakeLipa
from sandbox.tests.test_payouts import read_result
from sandbox.tests.test_status import read_result as read_status
from sandbox.texts import TEXTS


@pytest.fixture(autouse=True)
def at_once(http: FlaskClient) -> None:
    """Money moves as soon as it can; what is late is late by a second."""
    set_faults(http, payout_seconds=0, late_seconds=1)


def state(http: FlaskClient) -> str:
    (row,) = read_money_out(http)
    return str(row["state"])


def is_completed(http: FlaskClient, max_wait: float = 10) -> bool:
    until = time.monotonic() + max_wait
    while state(http) != "completed" and time.monotonic() < until:
        time.sleep(0.05)
    return state(http) == "completed"


@pytest.mark.parametrize(("fault", "code"), FAILURES.items())
def test_failure_moves_nothing(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, fault: str, code: str) -> None:
    plan_fault(http, fault)
    assert daraja.pay_phone().status_code == 200
    result = read_result(lipa)
    assert str(result["ResultCode"]) == code
    assert (state(http), "ResultParameters" in result) == ("failed", False)
    assert http.get("/sandbox/books.json").get_json()["balance_cents"] == 1_250_000


def test_result_before_the_acknowledgement(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    plan_fault(http, "result_first")
    answer = daraja.pay_phone().get_json()
    (call,) = lipa.wait_for("/payout/out-1/result", max_wait=0)
    assert call.json["Result"]["ConversationID"] == answer["ConversationID"]


def test_result_twice(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    plan_fault(http, "result_twice")
    daraja.pay_phone()
    first, second = lipa.wait_for("/payout/out-1/result", 2)
    assert first.body == second.body
    assert len(read_money_out(http)) == 1


def test_parameters_in_another_order_or_one_missing(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    for fault in ("result_reordered", "parameter_missing"):
        plan_fault(http, fault, receiver=CHEBET)
        daraja.pay_phone(fault, CHEBET)
    daraja.pay_phone("usual")
    usual, other, short = (list(read_result(lipa, ref)["items"]) for ref in
                           ("usual", "result_reordered", "parameter_missing"))  # fmt: skip
    assert other == usual[::-1]
    assert (len(short), set(short) < set(usual)) == (len(usual) - 1, True)


def test_queue_time_out_then_success(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    plan_fault(http, "timeout_then_success")
    daraja.pay_phone()
    (call,) = lipa.wait_for("/payout/out-1/timeout")
    assert call.json["Result"]["OriginatorConversationID"] == "out-1"
    assert state(http) == "pending"
    assert read_result(lipa)["ResultCode"] == 0
    assert state(http) == "completed"


@pytest.mark.parametrize("fault", ["answer_500", "connection_cut"])
def test_lost_acknowledgement_pays_all_the_same(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, fault: str) -> None:
    plan_fault(http, fault)
    lost = daraja.pay_phone()
    assert (lost.status_code, lost.get_json()["errorCode"]) == (500, "500.001.1001")
    assert daraja.pay_phone().get_json()["errorCode"] == "500.002.1001"
    assert read_result(lipa)["ResultCode"] == 0
    assert state(http) == "completed"


def test_connection_is_cut_without_an_answer(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, monkeypatch: pytest.MonkeyPatch, sandbox_url: str
) -> None:
    plan_fault(http, "connection_cut")
    sent: dict[str, Any] = {}
    monkeypatch.setattr(daraja, "post", lambda path, body: sent.update(path=path, body=body))
    daraja.pay_phone()
    headers = {"Authorization": f"Bearer {daraja.token}"}
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{sandbox_url}{sent['path']}", json=sent["body"], headers=headers, timeout=10)
    assert read_result(lipa)["ResultCode"] == 0


def test_silent_payout_is_late_and_only_a_status_query_tells(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    plan_fault(http, "silent")
    assert daraja.pay_phone().status_code == 200
    assert state(http) == "pending"
    assert is_completed(http)
    assert not lipa.wait_for("/payout/out-1/result", max_wait=0.5)
    daraja.query_status("", OriginalConversationID="out-1")
    assert read_status(lipa)[1]["TransactionStatus"] == "Completed"


def test_success_without_a_result(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    plan_fault(http, "no_result")
    daraja.pay_phone()
    assert is_completed(http)
    assert not lipa.wait_for("/payout/out-1/result", max_wait=0.5)


def test_fault_instead_of_a_result(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    plan_fault(http, "fault_body")
    daraja.pay_phone()
    (call,) = lipa.wait_for("/payout/out-1/result")
    assert call.json["Envelope"]["Body"]["Fault"]["faultcode"] == "soap:Server"
    assert state(http) == "completed"


@pytest.mark.parametrize(("fault", "status", "code"), [("spike_arrest", 500, "500.003.02"),
                                                       ("token_refused", 404, "404.001.03")])  # fmt: skip
def test_refused_request_is_not_taken(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, *, fault: str, status: int, code: str
) -> None:
    plan_fault(http, fault)
    refused = daraja.pay_phone()
    assert (refused.status_code, refused.get_json()["errorCode"]) == (status, code)
    assert read_money_out(http) == []
    assert daraja.pay_phone().status_code == 200, "its id is still free"
    assert read_result(lipa)["ResultCode"] == 0


def test_plan_strikes_whom_it_is_for_as_often_as_it_says(http: FlaskClient, daraja: Daraja, operator: Operator) -> None:
    plan_fault(http, "wallet_full", receiver=CHEBET, times=2)
    plan_fault(http, "unregistered", amount=77, times=0)
    plan_fault(http, "no_such_till", receiver="888880")
    assert len(plan_fault(http, "insufficient_float", receiver=AMINA, amount=50)) == 4
    drawn = [operator.payout_faults.draw(receiver, shillings * 100) for receiver, shillings in
             ((AMINA, 60), (CHEBET, 60), (CHEBET, 77), (CHEBET, 60), (AMINA, 77), (AMINA, 77), (AMINA, 50),
              (AMINA, 50), ("888880", 60))]  # fmt: skip
    assert drawn == ["", "wallet_full", "wallet_full", "", "unregistered", "unregistered", "insufficient_float", "",
                     "no_such_till"]  # fmt: skip
    assert [one.fault for one in Operator(operator.settings, operator.store).payout_faults.planned] == ["unregistered"]
    assert http.post("/sandbox/payout-faults", json={"reset": True}).get_json() == {"planned": []}


def test_known_id_uses_up_no_plan(http: FlaskClient, daraja: Daraja) -> None:
    daraja.pay_phone()
    plan_fault(http, "wallet_full")
    daraja.pay_phone()
    assert len(http.get("/sandbox/payout-faults").get_json()["planned"]) == 1


def test_profile_strikes_all_payouts_or_a_share(http: FlaskClient, operator: Operator) -> None:
    def draw(number: int) -> list[str]:
        return [operator.payout_faults.draw(AMINA, 6000) for _ in range(number)]

    set_faults(http, payout_fault="no_result")
    assert draw(3) == ["no_result"] * 3
    set_faults(http, payout_fault="mixed", payout_fault_share=0.5)
    drawn = draw(400)
    assert 140 < drawn.count("") < 260
    assert set(drawn) == {"", *PAYOUT_FAULTS}
    operator.store.set_value("count:payout", 3)
    assert draw(400) == drawn, "the same seed draws the same"


@pytest.mark.parametrize("fields", [{"fault": "nosuch"}, {}, {"fault": "silent", "amount": "x"},
                                    {"fault": "silent", "times": -1}, {"fault": "silent", "colour": 1}])  # fmt: skip
def test_invalid_plan_is_refused(http: FlaskClient, fields: dict[str, object]) -> None:
    assert http.post("/sandbox/payout-faults", json=fields).status_code == 400
    assert http.get("/sandbox/payout-faults").get_json() == {"planned": []}


def test_console_plans_and_forgets(http: FlaskClient) -> None:
    form = {"fault": "wallet_full", "receiver": CHEBET, "amount": "", "times": "2", "lugha": "en"}
    assert http.post("/sandbox/payout-faults", data=form).headers["Location"] == "/sandbox/?lugha=en"
    page = http.get("/sandbox/?lugha=en").text
    assert "receiver&#39;s wallet is full (8) · ..103 · ×2" in page
    http.post("/sandbox/payout-faults", data={**form, "reset": "1"})
    assert http.get("/sandbox/payout-faults").get_json() == {"planned": []}
    plan_fault(http, "silent")
    http.post("/sandbox/faults", data={"reset": "1"})
    assert http.get("/sandbox/payout-faults").get_json() == {"planned": []}


def test_every_fault_has_its_text() -> None:
    assert {key.partition(".")[2] for key in TEXTS if key.startswith("payout_fault.")} == set(PAYOUT_FAULTS)
