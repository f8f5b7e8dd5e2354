"""The lives of a web and a worker process that end at a named point of the payout path. Test code only.

LIPA_CRASH_AT is "when what:times", such as "after worker.claim_payouts:2": before or after a call of the database (one
call is one commit) or of the operator, or during it, some milliseconds after it began. Product code never reads it.
"""

import os
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.synchronize import Event
from typing import Any

from werkzeug.serving import make_server

import web
import worker
from web.core import db
from worker.providers import daraja

HTTP = ("b2c", "b2b", "transactionstatus", "accountbalance", "oauth")
WORKER = (
    "worker.acquire_token", "worker.store_token", "worker.claim_payouts", "worker.note_payout", "worker.fail_job",
    "worker.claim_payout_queries", "worker.claim_balance_query", "worker.run_job", *HTTP,
)  # fmt: skip
WEB = ("telco.settle_payout", "telco.settle_status")
WHEN = ("before", "during", "after")
CRASHED = 70
LONGEST_CALL = 0.006  # within which "during" ends the process
JOBS = ("release_leases", "watch_payouts")
PAYING = ("payouts", "payout queries", "balance queries", "scheduled jobs")


class CrashPoint:
    """Ends the process when the named point is passed for the n-th time."""

    def __init__(self, named: str) -> None:
        point, _, times = named.rpartition(":")
        self._when, _, self._what = point.partition(" ")
        self._left = int(times or 0)
        self._lock = threading.Lock()

    def wrap(self, function: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            if name(*arguments) != self._what or not self._is_due():
                return function(*arguments, **named)
            if self._when == "before":
                os._exit(CRASHED)
            if self._when == "during":
                threading.Timer(random.uniform(0, LONGEST_CALL), os._exit, (CRASHED,)).start()
            try:
                return function(*arguments, **named)
            finally:
                os._exit(CRASHED)

        return wrapped

    def _is_due(self) -> bool:
        with self._lock:
            self._left -= 1
            return self._left == 0


def install(named: str) -> None:
    """Put the crash point of LIPA_CRASH_AT in place."""
    point = CrashPoint(named)
    db.call = point.wrap(db.call, lambda function: function)
    vars(daraja)["send_request"] = point.wrap(vars(daraja)["send_request"], lambda _method, url: name_of(url))


def name_of(url: str) -> str:
    """b2c, b2b … of an address of the operator."""
    return next((part for part in HTTP if f"/{part}/" in url), "")


def begin(environ: Mapping[str, str], log: str) -> None:
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(output, sys.stdout.fileno())
    os.dup2(output, sys.stderr.fileno())
    os.environ.update(environ)
    if named := os.environ.get("LIPA_CRASH_AT"):
        install(named)


def run_worker(environ: Mapping[str, str], log: str, is_up: Event) -> None:
    """A worker without pauses that does only what concerns payouts."""
    begin(environ, log)
    app = web.create_app(environ)
    is_up.set()
    pools = [pool for pool in worker.pools(app.extensions["lipa"]) if pool.name in PAYING]

    def work(number: int) -> None:
        with app.app_context():
            while True:
                for pool in pools[number:] + pools[:number]:
                    try:
                        pool.drain()
                    except (db.DatabaseError, db.DatabaseUnavailableError):
                        time.sleep(0.05)
                time.sleep(0.01)

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(len(pools))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_web(environ: Mapping[str, str], log: str, is_up: Event, listener: socket.socket) -> None:
    """A web that answers on a socket that outlives it."""
    begin(environ, log)
    app = web.create_app(environ)
    is_up.set()
    host, port = listener.getsockname()
    make_server(host, port, app, threaded=True, fd=listener.fileno()).serve_forever()
