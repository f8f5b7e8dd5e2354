"""Maker and checker at the same moment: one person never has both parts, and one decision counts."""

from collections import Counter

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import make_user, query_together, row, value
from db.tests.database import Database

ROUNDS = 20
TAKE = "select access.record_four_eyes(p_user_id => %s, p_part => %s, p_subject => %s)"
PROPOSE = """select access.propose_grant(p_made_by => %s, p_user_id => %s, p_role => 'auditor', p_scope_id => null,
  p_valid_from => null, p_valid_to => null, p_reason => 'majaribio') ->> 'change_id'"""
DECIDE = """select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => %s,
  p_reason => 'not known here')"""
WITHDRAW = "select access.withdraw_role_change(p_user_id => %s, p_change_id => %s)"


@pytest.fixture(scope="module")
def people(empty: Database) -> dict[str, int]:
    """A maker, two checkers, and the person whose role changes."""
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        return {name: make_user(owner, name) for name in ("maker", "checker", "other checker", "newcomer")}


def test_one_person_takes_one_part(empty: Database, people: dict[str, int]) -> None:
    for number in range(ROUNDS):
        subject = f"test.both:{number}"
        parts = ("maker", "checker", "checker", "maker")
        outcomes = query_together(empty.owner_url, [(TAKE, (people["maker"], part, subject)) for part in parts])
        assert set(outcomes) <= {"taken", "same_person", "gone"}
        with psycopg.connect(empty.owner_url) as owner:
            assert value(owner, "select count(*) from access.four_eyes_records where subject = %s", subject) == 1


def propose(owner: Connection, people: dict[str, int]) -> tuple[int, int]:
    """A proposed grant, and how many grants there are before it."""
    change = int(value(owner, PROPOSE, people["maker"], people["newcomer"]))
    return change, value(owner, "select count(*) from access.role_grants")


def result(owner: Connection, change: int, before: int) -> tuple[str, int | None, int]:
    """The state of the proposal, who decided it, and the number of new grants, which are ended."""
    state, decided_by = row(owner, "select state, decided_by from access.role_changes where change_id = %s", change)
    grants = value(owner, "select count(*) from access.role_grants") - before
    owner.execute("update access.role_grants set valid_to = clock_timestamp() where valid_to is null")
    return state, decided_by, grants


def test_one_of_two_decisions_counts(empty: Database, people: dict[str, int]) -> None:
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        for _ in range(ROUNDS):
            change, before = propose(owner, people)
            outcomes = Counter(query_together(empty.owner_url, [
                (DECIDE, (people["checker"], change, "approved")),
                (DECIDE, (people["other checker"], change, "declined")),
                (DECIDE, (people["maker"], change, "approved")),
                (DECIDE, (people["newcomer"], change, "approved")),
            ]))  # fmt: skip
            state, decided_by, grants = result(owner, change, before)
            assert decided_by in (people["checker"], people["other checker"])
            assert grants == (state == "approved")
            assert outcomes[state] >= 2
            assert set(outcomes) <= {"approved", "declined", "same_person"}


def test_a_role_is_granted_or_its_proposal_withdrawn(empty: Database, people: dict[str, int]) -> None:
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        for _ in range(ROUNDS):
            change, before = propose(owner, people)
            withdraw = (WITHDRAW, (people["maker"], change))
            decide = (DECIDE, (people["checker"], change, "approved"))
            outcomes = query_together(empty.owner_url, [decide, withdraw, withdraw])
            state, _, grants = result(owner, change, before)
            assert set(outcomes) == {state}
            assert state in ("approved", "withdrawn")
            assert grants == (state == "approved")
