"""Job: statements in the drop folder. A file is read when nobody has written to it for a few seconds, then moved aside.

Files that were read are in read/, refused ones in failed/ (why: /ops/statements). Nothing is deleted: the folder
belongs to whoever put the files there.
"""

import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path

from web.core import db
from worker.pool import Work
from worker.statements.importer import Importer

log = logging.getLogger("lipa.worker.statements")

QUIET_SECONDS = 3.0
LOOK_EVERY_SECONDS = 5.0
ENDINGS = (".csv", ".txt", ".xls", ".xlsx")


class Folder:
    """Reads the files of one folder, oldest first."""

    def __init__(self, folder: str, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._folder = Path(folder)
        self._quiet_seconds = quiet_seconds
        self._look_at = 0.0

    def take(self) -> Sequence[Work]:
        """The oldest file that is whole."""
        if time.monotonic() < self._look_at:
            return ()
        files = sorted(self._files(), key=lambda path: (path.stat().st_mtime, path.name))
        if not files:
            self._look_at = time.monotonic() + LOOK_EVERY_SECONDS
        return [{"path": files[0]}] if files else []

    def _files(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        until = time.time() - self._quiet_seconds
        return [
            path for path in self._folder.iterdir()
            if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith(".")
            and path.stat().st_mtime <= until
        ]  # fmt: skip

    def do(self, work: Work) -> None:
        """Read it and move it aside. One that another worker reads stays until that ends."""
        path: Path = work["path"]
        try:
            outcome = Importer("worker", "folder").read(path, path.name)
        except FileNotFoundError:
            return  # another worker has moved it
        except (db.DatabaseUnavailableError, db.DatabaseError):
            self._look_at = time.monotonic() + LOOK_EVERY_SECONDS
            raise
        log.info("statement from the folder: %s", outcome.state)
        if outcome.state in ("busy", "lost"):
            self._look_at = time.monotonic() + LOOK_EVERY_SECONDS
            return
        target = self._folder / ("failed" if outcome.state == "failed" else "read")
        target.mkdir(exist_ok=True)
        place = target / path.name
        number = 1
        while place.exists():  # another file of the same name is not overwritten
            number += 1
            place = target / f"{path.stem}-{number}{path.suffix}"
        os.replace(path, place)  # noqa: PTH105 (it moves over no other file: the name is free)
