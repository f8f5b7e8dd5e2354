"""Plays the steps of several sessions in every order, on real connections.

A schedule names, turn by turn, the session whose next step is played. A session that waits for a lock keeps its turns
until it has the lock; the others go on. So every schedule ends, and the same schedule always plays the same way.
"""

import random
import select
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from math import factorial, prod
from typing import Any

import psycopg
from psycopg import ClientCursor, Connection, pq

LONGEST = 20.0  # seconds in which a step is done or waits for a lock
ASK_AFTER = 0.004  # seconds after which the server is asked whether a step waits


@dataclass(frozen=True, slots=True)
class Step:
    """One statement. The first value of its first row is kept under this name, if it has one."""

    sql: str
    keep: str = ""


@dataclass(slots=True)
class Session:
    """What one connection does, and what came of it."""

    name: str
    connection: Connection
    steps: Sequence[Step]
    values: dict[str, Any]
    done: int = 0
    is_busy: bool = False
    waited: bool = False
    error: str | None = None  # the SQLSTATE that ended it

    @property
    def is_over(self) -> bool:
        return self.error is not None or self.done == len(self.steps)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a schedule ended with: the kept values and errors of each session, by its name."""

    schedule: str
    values: Mapping[str, dict[str, Any]]
    errors: Mapping[str, str | None]
    waits: int  # sessions that waited for a lock


@dataclass(frozen=True, slots=True)
class Race:
    """Steps of each session by its name, of one letter; sessions that are alike are played in one order only."""

    name: str
    sessions: Mapping[str, Sequence[Step]]
    prepare: Callable[[Connection, int], dict[str, Any]]  # makes fresh rows; the values that the steps name
    find_fault: Callable[[Connection, dict[str, Any], Outcome], str | None]  # what is wrong with the end, or None
    alike: str = ""  # names of sessions with the same steps, in their order
    waits: bool = True  # whether some session must wait for another one; nobody waits for what is skipped when locked

    def schedules(self) -> Iterator[str]:
        """Every order of the steps, but those that only swap sessions that are alike."""
        return orders({name: len(steps) for name, steps in self.sessions.items()}, self.alike)

    def some(self, most: int, seed: int) -> list[str]:
        """All of them, or so many that a seed chooses."""
        every = list(self.schedules())
        return every if len(every) <= most else random.Random(seed).sample(every, most)

    def count(self) -> int:
        """How many there are, by arithmetic."""
        lengths = [len(steps) for steps in self.sessions.values()]
        return factorial(sum(lengths)) // prod(map(factorial, lengths)) // factorial(max(1, len(self.alike)))


def orders(left: Mapping[str, int], alike: str = "", before: str = "") -> Iterator[str]:
    """Every order in which so many turns of each session can come."""
    if not any(left.values()):
        yield before
        return
    for name, turns in left.items():
        place = alike.find(name)
        if turns and (name in before or place <= 0 or alike[place - 1] in before):
            yield from orders({**left, name: turns - 1}, alike, before + name)


@dataclass(slots=True)
class Played:
    """What a race ended with."""

    schedules: int = 0
    waits: int = 0  # how often a session waited for a lock of another one
    faults: list[str] = field(default_factory=list)


def play_all(
    url: str, race: Race, schedules: Iterable[str] | None = None, enough: int = 1_000_000, first: int = 0
) -> Played:
    """Play these schedules of a race, or all, on connections of this address, until there are enough faults.

    The rows of a schedule are made with its number, from the first on: a database plays each number of a race once.
    """
    played = Played()
    with ExitStack() as stack:
        owner, *others = [stack.enter_context(psycopg.connect(url, autocommit=True))
                          for _ in range(1 + len(race.sessions))]
        connections = dict(zip(race.sessions, others, strict=True))
        for schedule in race.schedules() if schedules is None else schedules:
            with owner.transaction():
                values = race.prepare(owner, first + played.schedules)
            sessions = {name: Session(name, connections[name], steps, values | {"me": name})
                        for name, steps in race.sessions.items()}
            outcome = play(owner, sessions, schedule)
            played.schedules += 1
            played.waits += outcome.waits
            deadlock = "40P01" in outcome.errors.values()
            fault = "deadlock" if deadlock else race.find_fault(owner, values, outcome)
            if fault:
                played.faults.append(f"{race.name}, {schedule}: {fault}")
            if len(played.faults) >= enough:
                break
    return played


def play(owner: Connection, sessions: dict[str, Session], schedule: str) -> Outcome:
    """Play one schedule to its end; each session ends outside a transaction."""
    turns = list(schedule)
    while turns:
        place = next((n for n, name in enumerate(turns) if not sessions[name].is_busy), None)
        if place is None:  # all wait: the server ends one of them, if it is a deadlock
            _settle(owner, sessions, until_one_is_free=True)
            continue
        session = sessions[turns.pop(place)]
        if not session.is_over:
            _send(session)
            _settle(owner, sessions)
    while any(session.is_busy for session in sessions.values()):
        _settle(owner, sessions, until_one_is_free=True)
    for session in sessions.values():
        if session.connection.info.transaction_status != pq.TransactionStatus.IDLE:
            session.connection.execute("rollback")
    return Outcome(schedule, {s.name: s.values for s in sessions.values()},
                   {s.name: s.error for s in sessions.values()}, sum(s.waited for s in sessions.values()))  # fmt: skip


def _send(session: Session) -> None:
    step = session.steps[session.done]
    text = ClientCursor(session.connection).mogrify(step.sql.encode(), session.values)
    session.connection.pgconn.send_query(text.encode())
    session.is_busy = True


def _settle(owner: Connection, sessions: dict[str, Session], *, until_one_is_free: bool = False) -> None:
    """Wait until each step that was sent is done or waits for a lock of another session."""
    until = time.monotonic() + LONGEST
    while True:
        busy = [session for session in sessions.values() if session.is_busy]
        if not busy:
            return
        select.select([session.connection.pgconn.socket for session in busy], [], [], ASK_AFTER)
        freed = [session for session in busy if _take_answer(session)]
        if freed:
            if until_one_is_free:
                until_one_is_free = False
            continue  # what waited for it may go on now
        pids = [session.connection.info.backend_pid for session in busy]
        blocked = owner.execute(
            "select bool_and(cardinality(pg_blocking_pids(pid)) > 0) from unnest(%s::int[]) pid", (pids,)
        ).fetchone()
        if blocked == (True,) and not until_one_is_free:
            for session in busy:
                session.waited = True
            return
        if time.monotonic() > until:
            raise TimeoutError(f"neither done nor blocked: {[session.name for session in busy]}")


def _take_answer(session: Session) -> bool:
    """Read what the server sent; whether the step is done."""
    wire = session.connection.pgconn
    wire.consume_input()
    if wire.is_busy():
        return False
    step = session.steps[session.done]
    while (result := wire.get_result()) is not None:
        if result.status == pq.ExecStatus.FATAL_ERROR:
            session.error = (result.error_field(pq.DiagnosticField.SQLSTATE) or b"?????").decode()
        elif step.keep and result.status == pq.ExecStatus.TUPLES_OK:
            found = result.get_value(0, 0) if result.ntuples else None
            session.values[step.keep] = None if found is None else found.decode()
    session.is_busy = False
    session.done += 1
    return True
