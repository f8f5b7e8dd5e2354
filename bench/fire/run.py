"""The order of a run: load, then fault, heal, drain, compare, over and over; at the end once more at rest."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.fire import checks, faults, hostile, invariants, town, world
from bench.fire.faults import Fault
from bench.fire.history import History
from bench.fire.people_clients import OwnerClient, StaffClient, StatementClient
from bench.fire.workload import OPERATOR, Client, Clients
from bench.fire.world import Plan, World

LOOK_SECONDS = 4.0  # between two looks at what must hold under load


@dataclass(frozen=True)
class Settings:
    minutes: float = 10
    seed: int = 2026
    faults: str = ""  # names or numbers with commas; '' for all that are on by default
    clients: int = 12  # besides those who sign in
    with_people: bool = True
    most_faults: int = 0  # end after so many; 0: when the time is up
    keep: Path | None = None  # a folder for history and logs, which is kept
    say: bool = True
    volume: bool = False  # bench/fire/volume.py
    rate: float = 800  # of the volume form: payments a second at the PayBill, as long as they are acknowledged
    rest_after: int = 40  # of the volume form: faults until everything is compared

    @property
    def command(self) -> str:
        named = f" FAULTS={self.faults}" if self.faults else ""
        return f"make fire{' VOLUME=yes' if self.volume else ''} MINUTES={self.minutes:g} SEED={self.seed}{named}"


@dataclass
class Report:
    settings: Settings
    faults: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    longest_drain: float = 0.0
    drain_after: str = ""
    restarts: int = 0
    looks: int = 0  # at the invariants under load
    operations: dict[str, int] = field(default_factory=dict)
    findings: checks.Findings = field(default_factory=checks.Findings)
    seconds: float = 0.0
    last_fault: str = ""
    volume: dict[str, int] = field(default_factory=dict)  # of the volume form: what its payers and its ledger counted
    refusals: dict[str, int] = field(default_factory=dict)  # what its payers heard that was no acknowledgement
    rests: int = 0  # how often everything was compared under the volume form
    longest_wait: float = 0.0  # seconds from an acknowledgement to its fare, as far as the looks tell

    def __str__(self) -> str:
        found = self.findings
        bound = f"(rate below about {3 / max(1, found.acknowledged):.1e})"
        paid = f"(rate below about {3 / max(1, found.paid_out):.1e})"
        kinds = " ".join(f"{name}={count}" for name, count in sorted(self.faults.items()))
        return (
            f"fire: seed={self.settings.seed} fares_acknowledged={found.acknowledged} lost={found.lost} {bound}"
            f" doubled={found.doubled} {bound} unbalanced={found.unbalanced} {bound} paid_out={found.paid_out}"
            f" paid_twice={found.paid_twice} {paid} unsure={found.unsure} faults={self.faults.total()} [{kinds}]"
            f" restarts={self.restarts} longest_drain={self.longest_drain:.0f}s ({self.drain_after})"
            f" looks={self.looks} seconds={self.seconds:.0f}" + self._of_volume()
        )

    def _of_volume(self) -> str:
        if not self.volume:
            return ""
        count = Counter(self.volume)
        return (
            f" paid={count['S']} of_them_acknowledged={count['A']} posted={count['posted']}"
            f" duplicates_sent={count['D']} sent_again={count['R']} journals={count['journals']}"
            f" longest_wait={self.longest_wait:.0f}s"
        )


class Watch(threading.Thread):
    """Looks at what must hold at every moment, from a snapshot, while the load goes on."""

    def __init__(self, made: World) -> None:
        super().__init__(name="watch", daemon=True)
        self.over, self.looks, self.problems, self._world = threading.Event(), 0, list[str](), made

    def run(self) -> None:
        while not self.over.wait(LOOK_SECONDS):
            try:
                self.problems += [f"under load: {one}" for one in invariants.broken(self._world, invariants.ALWAYS)]
                self.looks += 1
            except psycopg.Error:  # the database is what is harmed
                continue


class Run:
    def __init__(self, settings: Settings, made: World, kinds: list[type[Fault]]) -> None:
        self.settings, self.world, self.kinds = settings, made, kinds
        self.chance = random.Random(settings.seed)
        self.report = Report(settings)
        self.history = History(made.folder / "history.jsonl")

    def play(self) -> None:
        began = time.monotonic()
        self._set_up()
        clients, watch = Clients(self._clients(), self.history), Watch(self.world)
        clients.start()
        watch.start()
        over = time.monotonic() + self.settings.minutes * 60
        queue: list[type[Fault]] = []
        try:
            while self._goes_on(over):
                queue = queue or self.chance.sample(self.kinds, len(self.kinds))
                self._harm(queue.pop(), clients)
        finally:
            watch.over.set()
            clients.stop()
            self.history.close()
        self.report.looks = watch.looks
        self.report.problems += watch.problems
        self._sum_up(began)

    def _sum_up(self, began: float) -> None:
        self.report.restarts = sum(process.starts - 1 for process in self.world.processes)
        self.report.restarts += self.world.restarts_of_database
        self.report.operations = dict(self.history.counts)
        self.report.seconds = time.monotonic() - began

    def _set_up(self) -> None:
        self.town = town.lay(self.world, self.chance, town.OWNERS if self.settings.with_people else 0)
        self.world.start()
        self.world.tell_operator("faults", **OPERATOR)
        self._warm_up()

    def _goes_on(self, over: float) -> bool:
        """Until the time is up, or so many faults were injected; the first problem ends it as well."""
        count, most = self.report.faults.total(), self.settings.most_faults
        return not self.report.problems and (count < most if most else time.monotonic() < over)

    def _harm(self, kind: type[Fault], clients: Clients) -> None:
        """Load, one fault under load, its end; then drain and compare."""
        clients.go_on()
        time.sleep(self.chance.uniform(1.5, 4))
        self._say(f"{kind.name} …")
        self._strike(kind, self.chance.uniform(*kind.seconds))
        healed = time.monotonic()
        time.sleep(1.0)
        clients.pause()
        _, remained = checks.wait_until_drained(self.world)
        seconds = time.monotonic() - healed
        if seconds > self.report.longest_drain:
            self.report.longest_drain, self.report.drain_after = seconds, kind.name
        if remained:
            self.report.problems.append(f"after {kind.name} did not drain: {remained}")
        self.report.findings = checks.compare(self.world, self.town, self.history)
        self.report.problems += [f"after {kind.name}: {one}" for one in self.report.findings.problems]
        self._say(f"   drained after {seconds:.0f} s; {self.report.findings.acknowledged} fares acknowledged")

    def _strike(self, kind: type[Fault], seconds: float) -> None:
        """Harm, wait, heal."""
        fault = kind(self.chance)
        self.report.last_fault = kind.name
        self.history.note("fault", name=kind.name)
        fault.inject(self.world)
        time.sleep(seconds)
        fault.heal(self.world)
        self.history.note("healed", name=kind.name)
        self.report.faults[kind.name] += 1

    def _warm_up(self) -> None:
        """Some fares, so that owners have money and passengers' points are covered."""
        if not self.settings.with_people:
            return
        first = Client(99, self.world, self.town, self.history)
        for code in self.town.codes * 2:
            first.pay(code)
        checks.wait_until_drained(self.world, 30)
        town.fund_points(self.world)

    def _clients(self) -> list[Client]:
        given = (self.world, self.town, self.history)
        found: list[Client] = [Client(number, *given) for number in range(10, 10 + self.settings.clients)]
        if self.settings.with_people:
            found += [OwnerClient(60 + owner, *given, owner=owner) for owner in range(1, town.OWNERS + 1)]
            found += [StaffClient(70, *given), StatementClient(71, *given)]
        return found

    def _say(self, what: str) -> None:
        if self.settings.say:
            print(f"{time.strftime('%T')}  {what}", flush=True)


def play(settings: Settings, plan: Plan | None = None) -> Report:
    """A whole run. A plan of one's own lays the world out otherwise; its folder is the caller's."""
    with world.new_folder(settings.keep) as folder:
        plan = plan or Plan(settings.seed, folder)
        kind_of_run = Run
        if settings.volume:
            from bench.fire import volume  # noqa: PLC0415 (it extends this module)

            kind_of_run = volume.VolumeRun
            plan.pg_options += volume.PG_OPTIONS
        kinds, skipped = [], {}
        for kind in faults.choose(settings.faults):
            why = kind.is_possible()
            if why:
                skipped[kind.name] = why
            else:
                kind.prepare(plan)
                kinds.append(kind)
        with world.make(plan) as made:
            run = kind_of_run(settings, made, kinds)
            run.report.skipped = skipped
            run.play()
            if not run.report.problems:
                run.report.problems += hostile.cash_out_forged(made, run.town.codes[-1])
            return run.report
