"""Transaction status queries."""

import base64
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from flask.testing import FlaskClient

from sandbox.credential import Credential
from sandbox.simulated_operator import SimulatedOperator
from sandbox.tests.conftest import Daraja, pay, set_faults
from sandbox.tests.fake_lipa import FakeLipa


def encrypt_password(operator: SimulatedOperator, password: str = "initiator-pass") -> str:
    """A SecurityCredential, encrypted with the operator's certificate."""
    key = x509.load_pem_x509_certificate(operator.credential.certificate_pem.encode()).public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    return base64.b64encode(key.encrypt(password.encode(), padding.PKCS1v15())).decode()


def send_query(daraja: Daraja, lipa: FakeLipa, operator: SimulatedOperator, receipt: str, **changes: Any) -> Any:
    body = {
        "Initiator": "lipafare", "SecurityCredential": encrypt_password(operator), "TransactionID": receipt,
        "CommandID": "TransactionStatusQuery", "PartyA": "400222", "IdentifierType": "4", "Remarks": "Lipa Fare",
        "ResultURL": f"{lipa.url}/telco/current/status/ref1/result", "Occasion": "",
        "QueueTimeOutURL": f"{lipa.url}/telco/current/status/ref1/timeout",
    }  # fmt: skip
    return daraja.post("/mpesa/transactionstatus/v1/query", {**body, **changes})


def read_result(lipa: FakeLipa) -> tuple[Any, dict[str, Any]]:
    """The code and the parameters of the result."""
    (call,) = lipa.wait_for("/status/ref1/result")
    result = call.json["Result"]
    items = result.get("ResultParameters", {}).get("ResultParameter", [])
    return result["ResultCode"], {
        item["Key"]: item["Value"] for item in (items if isinstance(items, list) else [items])
    }


def test_query_is_answered_from_the_books(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator
) -> None:
    payment = pay(http)
    answer = send_query(daraja, lipa, operator, payment["receipt"]).get_json()
    assert answer["ResponseCode"] == "0"
    code, parameters = read_result(lipa)
    assert code == 0
    assert (parameters["ReceiptNo"], parameters["TransactionStatus"]) == (payment["receipt"], "Completed")
    assert parameters["Amount"] == "60.00"
    (call,) = lipa.wait_for("/status/ref1/result")
    assert call.json["Result"]["ConversationID"] == answer["ConversationID"]
    keys = [item["Key"] for item in call.json["Result"]["ResultParameters"]["ResultParameter"]]
    assert keys.count("DebitPartyName") == 2


def test_unknown_receipt(lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator) -> None:
    assert send_query(daraja, lipa, operator, "QFORGED001").status_code == 200
    assert read_result(lipa) == ("R000002", {})


@pytest.mark.parametrize(
    "changes", [{"SecurityCredential": "not base64!"}, {"SecurityCredential": "AAAA"}, {"Initiator": "somebody"}]
)
def test_wrong_credential_shows_in_the_result(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator, changes: dict[str, str]
) -> None:
    receipt = pay(http)["receipt"]
    assert send_query(daraja, lipa, operator, receipt, **changes).status_code == 200
    assert read_result(lipa) == (2001, {})


def test_wrong_password_or_key(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator) -> None:
    receipt = pay(http)["receipt"]
    send_query(daraja, lipa, operator, receipt, SecurityCredential=encrypt_password(operator, "guess"))
    assert read_result(lipa) == (2001, {})
    assert Credential().open_password(encrypt_password(operator)) != "initiator-pass"


@pytest.mark.parametrize(
    "changes",
    [
        {"CommandID": "AccountBalance"},
        {"PartyA": "1"},
        {"IdentifierType": "1"},
        {"ResultURL": "x"},
        {"TransactionID": ""},
    ],
)
def test_query_refuses_invalid_fields(
    lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator, changes: dict[str, str]
) -> None:
    assert send_query(daraja, lipa, operator, "Q", **changes).get_json()["errorCode"] == "400.002.02"


def test_faults_of_the_answer(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator) -> None:
    receipt = pay(http)["receipt"]
    set_faults(http, status_lost=1)
    send_query(daraja, lipa, operator, receipt)
    assert not lipa.wait_for("/status/ref1/result", max_wait=0.8)
    set_faults(http, reset=True, status_timeout=1)
    send_query(daraja, lipa, operator, receipt)
    assert lipa.wait_for("/status/ref1/timeout")
    set_faults(http, reset=True, status_wrong_amount=1, status_twice=1)
    send_query(daraja, lipa, operator, receipt)
    first, second = lipa.wait_for("/status/ref1/result", 2)
    assert first.body == second.body
    assert '"Value": "61.00"' in first.body
    lipa.calls.clear()
    set_faults(http, reset=True, status_object=1)
    send_query(daraja, lipa, operator, receipt)
    assert read_result(lipa) == (0, {"ReceiptNo": receipt})


def test_configured_key_is_used(operator: SimulatedOperator) -> None:
    again = Credential(operator.credential.key_pem)
    assert again.open_password(encrypt_password(operator)) == "initiator-pass"
