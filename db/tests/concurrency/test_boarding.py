"""Words and seat numbers with real connections: two who begin a trip, pay or check at the same moment."""

import time
from collections.abc import Iterator
from itertools import pairwise

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, hashed, make_user, register, row, together, value, vehicle_database
from db.tests.database import Database

BEGIN = "select fleet.start_trip(%s, %s, clock_timestamp())"
RESERVE = "select fares.reserve_seats(%s, %s, %s, clock_timestamp())"
CHECK = "select fares.check_word(%s, %s, %s, clock_timestamp()) ->> 'outcome'"
DIAL = """select telco.dial_ussd(p_session_id => %s, p_input => %s, p_input_mode => 'cumulative', p_phone_hash => %s,
  p_phone_sealed => '\\x01', p_phone_last3 => '126', p_network => '63902', p_service_code => '*384*46#')"""
NUMBERS = """select payment_ref, min(seat_no), max(seat_no), count(*) from fares.seats s
  join fleet.trips t using (trip_id)
  where t.closed_at is null and t.vehicle_id = %s group by payment_ref order by min(seat_no)"""
WITHOUT_SEATS = """select count(*) from mobile_money.payment_intents i where vehicle_id = %s
  and seats <> (select count(*) from fares.seats s where s.payment_ref = i.payment_ref)"""
FLEET, ROUNDS = 12, 5


@pytest.fixture(scope="module")
def fleet() -> Iterator[tuple[Database, list[Vehicle], int]]:
    """Vehicles of one route, and somebody who drives them."""
    with vehicle_database("boarding") as (database, first):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            more = [register(owner, f"KZZ 0{n}B", code) for n, code in enumerate(door_codes(owner, FLEET - 1), 10)]
            owner.execute("update fleet.vehicles set route_id = (select min(route_id) from fleet.routes)")
            owner.execute("update config.rate_limits set burst = 100000 where limit_name in ('ussd', 'prompt')")
            driver = make_user(owner, "driver")
        yield database, [first, *more], driver


def door_codes(owner: Connection, wanted: int) -> list[str]:
    query = "select n::text from generate_series(5000, 9999) n where fleet.valid_door_code(n::text) is not null"
    return [code for (code,) in owner.execute(query.encode()).fetchmany(wanted)]


@pytest.fixture
def owner(fleet: tuple[Database, list[Vehicle], int]) -> Iterator[Connection]:
    with psycopg.connect(fleet[0].owner_url, autocommit=True) as connection:
        yield connection


def test_trips_of_a_route_that_begin_at_once_differ(
    fleet: tuple[Database, list[Vehicle], int], owner: Connection
) -> None:
    """Few words are free, so that two who draw from the same list would meet."""
    database, vehicles, driver = fleet
    plain = "select word from fleet.words where not is_compound order by word limit %s"
    few = [word for (word,) in owner.execute(plain.encode(), (FLEET * ROUNDS + 1,)).fetchall()]
    with psycopg.connect(database.owner_url, autocommit=True) as keeper:
        keeper.execute("create table kept_words as select word, is_compound from fleet.words")
        keeper.execute("delete from fleet.words where word <> all (%s)", (few,))
    for _ in range(ROUNDS):
        together(database.owner_url, FLEET, lambda db, n: value(db, BEGIN, vehicles[n].vehicle_id, driver))
        owner.execute("update fleet.trips set opened_at = opened_at - interval '2 minutes'")
    owner.execute("insert into fleet.words (word, is_compound) select * from kept_words on conflict do nothing")
    trips, distinct, empty = row(
        owner, "select count(*), count(distinct word), count(*) - count(word) from fleet.trips"
    )
    assert (trips, distinct, empty) == (FLEET * ROUNDS, FLEET * ROUNDS, 0)


def test_passengers_at_once_have_numbers_of_their_own(
    fleet: tuple[Database, list[Vehicle], int], owner: Connection
) -> None:
    """By the menu: groups of one to four, whose numbers follow each other and never lie in those of another group."""
    database, vehicles, driver = fleet
    vehicle = vehicles[0]
    owner.execute("update fleet.trips set opened_at = opened_at - interval '2 minutes'")
    value(owner, BEGIN, vehicle.vehicle_id, driver)

    def pay(telco: Connection, number: int) -> None:
        for n in range(6):
            sim, seats = f"p{number}-{n}", (number + n) % 4 + 1
            dialled = ("4628*50", f"4628*50*2*{seats}", f"4628*50*2*{seats}*1")
            replies = [str(value(telco, DIAL, sim, text, hashed(sim))) for text in dialled]
            assert "mwambie kondakta: " in replies[-1]

    together(database.url("telco"), 8, pay)
    groups = owner.execute(NUMBERS.encode(), (vehicle.vehicle_id,)).fetchall()
    assert len(groups) == 48
    assert all(last - first + 1 == seats for _ref, first, last, seats in groups)
    assert all(second[1] > first[2] for first, second in pairwise(groups))
    assert all(not first <= 98 <= last for _ref, first, last, _seats in groups)
    assert value(owner, WITHOUT_SEATS, vehicle.vehicle_id) == 0


def test_one_of_two_who_check_a_number_hears_that_it_was_shown(
    fleet: tuple[Database, list[Vehicle], int], owner: Connection
) -> None:
    database, vehicles, driver = fleet
    vehicle = vehicles[1].vehicle_id
    value(owner, "select fleet.join_trip(%s, %s, clock_timestamp())", vehicle, driver)
    for n in range(ROUNDS):
        label = value(owner, RESERVE, f"check{n}", vehicle, 1)
        owner.execute(
            "update fares.seats set state = 'paid', receipt = payment_ref where payment_ref = %s", (f"check{n}",)
        )
        heard = together(database.owner_url, 4, lambda db, _n: value(db, CHECK, vehicle, label, driver))  # noqa: B023
        assert sorted(heard) == ["again", "again", "again", "paid"]


def test_a_trip_that_ends_while_a_passenger_waits_leaves_no_gap(
    fleet: tuple[Database, list[Vehicle], int], owner: Connection
) -> None:
    """Passengers press the confirm key while the crew begins the next trips: each has a number of some trip."""
    database, vehicles, driver = fleet
    vehicle = vehicles[2].vehicle_id
    other = make_user(owner, "colleague")

    def act(db: Connection, number: int) -> None:
        for n in range(20):
            if number < 2:
                value(db, BEGIN, vehicle, (driver, other)[n % 2])
                time.sleep(0.02)
            else:
                assert value(db, RESERVE, f"gap{number}-{n}", vehicle, 2)

    value(owner, "select fleet.join_trip(%s, %s, clock_timestamp())", vehicle, driver)
    together(database.owner_url, 6, act)
    mixed = "select count(*) from (select payment_ref from fares.seats group by 1 having count(distinct trip_id) > 1) m"
    assert value(owner, mixed) == 0
    assert value(owner, "select count(*) from fares.seats where payment_ref like 'gap%%'") == 160
