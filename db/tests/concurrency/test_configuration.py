"""Two people change the configuration at once: one proposal waits; of withdrawing and deciding exactly one wins."""

import hashlib
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from db.tests.concurrency.test_two_people import one, together
from db.tests.database import Database, fresh

ROUNDS = 20
CHANGE = (
    "select config.change_config(p_made_by => %s, p_kind => %s, p_subject => %s, p_phone_hash => %s,"
    " p_value => %s, p_reason => 'majaribio')"
)
DECIDE = "select config.decide_config(p_decided_by => %s, p_change_id => %s, p_decision => %s)"
WITHDRAW = "select config.withdraw_config(p_user_id => %s, p_change_id => %s)"
SMALLEST = "select value::int from config.settings where setting = 'ussd_min_cents'"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """A database of its own."""
    with fresh("configuration") as made:
        yield made


@pytest.fixture(scope="module")
def people(database: Database) -> dict[str, int]:
    """A maker, another maker, two checkers, and whom a role is about."""
    names = ("maker", "other maker", "checker", "other checker", "newcomer")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        return {name: int(one(owner, "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126')"
                                     " returning user_id", hashlib.sha256(name.encode()).digest())) for name in names}  # fmt: skip


def cents(amount: int) -> str:
    """A value for a setting that moves money."""
    return f'{{"value": "{amount}"}}'


def test_of_two_proposals_at_once_one_waits_and_other_changes_come_one_after_the_other(
    database: Database, people: dict[str, int]
) -> None:
    sims = [hashlib.sha256(word).digest() for word in (b"one", b"two")]
    for number in range(ROUNDS):
        makers, listed = ("maker", "other maker"), '{"listed": "yes"}'
        calls: list[tuple[str, tuple[object, ...]]] = [
            *((CHANGE, (people[who], "setting", "ussd_min_cents", None, cents(1500 + number))) for who in makers),
            *((CHANGE, (people[who], "pilot", "sim", sim, listed)) for who in makers for sim in sims),
        ]
        outcomes = together(database.owner_url, calls)
        assert Counter(outcomes) == {"proposed": 1, "open": 1, "changed": 2, "same": 2}
        assert sorted(outcomes[:2]) == ["open", "proposed"]
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            assert one(owner, "select count(*) from config.config_changes where state = 'proposed'") == 1
            assert one(owner, "select count(*) from fleet.pilot_entries where valid_to is null") == 2, "each SIM once"
            owner.execute("delete from config.config_changes where state = 'proposed'")
            owner.execute("update fleet.pilot_entries set valid_to = clock_timestamp() where valid_to is null")


def test_of_withdrawing_and_deciding_at_once_one_wins(database: Database, people: dict[str, int]) -> None:
    won: Counter[str] = Counter()
    for number in range(ROUNDS):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            before, wanted = one(owner, SMALLEST), 2000 + number
            maker = people["maker"]
            assert one(owner, CHANGE, maker, "setting", "ussd_min_cents", None, cents(wanted)) == "proposed"
            change = int(one(owner, "select max(change_id) from config.config_changes"))
        outcomes = together(database.owner_url, [
            (WITHDRAW, (people["maker"], change)), (DECIDE, (people["checker"], change, "approved")),
            (WITHDRAW, (people["maker"], change)), (DECIDE, (people["other checker"], change, "approved")),
            (DECIDE, (people["maker"], change, "approved")), (WITHDRAW, (people["other maker"], change)),
        ])  # fmt: skip
        with psycopg.connect(database.owner_url) as owner:
            asked = "select state, decided_by from config.config_changes where change_id = %s"
            state, decided_by = owner.execute(asked, (change,)).fetchone() or ("", 0)
            now = one(owner, SMALLEST)
        won[state] += 1
        assert outcomes[5] == "not_maker"
        assert outcomes[4] in ("same_person", state)
        assert {outcomes[0], outcomes[2]} == {state}, "who comes second is told what came of it"
        assert {outcomes[1], outcomes[3]} == {state}
        assert now == (wanted if state == "approved" else before)
        assert (decided_by in (people["checker"], people["other checker"])) == (state == "approved")
    assert set(won) <= {"approved", "withdrawn"}


def test_a_role_is_given_or_its_proposal_withdrawn_never_both(database: Database, people: dict[str, int]) -> None:
    decide = "select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => 'approved')"
    withdraw = "select access.withdraw_role_change(p_user_id => %s, p_change_id => %s)"
    for _ in range(ROUNDS):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            change = int(one(owner, "select access.propose_grant(p_made_by => %s, p_user_id => %s, p_role => 'auditor',"
                                    " p_scope_id => null, p_valid_from => null, p_valid_to => null, p_reason => 'majaribio')"
                                    " ->> 'change_id'", people["maker"], people["newcomer"]))  # fmt: skip
            before = one(owner, "select count(*) from access.role_grants")
        outcomes = together(database.owner_url, [
            (decide, (people["checker"], change)), (withdraw, (people["maker"], change)), (withdraw, (people["maker"], change)),
        ])  # fmt: skip
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            state = one(owner, "select state from access.role_changes where change_id = %s", change)
            grants = one(owner, "select count(*) from access.role_grants") - before
            owner.execute("update access.role_grants set valid_to = clock_timestamp() where valid_to is null")
        assert set(outcomes) == {state}
        assert state in ("approved", "withdrawn")
        assert grants == (state == "approved")
