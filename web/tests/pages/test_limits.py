"""Too often: pages, forms and sign-ins are told when to come back, each on its own."""

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from db.tests.database import Database
from web.tests.pages import world
from web.tests.pages.fixtures import sign_in

HERE, ELSEWHERE = {"REMOTE_ADDR": "198.51.100.1"}, {"REMOTE_ADDR": "198.51.100.2"}


@pytest.fixture
def tight(database: Database, people: Flask) -> None:
    """Three of everything, and nobody has taken one."""
    people.extensions["lipa.waiting"].clear()
    empty_buckets(database)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update accounts.users set failed_tries = 0, locked_until = null")
        owner.execute(
            "update config.rate_limits set burst = 3, refill_ms = 60000 where act in ('form', 'form_new_device', 'page', 'sign_in')"
        )


def empty_buckets(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("truncate config.buckets")


def limit(database: Database, act: str, per: str, burst: int) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update config.rate_limits set burst = %s where (act, per) = (%s, %s)", (burst, act, per))


def tries(client: FlaskClient, times: int, phone: str, **base: str) -> list[int]:
    form = {"phone": phone, "password": "not the password"}
    return [client.post("/login", data=form, environ_base=base).status_code for _ in range(times)]


@pytest.mark.usefixtures("tight")
def test_who_tries_passwords_too_often_is_told_when_to_come_back(people: Flask) -> None:
    client = people.test_client()
    assert tries(client, 4, world.OWNER_PHONE, **HERE) == [403, 403, 403, 429]
    answer = client.post("/login", data={"phone": world.OWNER_PHONE}, environ_base=HERE)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Retry-After"] in answer.get_data(as_text=True)
    assert tries(client, 1, world.OWNER_PHONE, **ELSEWHERE) == [403], "the person, elsewhere, is not locked out"


@pytest.mark.usefixtures("tight")
def test_one_phone_from_one_address_is_counted_by_itself(people: Flask, database: Database) -> None:
    limit(database, "sign_in", "address", 1000)
    client = people.test_client()
    assert tries(client, 4, "0799999990", **HERE) == [403, 403, 403, 429]
    assert tries(client, 1, "0799999991", **HERE) == [403]


@pytest.mark.usefixtures("tight")
def test_pages_and_forms_of_one_session_are_counted(people: Flask, database: Database) -> None:
    for act in ("page", "form"):
        limit(database, act, "address", 1000)
    client, colleague = (
        sign_in(people.test_client(), world.OWNER_PHONE),
        sign_in(people.test_client(), world.OWNER_PHONE),
    )
    empty_buckets(database)
    assert [client.get("/owner/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert "text/html" in client.get("/owner/").headers["Content-Type"]
    assert colleague.get("/owner/").status_code == 200
    assert [client.post("/logout").status_code for _ in range(4)] == [403, 403, 403, 429]


@pytest.mark.usefixtures("tight")
def test_what_costs_us_nothing_is_not_counted(people: Flask) -> None:
    client = people.test_client()
    for path, status in (("/login", 200), ("/healthz", 200), ("/owner/", 303), ("/no/such/page", 404)):
        assert {client.get(path).status_code for _ in range(8)} == {status}


@pytest.mark.usefixtures("tight")
def test_ipv6_is_counted_by_its_network(people: Flask) -> None:
    client = people.test_client()
    codes = [tries(client, 1, "0799999990", REMOTE_ADDR=f"2001:db8::{n}")[0] for n in range(1, 5)]
    assert codes == [403, 403, 403, 429]
    assert tries(client, 1, "0799999990", REMOTE_ADDR="2001:db8:0:1::1") == [403]
    # What listens for both kinds writes one's address of the older kind as one of the newer: each is still somebody.
    codes = [tries(client, 1, "0799999990", REMOTE_ADDR=f"::ffff:203.0.113.{n}")[0] for n in range(1, 5)]
    assert codes == [403] * 4


@pytest.mark.usefixtures("tight")
def test_no_address_phone_or_session_stands_in_a_bucket(people: Flask, database: Database) -> None:
    client = people.test_client()
    tries(client, 1, world.OWNER_PHONE, **HERE)
    with psycopg.connect(database.owner_url) as owner:
        (written,) = owner.execute("select string_agg(b::text, ' ') from config.buckets b").fetchone() or ("",)
    for secret in ("198.51.100", b"198.51.100.1".hex(), world.OWNER_PHONE[1:], world.OWNER_PHONE.encode().hex()):
        assert secret not in written


def test_a_refusal_is_remembered_and_the_database_not_asked_again(
    people: Flask, tight: None, database: Database
) -> None:
    client = people.test_client()
    tries(client, 6, world.OWNER_PHONE, **HERE)
    empty_buckets(database)
    assert tries(client, 1, world.OWNER_PHONE, **HERE) == [429]
