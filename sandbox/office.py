"""What every part of the operator works with: its settings, its memory, today's conduct, the books and the courier."""

from __future__ import annotations

from dataclasses import dataclass

from .books import Books
from .conduct import Conducts
from .courier import Courier
from .settings import Settings
from .store import Store
from .trace import Trace


@dataclass(frozen=True)
class Office:
    settings: Settings
    store: Store
    conducts: Conducts
    trace: Trace
    books: Books
    courier: Courier

    @classmethod
    def open(cls, settings: Settings, store: Store) -> Office:
        conducts, trace, books = Conducts(store, settings.seed), Trace(store), Books(store)
        return cls(settings, store, conducts, trace, books, Courier(store, books, trace, conducts))
