"""Telling the database what became of a piece of work."""

import logging
import random
import time
from typing import Any

from web.core import db

log = logging.getLogger("lipa.worker.report")

PATIENCE_SECONDS = 30.0


def report(function: str, /, **arguments: Any) -> str:
    """Call a function that may be called twice, through a short absence of the database as well.

    The outside has been asked already: not being able to say so would mean asking again, or not knowing.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return str(db.value(function, **arguments))
        except db.DatabaseUnavailableError:
            if time.monotonic() > until:
                raise
            log.warning("%s: the database is away, trying again", function)
            time.sleep(random.uniform(0.2, 1.0))  # noqa: S311
