"""The tests of this package use the database, the people and the sign-ins that all page tests share."""

import pytest
from psycopg import Connection

from web.tests.pages.fixtures import *  # noqa: F403


@pytest.fixture
def codes_may_be_asked_for(connection: Connection) -> None:
    """Nobody waits a minute for the next code."""
    connection.execute("delete from accounts.one_time_codes where purpose = 'payout'")
