"""What is changed while fares come in: the schema, the functions, the web's processes, the worker, tokens and keys.

Each takes the running stack, does what the operator's guide says (docs/decisions/load-and-releases.md), and returns
what it saw.
"""

import base64
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from bench.rush.stack import Stack, answers, wait_until
from bench.rush.town import ROOT, Town
from deploy.tests.proxies import Daemon
from web.core.config import ACTORS
from web.tests.conftest import NEXT_TOKEN, TOKEN, key
from web.tests.servers import Gunicorn

EXPAND = """-- migrate:up
alter table mobile_money.payments add column release_note text;
alter table fares.fares add column release_note text;
-- migrate:down
"""
BLOCKED = "select from pg_locks where mode = 'AccessExclusiveLock' and not granted"
# A report reads the tables for so long after that: longer than a message waits for the database.
REPORT_SECONDS = 4.0
LEFT = "something is still under an older key"
SETTINGS = {"LIPA_CALLBACK_TOKEN": TOKEN, "LIPA_SEAL_KEYS": f"k1:{key(1)}", "LIPA_LOOKUP_KEY": key(3)}


class Site:
    """The stack behind nginx, with the settings that change in files."""

    def __init__(self, stack: Stack, town: Town, front: Daemon, settings: Path) -> None:
        self.stack, self.town, self.front, self._settings = stack, town, front, settings

    def stop_web(self) -> None:
        """Stop the one that serves now."""
        self.stack.web.stop()

    def set(self, name: str, value: str) -> None:
        write_setting(self._settings, name, value)

    def reload_web(self) -> None:
        """SIGHUP: new workers are started and the old ones finish; returns when those are gone."""
        before = set(self.stack.web.workers())
        self.stack.web.reload()
        wait_until(lambda: not before & set(self.stack.web.workers()), "the old workers to end")

    def run(self, *command: str, accept: str = "", **environ: str) -> None:
        """Run a program; it may fail with these words."""
        done = subprocess.run(
            command, cwd=ROOT, env=self.stack.environ | environ, capture_output=True, text=True, check=False
        )
        if done.returncode and not (accept and accept in done.stderr):
            raise SystemExit(f"{command[0]}: {done.stdout[-800:]}{done.stderr[-800:]}")

    def set_up(self, *command: str, accept: str = "", **environ: str) -> None:
        """Run a script as the owner of the tables."""
        self.run(*command, accept=accept, **self.stack.database.addresses, **environ)

    @contextlib.contextmanager
    def as_superuser(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.stack.database.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as connection:
            yield connection


def settings_files(folder: Path) -> dict[str, str]:
    """Settings as files, so that a process reads the new value when it is reloaded."""
    for name, value in SETTINGS.items():
        write_setting(folder, name, value)
    return {f"{name}_FILE": str(folder / name) for name in SETTINGS} | {"LIPA_PROXY_HOPS": "1"}


def write_setting(folder: Path, name: str, value: str) -> None:
    (folder / f"{name}.new").write_text(value)
    (folder / f"{name}.new").rename(folder / name)


def migrate(site: Site) -> str:
    """Add columns to busy tables while a long report reads them."""
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(site.stack.database.owner_url) as report:
        for migration in (ROOT / "db" / "migrations").glob("*.sql"):
            (Path(folder) / migration.name).symlink_to(migration)
        (Path(folder) / "29991231000000_expand.sql").write_text(EXPAND)
        report.execute("select count(*) from mobile_money.payments, fares.fares")
        ends = threading.Thread(target=_end_report, args=(report, site.stack.database.owner_url))
        ends.start()
        began = time.monotonic()
        site.set_up("scripts/migrate.sh", MIGRATIONS_DIR=folder)
        took = time.monotonic() - began
        ends.join()
        report.execute("select release_note from mobile_money.payments limit 0")
    return f"columns added after {took:.1f} s, behind a report of {REPORT_SECONDS:.0f} s"


def _end_report(report: psycopg.Connection, url: str) -> None:
    """End it so long after the migration has begun to wait for it."""
    with psycopg.connect(url, autocommit=True) as look:
        wait_until(lambda: bool(look.execute(BLOCKED).fetchall()), "the migration to wait for the report", 120)
    time.sleep(REPORT_SECONDS)
    report.rollback()


def load_functions(site: Site) -> str:
    """Apply all functions again, twice."""
    for _ in range(2):
        site.set_up("db/load/load.sh")
    return "all functions applied twice"


def reload_web(site: Site) -> str:
    """Replace all web workers, twice."""
    for _ in range(2):
        site.reload_web()
    return "all web workers replaced twice (SIGHUP)"


def second_instance(site: Site) -> str:
    """Start the new release on another port, move nginx to it, and stop the old one."""
    old, new = site.stack.web, Gunicorn(site.stack.environ, site.stack.folder / "web.log")
    new.start()
    site.stack.web = new
    wait_until(lambda: answers(new.port), "the second web", 120)
    conf = site.front.home / "nginx.conf"
    conf.write_text(conf.read_text().replace(f"127.0.0.1:{old.port}", f"127.0.0.1:{new.port}"))
    os.kill(int((site.front.home / "pid").read_text()), signal.SIGHUP)
    time.sleep(1.0)  # nginx's old processes finish what they have begun
    old.stop()
    return "nginx moved to a second web, the first one stopped (SIGTERM)"


def stop_worker(site: Site) -> str:
    """Stop the worker while the operator is slow to answer, and start another."""
    (site.stack.folder / "slow").touch()
    heard = len(site.stack.heard())
    wait_until(lambda: len(site.stack.heard()) > heard + 3, "the worker to send something")
    status = site.stack.worker.stop()
    (site.stack.folder / "slow").unlink()
    with psycopg.connect(site.stack.database.owner_url) as connection:
        leased = connection.execute("select count(*) from messaging.outbox where state = 'leased'").fetchall()[0][0]
    site.stack.worker.start()
    if status or leased:
        raise SystemExit(f"the worker ended with {status} and left {leased} jobs under a lease")
    return "the worker stopped in the middle (SIGTERM), left no job behind, and was started again"


def sent_twice(site: Site) -> list[str]:
    """What the worker has sent more than once."""
    return [line for line, count in Counter(site.stack.heard()).items() if count > 1]


def change_token(site: Site) -> str:
    """New token beside the old one, move the operator, drop the old one (docs/runbooks/wrong_token.md)."""
    site.set("LIPA_CALLBACK_TOKEN", f"{NEXT_TOKEN},{TOKEN}")
    site.reload_web()
    site.town.token = NEXT_TOKEN
    time.sleep(3.0)  # what was on its way to the old address
    site.set("LIPA_CALLBACK_TOKEN", NEXT_TOKEN)
    site.reload_web()
    return "the callback token changed"


def change_keys(site: Site) -> str:
    """New look-up key and new sealing key (docs/runbooks/key_change.md): messages wait in the spool meanwhile."""
    stack = site.stack
    stack.worker.stop()
    keys = {
        "LIPA_SEAL_KEYS": f"k2:{key(2)},k1:{key(1)}",
        "LIPA_LOOKUP_KEY": base64.b64encode(bytes(range(32))).decode(),
    }
    for name, value in keys.items():
        site.set(name, value)
    with site.as_superuser() as superuser:
        _connect(superuser, stack.database.name, "revoke connect on database {} from {}")
        superuser.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            " and usename like 'lipa\\_%' and usename <> 'lipa_owner'"
        )
        flask = (sys.executable, "-m", "flask", "--app", "app", "keys")
        for command in ("rehash-phones", "reseal"):
            site.set_up(*flask, command, accept=LEFT)  # people whom town.py made without a number
        site.reload_web()
        _connect(superuser, stack.database.name, "grant connect on database {} to {}")
    stack.worker.start()
    wait_until(stack.spool_is_empty, "the spool to empty")
    site.set("LIPA_SEAL_KEYS", keys["LIPA_SEAL_KEYS"].partition(",")[0])
    site.reload_web()
    return "look-up key and sealing key changed; messages waited in the spool"


def _connect(superuser: psycopg.Connection, database: str, statement: str) -> None:
    for actor in ACTORS:
        names = sql.Identifier(database), sql.Identifier(f"lipa_{actor}")
        superuser.execute(sql.SQL(statement).format(*names))


Change = Callable[[Site], str]
CHANGES: dict[str, Change] = {
    "migration": migrate, "functions": load_functions, "web workers": reload_web, "second web": second_instance,
    "worker": stop_worker, "token": change_token, "keys": change_keys,
}  # fmt: skip
# While keys are changed the menu and the pages say that they are away; messages of money are taken.
MAY_BE_AWAY = {"keys": ("ussd", "boarding_list", "owner_page", "sacco_page")}
