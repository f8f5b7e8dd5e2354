"""A vehicle moves to another SACCO while its crew changes: no crew of the old SACCO stays, no deadlock."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, hashed, make_user, row, start_until_blocked, value
from db.tests.database import Database

MOVE = "update fleet.vehicles set sacco_id = %s where vehicle_id = %s returning 'moved'"
DECIDE = "select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => 'approved')"
PROPOSE = """select sacco.propose_crew(p_session => %s, p_phone_hash => %s, p_phone_sealed => '\\x01', p_last3 => '126',
  p_name_sealed => null, p_vehicle => %s, p_from => '', p_to => '', p_reason => 'kondakta mpya')"""
PROPOSE_GRANT = "select access.propose_grant(%s, %s, 'crew', %s, null, null, 'kondakta') ->> 'change_id'"
CREW_NOW = """select count(*) from access.role_grants where scope_kind = 'vehicle' and scope_id = %s
  and (valid_to is null or valid_to > clock_timestamp())"""
SACCO = "select sacco_id from fleet.saccos where name = %s"


@pytest.fixture
def move(vehicle: Vehicle, owner: Connection) -> tuple[str, int, int]:
    """The statement that moves the vehicle, which is in its old SACCO again."""
    owner.execute("insert into fleet.saccos (name) values ('Other SACCO') on conflict do nothing")
    value(owner, MOVE, value(owner, SACCO, "Test SACCO"), vehicle.vehicle_id)
    return MOVE, value(owner, SACCO, "Other SACCO"), vehicle.vehicle_id


@pytest.fixture
def admin(vehicle: Vehicle, owner: Connection) -> bytes:
    """The session of the old SACCO's admin."""
    user = make_user(owner, "admin")
    value(owner, "select access.grant_role(%s, 'sacco_admin', 'sacco', %s)", user, value(owner, SACCO, "Test SACCO"))
    owner.execute("delete from accounts.sessions where user_id = %s", (user,))
    value(owner, "select 1 from accounts.open_session(%s, %s, null)", user, hashed("admin"))
    owner.execute("update accounts.sessions set proved_at = now() where user_id = %s", (user,))
    return hashed("admin")


@pytest.fixture
def first(database: Database) -> Iterator[Connection]:
    """The transaction that began first and has not ended."""
    with psycopg.connect(database.owner_url) as connection:
        yield connection


@pytest.mark.parametrize("kind", ["grant", "revoke"])
def test_a_role_change_approved_during_the_move_ends_with_it(
    database: Database, owner: Connection, first: Connection, move: tuple[str, int, int], kind: str
) -> None:
    maker, checker, crew = (make_user(owner, name) for name in ("admin", "treasurer", f"conductor for {kind}"))
    if kind == "grant":
        change = value(owner, PROPOSE_GRANT, maker, crew, move[2])
    else:
        grant = value(owner, "select access.grant_role(%s, 'crew', 'vehicle', %s)", crew, move[2])
        change = value(owner, "select access.propose_revoke(%s, %s, 'ameacha') ->> 'change_id'", maker, grant)
    with ThreadPoolExecutor(1) as pool:
        # The lock that a decision takes first.
        first.execute("select from access.role_changes where change_id = %s for update", (change,))
        moving = start_until_blocked(pool, owner, database.owner_url, *move)
        assert value(first, DECIDE, checker, change) == "approved"
        first.commit()
        assert moving.result(60) == "moved"
    assert value(owner, CREW_NOW, move[2]) == 0


def test_a_proposal_made_during_the_move_ends_and_its_number_is_forgotten(
    database: Database, owner: Connection, first: Connection, move: tuple[str, int, int], admin: bytes
) -> None:
    with ThreadPoolExecutor(1) as pool:
        change = value(first, PROPOSE, admin, hashed("typed"), "4628")["change_id"]
        moving = start_until_blocked(pool, owner, database.owner_url, *move)
        first.commit()
        assert moving.result(60) == "moved"
    query = """select c.state, u.phone_last3 from access.role_changes c join accounts.users u using (user_id)
                where change_id = %s"""
    assert row(owner, query, change) == ("withdrawn", "000")


def test_a_vehicle_that_has_just_moved_gets_no_proposal_of_the_old_sacco(
    database: Database, owner: Connection, first: Connection, move: tuple[str, int, int], admin: bytes
) -> None:
    propose = (f"{PROPOSE} ->> 'outcome'", admin, hashed("typed later"), "4628")
    with ThreadPoolExecutor(1) as pool:
        value(first, *move)
        proposal = start_until_blocked(pool, owner, database.owner_url, *propose)
        first.commit()
        assert proposal.result(60) == "absent"
    assert value(owner, "select count(*) from accounts.users where phone_hash = %s", hashed("typed later")) == 0
