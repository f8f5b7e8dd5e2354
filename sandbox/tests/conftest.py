import base64
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from flask import Flask
from flask.testing import FlaskClient

from sandbox.app import create_app, create_server
from sandbox.settings import Settings
from sandbox.simulated_operator import Operator
from sandbox.store import Store
from sandbox.tests.fake_lipa import Call, FakeLipa, usual_answer

AMINA, CHEBET, DAUDI, UNKNOWN = "254199000101", "254199000103", "254199000104", "254199555123"
TIMESTAMP = "20251123214200"
PASSWORD = base64.b64encode(f"400222pass-key{TIMESTAMP}".encode()).decode()


@pytest.fixture
def lipa() -> Iterator[FakeLipa]:
    fake = FakeLipa()
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def settings(lipa: FakeLipa, tmp_path: Path) -> Settings:
    return Settings.from_env(
        {
            "LIPA_URL": lipa.url, "LIPA_CALLBACK_TOKEN": "current,old", "LIPA_PASSKEY": "pass-key",
            "LIPA_DARAJA_KEY": "key", "LIPA_DARAJA_SECRET": "secret", "LIPA_SMS_KEY": "sms-key",
            "LIPA_SIM_SWAP_KEY": "sim-key",
            "LIPA_DARAJA_INITIATOR_PASSWORD": "initiator-pass", "LIPA_SANDBOX_BOOKS": str(tmp_path / "books.sqlite3"),
            "LIPA_DEMO_VEHICLES": str(tmp_path / "vehicles.json"),
        }
    )  # fmt: skip


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings, Store(settings.books))
    operator: Operator = app.extensions["operator"]
    operator.start()
    yield app
    operator.stop()


@pytest.fixture
def operator(app: Flask) -> Operator:
    found: Operator = app.extensions["operator"]
    return found


@pytest.fixture
def http(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sandbox_url(app: Flask) -> Iterator[str]:
    server = create_server(app, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@dataclass
class Daraja:
    """A client of the Daraja API, as Lipa Fare is one."""

    http: FlaskClient
    lipa: FakeLipa
    operator: Operator
    token: str = ""

    def sign_in(self) -> Any:
        answer = self.http.get("/oauth/v1/generate?grant_type=client_credentials", auth=("key", "secret"))
        self.token = answer.get_json()["access_token"]
        return answer

    def post(self, path: str, body: Any) -> Any:
        return self.http.post(path, json=body, headers={"Authorization": f"Bearer {self.token}"})

    def push(self, phone: str = AMINA, **changes: Any) -> Any:
        body = {
            "BusinessShortCode": 400222, "Password": PASSWORD, "Timestamp": TIMESTAMP,
            "TransactionType": "CustomerPayBillOnline", "Amount": "60", "PartyA": phone, "PartyB": "400222",
            "PhoneNumber": phone, "CallBackURL": f"{self.lipa.url}/telco/current/stk/pay-1", "AccountReference": "4628",
            "TransactionDesc": "Nauli",
        }  # fmt: skip
        return self.post("/mpesa/stkpush/v1/processrequest", {**body, **changes})

    def query(self, checkout: str) -> Any:
        body = {"BusinessShortCode": "400222", "Password": PASSWORD, "Timestamp": TIMESTAMP}
        return self.post("/mpesa/stkpushquery/v1/query", {**body, "CheckoutRequestID": checkout})

    def query_status(self, receipt: str, **changes: Any) -> Any:
        address = f"{self.lipa.url}/telco/current/status/ref1"
        body = {
            "Initiator": "lipafare", "SecurityCredential": self.encrypt("initiator-pass"), "TransactionID": receipt,
            "CommandID": "TransactionStatusQuery", "PartyA": "400222", "IdentifierType": "4", "Remarks": "Lipa Fare",
            "ResultURL": f"{address}/result", "QueueTimeOutURL": f"{address}/timeout", "Occasion": "",
        }  # fmt: skip
        return self.post("/mpesa/transactionstatus/v1/query", {**body, **changes})

    def pay_phone(self, ref: str = "out-1", phone: str = AMINA, amount: str = "1200", **changes: Any) -> Any:
        body = {
            "OriginatorConversationID": ref, "InitiatorName": "lipafare", "CommandID": "BusinessPayment",
            "SecurityCredential": self.encrypt("initiator-pass"), "Amount": amount, "PartyA": "400222", "PartyB": phone,
            "Remarks": "Malipo", "Occassion": "", **self.addresses(f"payout/{ref}"),
        }  # fmt: skip
        return self.post("/mpesa/b2c/v3/paymentrequest", {**body, **changes})

    def pay_business(self, ref: str = "out-1", amount: str = "1600", **changes: Any) -> Any:
        body = {
            "Initiator": "lipafare", "SecurityCredential": self.encrypt("initiator-pass"), "PartyA": "400222",
            "CommandID": "BusinessPayBill", "SenderIdentifierType": "4", "RecieverIdentifierType": "4",
            "Amount": amount, "PartyB": "888880", "AccountReference": "KZZ001A", "Remarks": "Mafuta",
            **self.addresses(f"payout/{ref}"),
        }  # fmt: skip
        return self.post("/mpesa/b2b/v1/paymentrequest", {**body, **changes})

    def query_balance(self, **changes: Any) -> Any:
        body = {
            "Initiator": "lipafare", "SecurityCredential": self.encrypt("initiator-pass"), "PartyA": "400222",
            "CommandID": "AccountBalance", "IdentifierType": "4", "Remarks": "ok", **self.addresses("status/ref1"),
        }  # fmt: skip
        return self.post("/mpesa/accountbalance/v1/query", {**body, **changes})

    def reverse(self, receipt: str, amount: str, ref: str = "ref1", **changes: Any) -> Any:
        body = {
            "Initiator": "lipafare", "SecurityCredential": self.encrypt("initiator-pass"), "TransactionID": receipt,
            "CommandID": "TransactionReversal", "Amount": amount, "ReceiverParty": "400222",
            "RecieverIdentifierType": "11", "Remarks": "ok", **self.addresses(f"status/{ref}"),
        }  # fmt: skip
        return self.post("/mpesa/reversal/v1/request", {**body, **changes})

    def addresses(self, path: str) -> dict[str, str]:
        base = f"{self.lipa.url}/telco/current/{path}"
        return {"ResultURL": f"{base}/result", "QueueTimeOutURL": f"{base}/timeout"}

    def encrypt(self, password: str) -> str:
        key = x509.load_pem_x509_certificate(self.operator.credential.certificate_pem.encode()).public_key()
        assert isinstance(key, rsa.RSAPublicKey)
        return base64.b64encode(key.encrypt(password.encode(), padding.PKCS1v15())).decode()

    def push_after_ussd(self) -> None:
        """Let Lipa Fare open a prompt when a USSD session ends with 1."""

        def answer(call: Call) -> tuple[int, str]:
            if call.path.endswith("/ussd") and call.form["text"].endswith("*1"):
                self.push(call.form["phoneNumber"].lstrip("+"))
            return usual_answer(call)

        self.lipa.answer = answer


@pytest.fixture
def daraja(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> Daraja:
    client = Daraja(http, lipa, operator)
    client.sign_in()
    return client


def pay(http: FlaskClient, **changes: Any) -> Any:
    return http.post("/sandbox/pay", json={"payer": AMINA, "account": "4628", "amount": "60", **changes}).get_json()


def set_faults(http: FlaskClient, **settings: object) -> dict[str, object]:
    answer = http.post("/sandbox/faults", json=settings)
    assert answer.status_code == 200, answer.get_json()
    profile: dict[str, object] = answer.get_json()
    return profile


def plan_fault(http: FlaskClient, fault: str, **fields: object) -> list[dict[str, object]]:
    answer = http.post("/sandbox/payout-faults", json={"fault": fault, **fields})
    assert answer.status_code == 200, answer.get_json()
    planned: list[dict[str, object]] = answer.get_json()["planned"]
    return planned


def read_money_out(http: FlaskClient) -> list[dict[str, Any]]:
    payments = http.get("/sandbox/books.json").get_json()["payments"]
    return [payment for payment in payments if payment["direction"] == "out"]


def answer_prompt(http: FlaskClient, text: str, phone: str = AMINA) -> str | None:
    code: str | None = http.post("/sandbox/prompt", json={"phone": phone, "answer": text}).get_json()["result_code"]
    return code
