"""Guesses at a crew's PIN made at once, two who choose the same PIN at once, and trips begun by two at once."""

import hashlib
from collections import Counter

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, hashed, make_user, register, row, together, value
from db.tests.database import Database

GUESSES, CONNECTIONS = 400, 20
SET_PIN = "select accounts.set_pin(%s, row(array['k'], array[%s::bytea])::accounts.typed_pin)"
VERIFY = """select outcome from accounts.verify_pin(p_vehicle_id => %s, p_phone_hash => %s,
  p_pin => row(array['k'], array[%s::bytea])::accounts.typed_pin, p_at => clock_timestamp())"""
DIAL = """select telco.dial_ussd(p_session_id => %s, p_input => %s, p_input_mode => 'cumulative', p_phone_hash => %s,
  p_phone_sealed => '\\x01', p_phone_last3 => '777', p_network => '63902', p_service_code => '*384*46#',
  p_pin_key_ids => %s::text[], p_pin_hashes => %s::bytea[])"""


@pytest.fixture(scope="module")
def crew(database: Database, vehicle: Vehicle) -> dict[str, int]:
    """The crew of the vehicle: Juma, who has a PIN, and Asha."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        people = {name: hire(owner, vehicle, name) for name in ("juma", "asha")}
        assert set_pin(owner, people["juma"], "73915") == "set"
        return people


def hire(owner: Connection, vehicle: Vehicle, name: str) -> int:
    user = make_user(owner, name)
    owner.execute("select access.grant_role(%s, 'crew', 'vehicle', %s)", (user, vehicle.vehicle_id))
    return user


def pin_hash(digits: str) -> bytes:
    return hashlib.sha256(b"key" + digits.encode()).digest()


def set_pin(owner: Connection, user: int, digits: str) -> str:
    return str(value(owner, SET_PIN, user, pin_hash(digits)))


def dial(telco: Connection, sim: str, session: str, text: str) -> str:
    """One step, as the web passes it on."""
    last = text.rpartition("*")[2]
    typed = (["k"], [pin_hash(last)]) if len(last) == 5 else (None, None)
    return str(value(telco, DIAL, session, text, hashed(sim), *typed))


def test_one_phone_gets_five_guesses(database: Database, owner: Connection, crew: dict[str, int]) -> None:
    owner.execute("update config.rate_limits set burst = 100000 where limit_name = 'ussd'")

    def guess(telco: Connection, number: int) -> Counter[str]:
        replies: Counter[str] = Counter()
        for n in range(GUESSES // CONNECTIONS):
            session = f"g{number}-{n}"
            dial(telco, "thief", session, "5*4628")
            # The last guess of each connection is the right PIN, too late.
            reply = dial(telco, "thief", session, f"5*4628*{73915 if n == 19 else 20000 + 20 * number + n}")
            replies[reply[:3]] += 1
        return replies

    replies = sum(together(database.url("telco"), CONNECTIONS, guess), Counter[str]())
    assert replies["END"] == GUESSES - 4  # four replies are "wrong", one is "wrong, now wait", all others are "wait"
    assert row(owner, "select count(*) from accounts.pin_failures") == (5,)
    assert row(owner, "select count(*) from fleet.trips") == (0,)
    assert row(owner, "select count(*) from messaging.outbox where key like 'pin\\_paused/%%'") == (1,)


def test_strangers_share_ten_guesses_beside_crew(database: Database, owner: Connection, crew: dict[str, int]) -> None:
    owner.execute("delete from accounts.pin_failures")

    def guess(telco: Connection, number: int) -> str:
        if number == 0:
            dial(telco, "juma", "own", "5")
            return dial(telco, "juma", "own", "5*73915")[:3]
        for n in range(4):
            dial(telco, f"thief{number}", f"m{number}-{n}", "5*4628")
            dial(telco, f"thief{number}", f"m{number}-{n}", f"5*4628*{30000 + 10 * number + n}")
        return "tried"

    assert together(database.url("telco"), CONNECTIONS, guess)[0] == "CON"
    assert row(owner, "select count(*), bool_or(is_known) from accounts.pin_failures") == (10, False)


def test_one_phone_gets_five_guesses_over_two_vehicles(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    owner.execute("delete from accounts.pin_failures")
    owner.execute("insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '777')",
                  (hashed("prober"),))
    vehicles = (vehicle.vehicle_id, register(owner, "KZZ 002B", "4631").vehicle_id)

    def guess(connection: Connection, number: int) -> None:
        for n in range(5):
            pin = pin_hash(str(40000 + 10 * number + n))
            value(connection, VERIFY, vehicles[number % 2], hashed("prober"), pin)

    together(database.owner_url, 8, guess)
    assert row(owner, "select count(*) from accounts.pin_failures") == (5,)


def test_one_of_eight_who_choose_the_same_pin_gets_it(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    users = [hire(owner, vehicle, f"crew{n}") for n in range(8)]
    outcomes = together(database.owner_url, 8, lambda connection, n: set_pin(connection, users[n], "60274"))
    assert sorted(outcomes) == ["set"] + ["taken"] * 7


def test_trips_at_once_are_one(database: Database, vehicle: Vehicle, owner: Connection, crew: dict[str, int]) -> None:
    owner.execute("select fleet.end_trip(%s, now())", (vehicle.vehicle_id,))

    def begin(connection: Connection, number: int) -> int:
        function = "join_trip" if number % 2 else "start_trip"
        query = f"select fleet.{function}(%s, %s, clock_timestamp())"
        return int(value(connection, query, vehicle.vehicle_id, crew["juma"]))

    assert len(set(together(database.owner_url, 16, begin))) == 1


def test_a_link_opens_3_times(database: Database, vehicle: Vehicle, owner: Connection, crew: dict[str, int]) -> None:
    trip = value(owner, "select fleet.join_trip(%s, %s, now())", vehicle.vehicle_id, crew["juma"])
    link = "insert into accounts.trip_links (trip_id, user_id, link_hash) values (%s, %s, sha256('link'))"
    owner.execute(link, (trip, crew["juma"]))
    query = "select crew.open_link(sha256('link'), %s, null)"
    outcomes = together(database.url("crew"), 16, lambda crew, n: str(value(crew, query, hashed(str(n)))))
    assert sorted(outcomes) == ["open"] * 3 + ["over"] * 13
