"""A road of one's own for each file of races, and a look at its connection that stays sound."""

from collections.abc import Iterator

import psycopg
import pytest

from db.tests.concurrency.vehicle import TestVehicle, faults, test_vehicle_database
from db.tests.database import Database


@pytest.fixture(scope="module")
def road(request: pytest.FixtureRequest) -> Iterator[tuple[Database, TestVehicle]]:
    """A database of the file's own with one vehicle."""
    with test_vehicle_database(request.path.stem.removeprefix("test_")) as made:
        yield made


@pytest.fixture
def owner(road: tuple[Database, TestVehicle]) -> Iterator[psycopg.Connection]:
    """The owner's look at the ledger; whatever a test did, the ledger is sound after it."""
    with psycopg.connect(road[0].owner_url, autocommit=True) as connection:
        yield connection
        assert faults(connection) == []
