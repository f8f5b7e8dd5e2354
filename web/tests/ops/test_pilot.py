"""The page of the pilot: which vehicles, routes and numbers are in it, and what is said before the last one leaves."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.security import phones
from web.tests.ops.test_configuration import change, post
from web.tests.pages.html_text import page, words
from web.tests.pages.world import value

RIDER = "0799 000 126"


@pytest.fixture(autouse=True)
def nobody_is_listed(people: Flask, connection: Connection) -> Iterator[None]:
    """Every test begins with nobody in the pilot."""
    yield
    connection.execute("update fleet.pilot_entries set valid_to = clock_timestamp() where valid_to is null")


def test_the_pilot_page_warns_that_the_others_are_closed(staff: FlaskClient, connection: Connection) -> None:
    first = words(page(staff, "/ops/pilot"))
    assert "Orodha ni tupu: kila gari linapokea" in first
    assert "magari mengine yote yatafungwa" in first
    message = change(staff, "/ops/pilot/vehicle", name="kzz001a", listed="yes")
    assert "Imebadilishwa" in message
    assert "Kwenye orodha: 1" in message
    entry = value(connection, "select pilot_entry_id from fleet.pilot_entries where valid_to is null")
    assert f'href="/ops/pilot/{entry}"' in page(staff, "/ops/pilot")
    assert "Likitoka la mwisho" in words(page(staff, f"/ops/pilot/{entry}"))
    assert post(staff, f"/ops/pilot/{entry}", listed="no", reason="").status_code == 422
    assert "Orodha ni tupu: kila gari linapokea" in change(staff, f"/ops/pilot/{entry}", listed="no")
    assert post(staff, f"/ops/pilot/{entry}", listed="no", reason="tena").status_code == 404


def test_a_route_is_named_with_its_sacco(staff: FlaskClient) -> None:
    message = change(staff, "/ops/pilot/route", name="46 test  line", listed="yes")
    assert "46 Test Line : nje ya majaribio → ndani" in message
    wrong = post(staff, "/ops/pilot/route", name="99", listed="yes", reason="because")
    assert wrong.status_code == 422
    opened = r'<details open><summary>Ingiza au toa njia</summary>.*id="name-route-error"'
    assert re.search(opened, wrong.text, re.DOTALL)


def test_a_number_in_the_pilot_is_stored_only_sealed(staff: FlaskClient, connection: Connection) -> None:
    message = change(staff, "/ops/pilot/sim", phone=RIDER, listed="yes")
    assert "..126 : nje ya majaribio → ndani ya majaribio" in message
    assert "Ndivyo ilivyo tayari" in change(staff, "/ops/pilot/sim", phone=RIDER, listed="yes")
    post(staff, "/ops/pilot/sim", phone="0799000127", listed="yes", reason="asked for by 0799 000 126")
    seen = page(staff, "/ops/pilot")
    assert "SIM ..126" in words(seen)
    assert "000126" not in seen.replace(" ", "")
    for table in ("config.config_changes", "fleet.pilot_entries", "privacy.phones", "audit.change_log"):
        rows = connection.execute(f"select t::text from {table} t".encode()).fetchall()  # noqa: S608
        assert rows
        assert not [row for row in rows if "799000126" in str(row)]
    hashed = phones.lookup_hash(phones.parse(RIDER) or "")
    assert value(connection, "select valid_to from fleet.pilot_entries where phone_hash = %s", hashed) is None
    assert "Imebadilishwa" in change(staff, "/ops/pilot/sim", phone="+254799000126", listed="no")
