"""A new key for what is sealed: open what older keys sealed and seal it again, a page at a time, while we serve.

`flask keys` says what is under which key; only when nothing is under the old one may it be taken away.
"""

import logging
import time
from collections.abc import Sequence

from web import db, phones
from web.worker.gang import Work
from web.worker.report import report

log = logging.getLogger("lipa.worker.sealing")

PAGE_ROWS = 500
# Between two pages: fares come first. And between two looks when nothing is under an older key.
PAUSE_SECONDS = 0.02
REST_SECONDS = 60.0


class Sealing:
    """Take a page of what is under an older key than ours."""

    def __init__(self) -> None:
        self._rest_until = 0.0

    def take(self) -> Sequence[Work]:
        """The next page, or nothing for a minute when all is done."""
        if time.monotonic() < self._rest_until:
            return ()
        page = db.row("worker.claim_reseal", p_key_id=phones.sealing_key(), p_limit=PAGE_ROWS)
        if page["verdict"] == "done":
            self._rest_until = time.monotonic() + REST_SECONDS
            return ()
        return [page]

    def do(self, work: Work) -> None:
        """Seal its values again; what none of our keys opens is counted and stays as it is."""
        time.sleep(PAUSE_SECONDS)
        if not work["row_keys"]:
            return
        again = [
            (row_key, before, after)
            for row_key, before in zip(work["row_keys"], map(bytes, work["sealed"]), strict=True)
            if (after := _again(work["kind"], before))
        ]
        broken = len(work["row_keys"]) - len(again)
        written = report(
            "worker.put_resealed", p_key_id=phones.sealing_key(), p_sealed_column=work["sealed_column"],
            p_row_keys=[key for key, _, _ in again], p_before=[before for _, before, _ in again],
            p_after=[after for _, _, after in again], p_broken=broken,
        )  # fmt: skip
        log.info("%s: %s sealed again, %d can't be opened", work["sealed_column"], written, broken)


def _again(kind: str, sealed: bytes) -> bytes | None:
    try:
        return phones.seal(kind, phones.open_sealed(kind, sealed))
    except phones.SealBroken:
        return None
