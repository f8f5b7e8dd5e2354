"""Any awards, redemptions, unpaid prompts, refunds, reversals and expiries: the account is its transactions, nothing is
below zero that must not be, and limits hold."""

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, faults, hashed, message, move, settle, value

REDEEM = "select loyalty.redeem(%s, (select sacco_id from fleet.saccos), 'KES', %s, %s, now()) ->> 'outcome'"
REFUND = "select fares.refund(%s, %s, 'credit', %s, null, 'a test of points', null, null) ->> 'outcome'"
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(1, 300)),
        st.tuples(st.just("redeem"), st.integers(1, 60)),
        st.tuples(st.just("give_back"), st.integers(0, 5)),
        st.tuples(st.just("refund"), st.integers(1, 30000)),
        st.tuples(st.just("reverse"), st.integers(0, 5)),
        st.tuples(st.just("again"), st.integers(0, 5)),
        st.tuples(st.just("expire"), st.integers(0, 400)),
    ),
    max_size=14,
)


class Passenger:
    """One SIM, and what should be true of its points, kept beside the database."""

    number = 0

    def __init__(self, owner: Connection) -> None:
        type(self).number += 1
        self.owner, self.name = owner, f"points {self.number}"
        self.phone = hashed(self.name)
        self.fares: list[tuple[str, int]] = []  # receipt, cents
        self.back: dict[str, int] = {}  # cents given back of a fare
        self.uses: dict[str, int] = {}  # points of a payment that is not given back
        self.expired = 0

    def play(self, step: str, n: int) -> None:
        getattr(self, step)(n)
        assert self.points() == self.earned() - sum(self.uses.values()) - self.expired

    def points(self) -> int:
        return int(value(self.owner, "select loyalty.balance(loyalty.account_of(%s))", self.phone))

    def earned(self) -> int:
        """Of each fare, what is left of it earns."""
        return sum((cents // 1000) * (cents - self.back.get(receipt, 0)) // cents for receipt, cents in self.fares)

    def pay(self, shillings: int) -> None:
        receipt = f"PT{self.number:04}{len(self.fares):04}"
        one = list(message(receipt, f"{shillings}.00"))
        one[8] = self.phone
        settle(self.owner, [tuple(one)])
        self.fares.append((receipt, shillings * 100))

    def again(self, index: int) -> None:
        for receipt, _ in self.fares[index : index + 1]:
            assert value(self.owner, "select loyalty.award_points(array[%s])", receipt) == 0

    def redeem(self, points: int) -> None:
        payment = f"{self.name}/{len(self.uses)}"
        before, used = self.points(), sum(self.uses.values())
        outcome = value(self.owner, REDEEM, self.phone, points, payment)
        assert (outcome == "redeemed") == (points <= before and used + points <= 50), outcome
        self.uses[payment] = points if outcome == "redeemed" else 0

    def give_back(self, index: int) -> None:
        for payment, points in list(self.uses.items())[index : index + 1]:
            assert value(self.owner, "select loyalty.give_back(%s)", payment) == points * 100
            self.uses[payment] = 0

    def refund(self, cents: int) -> None:
        for receipt, amount in self.fares[-1:]:
            fits = self.back.get(receipt, 0) + cents <= amount
            request = f"{receipt}/{self.back.get(receipt, 0)}/{cents}"
            outcome = value(self.owner, REFUND, receipt, cents, request)
            assert (outcome == "refunded") == fits, outcome
            if fits:
                self.back[receipt] = self.back.get(receipt, 0) + cents

    def reverse(self, index: int) -> None:
        for receipt, amount in self.fares[index : index + 1]:
            value(self.owner, "select fares.take_back(%s, 'a test of points', null, null)", receipt)
            self.back[receipt] = amount

    def expire(self, days: int) -> None:
        before = self.points()
        value(self.owner, "select loyalty.expire_points(now() + %s * interval '1 day')", days)
        assert self.points() in ({before} if days < 179 or before <= 0 else {0, before} if days < 181 else {0})
        self.expired += before - self.points()


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_an_account_is_what_happened_to_it(
    vehicle: Vehicle, module_owner: Connection, steps: list[tuple[str, int]]
) -> None:
    """After each step the balance is what awards, uses and refunds say; the ledger stands behind each point used."""
    passenger = Passenger(module_owner)
    wallet = int(value(module_owner, "select loyalty.sub_wallet('loyalty', sacco_id, 'KES') from fleet.saccos"))
    move(module_owner, passenger.name, {vehicle.trust: -10000, wallet: 10000})
    for step, n in steps:
        passenger.play(step, n)
    assert faults(module_owner) == []
    owed = "select points::int from loyalty.liability()"
    rows = "select coalesce(sum(points) filter (where points > 0), 0)::int from audit.loyalty"
    assert value(module_owner, owed) == value(module_owner, rows)
    assert value(module_owner, "select balance_cents from ledger.balances(array[%s]::bigint[], null)", wallet) >= 0
