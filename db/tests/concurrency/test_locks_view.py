"""The views of what runs and waits, as an auditor sees them."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from db.tests.database import Database


def test_auditors_see_who_waits_for_whom_and_what_runs_for_long(database: Database) -> None:
    # Other tests of this server wait, too.
    waits = "select waiting_pid, blocking_pid, blocking_state from audit.locks where waiting_pid = %s"
    statement = "select from config.settings where setting = 'ussd_code' for update"
    with (
        ThreadPoolExecutor(1) as aside,  # ends last: what it waits for is over when the sessions have ended
        psycopg.connect(database.url("auditor"), autocommit=True) as auditor,
        psycopg.connect(database.owner_url) as waiter,
        psycopg.connect(database.owner_url) as holder,
    ):
        holder.execute(statement)
        waiting = aside.submit(waiter.execute, statement)
        found: list[tuple[object, ...]] = []
        deadline = time.monotonic() + 20
        while not found and time.monotonic() < deadline:
            found = auditor.execute(waits, (waiter.info.backend_pid,)).fetchall()
        assert found == [(waiter.info.backend_pid, holder.info.backend_pid, "idle in transaction")]
        while time.monotonic() < deadline:
            slow: dict[int, str] = dict(auditor.execute("select pid, query from audit.slow_queries").fetchall())
            if waiter.info.backend_pid in slow:
                break
        assert slow[waiter.info.backend_pid].startswith("select")
        holder.rollback()
        waiting.result()
        waiter.rollback()
        assert auditor.execute(waits, (waiter.info.backend_pid,)).fetchall() == []
