"""Disabling, forgetting and placing at the same moment: somebody can always still decide, nothing stays open, no cap is passed."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from db.tests.concurrency.vehicle import TestVehicle, confirm, faults, row, together, value, waiting
from db.tests.database import Database

ROUNDS = 15
PAYMENTS, TABS = 12, 6


@pytest.fixture(scope="module")
def database(road: tuple[Database, TestVehicle]) -> Database:
    """The same, without the vehicle."""
    return road[0]


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection]:
    """The owner of the tables."""
    with psycopg.connect(database.owner_url, autocommit=True) as line:
        yield line


def hashed(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()


def person(owner: psycopg.Connection, name: str, role: str) -> int:
    """Somebody with a password, a role and an open session whose second step was just taken."""
    user = int(value(
        owner,
        "insert into accounts.users (phone_hash, phone_sealed, phone_last3, password_salt, password_params, password_verifier)"
        " values (%s, '\\x01', '126', %s, 'm=19456,t=2,p=1', sha256('right')) on conflict (phone_hash)"
        " do update set disabled_at = null, disabled_by = null, disabled_why = null returning user_id",
        hashed("phone of " + name), bytes(16),
    ))  # fmt: skip
    value(owner, "select access.grant_role(%s, %s, 'platform', null)", user, role)
    owner.execute("delete from accounts.sessions where user_id = %s", (user,))
    value(owner, "select 1 from accounts.open_session(%s, %s, null)", user, hashed(name))
    owner.execute("update accounts.sessions set proved_at = now() where user_id = %s", (user,))
    return user


def test_of_all_who_decide_two_are_left_however_fast_they_shut_each_other_out(
    database: Database, owner: psycopg.Connection
) -> None:
    for _ in range(ROUNDS):
        makers = [person(owner, f"ops {n}", "ops") for n in range(2)]
        checkers = [person(owner, f"finance {n}", "finance") for n in range(2)]
        everybody = [*makers, *checkers]

        def shut_out(door: psycopg.Connection, number: int, people: list[int] = everybody) -> str:
            """Each the next one, in a circle of the two kinds."""
            try:
                return str(value(
                    door, "select accounts.disable_person(%s, %s, 'ugomvi') ->> 'outcome'", people[number], people[(number + 2) % 4]
                ))  # fmt: skip
            except psycopg.Error as error:
                return error.sqlstate or ""

        outcomes = Counter(together(database.owner_url, 4, shut_out))
        assert set(outcomes) <= {"disabled", "last", "LFA60"}
        in_ = "select count(*) from accounts.users where user_id = any (%s) and disabled_at is null"
        assert value(owner, in_, makers) >= 1
        assert value(owner, in_, checkers) >= 1
        assert outcomes["disabled"] == 4 - value(owner, in_, everybody)
        assert outcomes["disabled"] >= 1


def test_nobody_slips_in_while_being_shut_out(database: Database, owner: psycopg.Connection) -> None:
    by = person(owner, "ops 0", "ops")
    for _ in range(ROUNDS):
        user = person(owner, "leaver", "auditor")

        def act(door: psycopg.Connection, number: int, user: int = user) -> object:
            """Out; meanwhile signing in, and taking the second step under a new token."""
            if number == 0:
                return value(door, "select accounts.disable_person(%s, %s, 'ugomvi') ->> 'outcome'", by, user)
            if number == 1:
                try:
                    return value(door, "select 1 from accounts.renew_session(%s, %s)", hashed("leaver"), hashed("leaver, proved"))
                except psycopg.Error as error:
                    return error.sqlstate
            return value(
                door, "select account.sign_in(%s, 'right', %s, null, %s)", hashed("phone of leaver"),
                hashed(f"leaver, tab {number}"), hashed("browser"),
            )  # fmt: skip

        assert together(database.owner_url, 4, act)[0] == "disabled"
        assert value(owner, "select count(*) from accounts.sessions where user_id = %s and revoked_at is null", user) == 0


def test_what_was_open_on_a_device_ends_with_it_even_while_somebody_signs_in_there(
    database: Database, owner: psycopg.Connection
) -> None:
    user = person(owner, "traveller", "auditor")
    place = value(owner, "select accounts.device_key(%s)", hashed("laptop"))
    enter = "select account.sign_in(%s, 'right', %s, null, %s)"
    for turn in range(ROUNDS):
        value(owner, enter, hashed("phone of traveller"), hashed(f"before {turn}"), hashed("laptop"))

        def act(door: psycopg.Connection, number: int, turn: int = turn) -> object:
            if number == 0:
                return value(door, "select accounts.forget_device(%s, %s)", user, place)
            return value(door, enter, hashed("phone of traveller"), hashed(f"{turn}, {number}"), hashed("laptop"))

        outcomes = together(database.owner_url, 3, act)
        assert outcomes[0] >= 1
        assert outcomes[1:] == ["open", "open"]
        assert value(owner, "select revoked_at is not null from accounts.sessions where session_hash = %s", hashed(f"before {turn}"))
        assert value(
            owner,
            "select count(*) from accounts.sessions s left join accounts.devices d using (device_id)"
            " where s.user_id = %s and s.revoked_at is null and d.device_id is null and s.session_hash <> %s",
            user, hashed("traveller"),
        ) == 0  # fmt: skip


def test_many_tabs_of_one_operator_place_no_more_than_the_cap(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection
) -> None:
    person(owner, "placer", "ops")
    receipts = [f"QTABS{number:05}" for number in range(PAYMENTS)]
    with psycopg.connect(road[0].url("telco"), autocommit=True) as telco:
        for receipt in receipts:
            confirm(telco, receipt, account="nobody")
    owner.execute("update config.settings set value = '30000' where setting = 'assign_cap_new_device_cents'")

    def place(door: psycopg.Connection, tab: int) -> Counter[str]:
        """Each tab begins elsewhere in the list."""
        mine = receipts[tab * 2 :] + receipts[: tab * 2]
        call = "select ops.assign_suspense(%s, %s, %s) ->> 'outcome'"
        return Counter(value(door, call, hashed("placer"), receipt, str(road[1].vehicle_id)) for receipt in mine)

    outcomes: Counter[str] = sum(together(road[0].url("ops"), TABS, place), Counter())
    placed = row(owner, "select count(*), sum(amount_cents) from mobile_money.payments where state = 'placed'")
    assert placed == (5, 30000)
    assert set(outcomes) == {"placed", "over_cap"}
    assert faults(owner) == []


def test_who_is_shut_out_this_moment_comes_in_by_no_older_proposal(database: Database, owner: psycopg.Connection) -> None:
    """Of two proposals to let somebody in one was agreed to; the other is left over."""
    maker, checker = person(owner, "ops 0", "ops"), person(owner, "finance 0", "finance")
    thief = person(owner, "let in", "auditor")
    value(owner, "select accounts.disable_person(%s, %s, 'simu imepotea')", maker, thief)
    left_over = value(owner, "select access.propose_enable(%s, %s, 'imepatikana') ->> 'change_id'", maker, thief)
    value(owner, "select accounts.enable_person(%s)", thief)
    decide = "select access.decide_role_change(p_decided_by => %s, p_change_id => %s, p_decision => 'approved')"
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as hands:
        value(first, "select accounts.disable_person(%s, %s, 'ameiba')", maker, thief)
        decision = waiting(hands, owner, database.owner_url, decide, checker, left_over)
        first.commit()
        assert decision.result(60) == "bad_time"
    assert value(owner, "select disabled_at is not null from accounts.users where user_id = %s", thief) is True
