"""Any trips, any fares: each fare is on the one trip that its second belongs to, worked out here a second time."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.tests.concurrency.vehicle import TestVehicle, test_vehicle_database, value

TRIES = settings(max_examples=100, deadline=None)
SECOND = 1_000_000
# Microseconds from the first moment on, often at the border of a second or just beside it.
MOMENTS = st.one_of(
    st.integers(0, 12 * SECOND),
    st.builds(lambda s, beside: s * SECOND + beside, st.integers(1, 12), st.integers(-2, 2)),
)
BEGAN = datetime(2026, 11, 24, 23, 59, 54, tzinfo=ZoneInfo("Africa/Nairobi"))  # midnight lies among them
LAST = BEGAN + timedelta(days=1)


class Trip(NamedTuple):
    """From when to when, in microseconds; over: None while it is on its way."""

    opened: int
    over: int | None


@st.composite
def days(draw: st.DrawFn) -> list[Trip]:
    """Trips of one vehicle, one after the other: at once or with a pause between, the last one perhaps still open."""
    moments = sorted(draw(st.lists(MOMENTS, min_size=2, max_size=14)))
    trips = [Trip(opened, over) for opened, over in pairwise(moments) if draw(st.booleans())]
    if draw(st.booleans()):
        trips.append(Trip(moments[-1], None))
    return trips


def whose(trips: list[Trip], paid: int) -> int | None:
    """Which trip has the fare of this second: the last to have begun by its end, unless it was over before."""
    second = paid // SECOND * SECOND
    begun = [place for place, trip in enumerate(trips) if trip.opened < second + SECOND]
    if not begun:
        return None
    over = trips[begun[-1]].over
    return begun[-1] if over is None or over > second else None


def at(microseconds: int) -> datetime:
    """That moment by the clock."""
    return BEGAN + timedelta(microseconds=microseconds)


@pytest.fixture(scope="module")
def road() -> Iterator[tuple[psycopg.Connection, TestVehicle]]:
    """A vehicle, somebody who drives it, and the owner of the tables."""
    with test_vehicle_database("trips") as (database, matatu), psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126')",
            (hashlib.sha256(b"driver").digest(),),
        )
        owner.commit()
        yield owner, matatu


def seen(owner: psycopg.Connection, vehicle_id: int, trips: list[Trip], fares: list[int]) -> list[list[int]]:
    """The database's answer: which fares are on each trip."""
    with owner.transaction(force_rollback=True):
        ids = [
            value(
                owner,
                "insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)"
                " select %s, min(user_id), %s, %s, %s, case when %s then 'ended' end from accounts.users returning trip_id",
                vehicle_id, at(trip.opened), LAST, None if trip.over is None else at(trip.over), trip.over is not None,
            )
            for trip in trips
        ]  # fmt: skip
        for place, paid in enumerate(fares):
            owner.execute(
                "insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents,"
                " paid_at, business_on, channel) values (%s, 1, %s, 1, 6000, 0, %s, %s, 'paybill')",
                (str(place), vehicle_id, at(paid), at(paid).date()),
            )
        return [
            sorted(int(receipt) for (receipt,) in owner.execute("select receipt from fares.trip_fares(%s)", (trip_id,)))
            for trip_id in ids
        ]


@TRIES
@given(trips=days(), fares=st.lists(MOMENTS, max_size=12))
@example(trips=[Trip(0, 5 * SECOND + 400_000), Trip(5 * SECOND + 400_000, None)], fares=[4 * SECOND, 5 * SECOND])
@example(trips=[Trip(SECOND + 1, SECOND + 2), Trip(SECOND + 3, SECOND + 4)], fares=[SECOND, SECOND + 5, 2 * SECOND])
@example(trips=[Trip(0, SECOND), Trip(3 * SECOND, 4 * SECOND)], fares=[SECOND - 1, SECOND, 3 * SECOND - 1])
def test_each_fare_is_on_the_one_trip_of_its_second(
    road: tuple[psycopg.Connection, TestVehicle], trips: list[Trip], fares: list[int]
) -> None:
    owner, matatu = road
    expected = [[place for place, paid in enumerate(fares) if whose(trips, paid) == trip] for trip in range(len(trips))]
    assert seen(owner, matatu.vehicle_id, trips, fares) == expected
