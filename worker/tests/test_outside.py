"""Asking somebody outside: what surely never went out, what may have, and that a lease is longer than the asking."""

import importlib

import psycopg
import pytest
import requests
from flask import Flask
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError
from urllib3.poolmanager import PoolManager

from worker import GOODBYE_SECONDS, http_client
from worker.http_client import NoAnswerError, NotSentError, ask

from .conftest import Operator, Passenger, hangs_up, one, says
from .test_messages import SMS, send

NOBODY = NewConnectionError(HTTPConnection("127.0.0.1"), "nobody there")
POOL = PoolManager().connection_from_url("http://127.0.0.1")


@pytest.mark.parametrize(
    ("happened", "means"),
    [
        (requests.ConnectTimeout(), NotSentError),
        (requests.exceptions.InvalidURL("http://"), NotSentError),
        (requests.exceptions.InvalidHeader("a\nb"), NotSentError),
        (requests.ConnectionError(MaxRetryError(POOL, "/", NOBODY)), NotSentError),
        (requests.ConnectionError(ProtocolError("hung up")), NoAnswerError),
        (requests.ConnectionError(), NoAnswerError),
        (requests.ReadTimeout(), NoAnswerError),
        (requests.exceptions.ChunkedEncodingError(), NoAnswerError),
    ],
    ids=lambda it: getattr(it, "__name__", None) or repr(it)[:40],
)
def test_only_what_surely_never_went_out_was_not_sent(
    monkeypatch: pytest.MonkeyPatch, happened: Exception, means: type[Exception]
) -> None:
    def fail(*_arguments: object, **_named: object) -> object:
        raise happened

    monkeypatch.setattr(requests.Session, "request", fail)
    with pytest.raises(means):
        ask("POST", "http://127.0.0.1/")


def test_nobody_in_between_is_asked_and_nothing_is_asked_twice(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    operator.will("here", says(302, None, Location=f"{operator.url}/there"))
    assert ask("GET", f"{operator.url}/here").status == 302
    operator.will("here", hangs_up)
    with pytest.raises(NoAnswerError):
        ask("GET", f"{operator.url}/here")
    assert [path for path, _, _ in operator.asked] == ["/here"] * 2


@pytest.mark.parametrize("told", ["99999999999", "-5", "soon", ""])
def test_a_gateway_that_names_no_time_of_ours_is_tried_again_by_our_own_rule(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger, told: str
) -> None:
    operator.will(SMS, says(429, None, Retry_After=told))
    passenger.is_owed_an_sms("QK1")
    send(lipa)
    assert one(
        connection, "select state, failures, next_attempt_at < now() + interval '1 hour' from messaging.outbox"
    ) == ("ready", 1, True)  # fmt: skip


@pytest.mark.parametrize("module", ["messages", "pushes", "status_queries", "tokens"])
def test_a_lease_is_longer_than_a_request(module: str) -> None:
    longest = sum(http_client.TIMEOUT)
    assert longest + 5 < importlib.import_module(f"web.worker.{module}").LEASE_SECONDS
    assert longest < GOODBYE_SECONDS, "and who is told to stop has the time to finish it"
