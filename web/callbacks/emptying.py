"""Empties the spool into the database, in the order in which the messages came.

Every web process has one thread for it, and the one that holds the spool's lock works. The same thread finds out
whether the database takes writes again (outage.py). Settling twice is harmless: the receipt is the gate.
"""

import logging
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from flask import Flask

from web.callbacks import c2b, misaddressed, outage, payout_results, status_results, stk
from web.callbacks.outage import Received
from web.callbacks.receive import Arguments, Kind, Within, read, seal, take
from web.core import db, metrics
from web.core.spool import Record, frame
from web.security.sealing import DecryptionError

log = logging.getLogger("lipa.spool")

KINDS = {
    kind.name: kind
    for kind in (
        c2b.CONFIRMATION,
        stk.RESULT,
        payout_results.RESULT,
        payout_results.TIMEOUT,
        status_results.RESULT,
        status_results.TIMEOUT,
        misaddressed.UNKNOWN,
    )
}
# Nobody waits for these answers. A message alone that takes long is kept as pending, so that others get their turn.
BATCH_WITHIN, LATE = 10.0, Within(2.0, 5.0, 5.0)
LOOK_SECONDS, ASK_SECONDS, PAUSE_SECONDS = 1.0, 0.25, 5.0
MAX_BATCH = 64
# Staff hear of messages that waited longer, at most so often.
WAITED_TOO_LONG, TELL_SECONDS = 60.0, 60.0
_told: dict[str, float] = {}


def start(app: Flask) -> None:
    """Start the thread of this process (gunicorn: post_worker_init), if it serves the operators."""
    if app.extensions["lipa"].part != "pages":
        threading.Thread(target=_run, name="spool", daemon=True).start()


def _run() -> None:
    while True:
        try:
            pause = LOOK_SECONDS if run_once() else PAUSE_SECONDS
        except Exception as error:
            log.exception("emptying the spool: %s", type(error).__name__)
            pause = PAUSE_SECONDS
        if outage.is_away():
            time.sleep(ASK_SECONDS)
        else:
            outage.wait(pause)


def run_once() -> bool:
    """Ask whether the database is back, and empty the spool; False if messages were left in it."""
    try:
        if outage.is_away():
            _ask()
        if outage.refused() and _tell("full", f"{outage.refused()} messages were refused (503): no room in the spool"):
            outage.forget_refused()
        if not outage.spool().files():
            return True
        with outage.spool().emptying() as ours:
            return _empty() if ours else True
    except db.DatabaseUnavailableError as error:
        outage.begin(error)
        return True


def _ask() -> None:
    try:
        db.value("telco.try_write", within=2.0, connect_within=0.0)
    except db.DatabaseError as error:  # it answers, and its functions decide about each message
        log.warning("try_write raised %s", error.code)
    outage.end()
    log.info("the database is back")


def _empty() -> bool:
    spool, began, settled = outage.spool(), time.monotonic(), 0
    left: list[Received] = []
    oldest = spool.oldest()  # 0: another process emptied it just now
    waited = time.time() - oldest / 1e9
    if oldest and waited > WAITED_TOO_LONG:
        _tell("waiting", f"{spool.waiting_bytes()} bytes of messages, the oldest came {waited / 60:.0f} min ago")
    spool.close_current()
    for path in spool.files():
        if path.name.isdigit():
            settled += _empty_file(path, left)
    if spool.damaged_bytes():
        _tell("damaged", f"{spool.damaged_bytes()} bytes of the spool can't be read")
    log.info("emptied the spool: %s messages in %.1f s, %s left", settled, time.monotonic() - began, len(left))
    return not left


def _empty_file(path: Path, left: list[Received]) -> int:
    """Settle the messages of one file and remove it. What the database refuses goes to the end of the spool."""
    messages = list(_opened(outage.spool().read(path)))
    refused = list(_settled(messages))
    for message in refused:
        if not outage.keep(message):
            raise OSError("what is left can't be written, so its file stays")
    left += refused
    outage.spool().remove(path)
    return len(messages) - len(refused)


def _opened(records: Iterable[Record]) -> Iterable[Received]:
    for record in records:
        try:
            message = outage.opened(record)
            if message.kind not in KINDS:
                raise ValueError("no such kind")
            yield message
        except (DecryptionError, ValueError):
            outage.spool().keep_damaged(frame(record))


def _settled(messages: list[Received]) -> Iterable[Received]:
    """Settle messages, confirmations in batches; those that the database refused even to quarantine."""
    batch: dict[object, tuple[Received, Arguments]] = {}
    for message in messages:
        arguments = _batchable(message)
        if arguments is None or arguments["p_receipt"] in batch or len(batch) == MAX_BATCH:
            yield from _settle_batch(batch)
            batch = {}
        if arguments is None:
            yield from _settle_alone(message)
        else:
            batch[arguments["p_receipt"]] = message, arguments
    yield from _settle_batch(batch)


def _batchable(message: Received) -> Arguments | None:
    """The arguments of a confirmation that can be read."""
    if message.kind != c2b.CONFIRMATION.name:
        return None
    try:
        said = read(c2b.CONFIRMATION, message)
    except Exception:  # whatever it is, others of the batch don't wait for it
        return None
    return {f"p_{name}": value for name, value in said.items()} | seal(message.body)


def _settle_batch(batch: dict[object, tuple[Received, Arguments]]) -> Iterable[Received]:
    if not batch:
        return
    try:
        outcomes = c2b.settle_batch(BATCH_WITHIN, [arguments for _, arguments in batch.values()])
    except (db.DatabaseError, db.DatabaseTimeoutError):
        for message, _ in batch.values():
            yield from _settle_alone(message)
    else:
        for outcome in outcomes:
            metrics.board.callback(c2b.CONFIRMATION.name, outcome)


def _settle_alone(message: Received) -> Iterable[Received]:
    kind: Kind = KINDS[message.kind]
    try:
        metrics.board.callback(kind.name, take(kind, message, LATE))
    except db.DatabaseError as error:
        log.error("a spooled %s can't even be quarantined: %s", kind.name, error.code)
        yield message
    except db.DatabaseUnavailableError:
        raise
    except Exception as error:  # a fault of ours: it waits at the end, behind the money of others
        log.exception("a spooled %s: %s", kind.name, type(error).__name__)
        yield message


def _tell(subject: str, detail: str) -> bool:
    """Raise the alarm, at most once a minute; True if it was raised."""
    if time.monotonic() < _told.get(subject, 0.0):
        return False
    log.error("spool %s: %s", subject, detail)
    try:
        db.call("telco.note_spool", p_subject=subject, p_detail=detail)
    except db.DatabaseError as error:
        log.error("note_spool raised %s", error.code)
        return False
    _told[subject] = time.monotonic() + TELL_SECONDS
    return True
