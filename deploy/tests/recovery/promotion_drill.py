"""Kills a primary and removes its disk while fares are paid, promotes the standby by docs/runbooks/promotion.md.

`make promotion-drill` (python -m deploy.tests.recovery.promotion_drill SECONDS SEED). The web has the address of both
servers. Three rounds: with the standby up to date; with a standby that got nothing for a while, so that the last fares
are on the receiver's disk only; and, as a check of the drill itself, with commits that wait for nobody: there fares
must be missing. Prints a line for each round and one with the figures.
"""

import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from deploy.tests.recovery import runbook
from deploy.tests.recovery.fares import verify_seals
from deploy.tests.recovery.pair import Pair, pair
from web.tests import servers
from web.tests.callbacks.conftest import FLEET
from web.tests.conftest import DEMO
from web.tests.outage_run import Sender
from web.tests.servers import ROOT, Postgres

RATE = 60  # confirmations a second, whether the last was answered or not
RTO_GOAL_SECONDS = 300.0
Figures = tuple[int, int, float]  # acknowledged, missing, seconds until writes were accepted


def make_ledger(primary: Postgres) -> None:
    """Migrate a ledger with one vehicle, as set-up does."""
    with psycopg.connect(primary.url(), autocommit=True) as superuser:
        superuser.execute("create role manager login createrole")
        superuser.execute("create database ledger owner manager")
    owner, telco = (f"postgresql://{login}@127.0.0.1:{primary.port}/ledger" for login in ("manager", "lipa_telco:x"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "DATABASE_URL", "PG"))}
    subprocess.run(
        ["scripts/migrate.sh"], cwd=ROOT, env=clean | {"DATABASE_URL": owner, "LIPA_TELCO_URL": telco}, check=True,
        capture_output=True,
    )  # fmt: skip
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("create table public.drill_writes (at timestamptz)")
        connection.execute(FLEET.encode())


@contextlib.contextmanager
def clone(data: Path) -> Iterator[Postgres]:
    """A running server with these data; removed afterwards."""
    made = Postgres()
    try:
        shutil.rmtree(made.home / "data")
        subprocess.run(["cp", "-a", str(data), str(made.home / "data")], check=True)
        made.start()
        yield made
    finally:
        made.remove()


def wait_for_write(made: Pair) -> float:
    """When the address of both servers takes a write again."""
    deadline = time.monotonic() + RTO_GOAL_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(psycopg.Error), psycopg.connect(made.both_urls("manager", "ledger")) as connection:
            connection.execute("insert into public.drill_writes values (clock_timestamp())")
            connection.commit()
            return time.monotonic()
        time.sleep(0.02)
    raise AssertionError("no write is accepted")


def play(data: Path, kind: str, seconds: float, chance: random.Random) -> Figures:
    """One round. Acknowledged means answered 200 before the primary was killed."""
    with clone(data) as primary, pair(primary) as made, tempfile.TemporaryDirectory() as folder:
        if kind == "nobody":
            with psycopg.connect(primary.url(), autocommit=True) as superuser:
                superuser.execute("alter system set synchronous_standby_names = ''")
                superuser.execute("select pg_reload_conf()")
        environ = DEMO | {"LIPA_TELCO_URL": made.both_urls("lipa_telco:x", "ledger"), "LIPA_WEB_WORKERS": "1",
                          "LIPA_SPOOL_DIR": f"{folder}/spool", "LIPA_METRICS_DIR": f"{folder}/metrics"}  # fmt: skip
        with servers.gunicorn(environ) as web:
            sender, over = Sender(web.port, f"P{kind[0].upper()}", RATE), threading.Event()
            sending = threading.Thread(target=sender.run, args=(over,))
            sending.start()
            try:
                pay(sender, chance.uniform(0.5, 1) * seconds / 2)
                if kind != "standby":
                    made.detach_standby()
                if kind == "nobody":
                    made.run("fence", RECEIVER_PID=str(made.receiver))
                pay(sender, chance.uniform(0.5, 1) * seconds / 2)
                killed = time.monotonic()
                made.lose_primary()
                acknowledged = set(sender.acknowledged)
                if kind == "nobody":
                    made.run("promote", made.standby_port)
                else:
                    made.promote()
                accepted = wait_for_write(made)
                time.sleep(2)
            finally:
                over.set()
                sending.join()
        return len(acknowledged), len(acknowledged - posted(made, kind)), accepted - killed


def pay(sender: Sender, seconds: float) -> None:
    """So many seconds of load, and at least fifty fares more than before."""
    wanted, deadline = len(sender.acknowledged) + 50, time.monotonic() + 120
    time.sleep(seconds)
    while len(sender.acknowledged) < wanted:
        assert time.monotonic() < deadline, "no fare is acknowledged"
        time.sleep(0.05)


def posted(made: Pair, kind: str) -> set[str]:
    """The receipts in the new primary; its ledger must be whole."""
    with psycopg.connect(made.standby_url("ledger"), autocommit=True) as connection:
        rows = connection.execute("select receipt, count(*) from audit.fares group by 1").fetchall()
        faults = connection.execute("select coalesce(sum(faults), 0) from audit.ledger_proof").fetchone()
        connection.execute("select ledger.seal(p_most => 100000)")
    assert faults == (0,), f"{kind}: the ledger's proofs name faults"
    assert all(count == 1 for _, count in rows), f"{kind}: a receipt is two fares"
    verify_seals(made.standby_url("ledger").replace("postgres@", "manager@"))
    return {receipt for receipt, _ in rows}


def main(seconds: float, seed: int) -> int:
    """The three rounds; 1 when a fare is lost, the goal is missed, or the check finds nothing."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="lipa-promotion-", dir="/tmp") as folder:
        shutil.chown(folder, runbook.USER)
        with servers.postgres() as primary:
            make_ledger(primary)
            primary.stop("fast")
            data = Path(folder) / "data"
            subprocess.run(["cp", "-a", str(primary.home / "data"), str(data)], check=True)
        figures = {}
        for kind, told in (("standby", "the standby up to date"), ("receiver", "the last fares on the receiver only"),
                           ("nobody", "commits that wait for nobody, as a check")):  # fmt: skip
            figures[kind] = play(data, kind, seconds, chance)
            known, missing, took = figures[kind]
            print(f"{told}: {known} acknowledged, {missing} lost, writes accepted after {took:.1f} s", flush=True)
    lost = figures["standby"][1] + figures["receiver"][1]
    known = figures["standby"][0] + figures["receiver"][0]
    slowest = max(figures["standby"][2], figures["receiver"][2])
    blind = "" if figures["nobody"][1] else "; THE CHECK LOST NOTHING, so this drill proves nothing"
    print(f"seed {seed}: RPO {lost} of {known} acknowledged fares lost (bound 3/{known}),"
          f" RTO {slowest:.1f} s (goal {RTO_GOAL_SECONDS:.0f}; without the person who decides){blind}")  # fmt: skip
    return 1 if lost or slowest > RTO_GOAL_SECONDS or blind else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
