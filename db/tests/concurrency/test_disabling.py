"""Disabling people, forgetting devices and assigning suspense at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import (
    Vehicle,
    confirm,
    error_code,
    hashed,
    make_person,
    row,
    start_until_blocked,
    together,
    value,
)
from db.tests.database import Database

ROUNDS = 15
PAYMENTS, TABS = 12, 6
DISABLE = "select accounts.disable_person(%s, %s, 'ugomvi') ->> 'outcome'"
SIGN_IN = "select account.sign_in(%s, 'right', %s, null, %s)"
DECIDE = "select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => 'approved')"
ENABLED = "select count(*) from accounts.users where user_id = any (%s) and disabled_at is null"
OPEN_SESSIONS = "select count(*) from accounts.sessions where user_id = %s and revoked_at is null"
def test_two_deciders_are_left_when_all_disable_each_other(database: Database, owner: Connection) -> None:
    for _ in range(ROUNDS):
        makers = [make_person(owner, f"ops {n}", "ops") for n in range(2)]
        checkers = [make_person(owner, f"finance {n}", "finance") for n in range(2)]
        people = [*makers, *checkers]

        def disable(connection: Connection, number: int, people: list[int] = people) -> str:
            """Each maker disables a checker, and the reverse."""
            try:
                return str(value(connection, DISABLE, people[number], people[(number + 2) % 4]))
            except psycopg.Error as error:
                return error.sqlstate or ""

        outcomes = Counter(together(database.owner_url, 4, disable))
        assert set(outcomes) <= {"disabled", "last", "LFA60"}
        assert value(owner, ENABLED, makers) >= 1
        assert value(owner, ENABLED, checkers) >= 1
        assert outcomes["disabled"] == 4 - value(owner, ENABLED, people) >= 1


def test_two_makers_are_not_revoked_at_the_same_moment(database: Database, owner: Connection) -> None:
    grant = "select max(grant_id) from access.role_grants where user_id = %s and valid_to is null"
    propose = "select access.propose_revoke(%s, %s, 'ugomvi') ->> 'change_id'"
    for _ in range(ROUNDS):
        makers = [make_person(owner, f"ops {n}", "ops") for n in range(2)]
        checkers = [make_person(owner, f"finance {n}", "finance") for n in range(2)]
        changes = [value(owner, propose, makers[1 - n], value(owner, grant, makers[n])) for n in range(2)]

        def decide(connection: Connection, number: int, checkers: list[int] = checkers,
                   changes: list[str] = changes) -> str | None:
            return error_code(connection, DECIDE, checkers[number], changes[number])

        assert set(together(database.owner_url, 2, decide)) == {None, "LFC75"}
        owner.execute("update access.role_changes set state = 'declined', decided_at = now(), decided_by = %s,"
                      " decision_reason = 'it is not needed' where state = 'proposed'", (checkers[0],))


def test_nobody_keeps_a_session_while_being_disabled(database: Database, owner: Connection) -> None:
    staff = make_person(owner, "ops 0", "ops")
    renew = "select 1 from accounts.renew_session(%s, %s)"
    for _ in range(ROUNDS):
        user = make_person(owner, "leaver", "auditor")

        def act(connection: Connection, number: int, user: int = user) -> object:
            """Disable the person, who signs in and uses the second factor at the same moment."""
            if number == 0:
                return value(connection, DISABLE, staff, user)
            if number == 1:
                return error_code(connection, renew, hashed("leaver"), hashed("leaver, proved"))
            token = hashed(f"leaver, tab {number}")
            return value(connection, SIGN_IN, hashed("phone of leaver"), token, hashed("browser"))

        assert together(database.owner_url, 4, act)[0] == "disabled"
        assert value(owner, OPEN_SESSIONS, user) == 0


def test_sessions_of_a_forgotten_device_end_while_they_sign_in_there(database: Database, owner: Connection) -> None:
    user = make_person(owner, "traveller", "auditor")
    phone, laptop = hashed("phone of traveller"), hashed("laptop")
    device = value(owner, "select accounts.device_key(%s)", laptop)
    revoked = "select revoked_at is not null from accounts.sessions where session_hash = %s"
    without_device = """select count(*) from accounts.sessions s left join accounts.devices d using (device_id)
                         where s.user_id = %s and s.revoked_at is null and d.device_id is null
                           and s.session_hash <> %s"""
    for n in range(ROUNDS):
        value(owner, SIGN_IN, phone, hashed(f"before {n}"), laptop)

        def act(connection: Connection, number: int, n: int = n) -> object:
            if number == 0:
                return value(connection, "select accounts.forget_device(%s, %s)", user, device)
            return value(connection, SIGN_IN, phone, hashed(f"{n}, {number}"), laptop)

        forgotten, *signed_in = together(database.owner_url, 3, act)
        assert forgotten >= 1
        assert signed_in == ["open", "open"]
        assert value(owner, revoked, hashed(f"before {n}"))
        assert value(owner, without_device, user, hashed("traveller")) == 0


def test_many_tabs_assign_no_more_than_the_cap(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    make_person(owner, "assigner", "ops")
    receipts = [f"QTABS{number:05}" for number in range(PAYMENTS)]
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for receipt in receipts:
            confirm(telco, receipt, account="nobody")
    owner.execute("update config.settings set value = '30000' where setting = 'assign_cap_new_device_cents'")
    query = "select ops.assign_suspense(%s, %s, %s, null) ->> 'outcome'"

    def assign(ops: Connection, tab: int) -> Counter[str]:
        """Each tab begins elsewhere in the list."""
        order = receipts[tab * 2 :] + receipts[: tab * 2]
        return Counter(value(ops, query, hashed("assigner"), receipt, str(vehicle.vehicle_id)) for receipt in order)

    outcomes: Counter[str] = sum(together(database.url("ops"), TABS, assign), Counter())
    assigned = row(owner, "select count(*), sum(amount_cents) from mobile_money.payments where state = 'placed'")
    assert assigned == (5, 30000)
    assert set(outcomes) == {"placed", "over_cap"}


def test_an_older_proposal_enables_nobody_who_is_being_disabled(database: Database, owner: Connection) -> None:
    """An older proposal is still open when the person, enabled once, is disabled again."""
    maker, checker = make_person(owner, "ops 0", "ops"), make_person(owner, "finance 0", "finance")
    thief = make_person(owner, "thief", "auditor")
    value(owner, DISABLE, maker, thief)
    older = value(owner, "select access.propose_enable(%s, %s, 'imepatikana') ->> 'change_id'", maker, thief)
    value(owner, "select accounts.enable_person(%s)", thief)
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        value(first, DISABLE, maker, thief)
        decision = start_until_blocked(pool, owner, database.owner_url, DECIDE, checker, older)
        first.commit()
        assert decision.result(60) == "bad_time"
    assert value(owner, ENABLED, [thief]) == 0


def test_a_sign_in_waits_for_a_pause(database: Database, owner: Connection) -> None:
    """It reads the person after the guess that it waited for: guesses at once are guesses in turn."""
    user = make_person(owner, "paused", "auditor")
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database.owner_url) as guess:
        guess.execute("update accounts.users set locked_until = now() + interval '1 hour' where user_id = %s", (user,))
        right = (hashed("phone of paused"), hashed("a session"), hashed("a device"))
        second = start_until_blocked(pool, owner, database.owner_url, SIGN_IN, *right)
        guess.commit()
        assert second.result(60) == "refused"
