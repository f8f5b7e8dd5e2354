"""Reports of the job handlers to the database."""

import logging
import random
import time
from typing import Any

from web.core import db

log = logging.getLogger("lipa.worker.report")

RETRY_SECONDS = 30.0


def report(function: str, /, **arguments: Any) -> str:
    """Call a function that may be called twice; try again while the database is unavailable.

    The operator was asked already. Without the report it would be asked again, or the outcome stay unknown.
    """
    deadline = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            return str(db.value(function, **arguments))
        except db.DatabaseUnavailableError:
            if time.monotonic() > deadline:
                raise
            log.warning("%s: the database is unavailable, trying again", function)
            time.sleep(random.uniform(0.2, 1.0))  # noqa: S311
