"""Job: statements that staff uploaded. The parts are opened into a file without a name, read, and deleted."""

import logging
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path

from web.core import db
from web.security import sealing
from worker.pool import Work
from worker.statements.importer import Importer

log = logging.getLogger("lipa.worker.statements")


class Uploads:
    """Reads uploaded statements, one at a time."""

    def take(self) -> Sequence[Work]:
        """A file that waits, or whose reader stopped."""
        reader = secrets.token_hex(8)
        return [{**row, "reader": reader} for row in db.call("worker.claim_statement", p_reader=reader)]

    def do(self, work: Work) -> None:
        """Put the file together and read it."""
        with tempfile.NamedTemporaryFile(prefix="lipa-statement-") as file:
            for number in range(1, work["chunks"] + 1):
                sealed = db.value("worker.statement_chunk", p_statement_id=work["statement_id"], p_chunk_no=number)
                file.write(sealing.open_sealed("statement", bytes(sealed)))
            file.flush()
            outcome = Importer("worker", "page").read(
                Path(file.name), work["file_name"] or "", work["account"], work["reader"]
            )
        log.info("uploaded statement %s: %s", work["statement_id"], outcome.state)
