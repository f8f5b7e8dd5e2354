"""Transaction status queries."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.credential import Credential
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import Daraja, pay, set_faults
from sandbox.tests.fake_lipa import FakeLipa


def read_result(lipa: FakeLipa) -> tuple[Any, dict[str, Any]]:
    (call,) = lipa.wait_for("/status/ref1/result")
    result = call.json["Result"]
    items = result.get("ResultParameters", {}).get("ResultParameter", [])
    items = items if isinstance(items, list) else [items]
    return result["ResultCode"], {item["Key"]: item["Value"] for item in items}


def test_query_is_answered_from_the_books(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    payment = pay(http)
    answer = daraja.query_status(payment["receipt"]).get_json()
    assert answer["ResponseCode"] == "0"
    code, parameters = read_result(lipa)
    assert code == 0
    assert (parameters["ReceiptNo"], parameters["TransactionStatus"]) == (payment["receipt"], "Completed")
    assert parameters["Amount"] == "60.00"
    (call,) = lipa.wait_for("/status/ref1/result")
    assert call.json["Result"]["ConversationID"] == answer["ConversationID"]
    keys = [item["Key"] for item in call.json["Result"]["ResultParameters"]["ResultParameter"]]
    assert keys.count("DebitPartyName") == 2


def test_unknown_receipt(lipa: FakeLipa, daraja: Daraja) -> None:
    assert daraja.query_status("QFORGED001").status_code == 200
    assert read_result(lipa) == ("R000002", {})


@pytest.mark.parametrize(
    "changes", [{"SecurityCredential": "not base64!"}, {"SecurityCredential": "AAAA"}, {"Initiator": "somebody"}]
)
def test_wrong_credential_shows_in_the_result(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, changes: dict[str, str]
) -> None:
    receipt = pay(http)["receipt"]
    assert daraja.query_status(receipt, **changes).status_code == 200
    assert read_result(lipa) == (2001, {})


def test_wrong_password_or_key(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    receipt = pay(http)["receipt"]
    daraja.query_status(receipt, SecurityCredential=daraja.encrypt("guess"))
    assert read_result(lipa) == (2001, {})
    assert Credential().open_password(daraja.encrypt("initiator-pass")) != "initiator-pass"


@pytest.mark.parametrize("changes", [{"CommandID": "AccountBalance"}, {"PartyA": "1"}, {"IdentifierType": "1"},
                                     {"ResultURL": "x"}, {"TransactionID": ""}])  # fmt: skip
def test_query_refuses_invalid_fields(daraja: Daraja, changes: dict[str, str]) -> None:
    assert daraja.query_status("Q", **changes).get_json()["errorCode"] == "400.002.02"


def test_faults_of_the_answer(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    receipt = pay(http)["receipt"]
    set_faults(http, status_lost=1)
    daraja.query_status(receipt)
    assert not lipa.wait_for("/status/ref1/result", max_wait=0.8)
    set_faults(http, reset=True, status_timeout=1)
    daraja.query_status(receipt)
    assert lipa.wait_for("/status/ref1/timeout")
    set_faults(http, reset=True, status_wrong_amount=1, status_twice=1)
    daraja.query_status(receipt)
    first, second = lipa.wait_for("/status/ref1/result", 2)
    assert first.body == second.body
    assert '"Value": "61.00"' in first.body
    lipa.calls.clear()
    set_faults(http, reset=True, status_object=1)
    daraja.query_status(receipt)
    assert read_result(lipa) == (0, {"ReceiptNo": receipt})


def test_configured_key_is_used(daraja: Daraja, operator: Operator) -> None:
    again = Credential(operator.credential.key_pem)
    assert again.open_password(daraja.encrypt("initiator-pass")) == "initiator-pass"
