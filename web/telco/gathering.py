"""Confirmations that arrive together are settled together: one call, one transaction, one commit.

A fare settled alone costs the database several times what it costs in company (docs/decisions/0034).
So the first to come goes at once, alone if it is alone; whoever comes while a call is under way waits,
and the next call takes everybody who waits. After a large company the next one has a moment's patience,
because those who were just answered are about to come again. Where they come one by one nobody waits.

A call that is refused harms nobody else: each of its messages then goes by itself.
"""

import threading
import time
from collections.abc import Mapping
from typing import Any

from web import db
from web.columns import column

MOST = 64
# One call at a time makes the best company. When it is stuck (a lock, the disk), the next to come opens another lane.
LANES = 4
STUCK_SECONDS = 0.05
PATIENCE_SECONDS = 0.003

Arguments = dict[str, Any]


class _Ticket:
    """One message on its way; its thread waits for the bell."""

    def __init__(self, arguments: Arguments, deadline: float) -> None:
        self.arguments = arguments
        self.deadline = deadline
        self.bell = threading.Lock()
        self.bell.acquire()
        self.leads = False
        self.outcome: str | None = None
        self.error: db.Raised | db.Away | None = None


class Gathering:
    """Calls of a function for one message, gathered into calls of its plural for many."""

    def __init__(self, one: str, many: str, key: str, plurals: Mapping[str, str]) -> None:
        self._one = one
        self._many = many
        self._key = key  # what no call may hold twice: that a message repeats another, only a later call can tell
        self._plurals = plurals
        self._lock = threading.Lock()
        self._waiting: list[_Ticket] = []
        self._lanes = 0
        self._newest_call = 0.0
        self._expected = 1  # the size of the next company, by the last ones
        self._patient: _Ticket | None = None

    def settle(self, within: float, arguments: Arguments) -> str:
        """What became of this message. Raises what the function for one raises."""
        ticket = _Ticket(arguments, time.monotonic() + within)
        with self._lock:
            if self._lanes == 0 or (self._lanes < LANES and self._is_stuck()):
                self._lanes += 1
                self._newest_call = time.monotonic()
                ticket.leads = True
            else:
                self._waiting.append(ticket)
                if self._patient is not None and self._is_company_whole():
                    self._patient.bell.release()
                    self._patient = None
        if ticket.leads or self._is_to_lead(ticket):
            self._be_patient(ticket)
            self._lead(ticket)
        if ticket.error is not None:
            raise ticket.error
        return ticket.outcome or self._alone(ticket)

    def _is_to_lead(self, ticket: _Ticket) -> bool:
        """Wait until the message is settled (False), or until this thread is to settle it (True)."""
        if not ticket.bell.acquire(timeout=max(0.0, ticket.deadline - time.monotonic())):
            with self._lock:
                if not ticket.leads:  # else it was given a lane this very moment, and must pass it on
                    if ticket in self._waiting:
                        self._waiting.remove(ticket)
                    raise db.TooSlow(self._many)
        return ticket.leads

    def _be_patient(self, leader: _Ticket) -> None:
        with self._lock:
            if self._patient is not None or self._is_company_whole():
                return
            self._patient = leader
        leader.bell.acquire(timeout=PATIENCE_SECONDS)
        with self._lock:
            if self._patient is leader:
                self._patient = None

    def _is_company_whole(self) -> bool:
        return len(self._waiting) + 1 >= self._expected

    def _lead(self, leader: _Ticket) -> None:
        """Settle this message and all that wait, then hand the lane to the next who waits, or close it."""
        with self._lock:
            company = self._company_of(leader)
        try:
            self._settle_all(company)
        finally:
            with self._lock:
                if self._waiting and (self._lanes == 1 or self._is_stuck()):
                    successor = self._waiting.pop(0)
                    self._newest_call = time.monotonic()
                    successor.leads = True
                    successor.bell.release()
                else:
                    self._lanes -= 1
            for ticket in company[1:]:
                ticket.bell.release()

    def _is_stuck(self) -> bool:
        return time.monotonic() - self._newest_call > STUCK_SECONDS

    def _company_of(self, leader: _Ticket) -> list[_Ticket]:
        company = {leader.arguments[self._key]: leader}
        left = []
        for ticket in self._waiting:
            if len(company) == MOST or company.setdefault(ticket.arguments[self._key], ticket) is not ticket:
                left.append(ticket)
        self._waiting = left
        self._expected = max(len(company), self._expected - 1)
        return list(company.values())

    def _settle_all(self, company: list[_Ticket]) -> None:
        try:
            if len(company) == 1:
                company[0].outcome = self._alone(company[0])
            else:
                self._together(company)
        except db.Raised as error:
            if len(company) == 1:
                company[0].error = error  # else one of them is bad, and each goes by itself
        except db.Away as error:
            for ticket in company:
                ticket.error = error

    def _together(self, company: list[_Ticket]) -> None:
        told = {
            plural: column([ticket.arguments[name] for ticket in company]) for name, plural in self._plurals.items()
        }
        rows = db.call(self._many, within=company[0].deadline - time.monotonic(), **told)
        outcomes = {row[self._key.removeprefix("p_")]: row["outcome"] for row in rows}
        for ticket in company:
            ticket.outcome = outcomes.get(ticket.arguments[self._key])

    def _alone(self, ticket: _Ticket) -> str:
        outcome: str = db.row(self._one, within=ticket.deadline - time.monotonic(), **ticket.arguments)["outcome"]
        return outcome
