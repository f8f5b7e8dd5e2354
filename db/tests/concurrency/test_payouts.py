"""Payouts on real connections at once: the last shilling goes once, a result settles once, one of two wins."""

from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, query_together, row, together, value
from db.tests.database import Database
from db.tests.long import LONG
from db.tests.money_out import fund, open_payout

CENTS, FEE = 100_000, 500
REQUEST = """select payouts.request(p_user_id => %s, p_session => %s, p_device => null, p_party_kind => 'owner',
  p_party_id => 1, p_purposes => '{}', p_amount => '1000', p_destination => 'own', p_code_hash => sha256('code'))
  ->> 'outcome'"""
SEND_CODE = "select accounts.send_code(%s, 'payout', %s, '07xx..' || %s, sha256('code'), '\\x01', null)"
RESULT = """select outcome from telco.settle_payout(p_payout_ref => %s, p_result_code => %s, p_said_receipt => %s,
  p_said_amount => '1000', p_said_at => null, p_said_utility => null, p_said_working => null,
  p_body_sealed => '\\x01', p_body_sha256 => sha256(gen_random_uuid()::text::bytea))"""
CLEARING = """select
  (select coalesce(sum(balance_cents), 0)::bigint from audit.wallet_balances where kind = 'clearing'),
  (select coalesce(sum(amount_cents + fee_cents), 0)::bigint from payouts.payouts p join payouts.states s using (state)
    where not s.ends)"""


@dataclass
class Person:
    """Somebody who acts for the owner, signed in on their own phone."""

    user_id: int
    session: bytes
    last3: str


def enrol(owner: Connection, last3: str) -> Person:
    """One more person who acts for the owner."""
    user_id = value(owner, "insert into accounts.users (phone_hash, phone_sealed, phone_last3)"
                    " values (sha256(%s::bytea), '\\x01', %s) returning user_id", last3.encode(), last3)  # fmt: skip
    session = last3.encode() * 10 + b"--"
    owner.execute("select access.grant_role(%s, 'owner', 'owner', 1)", (user_id,))
    owner.execute("select accounts.open_session(%s, %s, null)", (user_id, session))
    return Person(user_id, session, last3)


@pytest.fixture(scope="module")
def people(database: Database, vehicle: Vehicle) -> list[Person]:
    """Two people of one owner; no limit of another kind stands in the way."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update payouts.velocity_limits set most_count = 100000, most_cents = 10000000000000")
        owner.execute("update config.settings set value = most::text where setting like 'payout_%cap%cents'"
                      " or setting like 'payout_alone%'")  # fmt: skip
        return [enrol(owner, last3) for last3 in ("111", "222")]


@pytest.fixture
def owner(owner: Connection) -> Any:
    """The clearing account holds what is open, after each test too."""
    yield owner
    held, opened = row(owner, CLEARING)
    assert held == opened


def state(owner: Connection, ref: str) -> str:
    return str(value(owner, "select state from payouts.payouts where payout_ref = %s", ref))


def end_all(owner: Connection) -> None:
    """What is open fails, and its money is back."""
    owner.execute("select worker.note_payout(c.outbox_id, c.attempt, c.payout_ref, 'refused', '1', null)"
                  "  from worker.claim_payouts(100, 60) c")  # fmt: skip
    owner.execute("select payouts.take_result(p_payout_id => payout_id, p_means => 'failed', p_result_code => '1',"
                  " p_receipt => null, p_cents => null, p_paid_at => null) from payouts.payouts"
                  " where state in ('queued', 'sent', 'unknown')")  # fmt: skip


def leave_one_withdrawal(owner: Connection) -> None:
    """Leave the owner exactly what one withdrawal takes."""
    free = value(owner, "select free_cents from payouts.choose_legs('owner', 1, '{}', 0)")
    if free != CENTS + FEE:
        fund(owner, CENTS + FEE - free)


def test_last_shilling_is_withdrawn_once(database: Database, owner: Connection, people: list[Person]) -> None:
    """Two phones, two tabs on each, all at once, a hundred times in a long run."""
    for _ in range(100 if LONG else 25):
        leave_one_withdrawal(owner)
        owner.execute("delete from accounts.one_time_codes")  # or nobody would be sent another so soon
        for one in people:
            assert value(owner, SEND_CODE, one.user_id, CENTS, one.last3) == "sent"
        calls = [(REQUEST, (one.user_id, one.session)) for one in people for _tab in range(2)]
        outcomes = sorted(query_together(database.owner_url, calls))
        assert outcomes.count("queued") == 1, outcomes
        assert set(outcomes) <= {"queued", "not_enough", "already_pending", "code_wrong"}
        assert value(owner, "select free_cents from payouts.choose_legs('owner', 1, '{}', 0)") == 0
        end_all(owner)


def claimed(owner: Connection) -> str:
    """A payout that a worker has just claimed."""
    fund(owner, CENTS + FEE)
    ref = open_payout(owner, CENTS)
    owner.execute("select worker.claim_payouts(100, 60)")
    return ref


def test_result_on_three_connections_settles_once(database: Database, owner: Connection, people: list[Person]) -> None:
    for number in range(30):
        ref = claimed(owner)
        calls = [(RESULT, (ref, "0", f"QTHREE{number:04d}"))] * 3
        assert query_together(database.url("telco"), calls) == ["paid"] * 3
        assert value(owner, "select count(*) from ledger.journals where kind = 'payout' and reference = %s", ref) == 1


def test_of_success_and_failure_at_once_the_first_stands(
    database: Database, owner: Connection, people: list[Person]
) -> None:
    for number in range(30):
        ref = claimed(owner)
        calls = [(RESULT, (ref, "0", f"QBOTH{number:05d}")), (RESULT, (ref, "1", None))]
        outcomes = query_together(database.url("telco"), calls)
        assert sorted(outcomes) in (["conflict", "paid"], ["conflict", "failed"])
        assert state(owner, ref) in outcomes


def test_result_and_the_workers_report_at_once(database: Database, owner: Connection, people: list[Person]) -> None:
    """The result, the acknowledgement and the job that frees leases: it is paid once, whoever comes first."""
    for number in range(30):
        ref = claimed(owner)
        job = "select outbox_id, attempts from messaging.outbox where topic = 'payout' and key = %s"
        outbox_id, attempt = row(owner, job, ref)
        owner.execute("update messaging.outbox set lease_until = now() where outbox_id = %s", (outbox_id,))
        note = "select worker.note_payout(%s, %s, %s, 'taken', null, %s)"
        query_together(database.owner_url, [
            (RESULT, (ref, "0", f"QALL{number:06d}")), (note, (outbox_id, attempt, ref, ref)),
            ("select worker.release_leases()", ()), (RESULT, (ref, "timeout", None)),
        ])  # fmt: skip
        assert state(owner, ref) == "paid"
        assert value(owner, "select count(*) from messaging.outbox where topic = 'payout' and key = %s", ref) == 0


def test_of_approval_and_cancelling_at_once_one_wins(
    database: Database, owner: Connection, people: list[Person]
) -> None:
    ends = set()
    for _ in range(40):
        fund(owner, CENTS + FEE)
        ref = open_payout(owner, CENTS, needs_approval=True)
        payout_id, maker = row(owner, "select payout_id, requested_by from payouts.payouts where payout_ref = %s", ref)
        outcomes = query_together(database.owner_url, [
            ("select payouts.decide(%s, %s, 'approved', null)", (people[0].user_id, payout_id)),
            ("select payouts.cancel(%s, %s)", (maker, payout_id)),
        ])  # fmt: skip
        assert outcomes in (["queued", "queued"], ["cancelled", "cancelled"])
        assert state(owner, ref) == outcomes[0]
        ends.add(outcomes[0])
        end_all(owner)
    assert ends <= {"queued", "cancelled"}


def test_claim_while_somebody_answers_zuia(database: Database, owner: Connection, people: list[Person]) -> None:
    """Either it was claimed before, or the money is back: never both."""
    freeze = "insert into payouts.freezes (user_id) values (%s) returning user_id"
    for _ in range(30):
        end_all(owner)
        fund(owner, CENTS + FEE)
        ref = open_payout(owner, CENTS)
        claims, _frozen = query_together(database.owner_url, [
            ("select count(*) from worker.claim_payouts(100, 60)", ()), (freeze, (people[1].user_id,)),
        ])  # fmt: skip
        assert state(owner, ref) == ("queued" if claims else "cancelled")
        owner.execute("update payouts.freezes set lifted_at = now(), lifted_by = user_id, lift_reason = 'test'"
                      " where lifted_at is null")  # fmt: skip


def test_workers_never_claim_the_same_payout(database: Database, owner: Connection, people: list[Person]) -> None:
    end_all(owner)
    refs = set()
    for number in range(40):
        fund(owner, CENTS + FEE)
        refs.add(open_payout(owner, CENTS - 100 * number))

    def claim(worker: Connection, _number: int) -> list[str]:
        found: list[str] = []
        while rows := worker.execute("select payout_ref from worker.claim_payouts(1, 60)").fetchall():
            found += [str(payout_ref) for (payout_ref,) in rows]
        return found

    claims = [ref for found in together(database.url("worker"), 4, claim) for ref in found]
    assert sorted(claims) == sorted(refs)


SIM_SAYS = "select worker.note_sim_check(%s, %s, %s)"
SIM_ROUNDS = 15


@pytest.mark.parametrize("said", ["clean", "swapped"])
def test_the_answer_about_a_sim_moves_a_payout_once(owner: Connection, database: Database, said: str) -> None:
    """Both answers, the job that ends the wait and who takes it back come at once. None waits for another for ever."""
    fund(owner, (CENTS + FEE) * 2)
    for _ in range(SIM_ROUNDS):
        owner.execute("update payouts.sim_connector set seen_at = clock_timestamp()")
        ref = open_payout(owner, CENTS)
        assert state(owner, ref) == "approved"
        owner.execute("update payouts.sim_checks set waits_until = clock_timestamp() + interval '50 milliseconds'")

        def act(connection: Connection, number: int, ref: str = ref) -> str:
            if number < 4:
                return str(value(connection, SIM_SAYS, ref, ("receiver", "asker")[number % 2], said))
            if number < 6:
                return str(value(connection, "select payouts.watch()"))
            cancel = "select payouts.cancel(requested_by, payout_id) from payouts.payouts where payout_ref = %s"
            return str(value(connection, cancel, ref))

        together(database.owner_url, 7, act)
        known = value(owner, "select payouts.sim_state(payout_id) from payouts.payouts where payout_ref = %s", ref)
        assert state(owner, ref) in (("requested", "cancelled") if known == "swapped" else ("queued", "cancelled"))
        queued = value(owner, "select count(*) from messaging.outbox where topic = 'payout' and key = %s", ref)
        assert queued == (state(owner, ref) == "queued")
        owner.execute("select payouts.stop_unsent(payout_id, 'the test is over') from payouts.payouts"
                      " where payout_ref = %s", (ref,))  # fmt: skip
    owner.execute("update payouts.sim_connector set seen_at = '-infinity'")
