"""One token for all: a new one ends the one before, so only one process may fetch."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask

from db.tests.database import Database
from web.core import db
from web.security import sealing
from worker.http_client import NotSentError
from worker.providers import access_token
from worker.providers.access_token import Fetched, NoTokenError, SharedToken
from worker.providers.daraja import Daraja

from .conftest import ACCEPTED, TOKEN, Operator, Passenger, one, says, settings, slowly


def test_8_processes_with_prompts_to_send_fetch_one_token(
    operator: Operator,
    environ: dict[str, str],
    database: Database,
    connection: psycopg.Connection,
    passenger: Passenger,
) -> None:
    operator.will("oauth", slowly(TOKEN, lambda: time.sleep(0.3)))
    operator.will("stkpush/v1", ACCEPTED)
    for number in range(8):
        passenger.asks_to_pay(f"ref{number}")
    flask = [sys.executable, "-m", "flask", "--app", "app:create_app", "worker", "--once"]
    environment = os.environ | environ | settings(operator, database)
    processes = [subprocess.Popen(flask, env=environment) for _ in range(8)]
    assert [process.wait(60) for process in processes] == [0] * 8
    assert len(operator.heard("oauth")) == 1
    assert len(operator.heard("stkpush/v1")) == 8
    assert one(connection, "select count(*) from mobile_money.payment_intents where state = 'pushed'") == 8


def test_8_threads_get_the_token_that_one_of_them_fetched(lipa: Flask, connection: psycopg.Connection) -> None:
    fetched: list[float] = []

    def fetch() -> Fetched:
        fetched.append(time.monotonic())
        time.sleep(0.3)
        return Fetched(f"token {len(fetched)}", 3599)

    shared = SharedToken("test", fetch)
    with ThreadPoolExecutor(8) as crowd:
        tokens = {clear for clear, _ in crowd.map(lambda _: shared.get(), range(8))}
    assert (tokens, len(fetched)) == ({"token 1"}, 1)


def test_it_is_kept_sealed(lipa: Flask, connection: psycopg.Connection) -> None:
    clear, sealed = SharedToken("test", lambda: Fetched("open sesame", 3599)).get()
    kept = bytes(one(connection, "select token_sealed from mobile_money.access_tokens where provider = 'test'"))
    assert kept == sealed
    assert b"sesame" not in kept
    assert sealing.open_sealed("token", kept).decode() == clear == "open sesame"


def test_who_can_get_none_lets_another_try(lipa: Flask, connection: psycopg.Connection) -> None:
    def fail() -> Fetched:
        raise NotSentError

    with pytest.raises(NoTokenError):
        SharedToken("test", fail).get()
    assert one(
        connection,
        "select lease_holder is null and lease_until < now() + interval '3 s' from mobile_money.access_tokens",
    )
    connection.execute("update mobile_money.access_tokens set lease_until = now() - interval '1 second'")
    assert SharedToken("test", lambda: Fetched("second", 3599)).get()[0] == "second"


@pytest.mark.parametrize("life", [3599, "3599"])
def test_a_life_in_digits_or_in_a_string_is_the_same(
    life: object, lipa: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    operator.will("oauth", says(200, {"access_token": "t-1", "expires_in": life}))
    operator.will("stkpushquery", says(200, {"ResponseCode": "0", "ResultCode": "1032"}))
    assert Daraja(lipa.extensions["lipa"]).query("C1") == "1032"
    left = "select expires_at - now() between interval '3500 s' and interval '3599 s' from mobile_money.access_tokens"
    assert one(connection, left)
    _, _, headers = operator.asked[0]
    assert headers["Authorization"] == "Basic a2V5OnNlY3JldA=="  # key:secret
    assert operator.asked[0][0] == "/oauth/v1/generate?grant_type=client_credentials"


@pytest.mark.parametrize(
    "said",
    [{"access_token": "t-1"}, {"access_token": "t-1", "expires_in": "²"}, {"access_token": "t-1", "expires_in": "-5"},
     {"expires_in": "3599"}, ["t-1", "3599"]],
    ids=["no life", "no number", "less than none", "no token", "a list"],
)  # fmt: skip
def test_an_answer_that_is_no_token_is_none_and_the_next_may_try(
    said: object, lipa: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    operator.will("oauth", says(200, said))
    operator.will("stkpushquery", says(200, {"ResponseCode": "0", "ResultCode": "1032"}))
    assert Daraja(lipa.extensions["lipa"]).query("C1") is None
    assert operator.heard("stkpushquery") == []
    operator.will("oauth", TOKEN)
    connection.execute("update mobile_money.access_tokens set lease_until = now() - interval '1 second'")
    assert Daraja(lipa.extensions["lipa"]).query("C1") == "1032"


def test_a_life_beyond_belief_is_a_life_all_the_same(
    lipa: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    operator.will("oauth", says(200, {"access_token": "t-1", "expires_in": "9" * 30}))
    operator.will("stkpushquery", says(200, {"ResponseCode": "0", "ResultCode": "1032"}))
    assert Daraja(lipa.extensions["lipa"]).query("C1") == "1032"


def test_a_token_sealed_by_a_key_we_lack_is_none_and_another_is_fetched(
    lipa: Flask, connection: psycopg.Connection
) -> None:
    connection.execute("insert into mobile_money.access_tokens values ('test', '\\x5ea1', now() + interval '1 hour')")
    shared = SharedToken("test", lambda: Fetched("new", 3599))
    with pytest.raises(NoTokenError):
        shared.get()
    assert shared.get()[0] == "new"


def test_who_waits_for_a_token_that_nobody_brings_does_not_wait_for_ever(
    lipa: Flask, connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_token, "PATIENCE_SECONDS", 0.2)
    db.row("worker.acquire_token", p_provider="test", p_holder="another", p_lease_seconds=30)
    with pytest.raises(NoTokenError, match="in time"):
        SharedToken("test", lambda: pytest.fail("fetched")).get()
