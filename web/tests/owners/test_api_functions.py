"""Whose the owner's pages are, and what they do with addresses that no page links to."""

import re
import time
from collections.abc import Iterator

import psycopg
import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from db.tests.database import Database
from web.tests.pages import world
from web.tests.pages.html_text import page
from web.tests.pages.world import World

HOSTILE = (
    "%27 OR 1=1--", "1; SELECT pg_sleep(10)", "x" * 5000, "../../etc/passwd", "%F0%9F%9A%8C", "-1", "{{7*7}}",
    "<script>alert(1)</script>", "9" * 40, "%E2%80%AE", "null", "%00",
)  # fmt: skip


def test_foreign_and_absent_are_one_answer_and_both_leave_a_trace(
    owner: FlaskClient, other_owner: FlaskClient, small_world: World, connection: Connection
) -> None:
    traces = "select coalesce(sum(times), 0)::int from audit.refusals where action = 'refused'"
    before = world.value(connection, traces)
    fare = small_world.of("KZZ 001A", small_world.sunday)[0].receipt
    wallet = re.findall(r'href="(/owner/wallet/[0-9]+)', page(owner, "/owner/wallets/fuel"))[0]
    pairs = (
        ("/owner/vehicle/KZZ001A", "/owner/vehicle/KZZ777Z"), (f"/owner/fare/{fare}", "/owner/fare/TKX9999999"),
        (wallet, "/owner/wallet/999999999"), ("/owner/fares?plate=KZZ001A", "/owner/fares?plate=KZZ777Z"),
        ("/owner/fares.csv?plate=KZZ001A", "/owner/fares.csv?plate=KZZ777Z"),
    )  # fmt: skip
    for theirs, nowhere in pairs:
        absent, foreign = other_owner.get(nowhere), other_owner.get(theirs)
        assert absent.status_code == foreign.status_code == 404
        hide = re.compile(rb'404 [0-9a-f]{16}|name="next" value="[^"]*"')
        assert hide.sub(b"", absent.data) == hide.sub(b"", foreign.data)
    assert world.value(connection, traces) == before + 2 * len(pairs)
    assert "KZZ 001A" not in page(other_owner, "/owner/")


def test_the_trace_names_who_asked_for_what(other_owner: FlaskClient, connection: Connection) -> None:
    other_owner.get("/owner/vehicle/KZZ001A")
    last = "select actor, role, last_subject from audit.refusals where action = 'refused' order by last_at desc limit 1"
    row = connection.execute(last).fetchone()
    assert row is not None
    assert row[0].startswith("user:")
    assert row[1:] == ("lipa_owners", "fleet.vehicles:KZZ001A")


def test_the_database_role_of_these_pages_reads_no_table(database: Database) -> None:
    with psycopg.connect(database.url("owners"), autocommit=True) as role:
        for table in ("fares.fares", "accounts.users", "ledger.ledger_entries"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                role.execute(f"select from {table}".encode())


def hostile_addresses() -> Iterator[str]:
    for text in HOSTILE:
        for field in ("on", "period", "asof", "plate", "hour", "before"):
            yield f"/owner/fares?{field}={text}"
        for path in ("vehicle/", "fare/", "wallet/", "wallets/", "?on="):
            yield f"/owner/{path}{text}"


@pytest.mark.parametrize("address", list(hostile_addresses()))
def test_a_hostile_address_is_refused_quickly(owner: FlaskClient, address: str) -> None:
    began = time.monotonic()
    answer = owner.get(address)
    assert time.monotonic() - began < 8  # one address asks for ten seconds
    assert answer.status_code in (400, 404, 422), address
    assert "<script>alert" not in answer.text
