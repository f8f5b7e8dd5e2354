"""The shortest time of an answer that must not tell whether a phone is known."""

import time

# For a known phone the database needs a few milliseconds more; without this, the time of the answer would show it.
NOT_BEFORE = 0.15


def wait_since(began: float) -> None:
    """Wait until NOT_BEFORE seconds have passed since `began`, a value of time.monotonic()."""
    time.sleep(max(0.0, began + NOT_BEFORE - time.monotonic()))
