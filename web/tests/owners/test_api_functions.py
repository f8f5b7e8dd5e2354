"""Whose the owner's pages are, and what they do with addresses that nobody printed."""

import re
import time
from collections.abc import Iterator

import psycopg
import pytest
from flask.testing import FlaskClient

from db.tests.database import Database
from web.tests.pages.html_text import page
from web.tests.pages.world import World


class TestWhoseItIs:
    """Foreign is the same as absent, and leaves a trace."""

    def test_strangers_see_nothing_of_each_other(
        self, owner: FlaskClient, other_owner: FlaskClient, small_world: World
    ) -> None:
        fare = small_world.of("KZZ 001A", small_world.sunday)[0].receipt
        pot = re.findall(r'href="(/owner/wallet/[0-9]+)', page(owner, "/owner/wallets/fuel"))[0]
        for theirs, nowhere in (
            ("/owner/vehicle/KZZ001A", "/owner/vehicle/KZZ777Z"), (f"/owner/fare/{fare}", "/owner/fare/TKX9999999"),
            (pot, "/owner/wallet/999999999"), ("/owner/fares?plate=KZZ001A", "/owner/fares?plate=KZZ777Z"),
            ("/owner/fares.csv?plate=KZZ001A", "/owner/fares.csv?plate=KZZ777Z"),
        ):  # fmt: skip
            absent, foreign = other_owner.get(nowhere), other_owner.get(theirs)
            assert absent.status_code == foreign.status_code == 404
            hide = re.compile(rb"404 [0-9a-f]{16}")
            assert hide.sub(b"", absent.data) == hide.sub(b"", foreign.data)
        assert "KZZ 001A" not in page(other_owner, "/owner/")

    def test_asking_leaves_a_trace(self, other_owner: FlaskClient, database: Database) -> None:
        other_owner.get("/owner/vehicle/KZZ001A")
        with psycopg.connect(database.owner_url) as auditor:
            row = auditor.execute(
                "select actor, role, last_subject from audit.refusals where action = 'refused'"
                " order by last_at desc limit 1"
            ).fetchone()
        assert row is not None
        assert row[0].startswith("user:")
        assert row[1:] == ("lipa_owners", "fleet.vehicles:KZZ001A")

    def test_staff_owns_nothing(self, staff: FlaskClient) -> None:
        assert staff.get("/owner/").status_code == 404

    def test_the_database_role_of_these_pages_reads_no_table(self, database: Database) -> None:
        with psycopg.connect(database.url("owners"), autocommit=True) as role:
            for table in ("fares.fares", "accounts.users", "ledger.ledger_entries"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    role.execute(f"select from {table}".encode())


HOSTILE = (
    "%27 OR 1=1--",
    "1; SELECT pg_sleep(10)",
    "x" * 5000,
    "../../etc/passwd",
    "%F0%9F%9A%8C",
    "-1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "9" * 40,
    "%E2%80%AE",
    "null",
    "%00",
)


def hostile() -> Iterator[tuple[str, str]]:
    """Each field with each text."""
    for text in HOSTILE:
        for field in ("on", "period", "asof", "plate", "hour", "before"):
            yield f"/owner/fares?{field}={text}", text
        for place in ("vehicle", "fare", "wallet", "wallets"):
            yield f"/owner/{place}/{text}", text
        yield f"/owner/?on={text}", text


@pytest.mark.parametrize(("address", "text"), list(hostile()))
def test_a_hostile_address_is_refused_quickly(owner: FlaskClient, address: str, text: str) -> None:
    began = time.monotonic()
    answer = owner.get(address)
    assert time.monotonic() - began < 8  # far from the ten seconds that somebody asked for
    assert answer.status_code in (400, 404, 422), address
    assert "<script>alert" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "on",
    [
        "1900-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-13-01",
        "26-01-01",
        "2026-1-1",
        "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661",
        "now",
    ],
)
def test_a_day_that_is_none_is_refused(owner: FlaskClient, on: str) -> None:
    assert owner.get("/owner/", query_string={"on": on}).status_code == 422
