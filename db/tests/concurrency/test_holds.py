"""Held money: it is seen and counted, and never leaves, whoever debits or releases at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.vehicle import (  # isort: skip
    Vehicle, balance, confirm, error_code, hashed, move, row, start_until_blocked, together, value,
)
from db.tests.database import Database

ROUNDS = 25
BIG = "2000.00"
OPEN = """select coalesce(sum(amount_cents), 0)::bigint from ledger.holds
  where released_at is null and sub_wallet_id = %s"""
ANSWER = """select outcome from telco.settle_status(p_ref => %s, p_result_code => %s, p_said_receipt => %s,
  p_said_status => 'Completed', p_said_amount => '2000.00', p_body_sealed => '\\x01', p_body_sha256 => %s)"""
HOLD = """insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason) values (%s, %s, 700, 'doubt')
  returning hold_id"""
CORRECT = "select ledger.correct_journal(%s, 'forged', current_date)"


def pay(database: Database, receipt: str, account: str = "4628", amount: str = BIG) -> int:
    """A payment, by default above the limit for verification: its journal."""
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        return confirm(telco, receipt, amount, account)[1]


def answer(connection: Connection, receipt: str, code: str) -> str:
    """The operator's answer about a payment."""
    ref = value(connection, "select ref from mobile_money.verifications where receipt = %s", receipt)
    return str(value(connection, ANSWER, ref, code, receipt, hashed(f"{receipt}{code}")))


def debit(connection: Connection, reference: str, legs: dict[int, int]) -> str:
    """Take money out: taken, or the code of the refusal."""
    try:
        move(connection, reference, legs)
    except psycopg.Error as error:
        return str(error.sqlstate)
    return "taken"


def test_a_release_and_debits_at_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Seven debits of the whole balance while the operator confirms it: at most one succeeds."""
    sub_wallet, outcomes = vehicle.sub_wallets[0], Counter[str]()
    for n in range(ROUNDS):
        receipt = f"QRELEASE{n:02}"
        pay(database, receipt)
        cents = balance(owner, sub_wallet)
        legs = {sub_wallet: -cents, vehicle.trust: cents}
        assert debit(owner, f"{receipt} early", legs) == "LFF11"

        def act(connection: Connection, number: int, receipt: str = receipt, legs: dict[int, int] = legs) -> str:
            return debit(connection, f"{receipt} {number}", legs) if number else answer(connection, receipt, "0")

        answered, *debits = together(database.owner_url, 8, act)
        assert answered == "verified"
        outcomes += Counter(debits)
        assert debits.count("taken") <= 1
        assert balance(owner, sub_wallet) == (0 if "taken" in debits else cents)
    assert set(outcomes) <= {"taken", "LFF10", "LFF11"}


def test_a_late_hold_and_debits_at_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """The hold holds what is left at its moment, and none of that leaves afterwards."""
    sub_wallet = vehicle.sub_wallets[1]
    before = balance(owner, sub_wallet)
    move(owner, "clear", {sub_wallet: -before, vehicle.trust: before}) if before else None
    for n in range(ROUNDS):
        journal = move(owner, f"fill {n}", {vehicle.trust: -700, sub_wallet: 700})

        def act(connection: Connection, number: int, journal: int = journal, n: int = n) -> object:
            if number == 0:
                return value(connection, "select ledger.hold_remaining(%s, 'doubt')", journal)
            return debit(connection, f"late {n} {number}", {sub_wallet: -100, vehicle.trust: 100})

        held, *debits = together(database.owner_url, 8, act)
        left = balance(owner, sub_wallet)
        assert left == 700 - 100 * debits.count("taken") == held
        assert value(owner, OPEN, sub_wallet) == left
        assert value(owner, "select ledger.release_holds(%s, 'no doubt')", journal) == left
        move(owner, f"empty {n}", {sub_wallet: -left, vehicle.trust: left}) if left else None


@pytest.mark.parametrize("codes", [("0", "0"), ("0", "R000002"), ("R000002", "R000002")])
def test_answers_and_corrections_at_once(database: Database, owner: Connection, codes: tuple[str, str]) -> None:
    """No deadlock, and nothing of the corrected journal stays held."""
    for n in range(ROUNDS):
        receipt = f"QWORD{''.join(codes)[-5:]:>5}{n:02}".replace(" ", "Z")
        journal = pay(database, receipt)

        def act(connection: Connection, number: int, receipt: str = receipt, journal: int = journal) -> object:
            return answer(connection, receipt, codes[number]) if number < 2 else value(connection, CORRECT, journal)

        *answers, correction, repeated = together(database.owner_url, 4, act)
        assert correction == repeated
        assert set(answers) <= {"verified", "differs", "conflict"}
        assert row(owner, "select from ledger.holds where journal_id = %s and released_at is null", journal) is None
        state = value(owner, "select state from mobile_money.verifications where receipt = %s", receipt)
        assert state == ("verified" if codes == ("0", "0") else "differs")


def test_contradicting_answers_at_once_keep_the_hold(database: Database, owner: Connection) -> None:
    for n in range(ROUNDS):
        receipt = f"QBOTH{n:05}"
        journal = pay(database, receipt)

        def act(connection: Connection, number: int, receipt: str = receipt) -> str:
            return answer(connection, receipt, ("0", "R000002")[number % 2])

        assert together(database.owner_url, 4, act).count("conflict") >= 1
        assert value(owner, "select held_cents from audit.verifications where receipt = %s", receipt) == 200_000
        value(owner, CORRECT, journal)


def test_an_answer_and_an_assignment_leave_no_hold(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """The operator confirms a payment while it is assigned from suspense to its vehicle."""
    assign = "select mobile_money.claim_suspense(%s, %s, 'user:7')"
    for n in range(ROUNDS):
        receipt = f"QPLACE{n:04}"
        pay(database, receipt, "nobody")

        def act(connection: Connection, number: int, receipt: str = receipt) -> str:
            if number % 2:
                return answer(connection, receipt, "0")
            return str(value(connection, assign, receipt, vehicle.vehicle_id))

        assert together(database.owner_url, 4, act) == ["placed", "verified"] * 2
        found = row(owner, "select state, held_cents from audit.verifications where receipt = %s", receipt)
        assert found == ("verified", 0)
    assert value(owner, OPEN, vehicle.suspense) == 0


def test_verified_money_is_not_held_when_its_reversal_is_reversed(database: Database, owner: Connection) -> None:
    """What a page showed before the answer stays as it was."""
    journal = pay(database, "QVERIFIED1")
    held = """select ledger.held_of(array[sub_wallet_id], %s::text::xid8) from ledger.holds where journal_id = %s"""
    with owner.transaction():
        answer(owner, "QVERIFIED1", "0")
        before = value(owner, "select pg_current_xact_id()::text")
        assert value(owner, held, before, journal) is not None
    later = str(int(before) + 1)
    assert (value(owner, held, before, journal) is None, value(owner, held, later, journal)) == (False, None)
    restored = value(owner, CORRECT, value(owner, CORRECT, journal))
    assert row(owner, "select from ledger.holds where journal_id = %s", restored) is None


def test_a_reversal_releases_a_hold_that_it_waited_for(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    journal = move(owner, "reversed", {vehicle.trust: -700, vehicle.commission: 700})
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database.owner_url) as first:
        assert value(first, "select ledger.hold_remaining(%s, 'doubt')", journal) == 700
        reversal = start_until_blocked(pool, owner, database.owner_url, CORRECT, journal)
        first.commit()
        assert reversal.result(60)
    assert row(owner, "select from ledger.holds where journal_id = %s and released_at is null", journal) is None


def test_a_hold_waits_for_a_debit_and_is_refused(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """By direct SQL: the guard itself locks."""
    wallet = vehicle.commission
    journal = move(owner, "guarded", {vehicle.trust: -700, wallet: 700})
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database.owner_url) as first:
        cents = balance(first, wallet)
        move(first, "taken first", {wallet: -cents, vehicle.trust: cents})
        hold = start_until_blocked(pool, owner, database.owner_url, HOLD, journal, wallet)
        first.commit()
        with pytest.raises(psycopg.Error) as refused:
            hold.result(60)
        assert refused.value.sqlstate == "LFF11"


@dataclass(slots=True)
class Model:
    """The rules in plain Python: the balance and holds of each sub_wallet, and what each journal brought."""

    balances: dict[int, int]
    held: dict[tuple[int, int], int] = field(default_factory=dict)  # (journal, sub_wallet): cents
    brought: dict[int, dict[int, int]] = field(default_factory=dict)
    corrected: set[int] = field(default_factory=set)

    def free(self, sub_wallet: int) -> int:
        """What may leave."""
        return self.balances[sub_wallet] - sum(cents for (_, held), cents in self.held.items() if held == sub_wallet)

    def debit(self, legs: dict[int, int]) -> str:
        """Take these cents out of these sub_wallets, all or nothing."""
        if any(self.balances[sub_wallet] < cents for sub_wallet, cents in legs.items()):
            return "LFF10"
        if any(self.free(sub_wallet) < cents for sub_wallet, cents in legs.items()):
            return "LFF11"
        for sub_wallet, cents in legs.items():
            self.balances[sub_wallet] -= cents
        return "taken"

    def hold(self, journal: int) -> int:
        """Hold as much of the journal as is free and not held yet."""
        new = {
            (journal, sub_wallet): min(cents, self.free(sub_wallet))
            for sub_wallet, cents in self.brought[journal].items()
            if journal not in self.corrected and (journal, sub_wallet) not in self.held and self.free(sub_wallet) > 0
        }
        self.held |= new
        return sum(new.values())

    def release(self, journal: int) -> int:
        return sum(self.held.pop(key) for key in [key for key in self.held if key[0] == journal])

    def correct(self, journal: int) -> str:
        """Reverse the journal and release its holds."""
        if journal in self.corrected:
            return "taken"
        held_before = dict(self.held)
        self.release(journal)
        outcome = self.debit(self.brought[journal])
        if outcome == "taken":
            self.corrected.add(journal)
        else:
            self.held = held_before
        return outcome


KINDS = st.sampled_from(["fare", "fare", "hold", "release", "debit", "debit", "correct"])
CENTS = st.sampled_from([4000, 99_999, 100_000, 100_001, 250_000])
ACTIONS = st.lists(st.tuples(KINDS, st.integers(0, 20), CENTS), min_size=3, max_size=18)


@given(actions=ACTIONS)
@settings(max_examples=60, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_balance_falls_below_its_holds(
    database: Database, vehicle: Vehicle, owner: Connection, actions: list[tuple[str, int, int]]
) -> None:
    """Fares, holds, releases, debits and corrections in any order: the ledger agrees with the model."""
    sub_wallets = [*vehicle.sub_wallets, vehicle.commission]
    model = Model({sub_wallet: balance(owner, sub_wallet) for sub_wallet in sub_wallets})
    query = "select journal_id, sub_wallet_id, amount_cents from ledger.holds where released_at is null"
    model.held = {(journal, held): cents for journal, held, cents in owner.execute(query) if held in sub_wallets}
    journals: list[int] = []
    for action, number, cents in actions:
        if action == "fare":
            journals.append(pay_fare(database, owner, model, cents))
        elif action == "debit":
            sub_wallet = sub_wallets[number % len(sub_wallets)]
            amount = max(1, model.balances[sub_wallet] * (number % 4) // 3)
            legs = {sub_wallet: -amount, vehicle.trust: amount}
            assert debit(owner, f"debit {count_journals(owner)}", legs) == model.debit({sub_wallet: amount})
        elif journals:
            journal = journals[number % len(journals)]
            assert run_action(owner, action, journal) == getattr(model, action)(journal)
        for sub_wallet in sub_wallets:
            held = value(owner, OPEN, sub_wallet)
            assert balance(owner, sub_wallet) == model.balances[sub_wallet] >= held
            assert held == model.balances[sub_wallet] - model.free(sub_wallet)


def count_journals(owner: Connection) -> int:
    """The number of journals, for a reference that is not used yet."""
    return int(value(owner, "select count(*) from ledger.journals"))


def pay_fare(database: Database, owner: Connection, model: Model, cents: int) -> int:
    """A fare through M-Pesa's API function; above the limit it is held at once."""
    journal = pay(database, f"QF{count_journals(owner):08}", amount=f"{cents // 100}.{cents % 100:02}")
    query = "select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = %s and amount_cents > 0"
    model.brought[journal] = dict(owner.execute(query, (journal,)).fetchall())
    for sub_wallet, brought in model.brought[journal].items():
        model.balances[sub_wallet] += brought
    if cents > 100_000:
        model.hold(journal)
    return journal


def run_action(owner: Connection, action: str, journal: int) -> object:
    """The same action in the database."""
    if action == "correct":
        return error_code(owner, CORRECT, journal) or "taken"
    function = {"hold": "hold_remaining", "release": "release_holds"}[action]
    return value(owner, f"select ledger.{function}(%s, 'test')", journal)
