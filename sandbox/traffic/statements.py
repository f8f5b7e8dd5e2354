"""Drops yesterday's statements where Lipa Fare looks for them, as a person does each morning."""

import time
from datetime import timedelta
from pathlib import Path

from sandbox.clock import nairobi_time, parse_day
from sandbox.http_client import create_session

ACCOUNTS = ("utility", "working", "charges")
CALLBACK_SECONDS = 60.0


def drop_yesterday(sandbox_url: str, folder: Path) -> int:
    """Put yesterday's statements into the folder, each once. Returns how many are new."""
    day = nairobi_time() - timedelta(days=1)
    dropped = 0
    for account in ACCOUNTS:
        query = {"from": f"{day:%Y-%m-%d}", "to": f"{day:%Y-%m-%d}", "account": account}
        with create_session() as session:
            answer = session.get(f"{sandbox_url}/sandbox/statement.csv", params=query, timeout=60)
        answer.raise_for_status()
        name = answer.headers["Content-Disposition"].partition('filename="')[2].rstrip('"')
        if any((place / name).exists() for place in (folder, folder / "read", folder / "failed")):
            continue
        part = folder / f".{name}"  # the worker takes no file that begins with a dot
        part.write_bytes(answer.content)
        part.rename(folder / name)
        dropped += 1
    return dropped


def wait_for_callbacks(sandbox_url: str) -> None:
    """Wait until Lipa Fare has answered what was sent about yesterday: a portal is asked in the morning."""
    deadline = time.monotonic() + CALLBACK_SECONDS
    since = f"{parse_day('') - timedelta(days=1):%Y%m%d%H%M%S}"
    while time.monotonic() < deadline:
        with create_session() as session:
            books = session.get(f"{sandbox_url}/sandbox/books.json", params={"since": since}, timeout=60).json()
        if all(one.get("acknowledged", 1) for one in books["payments"] if one["state"] == "completed"):
            return
        time.sleep(1)
