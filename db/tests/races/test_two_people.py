"""Maker and checker at the same moment: duties that must not meet never do, and one decision counts."""

import hashlib
import itertools
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from db.tests.database import Database, fresh

ROUNDS = 20


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """A database of its own."""
    with fresh("two_people") as made:
        yield made


@pytest.fixture(scope="module")
def people(database: Database) -> dict[str, int]:
    """A maker with a second phone, two checkers, and whom it is about."""
    names = ("maker", "second phone", "checker", "other checker", "newcomer", "twin")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        made = {name: one(owner, "insert into security.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126')"
                                 " returning user_id", hashlib.sha256(name.encode()).digest()) for name in names}
        owner.execute("select security.join_accounts(%s, %s)", (made["maker"], made["second phone"]))
    return made


def one(connection: psycopg.Connection, query: str, *arguments: object) -> Any:
    """The one value of a query."""
    row = connection.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


def together(url: str, calls: list[tuple[str, tuple[object, ...]]]) -> list[Any]:
    """Every call in its own connection, at the same moment."""
    start = threading.Barrier(len(calls))

    def begin(call: tuple[str, tuple[object, ...]]) -> Any:
        with psycopg.connect(url, autocommit=True) as connection:
            start.wait(20)
            return one(connection, call[0], *call[1])

    with ThreadPoolExecutor(len(calls)) as hands:
        return list(hands.map(begin, calls))


def test_one_person_with_two_phones_has_one_duty_however_fast(database: Database, people: dict[str, int]) -> None:
    take = "select security.take_duty(p_user_id => %s, p_duty => %s, p_subject => %s)"
    for number in range(ROUNDS):
        subject = f"test.both:{number}"
        outcomes = together(database.owner_url, [
            (take, (people["maker"], "maker", subject)), (take, (people["second phone"], "checker", subject)),
            (take, (people["maker"], "checker", subject)), (take, (people["second phone"], "maker", subject)),
        ])  # fmt: skip
        assert set(outcomes) <= {"taken", "same_person", "gone"}
        with psycopg.connect(database.owner_url) as owner:
            assert one(owner, "select count(*) from security.duties where subject = %s", subject) == 1


def test_of_two_who_decide_at_once_one_decides(database: Database, people: dict[str, int]) -> None:
    decide = "select security.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => %s)"
    for _ in range(ROUNDS):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            change = int(one(owner, "select security.propose_grant(p_made_by => %s, p_user_id => %s, p_role => 'auditor',"
                                    " p_scope_id => null, p_valid_from => null, p_valid_to => null, p_reason => 'majaribio')"
                                    " ->> 'change_id'", people["maker"], people["newcomer"]))
            before = one(owner, "select count(*) from security.role_grants")
        outcomes = Counter(together(database.owner_url, [
            (decide, (people["checker"], change, "approved")), (decide, (people["other checker"], change, "declined")),
            (decide, (people["second phone"], change, "approved")), (decide, (people["newcomer"], change, "approved")),
        ]))  # fmt: skip
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            state, decided_by = owner.execute(
                "select state, decided_by from security.role_changes where change_id = %s", (change,)).fetchone() or ("", 0)
            grants = one(owner, "select count(*) from security.role_grants") - before
            owner.execute("update security.role_grants set valid_to = clock_timestamp() where valid_to is null")
        assert decided_by in (people["checker"], people["other checker"])
        assert grants == (state == "approved")
        assert outcomes[state] >= 2
        assert set(outcomes) <= {"approved", "declined", "same_person"}


PROPOSE_JOIN = (
    "select security.propose_join(p_made_by => %s, p_act => %s, p_user_id => %s, p_other => %s, p_reason => 'majaribio') ->> 'change_id'"
)
DECIDE = "select security.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => %s)"


def test_of_two_who_decide_on_a_joining_at_once_one_decides(database: Database, people: dict[str, int]) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        for turn in range(ROUNDS):
            act = "separate" if one(owner, "select same_person_as is not null from security.users where user_id = %s", people["twin"]) else "join"
            change = int(one(owner, PROPOSE_JOIN, people["maker"], act, people["twin"], people["newcomer"]))
            outcomes = Counter(together(database.owner_url, [
                (DECIDE, (people["checker"], change, "approved")), (DECIDE, (people["other checker"], change, ("approved", "declined")[turn % 2])),
                (DECIDE, (people["second phone"], change, "approved")), (DECIDE, (people["newcomer"], change, "approved")),
                (DECIDE, (people["twin"], change, "approved")),
            ]))  # fmt: skip
            state, decided_by = owner.execute("select state, decided_by from security.role_changes where change_id = %s", (change,)).fetchone() or ("", 0)
            assert decided_by in (people["checker"], people["other checker"])
            assert outcomes[state] >= 2
            assert set(outcomes) <= {"approved", "declined", "same_person"}
            joined = one(owner, "select security.person_of(%s) = security.person_of(%s)", people["twin"], people["newcomer"])
            assert joined == ((act == "join") == (state == "approved"))
            signed = "select count(*) from audit.change_log where action = %s"
            before = one(owner, signed, f"{act}_accounts")
            together(database.owner_url, [(DECIDE, (people["checker"], change, "approved"))] * 2)
            assert one(owner, signed, f"{act}_accounts") == before, "what was decided happens once"


def test_of_two_joinings_at_once_one_leaves_two_who_decide(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update security.role_grants set valid_to = clock_timestamp() where valid_to is null or valid_to > clock_timestamp()")
        for turn in range(ROUNDS):
            made = [int(one(owner, "insert into security.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126') returning user_id",
                            hashlib.sha256(f"{turn} {name}".encode()).digest())) for name in ("ops", "finance", "finance too", "maker")]  # fmt: skip
            for user, role in zip(made, ("ops", "finance", "finance", "auditor"), strict=True):
                owner.execute("select security.grant_role(%s, %s, 'platform', null)", (user, role))
            changes = [int(one(owner, PROPOSE_JOIN, made[3], "join", made[0], made[n])) for n in (1, 2)]

            def decide(number: int, made: list[int] = made, changes: list[int] = changes) -> str:
                """Each finance officer about the other one."""
                try:
                    with psycopg.connect(database.owner_url, autocommit=True) as door:
                        return str(one(door, DECIDE, made[2 - number], changes[number], "approved"))
                except psycopg.Error as error:
                    return error.sqlstate or ""

            with ThreadPoolExecutor(2) as hands:
                outcomes = sorted(hands.map(decide, range(2)))
            assert outcomes in (["LFC75", "approved"], ["approved", "same_person"])
            assert one(owner, "select security.somebody_decides(null)")
            owner.execute("update security.role_grants set valid_to = clock_timestamp() where valid_to is null or valid_to > clock_timestamp()")


def test_joinings_in_a_chain_at_once_make_one_person(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        for turn in range(ROUNDS):
            made = [int(one(owner, "insert into security.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126') returning user_id",
                            hashlib.sha256(f"{turn} link {n}".encode()).digest())) for n in range(4)]  # fmt: skip
            join = "select security.join_accounts(p_user_id => %s, p_other => %s)"
            together(database.owner_url, [(join, pair) for pair in itertools.pairwise(made)])
            assert one(owner, "select security.accounts_of(p_user_id => %s)", made[-1]) == made
            assert one(owner, "select count(distinct security.person_of(p_user_id => u)) from unnest(%s::bigint[]) u", made) == 1
