"""Which errors mean that a request was never sent, and that a lease is longer than a request."""

import importlib
import time

import pytest
import requests
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError
from urllib3.poolmanager import PoolManager

from web.tests.conftest import raising
from worker import STOP_SECONDS, http_client
from worker.http_client import NoAnswerError, NotSentError, send_request

from .conftest import World
from .operator_server import Operator, hangs_up, never_ends, says
from .test_messages import SMS, send

NOBODY = NewConnectionError(HTTPConnection("127.0.0.1"), "nobody there")
POOL = PoolManager().connection_from_url("http://127.0.0.1")


@pytest.mark.parametrize(("error", "meaning"), [
    (requests.ConnectTimeout(), NotSentError), (requests.exceptions.InvalidURL("http://"), NotSentError),
    (requests.exceptions.InvalidHeader("a\nb"), NotSentError), (requests.ReadTimeout(), NoAnswerError),
    (requests.ConnectionError(MaxRetryError(POOL, "/", NOBODY)), NotSentError),
    (requests.ConnectionError(ProtocolError("hung up")), NoAnswerError), (requests.ConnectionError(), NoAnswerError),
    (requests.exceptions.ChunkedEncodingError(), NoAnswerError)
], ids=lambda value: getattr(value, "__name__", None) or repr(value)[:40])  # fmt: skip
def test_only_a_failed_connection_or_an_invalid_request_was_not_sent(
    monkeypatch: pytest.MonkeyPatch, error: Exception, meaning: type[Exception]
) -> None:
    monkeypatch.setattr(requests.Session, "request", raising(error))
    with pytest.raises(meaning):
        send_request("POST", "http://127.0.0.1/")


def test_no_proxy_no_redirect_no_repeat(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    operator.will("here", says(302, None, Location=f"{operator.url}/there"))
    assert send_request("GET", f"{operator.url}/here").status == 302
    operator.will("here", hangs_up)
    with pytest.raises(NoAnswerError):
        send_request("GET", f"{operator.url}/here")
    assert [path for path, _, _ in operator.asked] == ["/here"] * 2


@pytest.mark.parametrize("pause", [0.05, 0.0], ids=["slow", "endless"])
def test_an_answer_without_an_end_is_none(operator: Operator, monkeypatch: pytest.MonkeyPatch, pause: float) -> None:
    monkeypatch.setattr(http_client, "MAX_SECONDS", 0.5)
    operator.will("here", never_ends(pause))
    began = time.monotonic()
    with pytest.raises(NoAnswerError):
        send_request("GET", f"{operator.url}/here")
    assert time.monotonic() - began < 5


def test_field_that_is_missing_or_no_plain_value_is_an_empty_text(operator: Operator) -> None:
    operator.will("here", says(200, {"code": 7, "none": None, "list": ["x"], "flag": True}))
    answer = send_request("GET", f"{operator.url}/here")
    assert [answer.text(name) for name in ("code", "none", "list", "flag", "missing")] == ["7", "", "", "", ""]


@pytest.mark.parametrize("value", ["99999999999", "-5", "soon", ""])
def test_invalid_retry_after_is_ignored(world: World, value: str) -> None:
    world.operator.will(SMS, says(429, None, Retry_After=value))
    world.enqueue_sms()
    send(world)
    state = "select state, failures, next_attempt_at < now() + interval '1 hour' from messaging.outbox"
    assert world.one(state) == ("ready", 1, True)


@pytest.mark.parametrize("module", ["jobs.messages", "jobs.pushes", "jobs.payment_queries", "providers.access_token"])
def test_lease_is_longer_than_a_request(module: str) -> None:
    longest = sum(http_client.TIMEOUT)
    assert longest + 5 < importlib.import_module(f"worker.{module}").LEASE_SECONDS
    assert longest < STOP_SECONDS, "a thread that has to stop finishes its request"
