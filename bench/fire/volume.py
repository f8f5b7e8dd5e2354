"""The volume form: payers at a high rate and fault after fault under them, with no pause after each.

After each fault what is new and final is checked (bench/fire/settled.py). Every so many faults everybody rests and
everything is compared; at the end once more, from nothing.
"""

import contextlib
import json
import select
import subprocess
import sys
import time
from typing import Any

import psycopg
import requests

from bench.fire import checks, invariants
from bench.fire.faults import Fault
from bench.fire.payers import SHORT_CODE, Given
from bench.fire.people_clients import OwnerClient, StaffClient, StatementClient
from bench.fire.run import Run, Settings
from bench.fire.settled import Settled
from bench.fire.workload import Client, Clients
from bench.fire.world import TOKEN, World
from web.tests.servers import ROOT

PAUSE_SECONDS = (0.5, 2.0)  # between two faults, at the least
EVERY_SECONDS = 9.0  # so often a fault begins, unless faults, looks and rests take longer; then they catch up
LONGEST_FAULT, LONG_ONES = 4.0, 0.1  # most faults end sooner than their kind allows; a share lasts as long as it may
REST_SECONDS, ACKNOWLEDGED_SECONDS = 90.0, 120.0
# Acknowledged payments that wait in the web's spool for the database. Beyond so many nobody pays until half are posted,
# for so long at most.
BACKLOG, BACKLOG_SECONDS = 20_000, 60.0
PACES, PACE = {OwnerClient: 15.0, StaffClient: 15.0, StatementClient: 60.0}, 0.5  # seconds between two requests
AFTER = 15  # their numbers, and so their phones, are not those of a run before this one
# Memory as scripts/cluster.sh gives it; checkpoints often enough that a killed server is back in seconds.
PG_OPTIONS = ("-c shared_buffers=1GB", "-c max_wal_size=2GB", "-c checkpoint_timeout=90s")
LAY = f"select mobile_money.register_till('{SHORT_CODE}', 'KES', 100, 25000000, 'Africa/Nairobi')"
PROOF = "the product's own proof of the ledger"  # takes minutes: at the end


class Payers:
    """The process of bench/fire/payers.py."""

    def __init__(self, world: World, given: Given) -> None:
        self.books = world.folder / "operator"
        (world.folder / "payers.json").write_text(json.dumps(given.__dict__), encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.fire.payers", str(world.folder)], cwd=ROOT, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.books.touch()

    def go_on(self) -> None:
        self._tell("go")

    def wait(self) -> None:
        """Pay nothing new for a while."""
        self._tell("wait")

    def rest(self) -> None:
        """Wait until each payment that was made is acknowledged."""
        self._tell("pause")
        said = self._process.stdout
        if said is None or not select.select([said], [], [], ACKNOWLEDGED_SECONDS)[0]:
            raise TimeoutError(f"payments are not acknowledged within {ACKNOWLEDGED_SECONDS:.0f} s")
        if said.readline().strip() != "rest":
            raise RuntimeError("the payers have ended")

    def end(self) -> dict[str, Any]:
        """Let them go. Returns the answers that were no acknowledgement, by what they were."""
        self._tell("end")
        said = (self._process.stdout.read() if self._process.stdout else "").splitlines()
        self._process.wait(30)
        return dict(json.loads(said[-1])["errors"]) if said else {}

    def _tell(self, word: str) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(f"{word}\n")
                self._process.stdin.flush()


class VolumeRun(Run):
    """A run; `after` another one in the same world, its town and its history go on."""

    def __init__(self, settings: Settings, made: World, kinds: list[type[Fault]], after: Run | None = None) -> None:
        super().__init__(settings, made, kinds)
        self._last_rest, self._began = 0, 0.0
        self._is_set_up = after is not None
        if after is not None:
            self.town = after.town

    def play(self) -> None:
        began = time.monotonic()
        if not self._is_set_up:
            self._set_up()
        self.world.ask(LAY)
        self.payers = Payers(self.world, Given(self.world.web_link.port, TOKEN, self.town.codes, self.settings.seed,
                                               self.settings.rate))  # fmt: skip
        self.settled = Settled(self.world, self.town, self.payers.books)
        self.clients = Clients(self._clients(), self.history)
        self.clients.start()
        self._began = time.monotonic()
        over = self._began + self.settings.minutes * 60
        queue: list[type[Fault]] = []
        try:
            while self._goes_on(over):
                queue = queue or self.chance.sample(self.kinds, len(self.kinds))
                self._harm(queue.pop(), self.clients)
            if not self.report.problems:
                self._compare_all()
        except (OSError, RuntimeError, psycopg.Error, subprocess.SubprocessError, requests.RequestException) as error:
            # What was counted so far is worth more than a trace.
            self.report.problems.append(f"{self.report.last_fault}: {type(error).__name__} {error}")
        finally:
            self.clients.stop()
            self.report.refusals = self.payers.end()
            self.history.close()
        self._sum_up(began)

    def _clients(self) -> list[Client]:
        """Fewer and slower than without the payers: each costs many times what one of them does."""
        found = super()._clients()
        for client in found:
            client.pace = next((pace for kind, pace in PACES.items() if isinstance(client, kind)), PACE)
            client.number += AFTER
        return found

    def _harm(self, kind: type[Fault], clients: Clients) -> None:
        """One fault under load, and a look at what is final; after so many faults all rest."""
        self.payers.go_on()
        clients.go_on()
        due = self._began + self.report.faults.total() * EVERY_SECONDS
        time.sleep(max(self.chance.uniform(*PAUSE_SECONDS), due - time.monotonic()))
        longest = kind.seconds[1] if self.chance.random() < LONG_ONES else max(LONGEST_FAULT, kind.seconds[0])
        began = time.monotonic()
        self._strike(kind, min(self.chance.uniform(*kind.seconds), longest))
        ended = time.monotonic()
        self._look()
        self._let_catch_up()
        took, looked, counts = ended - began, time.monotonic() - ended, self.settled.counts
        self._say(f"{self.report.faults.total():4} {kind.name} {took:.1f} s, looked in {looked:.1f} s;"
                  f" acknowledged {counts['A']}, posted {counts['posted']}")  # fmt: skip
        if self.report.faults.total() - self._last_rest >= self.settings.rest_after:
            self._rest(kind)

    def _look(self) -> None:
        """The product may need a moment after a fault: a database that is still away is looked at once more."""
        for _ in range(20):
            try:
                self.settled.look()
                break
            except psycopg.OperationalError:
                time.sleep(0.5)
        self.report.looks += 1
        self.report.problems += [f"after {self.report.last_fault}: {one}" for one in self.settled.problems]

    def _let_catch_up(self) -> None:
        if self.settled.waiting <= BACKLOG:
            return
        self.payers.wait()
        over = time.monotonic() + BACKLOG_SECONDS
        while self.settled.waiting > BACKLOG // 2 and time.monotonic() < over:
            time.sleep(1)
            self._look()

    def _rest(self, kind: type[Fault]) -> None:
        """People first, under the payers' load; then the payers. Nothing may be on its way then."""
        began = time.monotonic()
        self._last_rest = self.report.faults.total()
        self.report.rests += 1
        self.clients.pause()
        checks.wait_until_drained(self.world, REST_SECONDS)
        self.payers.rest()
        _, remained = checks.wait_until_drained(self.world)
        drained = self._note_drain(kind.name, time.monotonic() - began, remained)
        self._settle(self.settled)
        quick = {name: query for name, query in (invariants.ALWAYS | invariants.AT_REST).items()
                 if name != PROOF}  # fmt: skip
        self.report.findings = checks.compare(self.world, self.town, self.history, quick)
        self._take(kind.name, self.settled)
        self._say(f"     all rested after {drained:.0f} s, compared in {time.monotonic() - began - drained:.0f} s")

    def _note_drain(self, after: str, seconds: float, remained: str) -> float:
        if seconds > self.report.longest_drain:
            self.report.longest_drain, self.report.drain_after = seconds, after
        if remained:
            self.report.problems.append(f"after {after} did not drain: {remained}")
        return seconds

    def _settle(self, settled: Settled) -> None:
        """Read to the end: a job of the worker may hold the horizon for a moment."""
        deadline = time.monotonic() + 30
        settled.look()
        while settled.waiting and time.monotonic() < deadline:
            time.sleep(0.5)
            settled.look()
        settled.check_rest()

    def _take(self, after: str, settled: Settled) -> None:
        """Add what was found among the payers' fares to what was found among the others."""
        found, counts = self.report.findings, settled.counts
        found.acknowledged += counts["A"]
        found.posted += counts["posted"]
        found.unsure += settled.unsure
        found.lost += counts["lost"]
        found.doubled += counts["doubled"]
        found.unbalanced += counts["unbalanced"]
        self.report.problems += [f"after {after}: {one}" for one in found.problems + settled.problems]
        self.report.volume = dict(counts)

    def _compare_all(self) -> None:
        """At the end: all books and the whole ledger from nothing, the product's proof, its seals."""
        began = time.monotonic()
        self.clients.pause()
        self.payers.rest()
        _, remained = checks.wait_until_drained(self.world)
        self._note_drain(self.report.last_fault, time.monotonic() - began, remained)
        with self.world.connect("postgres") as connection:
            connection.execute("vacuum analyze")
        self._say(f"     all rest after {time.monotonic() - began:.0f} s; from nothing …")
        fresh = Settled(self.world, self.town, self.payers.books)
        self._settle(fresh)
        self._say(f"     the ledger and the books agree after {time.monotonic() - began:.0f} s; proofs …")
        self.report.findings = checks.compare(self.world, self.town, self.history)
        self._take("all", fresh)
        self._say(f"     proved after {time.monotonic() - began:.0f} s; seals …")
        broken = self.world.ask("select fault, count(*) from ledger.verify_seals(1, (select max(seal_id)"
                                " from ledger.seals)) group by 1", role="postgres")  # fmt: skip
        self.report.problems += [f"seals: {row}" for row in broken]
        self._say(f"     all compared in {time.monotonic() - began:.0f} s")

    def _sum_up(self, began: float) -> None:
        super()._sum_up(began)
        self.report.longest_wait = self.settled.longest_wait
