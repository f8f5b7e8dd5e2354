"""Whatever happens to payouts, in whatever order: the books balance, and a payout goes along its edges."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.test_payouts import CLEARING, enrol
from db.tests.concurrency.vehicle import faults, row, value
from db.tests.long import LONG
from db.tests.money_out import fund, open_payout

AMOUNTS = (10_000, 10_100, 250_000)
WHICH = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.just("open"), st.sampled_from(AMOUNTS), st.booleans(), st.sampled_from(["phone", "paybill", "till"])),
    st.tuples(st.just("decide"), WHICH, st.sampled_from(["approved", "declined"])),
    st.tuples(st.sampled_from(["cancel", "expire", "ask", "enqueue"]), WHICH),
    st.tuples(st.sampled_from(["claim", "claim", "claim", "lose", "watch", "freeze", "thaw", "short", "rich"])),
    st.tuples(st.just("report"), WHICH, st.sampled_from(["taken", "refused", "unknown", "unsent"])),
    st.tuples(st.just("result"), WHICH, st.sampled_from(["0", "0", "0", "1", "26", "9999", "timeout", None]),
              st.sampled_from(["own", "own", "other", None]), st.sampled_from(["own", "own", "77.00", "NaN", None])),
    st.tuples(st.just("answer"), WHICH, st.sampled_from(["0", "0", "R000002", "timeout"]),
              st.sampled_from(["Completed", "Completed", "Failed", "Pending", None]),
              st.sampled_from(["own", "own", "other", None]), st.sampled_from(["own", "own", "77.00", None])),
)  # fmt: skip
FIRST = (("rich",), *(("open", cents, False, channel) for cents, channel in ((10_000, "phone"), (20_000, "till"))))
REACHABLE = """with recursive reached as (
    select from_state, to_state from payouts.edges
    union select r.from_state, e.to_state from reached r join payouts.edges e on e.from_state = r.to_state)
  select from_state, to_state from reached"""
RESULT = """select outcome from telco.settle_payout(p_payout_ref => %s, p_result_code => %s, p_said_receipt => %s,
  p_said_amount => %s, p_said_at => null, p_said_utility => null, p_said_working => null, p_body_sealed => '\\x01',
  p_body_sha256 => sha256(gen_random_uuid()::text::bytea))"""
ANSWER = """select outcome from telco.settle_status(p_ref => %s, p_result_code => %s, p_said_status => %s,
  p_said_receipt => %s, p_said_amount => %s, p_body_sealed => '\\x01',
  p_body_sha256 => sha256(gen_random_uuid()::text::bytea))"""
BELOW_ZERO = """select count(*) from ledger.sub_wallets s, ledger.balances(array[s.sub_wallet_id], null) b
  where s.guarded and b.balance_cents < 0"""


class Model:
    """Payouts in one transaction that is rolled back, and the steps that may happen to them."""

    def __init__(self, owner: Connection, reachable: set[tuple[str, str]], maker: int, checker: int) -> None:
        self._owner, self._reachable, self._maker, self._checker = owner, reachable, maker, checker
        self._refs: list[str] = []
        self._jobs: dict[str, tuple[int, int]] = {}  # what a worker has claimed and not reported
        self._states: dict[str, str] = {}

    def do(self, step: tuple[Any, ...]) -> None:
        """Do one step, which never raises, and look at the books."""
        name, *arguments = step
        if name in ("open", "claim", "lose", "watch", "freeze", "thaw", "short", "rich"):
            getattr(self, f"_{name}")(*arguments)
        elif self._refs:
            getattr(self, f"_{name}")(self._refs[arguments[0] % len(self._refs)], *arguments[1:])
        self._check()

    def _check(self) -> None:
        held, opened = row(self._owner, CLEARING)
        assert held == opened
        assert value(self._owner, BELOW_ZERO) == 0
        assert value(self._owner, "select count(*) from audit.trial_balance where difference_cents <> 0") == 0
        rows = self._owner.execute("select payout_ref, state, attempts from payouts.payouts").fetchall()
        for ref, state, attempts in rows:
            before = self._states.get(ref, "requested")
            assert state == before or (before, state) in self._reachable
            assert attempts or state not in ("sent", "paid"), "nothing arrives that was not sent"
            self._states[ref] = state

    def _ask_one(self, query: str, *arguments: object) -> Any:
        return value(self._owner, query, *arguments)

    def _id(self, ref: str) -> int:
        return int(self._ask_one("select payout_id from payouts.payouts where payout_ref = %s", ref))

    def _open(self, cents: int, needs_approval: bool, channel: str) -> None:
        to = {} if channel == "phone" else {"short_code": "247247"}
        ref = open_payout(self._owner, cents, channel=channel, needs_approval=needs_approval, **to)
        self._refs = [*self._refs, ref][-3:]

    def _decide(self, ref: str, decision: str) -> None:
        self._ask_one("select payouts.decide(%s, %s, %s, 'a reason in words')", self._checker, self._id(ref), decision)

    def _cancel(self, ref: str) -> None:
        maker = self._ask_one("select requested_by from payouts.payouts where payout_ref = %s", ref)
        self._ask_one("select payouts.cancel(%s, %s)", maker, self._id(ref))

    def _expire(self, ref: str) -> None:
        self._owner.execute("select payouts.give_back(payout_id, 'expired', 'not approved in time', null)"
                            " from payouts.payouts where payout_ref = %s and state = 'requested'", (ref,))  # fmt: skip

    def _ask(self, ref: str) -> None:
        self._owner.execute("update payouts.payouts set query_after = statement_timestamp() where payout_ref = %s"
                            " and query_after is not null", (ref,))  # fmt: skip
        self._owner.execute("select worker.claim_payout_queries(10)")

    def _enqueue(self, ref: str) -> None:
        self._owner.execute("select messaging.enqueue('payout', %s, '{}')", (ref,))

    def _claim(self) -> None:
        self._owner.execute("update messaging.outbox set next_attempt_at = now() where topic = 'payout'")
        for outbox_id, attempt, ref in self._owner.execute(
            "select outbox_id, attempt, payout_ref from worker.claim_payouts(3, 60)"
        ).fetchall():
            assert self._states[ref] == "queued"
            self._jobs[ref] = outbox_id, attempt

    def _lose(self) -> None:
        self._owner.execute("update messaging.outbox set lease_until = now() - interval '1 hour'"
                            " where topic = 'payout' and state = 'leased'")  # fmt: skip
        self._ask_one("select worker.release_leases()")

    def _watch(self) -> None:
        self._ask_one("select payouts.watch()")

    def _freeze(self) -> None:
        self._owner.execute("insert into payouts.freezes (user_id) values (%s) on conflict do nothing", (self._maker,))

    def _thaw(self) -> None:
        self._owner.execute("update payouts.freezes set lifted_at = now(), lifted_by = user_id, lift_reason = 'test'"
                            " where lifted_at is null")  # fmt: skip

    def _short(self) -> None:
        self._owner.execute("update payouts.float_balances set cents = 15000, told_at = clock_timestamp()")

    def _rich(self) -> None:
        self._owner.execute("update payouts.float_balances set cents = 100000000, told_at = clock_timestamp()")

    def _report(self, ref: str, answer: str) -> None:
        if ref not in self._jobs:
            return
        outbox_id, attempt = self._jobs.pop(ref)
        if answer == "unsent":
            self._ask_one("select worker.fail_job(%s, %s, 'x', null)", outbox_id, attempt)
            return
        self._ask_one("select worker.note_payout(%s, %s, %s, %s, %s, %s)", outbox_id, attempt, ref, answer,
                      None if answer == "taken" else "1", "O1" if answer == "taken" else None)  # fmt: skip

    def _said(self, ref: str, receipt: str | None, amount: str | None) -> tuple[str | None, str | None]:
        cents = self._ask_one("select amount_cents from payouts.payouts where payout_ref = %s", ref)
        own = "Q" + ref[:9].upper()
        return {"own": own, "other": "QOTHER0001"}.get(receipt or ""), f"{cents // 100}" if amount == "own" else amount

    def _result(self, ref: str, code: str | None, receipt: str | None, amount: str | None) -> None:
        attempts = self._ask_one("select attempts from payouts.payouts where payout_ref = %s", ref)
        if attempts:  # the operator knows only what was sent
            self._ask_one(RESULT, ref, code, *self._said(ref, receipt, amount))

    def _answer(self, ref: str, code: str, status: str | None, receipt: str | None, amount: str | None) -> None:
        query = self._ask_one("select query_ref from payouts.payouts where payout_ref = %s", ref)
        if query:
            self._ask_one(ANSWER, query, code, status, *self._said(ref, receipt, amount))


@pytest.fixture(scope="module")
def people(module_owner: Connection) -> tuple[int, int]:
    """Who may answer ZUIA, and who approves."""
    one, two = (enrol(module_owner, last3).user_id for last3 in ("111", "222"))
    fund(module_owner, 10_000_000)
    return one, two


@settings(max_examples=150 if LONG else 30, deadline=None)
@given(steps=st.lists(STEPS, min_size=10, max_size=50))
def test_books_balance_whatever_happens(
    module_owner: Connection, people: tuple[int, int], steps: list[tuple[Any, ...]]
) -> None:
    with module_owner.transaction(force_rollback=True):
        reachable = set(module_owner.execute(REACHABLE.encode()).fetchall())
        model = Model(module_owner, reachable, *people)
        for step in (*FIRST, *steps):
            model.do(step)
        assert faults(module_owner) == []
