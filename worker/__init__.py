"""The worker: everything that goes out, and the repository's own scheduled_jobs. `flask worker` runs it until SIGTERM.

What there is to do is in the database; each thing is taken under a lease, done without a transaction
open, and reported with the attempt it was taken under. So any number of workers may run, and any may
be killed at any moment. pool.py takes and does; pushes, queries, status_queries, messages, callbacks and
scheduled_jobs say what; daraja.py and sms_gateway.py speak to the operators; tokens.py shares their access token.
"""

import logging
import signal
import threading
import time
from collections.abc import Sequence
from types import FrameType

from flask import current_app

from web.core.config import Settings
from worker.jobs import scheduled
from worker.jobs.callbacks import Callbacks
from worker.jobs.messages import Messages
from worker.jobs.payment_queries import StatusQueries
from worker.jobs.push_queries import Queries
from worker.jobs.pushes import Pushes
from worker.pool import WorkerPool
from worker.providers.africastalking import SmsGateway
from worker.providers.daraja import Daraja

log = logging.getLogger("lipa.worker")

# A connector's longest HTTP request takes 18 seconds: who is asked to stop gets the time to finish it.
GOODBYE_SECONDS = 20.0
LOOK_SECONDS = 0.2


def pools(settings: Settings) -> list[WorkerPool]:
    """Who does what, and with how many threads. Most for prompts: a passenger is looking at the phone."""
    daraja = Daraja(settings)
    return [
        WorkerPool("scheduled_jobs", scheduled.ScheduledJobs(), threads=1),
        WorkerPool("pushes", Pushes(daraja), threads=8),
        WorkerPool("messages", Messages(SmsGateway(settings), settings.public_url or settings.url), threads=4),
        WorkerPool("queries", Queries(daraja), threads=2),
        WorkerPool("status queries", StatusQueries(daraja), threads=2),
        WorkerPool("callbacks", Callbacks(), threads=2),
    ]


def run(once: bool = False) -> None:
    """Work until told to stop, or only what is due now."""
    workers = pools(current_app.extensions["lipa"])
    if once:
        for pool in workers:
            pool.drain()
        return
    told: list[int] = []

    def goodbye(number: int, _frame: FrameType | None) -> None:
        # Nothing that takes a lock: a second signal, on top of the first, would wait for it for ever.
        told.append(number)

    signal.signal(signal.SIGTERM, goodbye)
    signal.signal(signal.SIGINT, goodbye)
    stop = threading.Event()
    threads = [thread for pool in workers for thread in pool.start(stop)]
    log.info("at work with %d threads", len(threads))
    # A thread that died of something unforeseen must not leave a worker that looks alive.
    while not told and all(thread.is_alive() for thread in threads):
        time.sleep(LOOK_SECONDS)
    stop.set()
    for thread in threads:
        thread.join(GOODBYE_SECONDS)
    log.info("stopped")
    if not told:
        raise SystemExit("a thread of the worker died")


def run_jobs(names: Sequence[str]) -> None:
    """Run the named scheduled_jobs once, or all of them."""
    for name in names or scheduled.EVERY_SECONDS:
        scheduled.ScheduledJobs().do({"job": name})
