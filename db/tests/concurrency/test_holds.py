"""Money that is held: seen, counted, and never let out; whoever reaches for it, and whoever releases it meanwhile."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.tests.concurrency.vehicle import TestVehicle, balance, confirm, move, together, value
from db.tests.database import Database

ROUNDS = 25
BIG = "2000.00"
OPEN = "select coalesce(sum(amount_cents), 0)::bigint from ledger.holds where released_at is null and sub_wallet_id = %s"
ANSWER = """select outcome from telco.settle_status(p_ref => %s, p_result_code => %s, p_said_receipt => %s,
  p_said_status => 'Completed', p_said_amount => '2000.00', p_body_sealed => '\\x01', p_body_sha256 => %s)"""


def pay(database: Database, receipt: str, account: str = "4628") -> int:
    """A payment above the limit: its journal."""
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        return confirm(telco, receipt, BIG, account)[1]


def answer(hand: psycopg.Connection, receipt: str, code: str) -> str:
    """The operator's word about it."""
    ref = value(hand, "select ref from mobile_money.verifications where receipt = %s", receipt)
    return str(value(hand, ANSWER, ref, code, receipt, hashlib.sha256(f"{receipt}{code}".encode()).digest()))


def attempt(hand: psycopg.Connection, reference: str, legs: dict[int, int]) -> str:
    """Take money out: taken, or why not."""
    try:
        move(hand, reference, legs)
    except psycopg.Error as refused:
        return str(refused.sqlstate)
    return "taken"


def test_a_release_raced_by_debits(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Seven hands reach for all that is in the pot while the eighth brings the operator's yes: one gets it, or none."""
    database, matatu = road
    pot, answers = matatu.pots[0], Counter[str]()
    for round_ in range(ROUNDS):
        receipt = f"QRELEASE{round_:02}"
        pay(database, receipt)
        cents = balance(owner, pot)
        assert attempt(owner, f"{receipt} early", {pot: -cents, matatu.trust: cents}) == "LFF11"

        def reach(hand: psycopg.Connection, number: int, receipt: str = receipt, cents: int = cents) -> str:
            if number == 0:
                return answer(hand, receipt, "0")
            return attempt(hand, f"{receipt} {number}", {pot: -cents, matatu.trust: cents})

        told = together(database.owner_url, 8, reach)
        assert told[0] == "verified"
        answers += Counter(told[1:])
        assert told.count("taken") <= 1
        assert balance(owner, pot) == (0 if "taken" in told else cents)
    assert set(answers) <= {"taken", "LFF10", "LFF11"}


def test_a_hold_that_comes_late_raced_by_debits(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """What is left when the hold comes is held; nothing of that leaves afterwards."""
    database, matatu = road
    pot = matatu.pots[1]
    before = balance(owner, pot)
    move(owner, "clear", {pot: -before, matatu.trust: before}) if before else None
    for round_ in range(ROUNDS):
        journal = move(owner, f"fill {round_}", {matatu.trust: -700, pot: 700})

        def reach(hand: psycopg.Connection, number: int, journal: int = journal, round_: int = round_) -> object:
            if number == 0:
                return value(hand, "select ledger.hold_again(%s, 'doubt')", journal)
            return attempt(hand, f"late {round_} {number}", {pot: -100, matatu.trust: 100})

        told = together(database.owner_url, 8, reach)
        left = balance(owner, pot)
        assert left == 700 - 100 * told.count("taken") == told[0]
        assert value(owner, OPEN, pot) == left
        assert value(owner, "select ledger.release_holds(%s, 'no doubt')", journal) == left
        move(owner, f"empty {round_}", {pot: -left, matatu.trust: left}) if left else None


@pytest.mark.parametrize("codes", [("0", "0"), ("0", "R000002"), ("R000002", "R000002")])
def test_the_operators_word_raced_by_a_correction(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection, codes: tuple[str, str]
) -> None:
    """Two answers and two corrections at once: no circle, and nothing is held of what was taken back."""
    database, _ = road
    for round_ in range(ROUNDS):
        receipt = f"QWORD{''.join(codes)[-5:]:>5}{round_:02}".replace(" ", "Z")
        journal = pay(database, receipt)

        def speak(hand: psycopg.Connection, number: int, receipt: str = receipt, journal: int = journal) -> object:
            if number < 2:
                return answer(hand, receipt, codes[number])
            return value(hand, "select ledger.correct_journal(%s, 'forged', current_date)", journal)

        told = together(database.owner_url, 4, speak)
        assert told[2] == told[3]
        assert set(told[:2]) <= {"verified", "differs", "conflict"}
        assert value(owner, "select count(*) from ledger.holds where journal_id = %s and released_at is null", journal) == 0
        state = value(owner, "select state from mobile_money.verifications where receipt = %s", receipt)
        assert state == ("verified" if codes == ("0", "0") else "differs")


def test_contradicting_answers_never_let_money_out(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection
) -> None:
    """Yes and no at the same moment: whichever came first, in the end it is held."""
    database, _ = road
    for round_ in range(ROUNDS):
        receipt = f"QBOTH{round_:05}"
        journal = pay(database, receipt)

        def speak(hand: psycopg.Connection, number: int, receipt: str = receipt) -> str:
            return answer(hand, receipt, ("0", "R000002")[number % 2])

        told = Counter(together(database.owner_url, 4, speak))
        assert told["conflict"] >= 1
        held = value(owner, "select held_cents from audit.verifications where receipt = %s", receipt)
        assert held == 200_000
        value(owner, "select ledger.correct_journal(%s, 'forged', current_date)", journal)


def test_the_operators_word_raced_by_a_placement(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """The yes comes while somebody gives the money to its vehicle: it is held nowhere afterwards."""
    database, matatu = road
    for round_ in range(ROUNDS):
        receipt = f"QPLACE{round_:04}"
        pay(database, receipt, "nobody")

        def act(hand: psycopg.Connection, number: int, receipt: str = receipt) -> str:
            if number % 2:
                return answer(hand, receipt, "0")
            place = "select mobile_money.claim_suspense(%s, %s, 'user:7')"
            return str(value(hand, place, receipt, matatu.vehicle_id))

        assert together(database.owner_url, 4, act) == ["placed", "verified"] * 2
        assert value(owner, "select state || held_cents from audit.verifications where receipt = %s", receipt) == "verified0"
    assert value(owner, OPEN, matatu.suspense) == 0


@dataclass(slots=True)
class Model:
    """The same rules in plain Python: what is in each pot, what is held of it, and what each journal brought."""

    there: dict[int, int]
    held: dict[tuple[int, int], int] = field(default_factory=dict)  # (journal, pot): cents
    brought: dict[int, dict[int, int]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def free(self, pot: int) -> int:
        """What may leave."""
        return self.there[pot] - sum(cents for (_, where), cents in self.held.items() if where == pot)

    def out(self, legs: dict[int, int]) -> str:
        """Take these cents out of these pots, all or nothing."""
        if any(self.there[pot] < cents for pot, cents in legs.items()):
            return "LFF10"
        if any(self.free(pot) < cents for pot, cents in legs.items()):
            return "LFF11"
        for pot, cents in legs.items():
            self.there[pot] -= cents
        return "taken"

    def hold(self, journal: int) -> int:
        """As much of it as is free and not held yet."""
        news = {
            (journal, pot): min(cents, self.free(pot))
            for pot, cents in self.brought[journal].items()
            if journal not in self.gone and (journal, pot) not in self.held and min(cents, self.free(pot)) > 0
        }
        self.held |= news
        return sum(news.values())

    def release(self, journal: int) -> int:
        """All of it."""
        mine = [key for key in self.held if key[0] == journal]
        return sum(self.held.pop(key) for key in mine)

    def correct(self, journal: int) -> str:
        """Take it back with its holds."""
        if journal in self.gone:
            return "taken"
        kept = dict(self.held)
        self.release(journal)
        said = self.out(self.brought[journal])
        if said == "taken":
            self.gone.add(journal)
        else:
            self.held = kept
        return said


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["fare", "fare", "hold", "release", "debit", "debit", "correct"]),
        st.integers(0, 20),
        st.sampled_from([4000, 99_999, 100_000, 100_001, 250_000]),
    ),
    min_size=3,
    max_size=18,
)


@given(acts=ACTS)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_done_no_pot_goes_below_its_holds(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection, acts: list[tuple[str, int, int]]
) -> None:
    """Fares, holds, releases, debits and corrections in any order: the ledger does what the plain rules say."""
    database, matatu = road
    pots = [*matatu.pots, matatu.commission]
    model = Model({pot: balance(owner, pot) for pot in pots})
    asked = "select journal_id, sub_wallet_id, amount_cents from ledger.holds where released_at is null"
    model.held = {(journal, pot): cents for journal, pot, cents in owner.execute(asked) if pot in pots}
    mine: list[int] = []
    for act, number, cents in acts:
        journal = mine[number % len(mine)] if mine else 0
        if act == "fare":
            mine.append(fare(database, owner, model, cents))
        elif act == "debit":
            pot = pots[number % len(pots)]
            legs = {pot: max(1, model.there[pot] * (number % 4) // 3)}
            name = f"debit {journals(owner)}"
            assert attempt(owner, name, {pot: -legs[pot], matatu.trust: legs[pot]}) == model.out(legs)
        elif mine:
            assert did(owner, act, journal) == getattr(model, act)(journal)
        for pot in pots:
            assert balance(owner, pot) == model.there[pot] >= value(owner, OPEN, pot) == model.there[pot] - model.free(pot)


def journals(owner: psycopg.Connection) -> int:
    """How many there are: a number that was not there before."""
    return int(value(owner, "select count(*) from ledger.journals"))


def fare(database: Database, owner: psycopg.Connection, model: Model, cents: int) -> int:
    """A fare through M-Pesa's door, and what it brought; above the limit it is held from the first moment."""
    receipt = f"QF{journals(owner):08}"
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        journal = confirm(telco, receipt, f"{cents // 100}.{cents % 100:02}")[1]
    rows = owner.execute(
        "select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = %s and amount_cents > 0",
        (journal,),
    ).fetchall()
    model.brought[journal] = dict(rows)
    for pot, brought in rows:
        model.there[pot] += brought
    if cents > 100_000:
        model.hold(journal)
    return journal


def did(owner: psycopg.Connection, act: str, journal: int) -> Any:
    """The same act on the ledger."""
    if act == "correct":
        try:
            value(owner, "select ledger.correct_journal(%s, 'wrong', current_date)", journal)
        except psycopg.Error as refused:
            return str(refused.sqlstate)
        return "taken"
    function = {"hold": "hold_again", "release": "release_holds"}[act]
    return value(owner, f"select ledger.{function}(%s, 'test')", journal)
