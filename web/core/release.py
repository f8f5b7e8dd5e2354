"""Which database was this code written for? Read from the files beside it, once, when the process starts."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

DB = Path(__file__).parents[2] / "db"


@dataclass(frozen=True, slots=True)
class Release:
    """What the database must have seen before this code can serve."""

    migration: str  # version of the newest one
    functions_sha256: str


def here() -> Release:
    """This code's own. The sum is the one that db/load/load.sh notes: of sha256sum's lines, in C order."""
    files = [*DB.glob("functions/*/*.sql"), DB / "functions/messaging/texts.csv"]
    named = sorted((path.relative_to(DB.parent).as_posix(), path) for path in files)
    lines = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in named)
    newest = max(path.name for path in DB.glob("migrations/*.sql"))
    return Release(newest.partition("_")[0], hashlib.sha256(lines.encode()).hexdigest())
