"""The worker: everything that goes out, and the repository's own chores. `flask worker` runs it until SIGTERM.

What there is to do is in the database; each thing is taken under a lease, done without a transaction
open, and reported with the attempt it was taken under. So any number of workers may run, and any may
be killed at any moment. gang.py takes and does; pushes, queries, status_queries, messages, callbacks and
chores say what; daraja.py and sms_gateway.py speak to the operators; tokens.py shares their access token.
"""

import logging
import signal
import threading
import time
from collections.abc import Sequence
from types import FrameType

from flask import current_app

from web.config import Settings
from web.worker import chores
from web.worker.callbacks import Callbacks
from web.worker.daraja import Daraja
from web.worker.gang import Gang
from web.worker.messages import Messages
from web.worker.pushes import Pushes
from web.worker.queries import Queries
from web.worker.sms_gateway import SmsGateway
from web.worker.status_queries import StatusQueries

log = logging.getLogger("lipa.worker")

# A connector's longest HTTP request takes 18 seconds: who is asked to stop gets the time to finish it.
GOODBYE_SECONDS = 20.0
LOOK_SECONDS = 0.2


def gangs(settings: Settings) -> list[Gang]:
    """Who does what, and with how many hands. Most for prompts: a passenger is looking at the phone."""
    daraja = Daraja(settings)
    return [
        Gang("chores", chores.Chores(), hands=1),
        Gang("pushes", Pushes(daraja), hands=8),
        Gang("messages", Messages(SmsGateway(settings), settings.public_url or settings.url), hands=4),
        Gang("queries", Queries(daraja), hands=2),
        Gang("status queries", StatusQueries(daraja), hands=2),
        Gang("callbacks", Callbacks(), hands=2),
    ]


def run(once: bool = False) -> None:
    """Work until told to stop, or only what is due now."""
    workers = gangs(current_app.extensions["lipa"])
    if once:
        for gang in workers:
            gang.drain()
        return
    told: list[int] = []

    def goodbye(number: int, _frame: FrameType | None) -> None:
        # Nothing that takes a lock: a second signal, on top of the first, would wait for it for ever.
        told.append(number)

    signal.signal(signal.SIGTERM, goodbye)
    signal.signal(signal.SIGINT, goodbye)
    stop = threading.Event()
    threads = [thread for gang in workers for thread in gang.start(stop)]
    log.info("at work with %d hands", len(threads))
    # A hand that died of something unforeseen must not leave a worker that looks alive.
    while not told and all(thread.is_alive() for thread in threads):
        time.sleep(LOOK_SECONDS)
    stop.set()
    for thread in threads:
        thread.join(GOODBYE_SECONDS)
    log.info("stopped")
    if not told:
        raise SystemExit("a hand of the worker died")


def run_jobs(names: Sequence[str]) -> None:
    """Run the named chores once, or all of them."""
    for name in names or chores.EVERY_SECONDS:
        chores.Chores().do({"job": name})
