"""What the operator answers when it is asked about a payment."""

import base64
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from flask.testing import FlaskClient

from sandbox.credential import Credential
from sandbox.simulated_operator import SimulatedOperator
from sandbox.tests.conftest import Daraja
from sandbox.tests.fake_lipa import FakeLipa
from sandbox.tests.test_c2b import pay
from sandbox.tests.test_faults import set_faults


def encrypt_password(operator: SimulatedOperator, word: str = "initiator-pass") -> str:
    """A SecurityCredential, made with nothing but the operator's certificate."""
    key = x509.load_pem_x509_certificate(operator.credential.certificate_pem.encode()).public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    return base64.b64encode(key.encrypt(word.encode(), padding.PKCS1v15())).decode()


def ask(daraja: Daraja, lipa: FakeLipa, operator: SimulatedOperator, receipt: str, **changes: Any) -> Any:
    body = {
        "Initiator": "lipafare",
        "SecurityCredential": encrypt_password(operator),
        "CommandID": "TransactionStatusQuery",
        "TransactionID": receipt,
        "PartyA": "400222",
        "IdentifierType": "4",
        "ResultURL": f"{lipa.url}/telco/current/status/ref1/result",
        "QueueTimeOutURL": f"{lipa.url}/telco/current/status/ref1/timeout",
        "Remarks": "Lipa Fare",
        "Occasion": "",
    }
    return daraja.post("/mpesa/transactionstatus/v1/query", {**body, **changes})


def told(lipa: FakeLipa) -> tuple[Any, dict[str, Any]]:
    """Result code and parameters of the answer."""
    (call,) = lipa.wait_for("/status/ref1/result")
    result = call.json["Result"]
    items = result.get("ResultParameters", {}).get("ResultParameter", [])
    return result["ResultCode"], {
        item["Key"]: item["Value"] for item in (items if isinstance(items, list) else [items])
    }


def test_it_takes_the_question_and_answers_later_from_its_books(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator
) -> None:
    payment = pay(http)
    answer = ask(daraja, lipa, operator, payment["receipt"]).get_json()
    assert answer["ResponseCode"] == "0"
    code, said = told(lipa)
    assert code == 0
    assert (said["ReceiptNo"], said["TransactionStatus"]) == (payment["receipt"], "Completed")
    assert said["Amount"] == "60.00"
    (call,) = lipa.wait_for("/status/ref1/result")
    assert call.json["Result"]["ConversationID"] == answer["ConversationID"]
    keys = [item["Key"] for item in call.json["Result"]["ResultParameters"]["ResultParameter"]]
    assert keys.count("DebitPartyName") == 2


def test_what_is_not_in_its_books_it_does_not_know(lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator) -> None:
    assert ask(daraja, lipa, operator, "QFORGED001").status_code == 200
    assert told(lipa) == ("R000002", {})


@pytest.mark.parametrize(
    "changes", [{"SecurityCredential": "not base64!"}, {"SecurityCredential": "AAAA"}, {"Initiator": "somebody"}]
)
def test_a_wrong_credential_shows_in_the_answer_only(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator, changes: dict[str, str]
) -> None:
    receipt = pay(http)["receipt"]
    assert ask(daraja, lipa, operator, receipt, **changes).status_code == 200
    assert told(lipa) == (2001, {})


def test_a_wrong_password_or_another_key_is_no_credential(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator
) -> None:
    receipt = pay(http)["receipt"]
    ask(daraja, lipa, operator, receipt, SecurityCredential=encrypt_password(operator, "guess"))
    assert told(lipa) == (2001, {})
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
def test_a_malformed_question_is_refused(
    lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator, changes: dict[str, str]
) -> None:
    assert ask(daraja, lipa, operator, "Q", **changes).get_json()["errorCode"] == "400.002.02"


def test_its_faults(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator) -> None:
    receipt = pay(http)["receipt"]
    set_faults(http, status_lost=1)
    ask(daraja, lipa, operator, receipt)
    assert not lipa.wait_for("/status/ref1/result", max_wait=0.8)
    set_faults(http, reset=True, status_timeout=1)
    ask(daraja, lipa, operator, receipt)
    assert lipa.wait_for("/status/ref1/timeout")
    set_faults(http, reset=True, status_wrong_amount=1, status_twice=1)
    ask(daraja, lipa, operator, receipt)
    first, second = lipa.wait_for("/status/ref1/result", 2)
    assert first.body == second.body
    assert '"Value": "61.00"' in first.body
    lipa.calls.clear()
    set_faults(http, reset=True, status_object=1)
    ask(daraja, lipa, operator, receipt)
    assert told(lipa) == (0, {"ReceiptNo": receipt})


def test_a_key_given_at_start_is_used(operator: SimulatedOperator) -> None:
    again = Credential(operator.credential.key_pem)
    assert again.open_password(encrypt_password(operator)) == "initiator-pass"
