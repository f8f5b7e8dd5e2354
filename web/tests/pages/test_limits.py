"""Rate limits: pages, forms and sign-ins beyond them get 429 and are told when to come back, each on its own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import sign_in

HERE, ELSEWHERE = {"REMOTE_ADDR": "198.51.100.1"}, {"REMOTE_ADDR": "198.51.100.2"}


@pytest.fixture
def tight(connection: Connection, people: Flask) -> None:
    """Three of everything, and nobody has taken one."""
    people.extensions["lipa.waiting"].clear()
    empty_buckets(connection)
    connection.execute("update accounts.users set failed_tries = 0, locked_until = null")
    connection.execute("update config.rate_limits set burst = 3, refill_ms = 60000"
                       " where limit_name in ('form', 'form_new_device', 'page', 'sign_in')")  # fmt: skip


def empty_buckets(connection: Connection) -> None:
    connection.execute("truncate config.buckets")


def limit_addresses(connection: Connection, act: str, burst: int) -> None:
    limit = "update config.rate_limits set burst = %s where (limit_name, per) = (%s, 'address')"
    connection.execute(limit, (burst, act))


def tries(client: FlaskClient, times: int, phone: str, **base: str) -> list[int]:
    form = {"phone": phone, "password": "not the password"}
    return [client.post("/login", data=form, environ_base=base).status_code for _ in range(times)]


@pytest.mark.usefixtures("tight")
def test_too_many_passwords_are_429_and_say_when_to_come_back(client: FlaskClient) -> None:
    assert tries(client, 4, world.OWNER_PHONE, **HERE) == [403, 403, 403, 429]
    answer = client.post("/login", data={"phone": world.OWNER_PHONE}, environ_base=HERE)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Retry-After"] in answer.text
    assert tries(client, 1, world.OWNER_PHONE, **ELSEWHERE) == [403], "the person, elsewhere, is not locked out"


@pytest.mark.usefixtures("tight")
def test_each_phone_of_an_address_is_counted_by_itself(client: FlaskClient, connection: Connection) -> None:
    limit_addresses(connection, "sign_in", 1000)
    assert tries(client, 4, "0799999990", **HERE) == [403, 403, 403, 429]
    assert tries(client, 1, "0799999991", **HERE) == [403]


@pytest.mark.usefixtures("tight")
def test_pages_and_forms_of_each_session_are_counted(people: Flask, connection: Connection) -> None:
    for act in ("page", "form"):
        limit_addresses(connection, act, 1000)
    client, colleague = (sign_in(people.test_client(), world.OWNER_PHONE) for _ in range(2))
    empty_buckets(connection)
    assert [client.get("/owner/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert "text/html" in client.get("/owner/").headers["Content-Type"]
    assert colleague.get("/owner/").status_code == 200
    assert [client.post("/logout").status_code for _ in range(4)] == [403, 403, 403, 429]


@pytest.mark.usefixtures("tight")
def test_what_costs_us_nothing_is_not_counted(client: FlaskClient) -> None:
    for path, status in (("/login", 200), ("/healthz", 200), ("/owner/", 303), ("/no/such/page", 404)):
        assert {client.get(path).status_code for _ in range(8)} == {status}


@pytest.mark.usefixtures("tight")
def test_ipv6_is_counted_by_its_network(client: FlaskClient) -> None:
    codes = [tries(client, 1, "0799999990", REMOTE_ADDR=f"2001:db8::{n}")[0] for n in range(1, 5)]
    assert codes == [403, 403, 403, 429]
    assert tries(client, 1, "0799999990", REMOTE_ADDR="2001:db8:0:1::1") == [403]
    # A socket for both kinds writes an IPv4 address as one of IPv6: each is still a caller of its own.
    codes = [tries(client, 1, "0799999990", REMOTE_ADDR=f"::ffff:203.0.113.{n}")[0] for n in range(1, 5)]
    assert codes == [403] * 4


@pytest.mark.usefixtures("tight")
def test_buckets_hold_no_address_phone_or_session(people: Flask, connection: Connection) -> None:
    tries(people.test_client(), 1, world.OWNER_PHONE, **HERE)
    written = world.value(connection, "select string_agg(b::text, ' ') from config.buckets b")
    phone = world.OWNER_PHONE
    for secret in ("198.51.100", b"198.51.100.1".hex(), phone[1:], phone.encode().hex()):
        assert secret not in written


@pytest.mark.usefixtures("tight")
def test_a_refusal_is_remembered_without_the_database(client: FlaskClient, connection: Connection) -> None:
    tries(client, 6, world.OWNER_PHONE, **HERE)
    empty_buckets(connection)
    assert tries(client, 1, world.OWNER_PHONE, **HERE) == [429]
