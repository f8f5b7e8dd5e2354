"""Negative controls: small breaks of the running system, each of which the checks of fault injection must catch.

A control plays its workload twice, first on the sound system, where nothing may be found, then on the broken one, where
something must be. `make fire-controls` plays all; docs/fire.md says what each breaks and what caught it.
"""

import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from psycopg import Connection
from psycopg.rows import dict_row

from bench.fire import invariants
from bench.fire.world import World
from db.tests.concurrency.interleavings import Race, play_all
from db.tests.concurrency.races import get_ready
from db.tests.concurrency.vehicle import Vehicle, register
from db.tests.database import Database, fresh

MODULES = ("ledger", "payments", "work", "people", "durability")
SCHEDULES = 60  # of a race


@dataclass
class Stage:
    """A database with one vehicle, and the system that a control breaks."""

    database: Database
    owner: Connection
    vehicle: Vehicle
    is_broken: bool = False

    @property
    def part(self) -> str:
        """Goes into receipts: rows of the sound and of the broken system differ."""
        return "BROKEN" if self.is_broken else "SOUND"

    @contextmanager
    def connect(self, _role: str = "postgres") -> Iterator[Connection[dict[str, Any]]]:
        """A superuser's session: bench.fire.invariants asks by it."""
        with psycopg.connect(
            self.database.addresses["LIPA_SUPERUSER_URL"], autocommit=True, row_factory=dict_row
        ) as one:
            yield one

    def change(self, *statements: str) -> None:
        """Change tables and guards as nobody can who is not a superuser in a maintenance window."""
        with self.connect() as superuser:
            superuser.execute("select ddl_guard.open_window('a negative control', 60)")
            for statement in statements:
                superuser.execute(statement.encode())

    def rewrite(self, function: str, *changes: tuple[str, str]) -> None:
        """Put other words in place of some in a function's text; each must be there."""
        with self.connect() as superuser:
            row = superuser.execute("select pg_get_functiondef(%s::regproc) as text", (function,)).fetchone()
        text = str(row and row["text"])
        for find, put in changes:
            if find not in text:
                raise LookupError(f"{function} does not say: {find}")
            text = text.replace(find, put)
        self.change(text)

    def invariants(self) -> list[str]:
        """What does not hold of what must hold at every moment."""
        return invariants.broken(cast(World, self), invariants.ALWAYS)

    def race(self, make: Callable[[Vehicle], Race]) -> list[str]:
        """Play orders of a race until one ends as no order of whole sessions could."""
        race = make(self.vehicle)
        first = 5000 if self.is_broken else 0
        return play_all(self.database.owner_url, race, race.some(SCHEDULES, 2026), enough=1, first=first).faults


@dataclass(frozen=True)
class Control:
    name: str  # as in docs/fire.md
    harm: str  # what is broken, and which guard had to be dropped as well
    make: Callable[[Stage], None]  # breaks it
    play: Callable[[Stage], list[str]]  # the workload; what the checks find
    caught_by: str
    is_fast: bool = True  # needs one database and a second or two
    with_people: bool = False  # two people act for the owner (db/tests/concurrency/races.py)


class Standalone:
    """A control with servers of its own: it plays both and says what each found."""

    is_fast = False

    def __init__(self, name: str, harm: str, caught_by: str, play: Callable[[], tuple[list[str], list[str]]]) -> None:
        self.name, self.harm, self.caught_by, self.play = name, harm, caught_by, play


@dataclass
class Verdict:
    name: str
    sound: list[str]  # must be empty
    broken: list[str]  # must not be
    seconds: float
    skipped: str = ""

    @property
    def is_caught(self) -> bool:
        return bool(self.broken) and not self.sound


def all_controls() -> list[Control | Standalone]:
    """In the order of their modules."""
    found: list[Control | Standalone] = []
    for name in MODULES:
        found += importlib.import_module(f"{__name__}.{name}").CONTROLS
    return found


def play(control: Control | Standalone) -> Verdict:
    """Play one control."""
    began = time.monotonic()
    if isinstance(control, Standalone):
        try:
            sound, broken = control.play()
        except NotImplementedError as error:
            return Verdict(control.name, [], [], time.monotonic() - began, str(error))
        return Verdict(control.name, sound, broken, time.monotonic() - began)
    with fresh("control") as database, psycopg.connect(database.owner_url, autocommit=True) as owner:
        stage = Stage(database, owner, register(owner))
        if control.with_people:
            get_ready(owner)
        sound = control.play(stage)
        control.make(stage)
        stage.is_broken = True
        return Verdict(control.name, sound, control.play(stage), time.monotonic() - began)
