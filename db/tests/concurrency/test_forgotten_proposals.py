"""A number is proposed anew in the moment in which it is forgotten: the new proposal is about somebody, not about an emptied row."""

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from db.tests.concurrency.vehicle import register, test_vehicle_database, value

ROUNDS = 25
PROPOSE = """select access.propose_grant(p_made_by => %s, p_role => 'crew', p_scope_id => %s, p_reason => 'kondakta mpya',
  p_valid_from => null, p_valid_to => null, p_user_id => accounts.ensure_user(p_phone_hash => %s, p_phone_sealed => '\\x01',
    p_last3 => '126', p_name_sealed => null, p_sacco_id => (select min(sacco_id) from fleet.saccos))) ->> 'change_id'"""
DECLINE = "select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => 'declined')"


@pytest.fixture(scope="module")
def road() -> Iterator[tuple[str, list[int], int, int]]:
    """Two vehicles of a SACCO, its admin and its treasurer."""
    with test_vehicle_database("proposals") as (database, first), psycopg.connect(database.owner_url, autocommit=True) as owner:
        second = register(owner, "KZZ 002B", "4631")
        admin, treasurer = (
            int(
                value(
                    owner,
                    "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '125') returning user_id",
                    hashlib.sha256(who).digest(),
                )
            )
            for who in (b"admin", b"treasurer")
        )
        yield database.owner_url, [first.vehicle_id, second.vehicle_id], admin, treasurer


def test_who_is_proposed_anew_is_somebody(road: tuple[str, list[int], int, int]) -> None:
    url, vehicles, admin, treasurer = road
    with psycopg.connect(url, autocommit=True) as owner:
        for number in range(ROUNDS):
            phone = hashlib.sha256(f"typed {number}".encode()).digest()
            first = value(owner, PROPOSE, admin, vehicles[0], phone)
            start = threading.Barrier(2)

            def act(query: str, *arguments: object, start: threading.Barrier = start) -> object:
                with psycopg.connect(url, autocommit=True) as line:
                    start.wait(20)
                    return value(line, query, *arguments)

            with ThreadPoolExecutor(2) as hands:
                declined = hands.submit(act, DECLINE, treasurer, first)
                again = hands.submit(act, PROPOSE, admin, vehicles[1], phone)
                assert declined.result() == "declined"
                second = again.result()
            who = "select u.phone_hash = %s and u.phone_sealed <> '' and u.disabled_at is null from access.role_changes c"
            assert value(owner, f"{who} join accounts.users u using (user_id) where c.change_id = %s", phone, second) is True
