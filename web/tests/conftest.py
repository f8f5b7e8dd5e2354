"""Fixtures of the web's tests: settings with keys, the application, and a fake database."""

import base64
import math
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import web
from web import security
from web.core import config, db
from web.tests.rules import compile_addresses_once

compile_addresses_once()

TOKEN = "token-for-tests-0123456789"
NEXT_TOKEN = "token-of-tomorrow-9876543210"


def key(filler: int) -> str:
    return base64.b64encode(bytes((filler + index * 7) % 256 for index in range(32))).decode()


DEMO = {"LIPA_MODE": "demo", "LIPA_CALLBACK_TOKEN": TOKEN, "LIPA_SEAL_KEYS": f"k1:{key(1)}",
        "LIPA_LOOKUP_KEY": key(3), "LIPA_WEB_SECRET": "secret-for-tests-0123456789",
        "LIPA_SPOOL_DIR": f"{tempfile.gettempdir()}/lipa-spool-{os.getpid()}"}  # fmt: skip


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return DEMO | {"LIPA_CALLBACK_TOKEN": f"{TOKEN},{NEXT_TOKEN}", "LIPA_SEAL_KEYS": f"k2:{key(2)},k1:{key(1)}",
                   "LIPA_SPOOL_DIR": str(tmp_path / "spool")}  # fmt: skip


@pytest.fixture
def app(environ: dict[str, str]) -> Iterator[Flask]:
    made = web.create_app(environ)
    made.extensions["lipa.sources"] = {"127.0.0.1": math.inf}  # known already: tests look at other calls
    yield made
    db.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def keys(environ: dict[str, str]) -> None:
    security.configure(config.load(environ))


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_arguments: object, **_named: object) -> object:
        raise error

    return fail


class FakeDatabase:
    """Stands in for the database: records the calls, and fails those that a test names."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.fails: dict[str, Exception] = {}
        self.gives: dict[str, Any] = {"telco.validate_fare": "0", "telco.dial_ussd": "CON Lipa Fare.",
                                      "account.live_settings": {"crew": "*384*46*5#"},
                                      "telco.horizon_age": 0.0, "telco.gates": []}  # fmt: skip

    def call(
        self, function: str, /, within: float = 0.0, connect_within: float = 0.0, **arguments: Any
    ) -> list[dict[str, Any]]:
        self.calls.append((function, arguments))
        if function in self.fails:
            raise self.fails[function]
        return [{"outcome": self.gives.get(function, "posted")}]

    @property
    def called(self) -> list[str]:
        return [function for function, _ in self.calls]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeDatabase:
    made = FakeDatabase()
    monkeypatch.setattr(db, "call", made.call)
    return made
