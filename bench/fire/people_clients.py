"""Clients with a sign-in: owners take money out, a treasurer approves, staff give fares back."""

import re
from typing import Any

from bench.fire.history import FAIL, INFO, OK
from bench.fire.workload import Client
from sandbox.clock import nairobi_time
from sandbox.traffic.browser import Form, Person
from sandbox.traffic.money_out import approve
from sandbox.traffic.passengers import Passengers
from sandbox.traffic.withdrawals import Owner

PAGES = ("/owner/", "/owner/withdraw", "/owner/payouts")
ALONE = 600  # shillings, as payout_alone_cents of town.sql: above it the treasurer has to approve


class QuickOwner(Owner):
    """One whose codes may follow each other at once (codes_a_minute of town.sql)."""

    def wait_to_ask(self) -> None:
        """Not a minute, as a patient person."""


class OwnerClient(Client):
    """Takes money out with the code of an SMS, reads pages; the treasurer approves what is much."""

    def __init__(self, number: int, *args: Any, owner: int) -> None:
        super().__init__(number, *args)
        self.name_of_owner = f"owner{owner}"
        self.pace = 4.0
        self._sign_in()

    def _sign_in(self) -> None:
        people, urls = self.town.people, (self.world.lipa_url, self.world.sandbox_url)
        self._owner = QuickOwner(*urls, people[self.name_of_owner])
        self._treasurer = Person(*urls, people["treasurer"])

    def run(self) -> None:
        self.over.wait(self.chance.uniform(2, 6))  # until there is something to take out
        while self.goes_on():
            (self.withdraw if self.chance.random() < 0.6 else self.read)()
            self.over.wait(self.chance.expovariate(1 / self.pace))

    def read(self) -> None:
        with self.operation("page") as told:
            told["what"] = OK if self._owner.open(self.chance.choice(PAGES)) else FAIL

    def withdraw(self) -> None:
        shillings = self.chance.choice((20, 50, 100, 200, self.chance.randint(10, 500), ALONE + 50))
        with self.operation("withdraw", owner=self.name_of_owner, cents=shillings * 100) as told:
            ref = self._owner.withdraw(shillings)
            told["what"], told["ref"] = (OK, ref) if ref else (FAIL, "")
        if told.get("ref") and shillings > ALONE:
            with self.operation("approve", ref=told["ref"]) as decided:
                decided["what"] = OK if approve(self._treasurer, told["ref"]) else FAIL
        elif told.get("error"):
            self._sign_in()


class StaffClient(Client):
    """Passengers dispute fares by SMS; staff give them back by phone or as credit."""

    def __init__(self, number: int, *args: Any) -> None:
        super().__init__(number, *args)
        self.pace = 5.0
        self._staff = Person(self.world.lipa_url, self.world.sandbox_url, self.town.people["ops"])

    def run(self) -> None:
        self.over.wait(3)
        while self.goes_on():
            self.refund()
            self.over.wait(self.chance.expovariate(1 / self.pace))

    def refund(self) -> None:
        """Ride, dispute, and have it given back."""
        with self.operation("refund") as told:
            receipt = self._board()
            if not receipt:
                told["what"] = FAIL
                return
            told["receipt"] = receipt
            row = rf'"(/ops/disputes/[0-9]+)">[^\n]*{receipt}'
            found: list[str] = []
            for _ in range(10):
                found = re.findall(row, self._staff.open("/ops/disputes"))
                if found or self.over.wait(0.5):
                    break
            csrf = [field for field in Form(self._staff.get(found[0]), "").fields if field[0] == "csrf"]
            method = self.chance.choice(("phone", "credit"))
            fields = [("decision", "refund"), ("amount", "60"), ("method", method), ("reason", "gari liliharibika")]
            told["what"] = OK if "done=refunded" in self._staff.post(found[0], [*csrf, *fields]).url else INFO

    def _board(self) -> str:
        """Pay by the menu and dispute by SMS; the receipt, '' when something did not work."""
        phone, code = self.new_phone(), self.town.codes[-1]
        passengers = Passengers(self.world.sandbox_url, "*384*46#")
        receipt = ""
        with self.operation("ride", payer=phone, code=code, cents=6000) as told:
            receipt = passengers.board(phone, code, 60)
            told["what"] = OK
            passengers.reply_by_sms(phone, f"T {receipt}")
        return receipt


class StatementClient(Client):
    """Drops today's statement as it stands, over and over; every line that has a payment is matched, none twice."""

    def __init__(self, number: int, *args: Any) -> None:
        super().__init__(number, *args)
        self.pace = 25.0
        self._count = 0

    def run(self) -> None:
        while not self.over.wait(self.chance.uniform(0.5, 1.5) * self.pace) and self.goes_on():
            self.drop()

    def drop(self) -> None:
        today = f"{nairobi_time():%Y-%m-%d}"
        self._count += 1
        with self.operation("statement", file=self._count) as told:
            query = {"from": today, "to": today, "account": "utility"}
            file = self.http.get(f"{self.world.sandbox_url}/sandbox/statement.csv", params=query, timeout=30)
            place = self.world.folder / "statements" / f".part{self._count}"
            place.write_bytes(file.content)
            place.rename(place.with_name(f"ORG_400222_Utility_{today}_{self._count:04d}.csv"))
            told["what"] = OK
