"""Guesses at a crew's number made at once, two who choose the same one at once, and trips begun by two hands."""

import hashlib
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from db.tests.concurrency.vehicle import TestVehicle, row, test_vehicle_database, together, value
from db.tests.database import Database

GUESSES, CONNECTIONS = 400, 20
Road = tuple[Database, TestVehicle]


@pytest.fixture(scope="module")
def road() -> Iterator[Road]:
    """A vehicle whose crew are Juma, who has a number, and Asha."""
    with test_vehicle_database("crew_numbers") as (database, matatu):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            for who in ("juma", "asha"):
                hire(owner, matatu, who)
            assert choose(owner, "juma", "73915") == "set"
        yield database, matatu


def hire(owner: psycopg.Connection, matatu: TestVehicle, who: str) -> None:
    owner.execute(
        "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256(%s), '\\x01', '904')",
        (who.encode(),),
    )
    owner.execute("select access.grant_role(%s, 'crew', 'vehicle', %s)", (user(owner, who), matatu.vehicle_id))


def user(owner: psycopg.Connection, who: str) -> int:
    return int(value(owner, "select user_id from accounts.users where phone_hash = sha256(%s)", who.encode()))


def hashed(digits: str) -> bytes:
    return hashlib.sha256(b"key" + digits.encode()).digest()


def choose(owner: psycopg.Connection, who: str, digits: str) -> str:
    return str(value(owner, "select accounts.set_pin(%s, row(array['k'], array[%s::bytea])::accounts.typed_pin)",
                     user(owner, who), hashed(digits)))  # fmt: skip


def dial(door: psycopg.Connection, sim: str, session: str, text: str) -> str:
    """One turn, as the web hands it over."""
    last = text.rpartition("*")[2]
    known = (["k"], [hashed(last)]) if len(last) == 5 else (None, None)
    return str(value(
        door,
        "select telco.dial_ussd(p_session_id => %s, p_input => %s, p_input_mode => 'cumulative', p_phone_hash => sha256(%s),"
        " p_phone_sealed => '\\x01', p_phone_last3 => '777', p_network => '63902', p_service_code => '*384*46#',"
        " p_pin_key_ids => %s::text[], p_pin_hashes => %s::bytea[])", session, text, sim.encode(), *known))  # fmt: skip


def test_of_four_hundred_guesses_by_one_phone_five_are_looked_at(road: Road) -> None:
    database, _ = road
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update config.rate_limits set burst = 100000 where limit_name = 'ussd'")

        def guess(door: psycopg.Connection, number: int) -> Counter[str]:
            said: Counter[str] = Counter()
            for turn in range(GUESSES // CONNECTIONS):
                session = f"g{number}-{turn}"
                dial(door, "thief", session, "5*4628")
                # The last of each hand is the right one: too late.
                reply = dial(door, "thief", session, f"5*4628*{73915 if turn == 19 else 20000 + 20 * number + turn}")
                said[reply[:3]] += 1
            return said

        said = sum(together(database.url("telco"), CONNECTIONS, guess), Counter[str]())
        assert said["END"] == GUESSES - 4  # four were told "wrong", one "wrong, and now wait", all others "wait"
        assert row(owner, "select count(*) from accounts.pin_failures") == (5,)
        assert row(owner, "select count(*) from fleet.trips") == (0,)
        assert row(owner, "select count(*) from messaging.outbox where key like 'pin\\_paused/%%'") == (1,)


def test_strangers_by_many_phones_get_ten_guesses_together_and_the_crew_comes_in_meanwhile(road: Road) -> None:
    database, _ = road
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("delete from accounts.pin_failures")

        def guess(door: psycopg.Connection, number: int) -> str:
            if number == 0:
                dial(door, "juma", "own", "5")
                return dial(door, "juma", "own", "5*73915")[:3]
            for turn in range(4):
                dial(door, f"thief{number}", f"m{number}-{turn}", "5*4628")
                dial(door, f"thief{number}", f"m{number}-{turn}", f"5*4628*{30000 + 10 * number + turn}")
            return "tried"

        assert together(database.url("telco"), CONNECTIONS, guess)[0] == "CON"
        assert row(owner, "select count(*), bool_or(is_known) from accounts.pin_failures") == (10, False)


def test_of_two_who_choose_the_same_number_at_once_one_has_it(road: Road) -> None:
    database, matatu = road
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        for who in (f"crew{n}" for n in range(8)):
            hire(owner, matatu, who)
        ends = together(database.owner_url, 8, lambda door, number: choose(door, f"crew{number}", "60274"))
        assert sorted(ends) == ["set"] + ["taken"] * 7


def test_a_trip_begun_by_many_hands_is_one(road: Road) -> None:
    database, matatu = road
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("select fleet.end_trip(%s, now())", (matatu.vehicle_id,))
        juma = user(owner, "juma")

        def begin(door: psycopg.Connection, number: int) -> int:
            how = "join_trip" if number % 2 else "start_trip"
            return int(value(door, f"select fleet.{how}(%s, %s, clock_timestamp())", matatu.vehicle_id, juma))

        assert len(set(together(database.owner_url, 16, begin))) == 1


def test_a_link_opens_three_times_however_many_try_at_once(road: Road) -> None:
    database, matatu = road
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        trip = value(owner, "select fleet.join_trip(%s, %s, now())", matatu.vehicle_id, user(owner, "juma"))
        owner.execute("insert into accounts.trip_links (trip_id, user_id, link_hash) values (%s, %s, sha256('link'))",
                      (trip, user(owner, "juma")))  # fmt: skip
        outcomes = together(
            database.url("crew"), 16,
            lambda door, number: str(value(door, "select crew.open_link(sha256('link'), sha256(%s), null)", str(number).encode())),
        )  # fmt: skip
        assert sorted(outcomes) == ["open"] * 3 + ["over"] * 13
