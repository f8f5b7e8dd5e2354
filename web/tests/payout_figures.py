"""What a run of kill_payouts_run.py measures, and the lives of the processes that it kills."""

import time
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event

STARTING_SECONDS = 60.0  # within which a process is up, also on a busy machine


@dataclass
class Figures:
    """What the run measured."""

    kills: int = 0
    crashes: int = 0  # of the kills: at a named point
    points: set[str] = field(default_factory=set)
    states: dict[str, int] = field(default_factory=dict)
    paid_cents: int = 0
    books_cents: int = 0  # completed at the operator
    unasked_cents: int = 0  # of them: unknown to us, sent to a business without an answer that names the request
    twice: int = 0
    lost: int = 0
    differs: int = 0
    clearing_cents: int = 0
    open_cents: int = 0
    faults: int = 0  # broken invariants of the ledger
    stuck: int = 0
    conflicts: int = 0
    seconds: float = 0.0

    def problems(self) -> list[str]:
        """What must not be."""
        must_be_0 = ("twice", "lost", "differs", "faults", "stuck", "conflicts")
        found = [f"{name}: {getattr(self, name)}" for name in must_be_0 if getattr(self, name)]
        if self.clearing_cents != self.open_cents:
            found.append(f"clearing holds {self.clearing_cents}, open payouts {self.open_cents}")
        if self.books_cents != self.paid_cents + self.unasked_cents:
            found.append(f"the operator paid {self.books_cents}, we say {self.paid_cents} + {self.unasked_cents}")
        return found

    def __str__(self) -> str:
        states = " ".join(f"{state}={count}" for state, count in sorted(self.states.items()))
        names = ("kills", "crashes", "paid_cents", "books_cents", "unasked_cents", "twice", "lost", "differs",
                 "clearing_cents", "open_cents", "faults", "stuck", "conflicts")  # fmt: skip
        figures = " ".join(f"{name}={getattr(self, name)}" for name in names)
        return f"points={len(self.points)} {figures} {states} seconds={self.seconds:.0f}"


@dataclass
class Life:
    """A process, the point at which it ends itself, and how long it lives otherwise once it is up."""

    process: BaseProcess
    is_up: Event
    crash_at: str
    seconds: float
    started_at: float = field(default_factory=time.monotonic)
    up_at: float | None = None

    def is_over(self) -> bool:
        """Whether it came to its crash point, or did not in time. Starting takes its own time."""
        if not self.process.is_alive():
            return True
        now = time.monotonic()
        if self.up_at is None and self.is_up.is_set():
            self.up_at = now
        return now > (self.started_at + STARTING_SECONDS if self.up_at is None else self.up_at + self.seconds)
