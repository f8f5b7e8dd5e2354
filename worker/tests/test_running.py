"""`flask worker` as a process: it works, it stops when told to, and killed in the middle it does no harm."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import psycopg
import pytest
from flask import Flask

import worker
from db.tests.database import Database
from worker.jobs.push_queries import Queries
from worker.pool import WorkerPool
from worker.providers.daraja import Daraja

from .conftest import ACCEPTED, Operator, Passenger, eventually, is_silent, one, settings, slowly, taken

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(operator: Operator, environ: dict[str, str], database: Database) -> Iterator[Start]:
    """Start worker processes; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        flask = [sys.executable, "-m", "flask", "--app", "app:create_app", "worker", *arguments]
        started.append(subprocess.Popen(flask, env=os.environ | environ | settings(operator, database)))
        return started[-1]

    yield begin
    for process in started:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait(60)


def test_it_sends_what_is_due_and_stops_when_told_to(
    start: Start, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will("stkpush/v1", ACCEPTED)
    operator.will("messaging", taken(101))
    process = start()
    passenger.asks_to_pay("ref1")
    passenger.is_owed_an_sms("QK1")
    assert eventually(lambda: bool(one(connection, "select count(*) = 2 from messaging.outbox_done")))
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0


@pytest.mark.parametrize("_time", range(3))
def test_told_to_stop_by_many_at_once_it_stops(
    start: Start, operator: Operator, connection: psycopg.Connection, passenger: Passenger, _time: int
) -> None:
    """Ctrl-C reaches a whole terminal at once, and who started the worker says it again."""
    operator.will("messaging", taken(101))
    passenger.is_owed_an_sms("QK1")
    process = start()
    assert eventually(lambda: bool(one(connection, "select count(*) = 1 from messaging.outbox_done")))
    for word in (signal.SIGTERM, signal.SIGINT) * 500:
        process.send_signal(word)
    assert process.wait(60) == 0


def test_a_worker_that_lost_a_hand_does_not_look_alive(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying(WorkerPool):
        def _until(self, stop: threading.Event) -> None:
            return

    monkeypatch.setattr(worker, "pools", lambda settings: [Dying("dying", Queries(Daraja(settings)), threads=1)])
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with app.app_context(), pytest.raises(SystemExit, match="a thread of the worker died"):
            worker.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_told_to_stop_it_finishes_what_it_has_in_hand(
    start: Start, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will("messaging", slowly(taken(101), lambda: eventually(lambda: bool(stopped))))
    stopped: list[bool] = []
    passenger.is_owed_an_sms("QK1")
    process = start()
    assert eventually(lambda: len(operator.heard("messaging")) == 1)
    process.send_signal(signal.SIGTERM)
    stopped.append(True)
    assert process.wait(60) == 0
    assert one(connection, "select count(*) from messaging.outbox_done") == 1


def test_killed_in_the_middle_a_message_is_sent_once_more_at_most(
    start: Start, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will("messaging", is_silent, taken(101))
    passenger.is_owed_an_sms("QK1", "the same words")
    process = start()
    assert eventually(lambda: len(operator.heard("messaging")) == 1)
    process.kill()
    process.wait(60)
    assert one(connection, "select state, attempts from messaging.outbox") == ("leased", 1)
    connection.execute("update messaging.outbox set lease_until = now() - interval '1 second'")
    assert start("--once").wait(60) == 0
    assert [said["message"] for said in operator.heard("messaging")] == ["the same words"] * 2
    assert one(connection, "select attempts from messaging.outbox_done") == 2


def test_killed_in_the_middle_a_prompt_is_never_sent_again(
    start: Start, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will("stkpush/v1", is_silent, ACCEPTED)
    passenger.asks_to_pay("ref1")
    process = start()
    assert eventually(lambda: len(operator.heard("stkpush/v1")) == 1)
    process.kill()
    process.wait(60)
    connection.execute("update messaging.outbox set lease_until = now() - interval '1 second'")
    for _ in range(2):
        assert start("--once").wait(60) == 0
    assert len(operator.heard("stkpush/v1")) == 1
    assert one(connection, "select state from mobile_money.payment_intents") == "unknown"
    assert one(connection, "select count(*) from messaging.outbox") == 0
