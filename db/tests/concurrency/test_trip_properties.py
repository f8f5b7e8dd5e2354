"""Any trips, any fares: each fare is on the one trip that its second belongs to, worked out here a second time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.vehicle import NAIROBI, Vehicle, make_user, value
from db.tests.database import Database

TRIES = settings(max_examples=100, deadline=None)
SECOND = 1_000_000
# Microseconds from the first moment on, often at the border of a second or just beside it.
BESIDE = st.builds(lambda s, beside: s * SECOND + beside, st.integers(1, 12), st.integers(-2, 2))
MOMENTS = st.one_of(st.integers(0, 12 * SECOND), BESIDE)
BEGAN = datetime(2026, 11, 24, 23, 59, 54, tzinfo=NAIROBI)  # midnight is among the moments
LAST = BEGAN + timedelta(days=1)
INSERT_TRIP = """insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
  select %s, min(user_id), %s, %s, %s, case when %s::timestamptz is not null then 'ended' end from accounts.users
  returning trip_id"""
INSERT_FARE = """insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents,
  commission_cents, paid_at, business_on, channel) values (%s, 1, %s, 1, 6000, 0, %s, %s, 'paybill')"""


class Trip(NamedTuple):
    """Begin and end in microseconds; over: None while the trip is open."""

    opened: int
    over: int | None


@st.composite
def days(draw: st.DrawFn) -> list[Trip]:
    """Trips of one vehicle, with or without pauses; the last one may still be open."""
    moments = sorted(draw(st.lists(MOMENTS, min_size=2, max_size=14)))
    trips = [Trip(opened, over) for opened, over in pairwise(moments) if draw(st.booleans())]
    if draw(st.booleans()):
        trips.append(Trip(moments[-1], None))
    return trips


def trip_of(trips: list[Trip], paid: int) -> int | None:
    """The trip with the fare of this second: the last that began by its end, unless it was over before."""
    second = paid // SECOND * SECOND
    begun = [index for index, trip in enumerate(trips) if trip.opened < second + SECOND]
    if not begun:
        return None
    over = trips[begun[-1]].over
    return begun[-1] if over is None or over > second else None


def at(microseconds: int) -> datetime:
    """This moment by the clock."""
    return BEGAN + timedelta(microseconds=microseconds)


@pytest.fixture(scope="module")
def owner(database: Database) -> Iterator[Connection]:
    """The owner of the tables; there is somebody who drives the vehicle."""
    with psycopg.connect(database.owner_url) as connection:
        make_user(connection, "driver")
        connection.commit()
        yield connection


def fares_by_trip(owner: Connection, vehicle_id: int, trips: list[Trip], fares: list[int]) -> list[list[int]]:
    """The fares of each trip, from the database."""
    with owner.transaction(force_rollback=True):
        overs = [None if trip.over is None else at(trip.over) for trip in trips]
        ids = [value(owner, INSERT_TRIP, vehicle_id, at(trip.opened), LAST, over, over)
               for trip, over in zip(trips, overs, strict=True)]
        for index, paid in enumerate(fares):
            owner.execute(INSERT_FARE, (str(index), vehicle_id, at(paid), at(paid).date()))
        query = "select receipt from fares.trip_fares(%s)"
        return [sorted(int(receipt) for (receipt,) in owner.execute(query, (trip_id,))) for trip_id in ids]


@TRIES
@given(trips=days(), fares=st.lists(MOMENTS, max_size=12))
@example(trips=[Trip(0, 5 * SECOND + 400_000), Trip(5 * SECOND + 400_000, None)], fares=[4 * SECOND, 5 * SECOND])
@example(trips=[Trip(SECOND + 1, SECOND + 2), Trip(SECOND + 3, SECOND + 4)], fares=[SECOND, SECOND + 5, 2 * SECOND])
@example(trips=[Trip(0, SECOND), Trip(3 * SECOND, 4 * SECOND)], fares=[SECOND - 1, SECOND, 3 * SECOND - 1])
def test_each_fare_is_on_the_one_trip_of_its_second(
    owner: Connection, vehicle: Vehicle, trips: list[Trip], fares: list[int]
) -> None:
    whose = [trip_of(trips, paid) for paid in fares]
    expected = [[index for index, its in enumerate(whose) if its == trip] for trip in range(len(trips))]
    assert fares_by_trip(owner, vehicle.vehicle_id, trips, fares) == expected
