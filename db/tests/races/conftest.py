"""A road of one's own for each file of races, and a look at its book that stays sound."""

from collections.abc import Iterator

import psycopg
import pytest

from db.tests.database import Database
from db.tests.races.matatu import Matatu, faults, on_the_road


@pytest.fixture(scope="module")
def road(request: pytest.FixtureRequest) -> Iterator[tuple[Database, Matatu]]:
    """A database of the file's own with one vehicle."""
    with on_the_road(request.path.stem.removeprefix("test_")) as made:
        yield made


@pytest.fixture
def owner(road: tuple[Database, Matatu]) -> Iterator[psycopg.Connection]:
    """The owner's look at the book; whatever a test did, the book is sound after it."""
    with psycopg.connect(road[0].owner_url, autocommit=True) as connection:
        yield connection
        assert faults(connection) == []
