"""The outage: gunicorn under a steady load while its PostgreSQL is stopped, then again while the web is killed as well.

`make outage` (or python -m web.tests.outage_run SECONDS RATE) runs it at length and prints what it measured.
test_outage.py is the short form. Every message that was answered 200 must be one fare, and none may be answered 503.
"""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg

from web.tests import servers
from web.tests.callbacks.conftest import FLEET, confirmation
from web.tests.conftest import DEMO, TOKEN
from web.tests.servers import ROOT, Gunicorn, Postgres

SENDERS = 64
AROUND = 1.0  # seconds of load before and after
Answer = tuple[float, float, int]  # when it was sent, how long it took, the status (0: the connection broke)


class Sender:
    """Sends a confirmation every so often, whether the last was answered or not, and again when a connection broke."""

    def __init__(self, port: int, prefix: str, rate: int) -> None:
        self.answers: list[Answer] = []
        self.acknowledged: set[str] = set()
        self._port, self._prefix, self._rate = port, prefix, rate
        self._local = threading.local()

    def run(self, over: threading.Event) -> None:
        """Send until it is over and all are answered."""
        with ThreadPoolExecutor(SENDERS) as threads:
            began, count = time.monotonic(), 0
            while not over.is_set():
                threads.submit(self._send_until_answered, count, began + count / self._rate)
                count += 1
                time.sleep(max(0.0, began + count / self._rate - time.monotonic()))

    def _send_until_answered(self, number: int, due: float) -> None:
        receipt = f"{self._prefix}{number:08d}"
        body = json.dumps(confirmation(receipt)).encode()
        while True:
            status = self._send(body)
            self.answers.append((due, time.monotonic() - due, status))
            if status:
                break
            time.sleep(0.2)
            due = time.monotonic()
        if status == 200:
            self.acknowledged.add(receipt)

    def _send(self, body: bytes) -> int:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            connection.request("POST", f"/telco/{TOKEN}/c2b/confirmation", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return 0
        return int(answer.status)


class Outage:
    """A PostgreSQL with one vehicle, and gunicorn with a spool of its own."""

    def __init__(self, database: Postgres, web: Gunicorn, rate: int) -> None:
        self.database, self.web, self.rate = database, web, rate

    def run(self, prefix: str, seconds: float, in_the_middle: Callable[[], None] = lambda: None) -> str:
        """Stop the database for so long under load; what was measured. Raises AssertionError if a fare is lost."""
        sender, over = Sender(self.web.port, prefix, self.rate), threading.Event()
        with ThreadPoolExecutor(1) as aside:
            sending = aside.submit(sender.run, over)
            try:
                time.sleep(AROUND)
                self.database.stop("fast")
                stopped = time.monotonic()
                time.sleep(seconds / 2)
                in_the_middle()
                time.sleep(max(0.0, stopped + seconds - time.monotonic()))
                started = time.monotonic()
                self.database.start()
                emptied = self._wait_until_empty()
                time.sleep(AROUND)
            finally:
                over.set()
            sending.result()
        return self._report(sender, stopped, started, emptied)

    def kill_web(self) -> None:
        """Kill master and workers, and start them again, as a supervisor does."""
        self.web.kill()
        self.web.start()

    def _wait_until_empty(self) -> float:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                page = urllib.request.urlopen(f"http://127.0.0.1:{self.web.port}/metrics", timeout=5).read().decode()
                if "lipa_spool_bytes 0.0" in page:
                    return time.monotonic()
            time.sleep(0.05)
        raise AssertionError("the spool is not emptied")

    def _report(self, sender: Sender, stopped: float, started: float, emptied: float) -> str:
        statuses = {status: sum(one == status for _, _, one in sender.answers) for _, _, status in sender.answers}
        assert set(statuses) <= {0, 200}, statuses
        prefix = next(iter(sender.acknowledged))[:2]
        with psycopg.connect(self.database.url(dbname="ledger")) as connection:
            rows = connection.execute(
                "select receipt, count(*) from audit.fares where receipt like %s group by 1", (f"{prefix}%",)
            ).fetchall()
            balance = connection.execute("select sum(abs(difference_cents)) from audit.trial_balance").fetchone()
        assert sender.acknowledged == {receipt for receipt, _ in rows}, "acknowledged and not posted, or the reverse"
        assert {fares for _, fares in rows} == {1}
        assert balance == (0,)
        away = sorted(took for sent, took, status in sender.answers if status and stopped <= sent <= started)
        quantiles = [
            f"{name} {away[int(len(away) * part)] * 1000:.0f} ms" for name, part in (("p50", 0.5), ("p99", 0.99))
        ]
        return (
            f"{len(rows)} confirmations, each one fare; {statuses.get(0, 0)} broken connections; {len(away)} answered"
            f" while away: {', '.join(quantiles)}, most {away[-1] * 1000:.0f} ms; spool empty {emptied - started:.1f} s"
            " after the start of the database"
        )


@contextlib.contextmanager
def outage(rate: int) -> Iterator[Outage]:
    """The servers, running; removed afterwards."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "DATABASE_URL", "PG"))}
    with servers.postgres() as database, tempfile.TemporaryDirectory() as folder:
        with psycopg.connect(database.url(), autocommit=True) as superuser:
            superuser.execute("create role manager login createrole")
            superuser.execute("create database ledger owner manager")
        owner, telco = (
            f"postgresql://{login}@127.0.0.1:{database.port}/ledger" for login in ("manager", "lipa_telco:x")
        )
        subprocess.run(["scripts/migrate.sh"], cwd=ROOT, env=clean | {"DATABASE_URL": owner, "LIPA_TELCO_URL": telco},
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute(FLEET.encode())
        environ = DEMO | {"LIPA_TELCO_URL": telco, "LIPA_SPOOL_DIR": f"{folder}/spool",
                          "LIPA_METRICS_DIR": f"{folder}/metrics"}  # fmt: skip
        with servers.gunicorn(environ) as web:
            yield Outage(database, web, rate)


def main(seconds: float, rate: int) -> None:
    """Both outages, one after the other."""
    with outage(rate) as made:
        print(f"PostgreSQL stopped for {seconds:.0f} s, {rate} confirmations/s:")
        print(made.run("QA", seconds), flush=True)
        print("The same, with the web killed in the middle:")
        print(made.run("QB", seconds, made.kill_web))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
