"""Which part of the service needs which setting: parts.csv, the one list. A process knows no other key and role.

scripts/run.sh and deploy/entry.sh start a process with the settings of its part only; LIPA_PART names it.
"""

import csv
from pathlib import Path

_ROWS = list(csv.DictReader(Path(__file__).with_suffix(".csv").read_text("utf-8").splitlines()))
PARTS = ("all", "web", "callbacks", "pages", "worker")  # web: callbacks and pages in one process


def is_needed(setting: str, part: str) -> bool:
    """Whether a part needs a setting; what is not ours (PORT) is for all."""
    columns = {"web": ("callbacks", "pages")}.get(part, (part,))
    rows = [row for row in _ROWS if row["setting"] == setting]
    ours = setting.startswith(("LIPA_", "DATABASE_URL"))
    return part == "all" or not ours or any(row[column] for row in rows for column in columns)
