"""Limits and thresholds on the page: proposed by one, decided by another."""

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from db.tests.database import Database
from web.tests.people import world
from web.tests.people.conftest import csrf, sign_in
from web.tests.people.reading import page, words
from web.tests.people.world import World

FINANCE_PHONE = "0700000104"


@pytest.fixture
def finance(small_world: World, people: Flask) -> FlaskClient:
    """Our finance officer, signed in."""
    made = people.test_cli_runner().invoke(args=["create-user", "--phone", FINANCE_PHONE, "--role", "finance"])
    assert made.exit_code == 0, made.output
    from web import db  # noqa: PLC0415 (the command spoke as the owner of the tables)

    db.configure(people.extensions["lipa"])
    return sign_in(people.test_client(), FINANCE_PHONE, world.PASSWORD)


def propose(client: FlaskClient, setting: str, value: str) -> str:
    """Through the form."""
    form = {"value": value, "reason": "because it rains", "csrf": csrf(page(client, "/ops/settings"))}
    return words(client.post(f"/ops/settings/{setting}", data=form, follow_redirects=True).text)


def test_one_proposes_another_decides_and_the_page_says_what_it_was(
    operator: FlaskClient, finance: FlaskClient, database: Database
) -> None:
    assert "Imependekezwa" in propose(operator, "silent_after_minutes", "120")
    with psycopg.connect(database.owner_url) as owner:
        asked = "select change_id, (select value from security.settings where setting = 'silent_after_minutes') from security.setting_changes"
        row = owner.execute(asked).fetchone()
    assert row
    assert row[1] == "90", "nothing changes before another person agrees"
    form = {"decision": "approved", "csrf": csrf(page(finance, "/ops/settings"))}
    told = words(finance.post(f"/ops/settings/changes/{row[0]}", data=form, follow_redirects=True).text)
    assert "Imekubaliwa" in told
    assert "silent_after_minutes : 90 → 120" in told


def test_a_number_stays_a_number(operator: FlaskClient) -> None:
    assert "Thamani haifai" in propose(operator, "sign_in_tries", "<script>alert(1)</script>")


def test_what_is_not_there_is_not_found(operator: FlaskClient) -> None:
    form = {"value": "1", "reason": "because", "csrf": csrf(page(operator, "/ops/settings"))}
    assert operator.post("/ops/settings/nothing", data=form).status_code == 404
    assert operator.post("/ops/settings/changes/999999", data=form).status_code == 404


def test_an_owner_finds_nothing_there(owner: FlaskClient) -> None:
    assert owner.get("/ops/settings").status_code == 404
