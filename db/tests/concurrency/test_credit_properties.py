"""Any order of paying, too much, too little, topping up, using credit, giving up and giving back: the passenger has
what a plain sum says, and every invariant of the ledger holds."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency import passenger
from db.tests.concurrency.vehicle import Vehicle, faults, value

NUMBERS = count(1)
STEPS = st.one_of(
    st.tuples(st.just("ask"), st.integers(10, 90), st.sampled_from(["mpesa", "credit"])),
    st.tuples(st.just("pay"), st.integers(-40, 40), st.just("")),
    st.tuples(st.just("fail"), st.just(0), st.just("")),
    st.tuples(st.just("give"), st.integers(1, 100), st.just("")),
    st.tuples(st.just("rest"), st.just(0), st.sampled_from(["mpesa", "credit"])),
)


class Model:
    """One passenger of the database, and what they should have."""

    def __init__(self, owner: Connection, vehicle_id: int) -> None:
        self.owner, self.vehicle_id, self.number = owner, vehicle_id, next(NUMBERS)
        self.who = f"model{self.number}"
        self.credit = self.price = self.reserved = self.due = 0
        self.ref = self.short = ""
        self.left: dict[str, int] = {}  # of each fare
        passenger.dial(owner, self.who)

    def waits(self) -> bool:
        """A prompt is unpaid."""
        return bool(self.ref)

    def receipt(self) -> str:
        return f"QP{next(NUMBERS):08d}"

    def ask(self, shillings: int, way: str) -> None:
        if not self.ref:
            self.open(shillings * 100, way)

    def open(self, price: int, way: str, rest_of: str = "") -> str:
        """Asks for a fare; the receipt of one that credit paid."""
        outcome, ref, paid = passenger.ask(self.owner, self.who, self.vehicle_id, price, way, rest_of)
        most = self.credit if self.credit >= price else min(self.credit // 100 * 100, price - 100)
        cents = min(most, price) if way == "credit" else 0
        assert outcome == ("nothing" if way == "credit" and cents <= 0 else "opened")
        if paid:
            assert cents == price
            self.credit -= price
            self.left[paid] = price
        elif outcome == "opened":
            self.ref, self.price, self.reserved = ref, price, cents
        return paid or ""

    def pay(self, more: int, _: str) -> str:
        """Pays at the PayBill: what the prompt asks for and so much more or less, or without a prompt about 50."""
        receipt, asked = self.receipt(), self.price - self.reserved if self.ref else 5000
        cents = max(asked + 100 * more, 100)
        assert passenger.pay(self.owner, self.who, receipt, cents) == "posted"
        fare = cents
        if self.ref:
            used = min(self.reserved, max(self.price - cents, 0))
            fare = min(self.price, cents + used)
            self.credit += cents - fare  # change, or minus what credit paid
            if fare < self.price:
                self.short, self.due = receipt, self.price - fare
            self.ref, self.reserved = "", 0
        elif self.short and cents <= self.due:
            self.due -= cents
            self.short = self.short if self.due else ""
        self.left[receipt] = fare
        return receipt

    def fail(self, _: int, __: str) -> None:
        if self.ref:
            assert value(self.owner, "select mobile_money.finish_intent(%s, '1032', now())", self.ref) == "failed"
            self.ref, self.reserved = "", 0

    def give(self, percent: int, _: str) -> None:
        """Gives a part of some fare back as credit."""
        for receipt, left in self.left.items():
            if cents := left * percent // 100:
                query = (
                    """select fares.refund(%s, %s, 'credit', %s, null, 'a test of credit', null, null) ->> 'outcome'"""
                )
                assert value(self.owner, query, receipt, cents, f"{receipt}/{next(NUMBERS)}") == "refunded"
                self.left[receipt] -= cents
                self.credit += cents
                return

    def rest(self, _: int, way: str) -> None:
        """Pays what lacks, as the menu asks for it."""
        if self.waits() or not self.short or not self.left.get(self.short):
            return
        due, short = -(-self.due // 100) * 100, self.short
        paid = self.open(due, way, short)
        if self.waits():
            account = passenger.account_of(self.owner, self.ref)
            self.left[receipt := self.receipt()] = due
            assert passenger.pay(self.owner, self.who, receipt, due - self.reserved, account) == "posted"
            self.credit -= self.reserved
            self.ref, self.reserved, paid = "", 0, receipt
        if paid:
            self.short, self.due = "", 0

    def check(self) -> None:
        assert passenger.available(self.owner, self.who) == self.credit - self.reserved
        due = "select coalesce(sum(due_cents), 0)::int from fares.shortfalls where receipt = %s"
        assert value(self.owner, due, self.short) == self.due
        for receipt, left in self.left.items():
            query = "select coalesce(sum(left_cents), 0)::int from fares.refundable(%s)"
            assert value(self.owner, query, receipt) == left


@pytest.fixture(autouse=True, scope="module")
def no_limits(module_owner: Connection) -> None:
    module_owner.execute("delete from config.rate_limits where limit_name = 'prompt'")


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_a_passenger_has_what_a_plain_sum_says(
    vehicle: Vehicle, module_owner: Connection, steps: list[tuple[str, int, str]]
) -> None:
    model = Model(module_owner, vehicle.vehicle_id)
    for name, number, way in steps:
        getattr(model, name)(number, way)
        model.check()
    assert faults(module_owner) == []
