"""Rate limits and callback sources: what a process caches, and what a failing database costs."""

import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import web
from web import callback_sources, caller, cookies, rate_limits
from web.callbacks import c2b
from web.core import db
from web.tests.conftest import TOKEN, key

VALIDATION = f"/telco/{TOKEN}/c2b/validation"


class Answers:
    """Stands in for the database: records the calls with their deadlines, and answers what a test sets."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float, dict[str, Any]]] = []
        self.says: dict[str, Any] = {"telco.validate_fare": "0", "telco.note_source": "known",
                                     "account.live_settings": {"crew": "*384*46*5#"}}  # fmt: skip

    def value(self, function: str, /, *, within: float = db.SECONDS, **arguments: Any) -> Any:
        self.asked.append((function, within, arguments))
        answer = self.says.get(function, 0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def of(self, function: str) -> list[dict[str, Any]]:
        return [arguments for asked, _, arguments in self.asked if asked == function]

    def deadlines(self, function: str) -> list[float]:
        return [within for asked, within, _ in self.asked if asked == function]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers()
    monkeypatch.setattr(db, "value", made.value)
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def validate(client: FlaskClient, address: str = "203.0.113.9") -> TestResponse:
    return client.post(VALIDATION, json={}, environ_base={"REMOTE_ADDR": address})


def sign_in(client: FlaskClient, address: str = "198.51.100.1") -> int:
    form = {"phone": "0712 345 126", "password": ""}
    return client.post("/login", data=form, environ_base={"REMOTE_ADDR": address}).status_code


def test_address_is_hashed_with_our_secret(environ: dict[str, str], app: Flask) -> None:
    """Without a key all four billion addresses could be hashed in minutes."""
    hashed = []
    for made in (app, web.create_app(environ | {"LIPA_LOOKUP_KEY": key(4)})):
        with made.test_request_context(environ_base={"REMOTE_ADDR": "198.51.100.1"}):
            hashed.append(caller.address_hash())
    assert hashed[0] != hashed[1]
    db.close()


def test_unavailable_rate_limit_is_no_limit_and_costs_little(client: FlaskClient, answers: Answers) -> None:
    answers.says["account.check_rate_limit"] = db.DatabaseUnavailableError("gone")
    assert sign_in(client) == 422
    assert answers.deadlines("account.check_rate_limit") == [rate_limits.ANSWER_WITHIN]


@pytest.mark.parametrize(("method", "path", "limit"), [
    ("POST", "/login", "sign_in"), ("POST", "/reset", "code"), ("POST", "/reset/password", "sign_in"),
    ("POST", "/sign-in/phone", "code"), ("POST", "/c/x", "sign_in"), ("POST", "/sign-in/code", "form"),
    ("POST", "/ops/people", "form"), ("POST", "/logout", "form"), ("GET", "/owner/", "page"),
    ("HEAD", "/owner/", "page")
])  # fmt: skip
def test_each_request_has_its_limit(client: FlaskClient, answers: Answers, method: str, path: str, limit: str) -> None:
    client.set_cookie(cookies.SESSION_COOKIE, "s")
    answers.says["account.check_rate_limit"] = 7
    assert client.open(path, method=method, data={"phone": "0712345126"}).status_code == 429
    (arguments,) = answers.of("account.check_rate_limit")
    assert arguments["p_limit_name"] == limit
    assert (arguments["p_phone"] is None) == (limit in ("form", "page"))
    assert arguments["p_session"] is not None or limit not in ("form", "page")


def test_long_wait_is_checked_again_after_a_minute(client: FlaskClient, answers: Answers, clock: list[float]) -> None:
    answers.says["account.check_rate_limit"] = 3600
    asked = []
    for seconds in (0.0, 59.0, 1.0):
        clock[0] += seconds
        assert sign_in(client) == 429
        asked.append(len(answers.of("account.check_rate_limit")))
    assert asked == [1, 1, 2]


def test_retry_after_is_at_least_a_second(client: FlaskClient, answers: Answers, clock: list[float]) -> None:
    answers.says["account.check_rate_limit"] = 2
    assert sign_in(client) == 429
    clock[0] += 1.2
    answer = client.post("/login", data={"phone": "0712 345 126"}, environ_base={"REMOTE_ADDR": "198.51.100.1"})
    assert answer.headers["Retry-After"] == "1"


def test_caches_are_bounded(app: Flask, client: FlaskClient, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MOST_REMEMBERED", 5)
    monkeypatch.setattr(callback_sources, "MOST_REMEMBERED", 5)
    answers.says["account.check_rate_limit"] = 60
    for number in range(20):
        sign_in(client, f"198.51.100.{number}")
        validate(client, f"203.0.113.{number}")
        assert len(app.extensions["lipa.waiting"]) <= 5
        assert len(app.extensions["lipa.sources"]) <= 5
    assert len(answers.of("telco.note_source")) == len(answers.of("account.check_rate_limit")) == 20


@pytest.mark.parametrize(
    "failure", [db.DatabaseUnavailableError("gone"), db.DatabaseError("57014")], ids=["unavailable", "refused"]
)
def test_source_is_noted_later(client: FlaskClient, answers: Answers, clock: list[float], failure: Exception) -> None:
    answers.says["telco.note_source"] = failure
    noted = []
    for seconds in (0.0, 59.0, 2.0):
        clock[0] += seconds
        assert validate(client).get_json()["ResultCode"] == "0"
        noted.append(len(answers.of("telco.note_source")))
    assert noted == [1, 1, 2]


def test_validation_has_a_short_deadline(client: FlaskClient, answers: Answers) -> None:
    client.post(VALIDATION, json={})
    assert answers.deadlines("telco.validate_fare") == [c2b.ANSWER_WITHIN]


@pytest.mark.parametrize("address", ["", "unix:", "203.0.113.9.evil.example"])
def test_invalid_address_is_not_noted(client: FlaskClient, answers: Answers, address: str) -> None:
    assert validate(client, address).status_code == 200
    assert answers.of("telco.note_source") == []


def test_source_of_a_failed_callback_is_not_noted(client: FlaskClient, answers: Answers) -> None:
    answers.says["telco.validate_fare"] = db.DatabaseUnavailableError("gone")
    validate(client)
    assert answers.of("telco.note_source") == []
