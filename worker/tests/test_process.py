"""`flask worker` as a process: it works, it stops at a signal, and killed in the middle it does no harm."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from flask import Flask

import worker
from worker.jobs.push_queries import PushQueries
from worker.pool import WorkerPool
from worker.providers.daraja import Daraja

from .conftest import World, eventually
from .operator_server import ACCEPTED, is_silent, slowly, taken

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(world: World) -> Iterator[Start]:
    """Start worker processes; those that still run at the end are killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start_worker(*arguments: str) -> subprocess.Popen[bytes]:
        flask = [sys.executable, "-m", "flask", "--app", "app:create_app", "worker", *arguments]
        started.append(subprocess.Popen(flask, env=os.environ | world.environ))
        return started[-1]

    yield start_worker
    for process in started:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait(60)


def is_done(world: World, number: int) -> bool:
    return eventually(lambda: bool(world.one("select count(*) = %s from messaging.outbox_done", number)))


def test_worker_sends_what_is_due_and_stops_at_a_signal(start: Start, world: World) -> None:
    world.operator.will("stkpush/v1", ACCEPTED)
    world.operator.will("messaging", taken(101))
    process = start()
    world.ask_to_pay()
    world.enqueue_sms()
    assert is_done(world, 2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0


@pytest.mark.parametrize("_time", range(3))
def test_worker_stops_at_many_signals(start: Start, world: World, _time: int) -> None:
    """Ctrl-C reaches all processes of a terminal, and the parent process sends it again."""
    world.operator.will("messaging", taken(101))
    world.enqueue_sms()
    process = start()
    assert is_done(world, 1)
    for number in (signal.SIGTERM, signal.SIGINT) * 500:
        process.send_signal(number)
    assert process.wait(60) == 0


def test_worker_ends_when_a_thread_died(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    class DyingPool(WorkerPool):
        def _run(self, stop: threading.Event) -> None:
            return

    monkeypatch.setattr(worker, "pools", lambda of: [DyingPool("dying", PushQueries(Daraja(of)), threads=1)])
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with app.app_context(), pytest.raises(SystemExit, match="a thread of the worker died"):
            worker.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_stopped_worker_finishes_its_job(start: Start, world: World) -> None:
    stopped: list[bool] = []
    world.operator.will("messaging", slowly(taken(101), lambda: eventually(lambda: bool(stopped))))
    world.enqueue_sms()
    process = start()
    assert eventually(lambda: len(world.operator.heard("messaging")) == 1)
    process.send_signal(signal.SIGTERM)
    stopped.append(True)
    assert process.wait(60) == 0
    assert world.one("select count(*) from messaging.outbox_done") == 1


def kill_while_sending(start: Start, world: World, path: str) -> None:
    """Kill a worker that waits for an operator's answer, and let its lease end."""
    process = start()
    assert eventually(lambda: len(world.operator.heard(path)) == 1)
    process.kill()
    process.wait(60)
    assert world.one("select state, attempts from messaging.outbox") == ("leased", 1)
    world.expire_leases()


def test_message_of_a_killed_worker_is_sent_once_more(start: Start, world: World) -> None:
    world.operator.will("messaging", is_silent, taken(101))
    world.enqueue_sms("QK1", "the same words")
    kill_while_sending(start, world, "messaging")
    assert start("--once").wait(60) == 0
    assert [sms["message"] for sms in world.operator.heard("messaging")] == ["the same words"] * 2
    assert world.one("select attempts from messaging.outbox_done") == 2


def test_prompt_of_a_killed_worker_is_never_sent_again(start: Start, world: World) -> None:
    world.operator.will("stkpush/v1", is_silent, ACCEPTED)
    world.ask_to_pay()
    kill_while_sending(start, world, "stkpush/v1")
    for _ in range(2):
        assert start("--once").wait(60) == 0
    assert len(world.operator.heard("stkpush/v1")) == 1
    assert world.one("select state from mobile_money.payment_intents") == "unknown"
    assert world.one("select count(*) from messaging.outbox") == 0
