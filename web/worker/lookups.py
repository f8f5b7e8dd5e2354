"""A new look-up key: phones that nobody touches meanwhile are moved to it, a page at a time. docs/decisions/0077."""

import logging
import time
from collections.abc import Sequence

from web import db, phones
from web.worker.gang import Work
from web.worker.report import report

log = logging.getLogger("lipa.worker.lookups")

PAGE_ROWS = 200
PAUSE_SECONDS = 0.02
REST_SECONDS = 5.0


class Lookups:
    """Take a page of phones while there are two keys."""

    def __init__(self) -> None:
        self._rest_until = 0.0

    def take(self) -> Sequence[Work]:
        """The next page, or nothing for a while."""
        if time.monotonic() < self._rest_until or not phones.lookup_pair(""):
            return ()
        page = db.row("worker.claim_lookups", p_key_id=phones.lookup_key_id(), p_limit=PAGE_ROWS)
        if page["verdict"] == "done":
            self._rest_until = time.monotonic() + REST_SECONDS
            return ()
        return [page]

    def do(self, work: Work) -> None:
        """Move them. A number that no key opens stays where it is; sealing tells of it."""
        time.sleep(PAUSE_SECONDS)
        pairs = [pair for sealed in work["sealed"] if (pair := _hashes(bytes(sealed)))]
        if not pairs:
            return
        moved = report(
            "worker.move_phones", p_key_id=phones.lookup_key_id(), p_sealed_column=work["sealed_column"],
            p_before=[before for before, _ in pairs], p_after=[after for _, after in pairs],
        )  # fmt: skip
        log.info("%s: %s of %d moved to the new key", work["sealed_column"], moved, len(pairs))


def _hashes(sealed: bytes) -> tuple[bytes, bytes] | None:
    try:
        return phones.lookup_pair(phones.open_sealed("phone", sealed).decode())
    except phones.SealBroken:
        return None
