"""Counts the pages of this process by time and size, and tells the database about once a minute.

The figures page_time and page_weight come from these counts (db/functions/account/note_page_loads.sql). What can't be
told in time is dropped: the next minute says enough.
"""

import bisect
import threading
import time
from collections import Counter

from web.core import db

# Upper bounds of the classes, as the function of the database knows them.
LOAD_MS = (50, 100, 250, 400, 500, 1000, 2500, 5000, 60000)
BYTES = (10240, 30720, 51200, 81920, 131072, 1048576)
TELL_SECONDS = 60.0
ANSWER_WITHIN = 0.2

_counts: Counter[tuple[int, int]] = Counter()
_lock = threading.Lock()
_told = time.monotonic()


def count(seconds: float, size: int) -> None:
    """Count one page; when a minute is over, tell."""
    global _told, _counts
    load_ms = LOAD_MS[min(bisect.bisect_left(LOAD_MS, seconds * 1000), len(LOAD_MS) - 1)]
    weight = BYTES[min(bisect.bisect_left(BYTES, size), len(BYTES) - 1)]
    with _lock:
        _counts[load_ms, weight] += 1
        now = time.monotonic()
        if now - _told < TELL_SECONDS:
            return
        counts, _counts, _told = _counts, Counter(), now
    _tell(counts)


def _tell(counts: Counter[tuple[int, int]]) -> None:
    classes = sorted(counts)
    try:
        db.value(
            "account.note_page_loads",
            within=ANSWER_WITHIN,
            p_load_ms=[load_ms for load_ms, _ in classes],
            p_bytes=[weight for _, weight in classes],
            p_pages=[counts[each] for each in classes],
        )
    except (db.DatabaseError, db.DatabaseUnavailableError):
        return
