"""Maker and checker at the same moment: four_eyes_records that must not meet never do, and one decision counts."""

import hashlib
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
    """A maker, two checkers, and whom it is about."""
    names = ("maker", "checker", "other checker", "newcomer")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        return {name: one(owner, "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126')"
                                 " returning user_id", hashlib.sha256(name.encode()).digest()) for name in names}


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


def test_one_person_has_one_duty_however_fast(database: Database, people: dict[str, int]) -> None:
    take = "select access.record_four_eyes(p_user_id => %s, p_part => %s, p_subject => %s)"
    for number in range(ROUNDS):
        subject = f"test.both:{number}"
        outcomes = together(database.owner_url, [
            (take, (people["maker"], "maker", subject)), (take, (people["maker"], "checker", subject)),
            (take, (people["maker"], "checker", subject)), (take, (people["maker"], "maker", subject)),
        ])  # fmt: skip
        assert set(outcomes) <= {"taken", "same_person", "gone"}
        with psycopg.connect(database.owner_url) as owner:
            assert one(owner, "select count(*) from access.four_eyes_records where subject = %s", subject) == 1


def test_of_two_who_decide_at_once_one_decides(database: Database, people: dict[str, int]) -> None:
    decide = "select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => %s)"
    for _ in range(ROUNDS):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            change = int(one(owner, "select access.propose_grant(p_made_by => %s, p_user_id => %s, p_role => 'auditor',"
                                    " p_scope_id => null, p_valid_from => null, p_valid_to => null, p_reason => 'majaribio')"
                                    " ->> 'change_id'", people["maker"], people["newcomer"]))
            before = one(owner, "select count(*) from access.role_grants")
        outcomes = Counter(together(database.owner_url, [
            (decide, (people["checker"], change, "approved")), (decide, (people["other checker"], change, "declined")),
            (decide, (people["maker"], change, "approved")), (decide, (people["newcomer"], change, "approved")),
        ]))  # fmt: skip
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            state, decided_by = owner.execute(
                "select state, decided_by from access.role_changes where change_id = %s", (change,)).fetchone() or ("", 0)
            grants = one(owner, "select count(*) from access.role_grants") - before
            owner.execute("update access.role_grants set valid_to = clock_timestamp() where valid_to is null")
        assert decided_by in (people["checker"], people["other checker"])
        assert grants == (state == "approved")
        assert outcomes[state] >= 2
        assert set(outcomes) <= {"approved", "declined", "same_person"}
