"""While the database can't take messages about money, they go into the spool, sealed, and are answered 200.

A message is tried once. If the database is away, this process then sends all further ones straight to the spool, so
that nobody waits for a time-out, until the thread that empties the spool (emptying.py) has written to the database
again. docs/decisions/provider-callbacks.md.
"""

import json
import logging
import threading
import time
from pathlib import Path
from typing import NamedTuple

from web.core import db, metrics
from web.core.config import ConfigError, Settings
from web.core.spool import Record, Spool, SpoolError
from web.security import sealing

log = logging.getLogger("lipa.spool")

# If nobody has found out in this time whether the database is back, the next message tries.
FORGET_SECONDS = 5.0


class Received(NamedTuple):
    """A message as it came. `at`: nanoseconds since 1970; `spooled`: it has waited in the spool."""

    kind: str
    ref: str
    body: bytes
    at: int
    spooled: bool = False


class _State:
    """The spool of this process, and what it knows about the database."""

    def __init__(self) -> None:
        self.spool = Spool(Path())
        self.away_until = 0.0
        self.began = threading.Event()
        self.refused = 0  # messages that the spool could not take, not yet told to staff


_state = _State()


def configure(settings: Settings) -> None:
    """Set the spool's folder, which is made when it is needed. Raises ConfigError if others may enter it."""
    global _state  # noqa: PLW0603
    _state = _State()
    _state.spool = Spool(Path(settings.spool_dir))
    if _state.spool.folder.exists():
        try:
            _state.spool.prepare()
        except SpoolError as error:
            raise ConfigError(f"LIPA_SPOOL_DIR {error}.") from error
    metrics.board.watch(_state.spool)


def spool() -> Spool:
    """The spool of this process."""
    return _state.spool


def is_away() -> bool:
    """True while this process believes that the database can't be reached."""
    return time.monotonic() < _state.away_until


def check() -> None:
    """Raise at once what a call would raise after its time-out."""
    if is_away():
        raise db.DatabaseUnavailableError("away")


def begin(error: db.DatabaseUnavailableError) -> None:
    """The database did not take a message: for a while, nobody waits for it."""
    if not is_away():
        log.warning("the database is away: %s", error)
    _state.away_until = time.monotonic() + FORGET_SECONDS
    _state.began.set()


def end() -> None:
    """The database takes writes again."""
    _state.began.clear()
    _state.away_until = 0.0


def wait(seconds: float) -> None:
    """Wait so long, or until the database is found to be away."""
    _state.began.wait(seconds)


def keep(message: Received) -> bool:
    """Append a message to the spool; False if that is impossible too."""
    said = json.dumps([message.kind, message.ref]).encode()
    try:
        _state.spool.append(message.at, sealing.seal("spool", said + b"\n" + message.body))
    except SpoolError as error:
        _state.refused += 1
        log.error("the spool %s: a %s is refused", error, message.kind)
        return False
    return True


def opened(record: Record) -> Received:
    """The message in a record. Raises DecryptionError or ValueError for what `keep` did not write."""
    said, _, body = sealing.open_sealed("spool", record.data).partition(b"\n")
    kind, ref = json.loads(said)
    return Received(kind, ref, body, record.came_at, spooled=True)


def refused() -> int:
    """How many messages neither the database nor the spool could take, and staff don't know of yet."""
    return _state.refused


def forget_refused() -> None:
    """Staff know of them."""
    _state.refused = 0
