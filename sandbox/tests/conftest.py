import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sandbox.app import create_app
from sandbox.settings import Settings
from sandbox.simulated_operator import SimulatedOperator
from sandbox.store import Store
from sandbox.tests.fake_lipa import FakeLipa

AMINA, CHEBET, DAUDI, STRANGER = "254199000101", "254199000103", "254199000104", "254199555123"
TIMESTAMP = "20251123214200"


@pytest.fixture
def lipa() -> Iterator[FakeLipa]:
    fake = FakeLipa()
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def settings(lipa: FakeLipa, tmp_path: Path) -> Settings:
    env = {
        "LIPA_URL": lipa.url,
        "LIPA_CALLBACK_TOKEN": "current,old",
        "LIPA_PASSKEY": "pass-key",
        "LIPA_DARAJA_KEY": "key",
        "LIPA_DARAJA_SECRET": "secret",
        "LIPA_SMS_KEY": "sms-key",
        "LIPA_DARAJA_INITIATOR_PASSWORD": "initiator-pass",
        "LIPA_SANDBOX_BOOKS": str(tmp_path / "books.sqlite3"),
        "LIPA_DEMO_VEHICLES": str(tmp_path / "vehicles.json"),
    }
    return Settings.from_env(env)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings, Store(settings.books))
    operator: SimulatedOperator = app.extensions["operator"]
    operator.start()
    yield app
    operator.stop()


@pytest.fixture
def operator(app: Flask) -> SimulatedOperator:
    found: SimulatedOperator = app.extensions["operator"]
    return found


@pytest.fixture
def http(app: Flask) -> FlaskClient:
    return app.test_client()


@dataclass
class Daraja:
    """Lipa Fare's side of the API: signed in, with a complete push to vary."""

    http: FlaskClient
    token: str = ""

    def sign_in(self) -> Any:
        basic = base64.b64encode(b"key:secret").decode()
        answer = self.http.get(
            "/oauth/v1/generate?grant_type=client_credentials", headers={"Authorization": f"Basic {basic}"}
        )
        self.token = answer.get_json()["access_token"]
        return answer

    def post(self, path: str, body: Any) -> Any:
        return self.http.post(path, json=body, headers={"Authorization": f"Bearer {self.token}"})

    def push(self, lipa: FakeLipa, phone: str = AMINA, **changes: Any) -> Any:
        body = {
            "BusinessShortCode": 400222,
            "Password": base64.b64encode(f"400222pass-key{TIMESTAMP}".encode()).decode(),
            "Timestamp": TIMESTAMP,
            "TransactionType": "CustomerPayBillOnline",
            "Amount": "60",
            "PartyA": phone,
            "PartyB": "400222",
            "PhoneNumber": phone,
            "CallBackURL": f"{lipa.url}/telco/current/stk/pay-1",
            "AccountReference": "4628",
            "TransactionDesc": "Nauli",
        }
        return self.post("/mpesa/stkpush/v1/processrequest", {**body, **changes})

    def query(self, checkout: str) -> Any:
        password = base64.b64encode(f"400222pass-key{TIMESTAMP}".encode()).decode()
        body = {
            "BusinessShortCode": "400222",
            "Password": password,
            "Timestamp": TIMESTAMP,
            "CheckoutRequestID": checkout,
        }
        return self.post("/mpesa/stkpushquery/v1/query", body)


@pytest.fixture
def daraja(http: FlaskClient) -> Daraja:
    client = Daraja(http)
    client.sign_in()
    return client
