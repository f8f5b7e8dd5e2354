"""The fixtures of all page tests: a database with a small world in it, and people who sign in."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from psycopg import Connection
from werkzeug.test import TestResponse

from app import create_app
from db.tests.database import Database, fresh
from web import audit_refusals, cookies, csrf
from web.core import db
from web.security import one_time_codes
from web.tests.conftest import DEMO
from web.tests.pages import world
from web.tests.pages.seed import SeededWorld, furnish
from web.tests.pages.world import World

FINANCE_PHONE = "0700000104"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("people") as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            owner.execute("update config.rate_limits set burst = 100000")  # no person signs in as often as these tests
        yield made


@pytest.fixture(scope="module")
def connection(database: Database) -> Iterator[Connection]:
    """The tables, as their owner sees them; every statement commits."""
    with psycopg.connect(database.owner_url, autocommit=True) as made:
        yield made


@pytest.fixture(scope="module")
def environment(database: Database) -> dict[str, str]:
    return database.addresses | DEMO


@pytest.fixture(scope="module")
def people(environment: dict[str, str], small_world: World) -> Iterator[Flask]:
    """The application; its people are registered by the command that set-up uses."""
    with set_environment({**environment, "LIPA_NEW_PASSWORD": world.PASSWORD}) as patch:
        # Tests look up what was refused, on a busy machine too.
        patch.setattr(audit_refusals, "NOTE_WITHIN", db.SECONDS)
        app = create_app()
        first, second = small_world.owner_ids
        register(app, world.OWNER_PHONE, "owner", "--scope-owner", str(first))
        register(app, world.OTHER_OWNER_PHONE, "owner", "--scope-owner", str(second))
        register(app, world.OPS_PHONE, "ops")
        yield app
        db.close()


@contextmanager
def set_environment(values: dict[str, str]) -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        yield patch


@contextmanager
def changed_settings(connection: Connection, **values: str) -> Iterator[None]:
    update = "update config.settings set value = %s where setting = %s"
    before = {
        name: world.value(connection, "select value from config.settings where setting = %s", name) for name in values
    }
    try:
        for name, value in values.items():
            connection.execute(update, (value, name))
        yield
    finally:
        for name, value in before.items():
            connection.execute(update, (value, name))


def register(app: Flask, phone: str, role: str, *scope: str) -> None:
    """Register a person by the command; afterwards this process serves pages again."""
    arguments = ["create-user", "--phone", phone, "--role", role, *scope]
    made = app.test_cli_runner().invoke(args=arguments, env={"LIPA_NEW_PASSWORD": world.PASSWORD})
    assert made.exit_code == 0, made.output
    db.configure(app.extensions["lipa"])


@pytest.fixture(scope="module")
def small_world(database: Database) -> World:
    return world.build(database.owner_url)


@pytest.fixture(scope="module")
def seeded(small_world: World, people: Flask) -> Iterator[SeededWorld]:
    made = furnish(small_world, people)
    yield made
    made.connection.close()


def enter_password(client: FlaskClient, phone: str = world.OPS_PHONE, password: str = world.PASSWORD) -> TestResponse:
    return client.post("/login", data={"phone": phone, "password": password})


def sign_in(client: FlaskClient, phone: str, password: str = world.PASSWORD) -> FlaskClient:
    answer = enter_password(client, phone, password)
    assert answer.status_code == 303, answer.text
    if client.get("/").headers["Location"] == "/sign-in/code":
        assert pass_second_factor(client, phone).status_code in (200, 303)
    return client


RESET_SECOND_FACTORS = "update accounts.second_factors set last_step = 0, failed_tries = 0, locked_until = null"


def pass_second_factor(client: FlaskClient, phone: str) -> TestResponse:
    """Enter the code that this person's app shows now. The first time, set the app up."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        # Nobody waits half a minute for the next code, or for the end of another test's pause.
        owner.execute(RESET_SECOND_FACTORS)
        owner.execute("delete from accounts.one_time_codes where purpose = 'second_factor'")
    html = client.get("/sign-in/code").text
    if 'action="/sign-in/phone"' in html:
        html = verify_phone(client)
    shown = re.search(r'<code class="typed">([A-Z2-7 ]+)</code>', html)
    if shown:
        world.APPS[phone] = pyotp.TOTP(shown[1].replace(" ", ""))
    return client.post("/sign-in/code", data={"csrf": csrf_in(html), "code": world.APPS[phone].now()})


def verify_phone(client: FlaskClient) -> str:
    """Enter the code by SMS that comes before the first app; return the page that comes after it."""
    form = {"csrf": form_token(client)}
    client.post("/sign-in/phone", data=form)
    answer = client.post("/sign-in/phone/code", data={**form, "code": sent_code()})
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"]).text


def sent_code(purpose: str = "second_factor") -> str:
    """The digits of the newest SMS with a code of this purpose, as the person reads them."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        row = owner.execute("select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox o"
                            " join accounts.one_time_codes c on o.key = 'code/' || c.code_id"
                            " where c.purpose = %s order by c.code_id desc limit 1", (purpose,)).fetchone()  # fmt: skip
    assert row is not None
    found = re.search(r"\b[0-9]{6}\b", one_time_codes.fill_in(*row))
    assert found
    return found[0]


def csrf_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def form_token(client: FlaskClient) -> str:
    """The CSRF token of the page that asks for a code."""
    return csrf_in(client.get("/sign-in/code").text)


@pytest.fixture
def client(people: Flask) -> FlaskClient:
    return people.test_client()


@pytest.fixture
def owner(people: Flask) -> FlaskClient:
    return sign_in(people.test_client(), world.OWNER_PHONE)


@pytest.fixture
def other_owner(people: Flask) -> FlaskClient:
    return sign_in(people.test_client(), world.OTHER_OWNER_PHONE)


@pytest.fixture
def staff(people: Flask) -> FlaskClient:
    return sign_in(people.test_client(), world.OPS_PHONE)


@pytest.fixture
def finance(people: Flask) -> FlaskClient:
    """Our finance officer, signed in."""
    register(people, FINANCE_PHONE, "finance")
    return sign_in(people.test_client(), FINANCE_PHONE)


@pytest.fixture
def password_only(staff: FlaskClient, people: Flask, connection: Connection) -> FlaskClient:
    """One of our staff, whose app is set up, signed in by password only."""
    connection.execute(RESET_SECOND_FACTORS)
    client = people.test_client()
    enter_password(client)
    return client


def csrf_of(client: FlaskClient) -> str:
    """The CSRF token of a client's session, without asking for a page."""
    cookie = client.get_cookie(cookies.SESSION_COOKIE)
    if not cookie:
        return ""
    with client.application.test_request_context(headers={"Cookie": f"{cookies.SESSION_COOKIE}={cookie.value}"}):
        return csrf.csrf_token()


def send(client: FlaskClient, path: str, **form: str) -> str:
    """Send a form that is accepted; return where it leads."""
    answer = client.post(path, data={**form, "csrf": csrf_of(client)})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


@contextmanager
def terminal(people: Flask, environment: dict[str, str]) -> Iterator[FlaskCliRunner]:
    """A command line with the settings of the processes that serve; afterwards this process serves pages again."""
    with set_environment(environment):
        yield create_app().test_cli_runner()
    db.configure(people.extensions["lipa"])
