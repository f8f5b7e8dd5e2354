"""A database with a small world in it, and people who sign in."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from werkzeug.test import TestResponse

from app import create_app
from db.tests.database import Database, fresh
from web import audit_refusals
from web.core import db
from web.security import one_time_codes
from web.tests.conftest import TOKEN, key
from web.tests.pages import world
from web.tests.pages.world import World


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """One for the tests of a file."""
    with fresh("people") as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            owner.execute("update config.rate_limits set burst = 100000")  # no person signs in as often as these tests
        yield made


@pytest.fixture(scope="module")
def environment(database: Database) -> dict[str, str]:
    """What a process serving these pages is told."""
    return {
        **database.addresses,
        "LIPA_MODE": "demo",
        "LIPA_CALLBACK_TOKEN": TOKEN,
        "LIPA_SEAL_KEYS": f"k1:{key(1)}",
        "LIPA_LOOKUP_KEY": key(3),
        "LIPA_WEB_SECRET": "secret-for-tests-0123456789",
    }


@pytest.fixture(scope="module")
def people(environment: dict[str, str], small_world: World) -> Iterator[Flask]:
    """The application; its people registered by the command that set-up uses."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**environment, "LIPA_NEW_PASSWORD": world.PASSWORD}.items():
            patch.setenv(name, value)
        patch.setattr(
            audit_refusals, "NOTE_WITHIN", db.SECONDS
        )  # what was refused is looked up: on a busy machine, too
        app = create_app()
        mine, theirs = small_world.owner_ids
        for phone, role, owner_id in (
            (world.OWNER_PHONE, "owner", mine), (world.OTHER_OWNER_PHONE, "owner", theirs), (world.OPS_PHONE, "ops", 0)
        ):  # fmt: skip
            scope = ["--scope-owner", str(owner_id)] if owner_id else []
            made = app.test_cli_runner().invoke(args=["create-user", "--phone", phone, "--role", role, *scope])
            assert made.exit_code == 0, made.output
        db.configure(app.extensions["lipa"])
        yield app
        db.close()


@pytest.fixture(scope="module")
def small_world(database: Database) -> World:
    """Owners, vehicles, fares."""
    return world.build(database.owner_url)


def sign_in(client: FlaskClient, phone: str, password: str = world.PASSWORD) -> FlaskClient:
    """Through the form, as a person does."""
    answer = client.post("/login", data={"phone": phone, "password": password})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    if client.get("/").headers["Location"] == "/sign-in/code":
        assert pass_second_factor(client, phone).status_code in (200, 303)
    return client


def pass_second_factor(client: FlaskClient, phone: str) -> TestResponse:
    """The code that this person's app shows now; the first time, the app is set up."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        # Nobody waits half a minute for the next code, or for the end of another test's pause.
        owner.execute("update accounts.second_factors set last_step = 0, failed_tries = 0, locked_until = null")
        owner.execute("delete from accounts.one_time_codes where purpose = 'second_factor'")
    html = client.get("/sign-in/code").get_data(as_text=True)
    if 'action="/sign-in/phone"' in html:
        html = verify_phone(client, html)
    shown = re.search(r'<code class="typed">([A-Z2-7 ]+)</code>', html)
    if shown:
        world.APPS[phone] = pyotp.TOTP(shown[1].replace(" ", ""))
    return client.post("/sign-in/code", data={"csrf": csrf(html), "code": world.APPS[phone].now()})


def verify_phone(client: FlaskClient, html: str) -> str:
    """The code by SMS before the first app; the page that comes after it."""
    client.post("/sign-in/phone", data={"csrf": csrf(html)})
    answer = client.post("/sign-in/phone/code", data={"csrf": csrf(html), "code": sent_code()})
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"]).get_data(as_text=True)


def sent_code(purpose: str = "second_factor") -> str:
    """The digits of the newest SMS with a code for the app, or for something else, as the person reads them."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        row = owner.execute(
            "select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox o join accounts.one_time_codes c"
            " on o.key = 'code/' || c.code_id where c.purpose = %s order by c.code_id desc limit 1",
            (purpose,),
        ).fetchone()
    assert row is not None
    found = re.search(r"\b[0-9]{6}\b", one_time_codes.fill_in(*row))
    assert found
    return found[0]


def csrf(page: str) -> str:
    """The word that a page's own forms carry."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def owner(small_world: World, people: Flask) -> FlaskClient:
    """The owner of three vehicles, signed in."""
    return sign_in(people.test_client(), world.OWNER_PHONE)


@pytest.fixture
def other_owner(small_world: World, people: Flask) -> FlaskClient:
    """The owner of another vehicle, signed in."""
    return sign_in(people.test_client(), world.OTHER_OWNER_PHONE)


@pytest.fixture
def staff(small_world: World, people: Flask) -> FlaskClient:
    """One of our own, signed in."""
    return sign_in(people.test_client(), world.OPS_PHONE)


@pytest.fixture
def connection(database: Database) -> "psycopg.Connection":
    """The tables, for putting things as a test needs them."""
    return psycopg.connect(database.owner_url, autocommit=True)


@pytest.fixture
def half(staff: FlaskClient, people: Flask, connection: psycopg.Connection) -> FlaskClient:
    """The staff, whose app is set up, by password only."""
    connection.execute("update accounts.second_factors set last_step = 0, failed_tries = 0, locked_until = null")
    client = people.test_client()
    client.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    return client


def word(client: FlaskClient) -> str:
    """The form's word on the page that asks for a code."""
    return csrf(client.get("/sign-in/code").get_data(as_text=True))


@contextmanager
def terminal(people: Flask, environment: dict[str, str]) -> Iterator[FlaskCliRunner]:
    """A command line told the same as the processes that serve; afterwards this process serves people again."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield create_app().test_cli_runner()
    db.configure(people.extensions["lipa"])
