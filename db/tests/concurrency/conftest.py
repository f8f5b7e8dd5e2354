"""A database for each file of tests, with one vehicle in it or empty."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, faults, vehicle_database
from db.tests.database import Database, fresh


@pytest.fixture(scope="module")
def database_and_vehicle(request: pytest.FixtureRequest) -> Iterator[tuple[Database, Vehicle]]:
    """A database with one vehicle."""
    with vehicle_database(request.path.stem.removeprefix("test_")) as made:
        yield made


@pytest.fixture(scope="module")
def database(database_and_vehicle: tuple[Database, Vehicle]) -> Database:
    return database_and_vehicle[0]


@pytest.fixture(scope="module")
def vehicle(database_and_vehicle: tuple[Database, Vehicle]) -> Vehicle:
    return database_and_vehicle[1]


@pytest.fixture(scope="module")
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without people and vehicles."""
    with fresh(request.path.stem.removeprefix("test_")) as made:
        yield made


@pytest.fixture(scope="module")
def prices(database: Database) -> None:
    """The vehicle's route has prices."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("select fleet.set_stage_fares(route_id, 'off_peak', array[6000], '2026-01-01') from fleet.routes")


@pytest.fixture
def owner(database: Database) -> Iterator[Connection]:
    """The owner of the tables. The ledger is sound after each test."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        yield connection
        assert faults(connection) == []


@pytest.fixture(scope="module")
def module_owner(database: Database) -> Iterator[Connection]:
    """The owner of the tables, for tests that Hypothesis repeats. The ledger is sound after the last one."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        yield connection
        assert faults(connection) == []
