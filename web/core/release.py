"""The version of the database that this code needs, read from the files beside it when the process starts."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

DB = Path(__file__).parents[2] / "db"


@dataclass(frozen=True, slots=True)
class Release:
    """What must be loaded into the database before this code can serve."""

    migration: str  # version of the newest one
    functions_sha256: str


def current() -> Release:
    """This code's release. db/load/load.sh stores the same checksum: of sha256sum's lines, in C order."""
    data = (DB / "functions/messaging/texts.csv", DB / "functions/jobs/schedule.csv")
    files = [*DB.glob("functions/*/*.sql"), *data]
    named = sorted((path.relative_to(DB.parent).as_posix(), path) for path in files)
    lines = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in named)
    newest = max(path.name for path in DB.glob("migrations/*.sql"))
    return Release(newest.partition("_")[0], hashlib.sha256(lines.encode()).hexdigest())
