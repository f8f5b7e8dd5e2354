"""Phones and proposed numbers are forgotten while their owners dial or are proposed again."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, hashed, make_user, query_together, register, row, together, value
from db.tests.database import Database

PHONES, CALLERS, DIALS, ROUNDS = 300, 4, 300, 25
DIAL = (
    "select ussd.open_session(p_session_id => %s, p_phone_hash => sha256(%s::bytea), p_phone_sealed => '\\x01',"
    " p_phone_last3 => '126', p_network => '1', p_service_code => '*384#', p_at => clock_timestamp())"
)
FORGET = "select privacy.forget_silent_phones(p_until => now() - interval '400 days', p_from => '', p_limit => 1000)"
PROPOSE = """select access.propose_grant(p_made_by => %s, p_role => 'crew', p_scope_id => %s, p_valid_from => null,
  p_valid_to => null, p_reason => 'kondakta mpya', p_user_id => accounts.ensure_user(p_phone_hash => %s,
    p_phone_sealed => '\\x01', p_last3 => '126', p_name_sealed => null,
    p_sacco_id => (select min(sacco_id) from fleet.saccos))) ->> 'change_id'"""
DECLINE = """select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => 'declined',
  p_reason => 'not known here')"""
PROPOSED = """select u.phone_hash = %s and u.phone_sealed <> '' and u.disabled_at is null
                from access.role_changes c join accounts.users u using (user_id) where c.change_id = %s"""


def test_a_phone_that_dials_while_silent_phones_are_forgotten_is_served_and_kept(empty: Database) -> None:
    def dial(connection: Connection, number: int) -> None:
        """Open a session for one phone after the other."""
        for n in range(DIALS):
            connection.execute(DIAL, (f"{number}-{n}", str((number * 75 + n) % PHONES)))

    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into privacy.phones (phone_hash, phone_sealed, phone_last3, first_seen_at)"
            " select sha256(n::text::bytea), '\\x01', '126', now() - interval '500 days' from generate_series(0, %s) n",
            (PHONES + 3000,),
        )
        with ThreadPoolExecutor(1) as pool:
            callers = pool.submit(together, empty.owner_url, CALLERS, dial)
            while not callers.done():
                owner.execute(FORGET)
            callers.result()
        owner.execute(FORGET)
        # Each phone dialled in the end, so each is there.
        sessions = row(owner, "select count(distinct phone_hash), count(*) from ussd.ussd_sessions")
        assert sessions == (PHONES, CALLERS * DIALS)


def test_a_number_proposed_when_forgotten_is_a_person(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    second = register(owner, "KZZ 002B", "4631").vehicle_id
    admin, treasurer = make_user(owner, "admin"), make_user(owner, "treasurer")
    for number in range(ROUNDS):
        phone = hashed(f"typed {number}")
        first = value(owner, PROPOSE, admin, vehicle.vehicle_id, phone)
        calls: list[tuple[str, tuple[object, ...]]] = [(DECLINE, (treasurer, first)), (PROPOSE, (admin, second, phone))]
        declined, change = query_together(database.owner_url, calls)
        assert declined == "declined"
        assert value(owner, PROPOSED, phone, change) is True
