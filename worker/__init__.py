"""The worker sends what goes out and runs the scheduled jobs. `flask worker` runs it until SIGTERM.

The database holds the work. Each job is claimed under a lease, done without an open transaction, and reported with
the attempt it was claimed under. So any number of workers may run, and any may be killed at any moment.
pool.py holds the threads, jobs/ the job handlers, providers/ the clients of the operators.
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
from worker.jobs.notices import Notices
from worker.jobs.payment_queries import PaymentQueries
from worker.jobs.payout_queries import BalanceQueries, PayoutQueries
from worker.jobs.payouts import Payouts
from worker.jobs.pulls import Pulls
from worker.jobs.push_queries import PushQueries
from worker.jobs.pushes import Pushes
from worker.jobs.sim_checks import SimChecks
from worker.pool import PROMPT_SECONDS, RARE_SECONDS, WorkerPool
from worker.providers.africastalking import SmsGateway
from worker.providers.daraja import Daraja
from worker.providers.daraja_payouts import DarajaPayouts
from worker.providers.daraja_pull import DarajaPull
from worker.providers.notices import Mail, Webhook
from worker.providers.sim_swap import SimSwap
from worker.statements.folder import Folder
from worker.statements.uploads import Uploads

log = logging.getLogger("lipa.worker")

# The longest HTTP request takes 18 seconds; a thread that has to stop gets the time to finish it.
STOP_SECONDS = 20.0
CHECK_SECONDS = 0.2


def pools(settings: Settings) -> list[WorkerPool]:
    """One pool for each job handler. Prompts have the most threads: a passenger waits for one."""
    daraja, daraja_payouts = Daraja(settings), DarajaPayouts(settings)
    return [
        WorkerPool("scheduled jobs", scheduled.ScheduledJobs(), threads=1),
        WorkerPool("pushes", Pushes(daraja), threads=8, idle=PROMPT_SECONDS),
        WorkerPool("messages", Messages(SmsGateway(settings), settings.public_url or settings.url), threads=4),
        WorkerPool("e-mails", Notices("email", Mail(settings)), threads=1, idle=RARE_SECONDS),
        WorkerPool("webhooks", Notices("webhook", Webhook(settings)), threads=1, idle=RARE_SECONDS),
        WorkerPool("push queries", PushQueries(daraja), threads=2, idle=RARE_SECONDS),
        WorkerPool("payment queries", PaymentQueries(daraja), threads=2, idle=RARE_SECONDS),
        WorkerPool("payouts", Payouts(daraja_payouts), threads=4),
        WorkerPool("payout queries", PayoutQueries(daraja_payouts), threads=2, idle=RARE_SECONDS),
        WorkerPool("balance queries", BalanceQueries(daraja_payouts), threads=1, idle=RARE_SECONDS),
        WorkerPool("callbacks", Callbacks(), threads=2, idle=RARE_SECONDS),
        WorkerPool("pulls", Pulls(DarajaPull(settings), settings.pull_phone), threads=1, idle=RARE_SECONDS),
        WorkerPool("uploaded statements", Uploads(), threads=1, idle=RARE_SECONDS),
        *([WorkerPool("statements", Folder(settings.statements_dir), threads=1)] if settings.statements_dir else []),
        *([WorkerPool("SIM checks", SimChecks(SimSwap(settings)), threads=2)] if settings.sim_swap_url else []),
    ]


def run(once: bool = False) -> None:
    """Run until a signal stops it; with `once`, only what is due now."""
    workers = pools(current_app.extensions["lipa"])
    if once:
        for pool in workers:
            pool.drain()
        return
    signals: list[int] = []

    def note_signal(number: int, _frame: FrameType | None) -> None:
        # It takes no lock: a second signal that interrupts the first would wait for it for ever.
        signals.append(number)

    signal.signal(signal.SIGTERM, note_signal)
    signal.signal(signal.SIGINT, note_signal)
    stop = threading.Event()
    threads = [thread for pool in workers for thread in pool.start(stop)]
    log.info("started %d threads", len(threads))
    # The process ends when a thread has died: otherwise it would look alive.
    while not signals and all(thread.is_alive() for thread in threads):
        time.sleep(CHECK_SECONDS)
    stop.set()
    for thread in threads:
        thread.join(STOP_SECONDS)
    log.info("stopped")
    if not signals:
        raise SystemExit("a thread of the worker died")


def run_jobs(names: Sequence[str]) -> None:
    """Run the named scheduled jobs once, or all of them."""
    for name in names or scheduled.names():
        scheduled.ScheduledJobs().do({"job": name})
