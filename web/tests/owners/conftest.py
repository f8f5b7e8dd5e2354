"""The tests of this package use the database, the people and the sign-ins that all page tests share."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.owners.payees import NEW, post
from web.tests.pages.fixtures import *  # noqa: F403
from web.tests.pages.world import value


@pytest.fixture
def english(owner: FlaskClient, staff: FlaskClient, finance: FlaskClient) -> None:
    for client in (owner, staff, finance):
        client.set_cookie("lipa_lang", "en")


@pytest.fixture
def vendor(staff: FlaskClient, finance: FlaskClient, connection: Connection) -> str:
    """An approved fuel station."""
    find = "select vendor_id::text from payouts.vendors where name = 'Yaya Fuel' and state in ('proposed', 'approved')"
    if connection.execute(find).fetchone() is None:
        assert "A second person approves it" in post(staff, "/ops/vendors", **NEW)[1]
        number = value(connection, find)
        assert post(staff, f"/ops/vendors/{number}", decision="approved")[0] == 404, "operations does not decide"
        assert "Owners can pay this vendor now" in post(finance, f"/ops/vendors/{number}", decision="approved")[1]
    return str(value(connection, find))
