"""A vehicle goes to another SACCO while its crew is decided about: nobody whom the old SACCO chose comes along, and nobody waits for ever."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from db.tests.concurrency.vehicle import TestVehicle, row, value, waiting
from db.tests.database import Database

PooledConnection = psycopg.Connection
MOVE = "update fleet.vehicles set sacco_id = %s where vehicle_id = %s returning 'moved'"
DECIDE = "select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => 'approved')"
PROPOSE = """select sacco.propose_crew(p_session => %s, p_phone_hash => %s, p_phone_sealed => '\\x01', p_last3 => '126', p_name_sealed => null,
  p_vehicle => %s, p_from => '', p_to => '', p_reason => 'kondakta mpya')"""
CREW_NOW = "select count(*) from access.role_grants where scope_kind = 'vehicle' and scope_id = %s and (valid_to is null or valid_to > clock_timestamp())"


def hashed(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()


def somebody(owner: PooledConnection, name: str) -> int:
    query = "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '125') on conflict do nothing"
    owner.execute(query, (hashed(name),))
    return int(value(owner, "select user_id from accounts.users where phone_hash = %s", hashed(name)))


@pytest.fixture
def moved(road: tuple[Database, TestVehicle], owner: PooledConnection) -> tuple[int, int]:
    """The vehicle, in its old SACCO again, and the SACCO that it goes to."""
    vehicle = road[1].vehicle_id
    owner.execute("insert into fleet.saccos (name) values ('Other PooledConnection') on conflict do nothing")
    value(owner, MOVE, value(owner, "select sacco_id from fleet.saccos where name = 'Test PooledConnection'"), vehicle)
    return vehicle, int(value(owner, "select sacco_id from fleet.saccos where name = 'Other PooledConnection'"))


@pytest.fixture
def admin(road: tuple[Database, TestVehicle], owner: PooledConnection) -> bytes:
    """The session of the old SACCO's admin."""
    user = somebody(owner, "admin")
    value(
        owner,
        "select access.grant_role(%s, 'sacco_admin', 'sacco', sacco_id) from fleet.saccos where name = 'Test PooledConnection'",
        user,
    )
    owner.execute("delete from accounts.sessions where user_id = %s", (user,))
    value(owner, "select 1 from accounts.open_session(%s, %s, null)", user, hashed("admin"))
    owner.execute("update accounts.sessions set proved_at = now() where user_id = %s", (user,))
    return hashed("admin")


@pytest.fixture
def first(road: tuple[Database, TestVehicle]) -> Iterator[PooledConnection]:
    """Who began a moment earlier, and has not ended yet."""
    with psycopg.connect(road[0].owner_url) as line:
        yield line


@pytest.mark.parametrize("act", ["grant", "revoke"])
def test_what_is_being_agreed_to_ends_with_the_rest(
    road: tuple[Database, TestVehicle], owner: PooledConnection, first: PooledConnection, moved: tuple[int, int], act: str
) -> None:
    vehicle, other = moved
    maker, checker, crew = (somebody(owner, name) for name in ("admin", "treasurer", f"conductor for {act}"))
    if act == "grant":
        change = value(
            owner,
            "select access.propose_grant(%s, %s, 'crew', %s, null, null, 'kondakta') ->> 'change_id'",
            maker,
            crew,
            vehicle,
        )
    else:
        grant = value(owner, "select access.grant_role(%s, 'crew', 'vehicle', %s)", crew, vehicle)
        change = value(owner, "select access.propose_revoke(%s, %s, 'ameacha') ->> 'change_id'", maker, grant)
    with ThreadPoolExecutor(1) as hands:
        first.execute(
            "select from access.role_changes where change_id = %s for update", (change,)
        )  # as deciding begins
        move = waiting(hands, owner, road[0].owner_url, MOVE, other, vehicle)
        assert value(first, DECIDE, checker, change) == "approved"
        first.commit()
        assert move.result(60) == "moved"
    assert value(owner, CREW_NOW, vehicle) == 0


def test_what_is_being_proposed_is_over_and_the_number_forgotten(
    road: tuple[Database, TestVehicle], owner: PooledConnection, first: PooledConnection, moved: tuple[int, int], admin: bytes
) -> None:
    vehicle, other = moved
    with ThreadPoolExecutor(1) as hands:
        change = value(first, PROPOSE, admin, hashed("typed"), "4628")["change_id"]
        move = waiting(hands, owner, road[0].owner_url, MOVE, other, vehicle)
        first.commit()
        assert move.result(60) == "moved"
    found = row(
        owner,
        "select c.state, u.phone_last3 from access.role_changes c join accounts.users u using (user_id) where change_id = %s",
        change,
    )
    assert found == ("withdrawn", "000")


def test_a_vehicle_that_is_just_leaving_gets_no_proposal(
    road: tuple[Database, TestVehicle], owner: PooledConnection, first: PooledConnection, moved: tuple[int, int], admin: bytes
) -> None:
    vehicle, other = moved
    with ThreadPoolExecutor(1) as hands:
        value(first, MOVE, other, vehicle)
        proposal = waiting(
            hands, owner, road[0].owner_url, f"{PROPOSE} ->> 'outcome'", admin, hashed("typed later"), "4628"
        )
        first.commit()
        assert proposal.result(60) == "absent"
    assert value(owner, "select count(*) from accounts.users where phone_hash = %s", hashed("typed later")) == 0
