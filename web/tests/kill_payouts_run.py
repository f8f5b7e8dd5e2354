"""Payouts under kills: web and worker end at named points while the simulated operator has faults of every kind.

`make kill-payouts` (or python -m web.tests.kill_payouts_run KILLS SEED) runs it at length and prints what it measured.
test_kill_payouts.py is the short form. At the end the operator's books and ours must agree to the cent, nothing is
paid twice or lost, and nothing waits but what the operator can't be asked about.
"""

import contextlib
import multiprocessing
import random
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from db.tests.database import Database, fresh
from db.tests.money_out import fund, open_payout
from sandbox.app import create_app, create_server
from sandbox.credential import Credential
from sandbox.settings import Settings
from sandbox.simulated_operator import Operator
from sandbox.store import Store
from web import security
from web.core import config
from web.security import sealing
from web.tests import payout_lives
from web.tests.callbacks.conftest import FLEET
from web.tests.conftest import DEMO, TOKEN
from web.tests.payout_figures import Figures, Life
from web.tests.payout_lives import WEB, WHEN, WORKER

PHONE, BANK = "254199000101", "247247"
LONGEST_LIFE = 1.5  # a process that is up and does not come to its crash point is killed then
ENDING_SECONDS = 30.0  # within which the database has ended what a killed process had asked for
STILL_SECONDS = 30.0  # what does not move for so long is stuck
FAULTS = {"payout_fault": "mixed", "payout_fault_share": 0.4, "payout_seconds": 0, "late_seconds": 1}
OPEN = ("requested", "approved", "queued", "sent", "unknown")
UNPASSED = """
select state, count(*) as count from payouts.payouts p where state in ('approved', 'queued', 'sent', 'unknown')
   and not (state = 'unknown' and not p.payout_ref = any (%s)) group by 1 order by 1
"""


class Run:
    """A database, an operator with faults, and the two processes that are killed."""

    def __init__(self, database: Database, operator: Operator, environ: dict[str, str], seed: int) -> None:
        self.figures = Figures()
        self._operator, self._environ = operator, environ
        self._chance = random.Random(seed)
        self._owner = psycopg.connect(database.owner_url, autocommit=True, row_factory=dict_row)
        self._listener = socket.create_server(("127.0.0.1", int(environ["PORT"])), backlog=64)
        self._log = str(Path(environ["LIPA_SPOOL_DIR"]).parent / "log")
        self._lives: dict[str, Life] = {}
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["web.tests.payout_lives"])
        self._sealed = {kind: "\\x" + sealing.seal(kind, text.encode()).hex()
                        for kind, text in (("phone", PHONE), ("account", "0100123456"))}  # fmt: skip
        (self._checker,) = self._ask("insert into accounts.users (phone_hash, phone_sealed, phone_last3)"
                                     " values (sha256('checker'), '\\x01', '222') returning user_id as id")  # fmt: skip

    def run(self, kills: int) -> Figures:
        """Kill so often, let the rest end, and compare."""
        began = time.monotonic()
        for role in ("web", "worker"):
            self._start(role, self._choose_point(role))
        while self.figures.kills < kills:
            for role in ("web", "worker"):
                if self._lives[role].is_over():
                    self._replace(role)
            time.sleep(0.005)
        for role in ("web", "worker"):
            self._end(role)
            self._start(role)
        self._settle()
        self._compare()
        self.figures.seconds = time.monotonic() - began
        return self.figures

    def close(self) -> None:
        for role in self._lives:
            self._end(role)
        self._listener.close()
        self._owner.close()

    def _ask(self, question: str, *values: object) -> list[dict[str, Any]]:
        return self._owner.execute(question.encode(), values).fetchall()

    def _do(self, statement: str) -> None:
        self._owner.execute(statement.encode())

    def _open_some(self) -> None:
        """Withdrawals as people ask for them: some need a second person, who agrees or not, some are taken back."""
        for _ in range(self._chance.randint(1, 3)):
            channel = self._chance.choice(("phone", "phone", "paybill", "till"))
            to: dict[str, Any] = {"channel": channel, "phone_sealed": self._sealed["phone"], "tail": "101"}
            if channel != "phone":
                to |= {"short_code": BANK, "account_sealed": self._sealed["account"] if channel == "paybill" else None}
            needs = self._chance.random() < 0.2
            cents = self._chance.randint(10, 3000) * 100
            ref = open_payout(self._owner, cents, needs_approval=needs, **to)
            if not needs:
                continue
            (row,) = self._ask("select payout_id, requested_by from payouts.payouts where payout_ref = %s", ref)
            what = self._chance.choice(("approved", "approved", "declined", "cancel", "expire"))
            if what == "cancel":
                self._ask("select payouts.cancel(%s, %s)", row["requested_by"], row["payout_id"])
            elif what == "expire":
                self._ask("select payouts.give_back(%s, 'expired', 'not approved in time', null)", row["payout_id"])
            else:
                self._ask("select payouts.decide(%s, %s, %s, 'a reason of more than a word')",
                          self._checker["id"], row["payout_id"], what)  # fmt: skip

    def _choose_point(self, role: str) -> str:
        what = self._chance.choice(WEB if role == "web" else WORKER)
        return f"{self._chance.choice(WHEN)} {what}:{self._chance.randint(1, 3)}"

    def _start(self, role: str, crash_at: str = "") -> None:
        target = payout_lives.run_web if role == "web" else payout_lives.run_worker
        is_up = self._context.Event()
        arguments: tuple[Any, ...] = (self._environ | {"LIPA_CRASH_AT": crash_at}, self._log, is_up)
        if role == "web":
            arguments += (self._listener,)
        process = self._context.Process(target=target, args=arguments)
        process.start()
        self._lives[role] = Life(process, is_up, crash_at, self._chance.uniform(0.2, LONGEST_LIFE))

    def _replace(self, role: str) -> None:
        self._end(role)
        self.figures.kills += 1
        life = self._lives[role]
        if life.process.exitcode == payout_lives.CRASHED:
            self.figures.crashes += 1
            self.figures.points.add(life.crash_at.partition(":")[0])
        self._open_some()
        self._start(role, self._choose_point(role))
        self._pass_time()

    def _end(self, role: str) -> None:
        process = self._lives[role].process
        process.kill()
        process.join()
        if role == "worker":
            # A claim that the database is still committing is the dead worker's too.
            self._await_sessions("lipa_worker")
            # What a dead worker holds is free when its lease has run out: now. Its scheduled job is due again then.
            self._do("update messaging.outbox set lease_until = now() - interval '1 second' where state = 'leased'")
            self._do("update mobile_money.access_tokens set lease_until = null")
            self._do("update jobs.schedule set lease_until = null, started_at = null where lease_until is not null")

    def _await_sessions(self, login: str) -> None:
        """Wait until the database has ended the sessions of a process that was killed."""
        deadline = time.monotonic() + ENDING_SECONDS
        while self._ask("select from pg_stat_activity where datname = current_database() and usename = %s", login):
            if time.monotonic() > deadline:
                raise TimeoutError(f"sessions of {login} outlive their process")
            time.sleep(0.01)

    def _pass_time(self) -> None:
        """What waits for its time is due now."""
        self._do("update payouts.payouts set query_after = now() where query_after > now()")
        self._do("update messaging.outbox set next_attempt_at = now() where state = 'ready' and topic = 'payout'")
        self._do("update payouts.float_balances set asked_at = null, told_at = told_at - interval '10 minutes'")

    def _settle(self) -> None:
        """Without kills and faults, everything that can be known is known soon: stuck is what no longer moves."""
        self._operator.fault_profiles.change({"payout_fault": ""})
        before: list[dict[str, Any]] = []
        moved_at = time.monotonic()
        while True:
            self._pass_time()
            time.sleep(0.5)
            if not all(life.process.is_alive() for life in self._lives.values()):
                raise RuntimeError("a process ended by itself: " + Path(self._log).read_text()[-1500:])
            rows = self._ask(UNPASSED, list(self._askable()))
            if rows != before:
                before, moved_at = rows, time.monotonic()
            if not rows or time.monotonic() > moved_at + STILL_SECONDS:
                self.figures.stuck = sum(row["count"] for row in rows)
                return

    def _books(self) -> dict[str, list[Any]]:
        """What the operator took, by our reference."""
        found: dict[str, list[Any]] = {}
        for row in self._operator.payouts.all():
            found.setdefault(row["result_url"].split("/")[-2], []).append(row)
        return found

    def _askable(self) -> set[str]:
        """References of what the operator took and can be asked about."""
        rows = self._ask("select payout_ref from payouts.payouts where channel = 'phone' or originator_id is not null")
        return {row["payout_ref"] for row in rows} & self._books().keys()

    def _compare(self) -> None:
        figures, books = self.figures, self._books()
        ours = {row["payout_ref"]: row for row in self._ask("select * from payouts.payouts")}
        for row in ours.values():
            figures.states[row["state"]] = figures.states.get(row["state"], 0) + 1
        figures.twice = sum(len(rows) > 1 for rows in books.values())
        figures.lost = len(books.keys() - ours.keys())
        for ref, row in ours.items():
            at_operator = books.get(ref, [None])[0]
            completed = at_operator is not None and at_operator["state"] == "completed"
            if completed:
                figures.books_cents += at_operator["amount_cents"]
            if row["state"] == "paid":
                figures.paid_cents += row["amount_cents"]
                same = completed and (at_operator["receipt"], at_operator["amount_cents"]) == (
                    row["receipt"], row["amount_cents"])  # fmt: skip
                figures.differs += not same
            elif row["state"] == "unknown":
                figures.unasked_cents += row["amount_cents"] if completed else 0
                figures.stuck += row["query_after"] is None
            else:
                figures.differs += completed
        (row,) = self._ask("""
            select (select coalesce(sum(balance_cents), 0)::bigint from audit.wallet_balances
                     where kind = 'clearing') as clearing,
                   (select coalesce(sum(amount_cents + fee_cents), 0)::bigint from audit.payouts
                     where state = any (%s)) as open,
                   (select coalesce(sum(faults), 0)::bigint from audit.ledger_proof)
                     + (select count(*) from audit.trial_balance where difference_cents <> 0) as faults,
                   (select count(*) from mobile_money.mpesa_callbacks where outcome = 'conflict') as conflicts""",
                           list(OPEN))  # fmt: skip
        figures.clearing_cents, figures.open_cents = row["clearing"], row["open"]
        figures.faults, figures.conflicts = row["faults"], row["conflicts"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextlib.contextmanager
def prepare(seed: int) -> Iterator[Run]:
    """A fresh database with an owner's money, an operator on loopback, and settings for our processes."""
    key, port = Credential(), free_port()
    with fresh("kill_payouts") as database, tempfile.TemporaryDirectory() as folder:
        shared = {
            "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": "Kx7!mQ2vTz",
            "LIPA_DARAJA_KEY": "key", "LIPA_DARAJA_SECRET": "secret", "LIPA_SHORTCODE": "400222",
            "LIPA_CALLBACK_TOKEN": TOKEN,
        }  # fmt: skip
        own = shared | {"LIPA_SANDBOX_KEY": key.key_pem, "LIPA_URL": f"http://127.0.0.1:{port}",
                        "LIPA_SANDBOX_SEED": str(seed)}  # fmt: skip
        app = create_app(Settings.from_env(own), Store(":memory:"))
        operator: Operator = app.extensions["operator"]
        operator.fault_profiles.change(FAULTS)
        for account in ("utility", "working"):
            operator.books.move(account, 10**12)
        operator.start()
        server = create_server(app, "127.0.0.1", 0)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        environ = DEMO | shared | {
            "LIPA_DARAJA_URL": f"http://127.0.0.1:{server.server_port}", "LIPA_DARAJA_CERT": key.certificate_pem,
            "LIPA_PUBLIC_URL": f"http://127.0.0.1:{port}", "LIPA_PASSKEY": "passkey", "PORT": str(port),
            "LIPA_TELCO_URL": database.url("telco"), "LIPA_WORKER_URL": database.url("worker"),
            "LIPA_SPOOL_DIR": f"{folder}/spool",
        }  # fmt: skip
        security.configure(config.load(environ))
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute(FLEET.encode())
            fund(owner, 10**11)
            owner.execute("update jobs.schedule set next_run_at = 'infinity'")
            owner.execute("update jobs.schedule set every = '100 milliseconds', next_run_at = now()"
                          " where job = any (%s)", (list(payout_lives.JOBS),))  # fmt: skip
        run = Run(database, operator, environ, seed)
        try:
            yield run
        finally:
            run.close()
            server.shutdown()
            operator.stop()


def main(kills: int, seed: int) -> None:
    with prepare(seed) as run:
        figures = run.run(kills)
    print(f"kill-payouts: seed={seed} {figures}")
    if figures.problems():
        raise SystemExit("kill-payouts: " + "; ".join(figures.problems()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
