"""The web process killed under load: every acknowledged confirmation is one fare; others may be sent again."""

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.tests.long import LONG
from web.tests import servers
from web.tests.callbacks.conftest import Operator, confirmation
from web.tests.conftest import TOKEN
from web.tests.servers import Gunicorn

pytestmark = pytest.mark.slow

CONNECTIONS = 16
BETWEEN_KILLS = 100  # acknowledged confirmations


@pytest.fixture
def served(telco_environ: dict[str, str], tmp_path: Path) -> Iterator[Gunicorn]:
    with servers.gunicorn(telco_environ | {"LIPA_METRICS_DIR": str(tmp_path)}) as server:
        yield server


class Sender:
    """Keeps one connection open for each thread, as an operator does."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._local = threading.local()
        self.acknowledged: list[int] = []  # one for each 200: appending is thread-safe

    def send(self, body: bytes) -> int:
        """The answer's status; 0 if the connection broke first."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            connection.request("POST", f"/telco/{TOKEN}/c2b/confirmation", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self._local.connection = None
            time.sleep(0.1)
            return 0
        self.acknowledged += [1] * (answer.status == 200)
        return int(answer.status)


def fares(operator: Operator, receipts: list[str]) -> dict[str, tuple[int, int]]:
    """(how many fares, cents) of each receipt that has any."""
    question = """select receipt, count(*) as fares, sum(amount_cents)::bigint as cents from audit.fares
            where receipt = any (%s) group by receipt"""
    return {row["receipt"]: (row["fares"], row["cents"]) for row in operator.ask(question, receipts)}


def test_200_equal_confirmations_over_20_connections_are_one_fare(operator: Operator, served: Gunicorn) -> None:
    receipt = operator.receipt()
    body = json.dumps(confirmation(receipt)).encode()
    sender = Sender(served.port)
    with ThreadPoolExecutor(20) as threads:
        assert list(threads.map(sender.send, [body] * 200)) == [200] * 200
    assert fares(operator, [receipt]) == {receipt: (1, 6000)}
    (callback,) = operator.callbacks(receipt)
    assert (callback["outcome"], callback["times_received"]) == ("posted", 200)
    operator.proof()


def test_confirmations_with_repeats_while_workers_and_master_are_killed(operator: Operator, served: Gunicorn) -> None:
    chance = random.Random(20261123)
    amounts = {operator.receipt(): chance.randint(30, 160) for _ in range(1400 if LONG else 700)}
    sent = list(amounts) + chance.sample(list(amounts), 600 if LONG else 300)
    chance.shuffle(sent)
    messages = {receipt: confirmation(receipt, TransAmount=f"{kes}.00") for receipt, kes in amounts.items()}
    bodies = {receipt: json.dumps(message).encode() for receipt, message in messages.items()}
    over = threading.Event()

    sender = Sender(served.port)

    def kill_repeatedly() -> int:
        kills = 0
        while True:
            enough = len(sender.acknowledged) + BETWEEN_KILLS
            while len(sender.acknowledged) < enough:
                if over.wait(0.01):
                    return kills
            kills += 1
            if kills % 3:
                served.kill_a_worker()
            else:
                served.kill()
                served.start()

    with ThreadPoolExecutor(1) as aside, ThreadPoolExecutor(CONNECTIONS) as threads:
        killer = aside.submit(kill_repeatedly)
        answers = list(threads.map(lambda receipt: (receipt, sender.send(bodies[receipt])), sent))
        over.set()
        kills = killer.result()
    assert {status for _, status in answers} <= {0, 200}
    acknowledged = {receipt for receipt, status in answers if status == 200}
    assert kills >= 3, "workers, and the master at least once"
    assert len(acknowledged) >= kills * BETWEEN_KILLS / 2  # some are acknowledged twice
    in_the_ledger = fares(operator, list(amounts))
    assert acknowledged <= set(in_the_ledger)
    assert all(in_the_ledger[receipt] == (1, amounts[receipt] * 100) for receipt in in_the_ledger)
    # The operator sends all again: now each is one fare.
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        assert set(threads.map(lambda receipt: sender.send(bodies[receipt]), amounts)) <= {0, 200}
    late = [receipt for receipt in amounts if sender.send(bodies[receipt]) != 200]
    assert late == []
    assert fares(operator, list(amounts)) == {receipt: (1, shillings * 100) for receipt, shillings in amounts.items()}
    operator.proof()


def test_when_only_the_master_was_killed_the_next_one_takes_over_at_once(operator: Operator, served: Gunicorn) -> None:
    sender, orphans = Sender(served.port), served.workers()
    assert sender.send(json.dumps(confirmation(operator.receipt())).encode()) == 200  # and its connection stays open
    served.kill_only_the_master()
    time.sleep(0.2)
    assert not [orphan for orphan in orphans if Path(f"/proc/{orphan}/exe").exists()]
    served.start()
    assert Sender(served.port).send(json.dumps(confirmation(operator.receipt())).encode()) == 200


@pytest.mark.parametrize("size", [70_000, 3_000_000, 8_388_608])
def test_large_body_is_413_and_not_a_broken_connection(served: Gunicorn, size: int) -> None:
    sender = Sender(served.port)
    for _ in range(3):
        assert sender.send(b'{"TransID":"' + b"A" * size + b'"}') == 413
    assert sender.send(b"{}") == 200


def test_large_body_in_chunks_is_413(served: Gunicorn) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    chunks = (b"x" * 10_000 for _ in range(50))
    connection.request("POST", f"/telco/{TOKEN}/c2b/confirmation", chunks, encode_chunked=True,
                       headers={"Transfer-Encoding": "chunked"})  # fmt: skip
    assert connection.getresponse().status == 413
    connection.close()


def test_scrape_of_any_worker_counts_all(served: Gunicorn) -> None:
    bodies = [json.dumps(confirmation("too-short")).encode()] * 40
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        assert set(threads.map(Sender(served.port).send, bodies)) == {200}
    for _ in range(6):
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        connection.request("GET", "/metrics")
        page = connection.getresponse().read().decode()
        connection.close()
        assert 'lipa_callbacks_total{kind="c2b_confirmation",outcome="quarantine"} 40' in page
