"""The pages of settings, limits, periods and the pilot: changed at once; a setting that moves money by two people."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from db.tests.database import Database
from web.i18n.labels import LABELS
from web.ops.configuration import KINDS
from web.security import phones
from web.tests.pages import world
from web.tests.pages.fixtures import csrf, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

FINANCE_PHONE, SECOND_OPS_PHONE = "0700000104", "0700000105"
RIDER = "0799 000 126"
PAGES = (
    *(f"/ops/{page}" for page in KINDS),
    "/ops/settings/sign_in_tries",
    "/ops/limits/form,session",
    "/ops/retention/raw_bodies",
)
MOST_BYTES = 30_000


def hired(people: Flask, phone: str, role: str) -> FlaskClient:
    """Somebody of ours, signed in."""
    made = people.test_cli_runner().invoke(args=["create-user", "--phone", phone, "--role", role])
    assert made.exit_code == 0, made.output
    from web.core import db  # noqa: PLC0415 (the command spoke as the owner of the tables)

    db.configure(people.extensions["lipa"])
    return sign_in(people.test_client(), phone, world.PASSWORD)


@pytest.fixture
def finance(small_world: World, people: Flask) -> FlaskClient:
    """Our finance officer."""
    return hired(people, FINANCE_PHONE, "finance")


@pytest.fixture
def second_staff(small_world: World, people: Flask) -> FlaskClient:
    """Another staff."""
    return hired(people, SECOND_OPS_PHONE, "ops")


@pytest.fixture(autouse=True)
def nothing_waits(database: Database) -> Iterator[None]:
    """Every test begins without proposals, and with nobody in the pilot."""
    yield
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("delete from config.config_changes where state = 'proposed'")
        owner.execute("update fleet.pilot_entries set valid_to = clock_timestamp() where valid_to is null")


def send(client: FlaskClient, address: str, at: str = "/ops/settings", **form: str) -> TestResponse:
    """A form, as a browser sends it, and the page that it leads to."""
    return client.post(address, data={**form, "csrf": csrf(page(client, at))}, follow_redirects=True)


def change(client: FlaskClient, address: str, **form: str) -> str:
    """What a change is answered with."""
    return words(send(client, address, reason="because it rains", **form).text)


def newest(database: Database) -> int:
    """The proposal that was made last."""
    with psycopg.connect(database.owner_url) as owner:
        row = owner.execute("select max(change_id) from config.config_changes").fetchone()
    assert row
    return int(row[0])


def value(database: Database, query: str) -> object:
    """One value, as it is now."""
    with psycopg.connect(database.owner_url) as owner:
        row = owner.execute(query.encode()).fetchone()
    assert row
    return row[0]


class Change(NamedTuple):
    """A change that is good: what the pages show of it, and what the table says before and after."""

    address: str
    form: dict[str, str]
    back: dict[str, str]
    shown: str
    query: str
    before: object
    after: object


class Mistake(NamedTuple):
    """One that does not: which field is wrong, and what is said beside it."""

    address: str
    form: dict[str, str]
    field: str
    said: str


MONEY = (
    Change("/ops/settings/verify_above_cents", {"value": "200000"}, {"value": "100000"}, "KES 1,000 → KES 2,000",
           "select value from config.settings where setting = 'verify_above_cents'", "100000", "200000"),
    Change("/ops/settings/assign_cap_cents", {"value": "5000000"}, {"value": "10000000"}, "KES 100,000 → KES 50,000",
           "select value from config.settings where setting = 'assign_cap_cents'", "10000000", "5000000"),
)  # fmt: skip
CHANGES = (
    Change("/ops/settings/silent_after_minutes", {"value": "120"}, {"value": "90"}, "90 → 120",
           "select value from config.settings where setting = 'silent_after_minutes'", "90", "120"),
    Change("/ops/limits/page,session", {"burst": "50", "refill_ms": "200"}, {"burst": "120", "refill_ms": "500"},
           "kisha 1 kila sekunde 0.5 → 50 mfululizo, kisha 1 kila sekunde 0.2",
           "select refill_ms from config.rate_limits where act = 'page' and per = 'session'", 500, 200),
    Change("/ops/retention/raw_bodies", {"keep_days": "180"}, {"keep_days": "400"}, "siku 400 → siku 180",
           "select keep_days from privacy.retention_periods where kind = 'raw_bodies'", 400, 180),
)  # fmt: skip
MISTAKES = (
    Mistake("/ops/settings/sign_in_tries", {"value": "<script>alert(1)</script>"}, "value", "Thamani haifai hapa"),
    Mistake("/ops/settings/reauthentication_minutes", {"value": "0"}, "value", "Thamani haifai hapa"),
    Mistake("/ops/settings/sign_in_tries", {"value": "5"}, "value", "Ndivyo ilivyo tayari"),
    Mistake("/ops/limits/form,session", {"burst": "0", "refill_ms": "1000"}, "burst", "Andika namba kamili"),
    Mistake("/ops/limits/form,session", {"burst": "60", "refill_ms": "86400000"}, "refill_ms", "Andika milisekunde"),
    Mistake("/ops/retention/raw_bodies", {"keep_days": "2"}, "keep_days", "Andika siku kamili"),
)


@pytest.mark.parametrize("good", CHANGES, ids=lambda good: good.address)
def test_one_member_of_staff_changes_it_at_once_and_back(staff: FlaskClient, database: Database, good: Change) -> None:
    assert "Imebadilishwa" in change(staff, good.address, **good.form)
    assert value(database, good.query) == good.after
    assert good.shown in words(page(staff, good.address).split("Ilivyokuwa")[1])
    assert "because it rains" in words(page(staff, "/".join(good.address.split("/")[:3])))
    assert "Imebadilishwa" in change(staff, good.address, **good.back)
    assert value(database, good.query) == good.before


@pytest.mark.parametrize("good", [*MONEY, *CHANGES], ids=lambda good: good.address)
def test_without_a_fresh_second_factor_nothing_changes(staff: FlaskClient, database: Database, good: Change) -> None:
    before = value(database, "select count(*) from config.config_changes")
    form = {**good.form, "reason": "because", "csrf": csrf(page(staff, "/ops/settings"))}
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update accounts.sessions set proved_at = proved_at - interval '1 hour'")
    assert staff.post(good.address, data=form).headers["Location"].startswith("/sign-in/code")
    assert value(database, good.query) == good.before
    assert value(database, "select count(*) from config.config_changes") == before


@pytest.mark.parametrize("good", MONEY, ids=lambda good: good.address)
def test_what_moves_money_one_proposes_and_another_decides(
    staff: FlaskClient, finance: FlaskClient, database: Database, good: Change
) -> None:
    assert "Inahusu pesa" in words(page(staff, good.address))
    assert "Imependekezwa" in change(staff, good.address, **good.form)
    assert value(database, good.query) == good.before, "nothing changes before another person agrees"
    assert good.shown in words(page(finance, "/ops/settings"))
    assert "Imekubaliwa" in words(send(finance, f"/ops/config/{newest(database)}", decision="approved").text)
    assert value(database, good.query) == good.after
    assert good.shown in words(page(staff, good.address).split("Ilivyokuwa")[1])
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update config.settings set value = %s where setting = %s", (good.before, good.address[14:]))


@pytest.mark.parametrize("wrong", MISTAKES, ids=lambda wrong: f"{wrong.address} {wrong.said}")
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_asked_twice(
    staff: FlaskClient, database: Database, wrong: Mistake
) -> None:
    answer = send(staff, wrong.address, reason="kwa sababu ya mvua", **wrong.form)
    assert answer.status_code == 422
    beside = rf'id="{wrong.field}-error">{wrong.said}[^<]*</span>\s*<input id="{wrong.field}"[^>]* aria-invalid'
    assert re.search(beside, answer.text)
    assert "kwa sababu ya mvua" in answer.text
    assert "<script>" not in answer.text
    assert value(database, "select count(*) from config.config_changes where state = 'proposed'") == 0


def test_without_a_reason_nothing_changes(staff: FlaskClient) -> None:
    answer = send(staff, "/ops/settings/sign_in_tries", value="4", reason=" ")
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert 'value="4"' in answer.text


def test_who_proposed_it_takes_it_back_and_nobody_else_does(
    staff: FlaskClient, second_staff: FlaskClient, finance: FlaskClient, database: Database
) -> None:
    change(staff, "/ops/settings/ussd_min_cents", value="2000")
    number = newest(database)
    button = f'action="/ops/config/{number}/withdraw"'
    assert button in page(staff, "/ops/settings")
    assert button not in page(second_staff, "/ops/settings")
    assert "Aliyependekeza tu" in words(send(second_staff, f"/ops/config/{number}/withdraw").text)
    assert "limeondolewa" in words(send(staff, f"/ops/config/{number}/withdraw").text)
    decided = words(send(finance, f"/ops/config/{number}", decision="approved").text)
    assert "limeondolewa" in decided
    assert "imeondolewa" in decided.split("Mabadiliko yaliyopita")[1]
    assert value(database, "select value from config.settings where setting = 'ussd_min_cents'") == "1000"


def test_who_decides_reads_that_the_maker_is_shut_out_by_now(
    second_staff: FlaskClient, finance: FlaskClient, database: Database
) -> None:
    change(second_staff, "/ops/settings/ussd_min_cents", value="2000")
    said = "Aliyependekeza amefungiwa."
    assert said not in words(page(finance, "/ops/settings"))
    out = "update accounts.users set disabled_at = {0}, disabled_by = {1}, disabled_why = {2} where phone_last3 = '105'"
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(out.format("now()", "user_id", "'simu imeibwa'").encode())
        try:
            told = [words(page(finance, path)) for path in ("/ops/settings", "/ops/settings/ussd_min_cents")]
        finally:
            owner.execute(out.format("null", "null", "null").encode())
    assert [said in text for text in told] == [True, True]


def test_a_vehicle_in_the_pilot_shuts_out_the_others_and_the_page_says_so_first(
    staff: FlaskClient, database: Database
) -> None:
    first = words(page(staff, "/ops/pilot"))
    assert "Orodha ni tupu: kila gari linapokea" in first
    assert "magari mengine yote yatafungwa" in first
    said = change(staff, "/ops/pilot/vehicle", name="kzz001a", listed="yes")
    assert "Imebadilishwa" in said
    assert "Kwenye orodha: 1" in said
    entry = value(database, "select pilot_entry_id from fleet.pilot_entries where valid_to is null")
    assert f'href="/ops/pilot/{entry}"' in page(staff, "/ops/pilot")
    assert "Likitoka la mwisho" in words(page(staff, f"/ops/pilot/{entry}"))
    assert send(staff, f"/ops/pilot/{entry}", listed="no", reason="").status_code == 422
    assert "Orodha ni tupu: kila gari linapokea" in change(staff, f"/ops/pilot/{entry}", listed="no")
    assert send(staff, f"/ops/pilot/{entry}", listed="no", reason="tena").status_code == 404


def test_a_route_is_named_with_its_sacco(staff: FlaskClient) -> None:
    said = change(staff, "/ops/pilot/route", name="46 test  line", listed="yes")
    assert "46 Test Line : nje ya majaribio → ndani" in said
    wrong = send(staff, "/ops/pilot/route", name="99", listed="yes", reason="because")
    assert wrong.status_code == 422
    opened = r'<details open><summary>Ingiza au toa njia</summary>.*id="name-route-error"'
    assert re.search(opened, wrong.text, re.DOTALL)


def test_a_number_in_the_pilot_goes_no_further_than_the_edge(staff: FlaskClient, database: Database) -> None:
    said = change(staff, "/ops/pilot/sim", phone=RIDER, listed="yes")
    assert "..126 : nje ya majaribio → ndani ya majaribio" in said
    assert "Ndivyo ilivyo tayari" in change(staff, "/ops/pilot/sim", phone=RIDER, listed="yes")
    send(staff, "/ops/pilot/sim", phone="0799000127", listed="yes", reason="asked for by 0799 000 126")
    seen = page(staff, "/ops/pilot")
    assert "SIM ..126" in words(seen)
    assert "000126" not in seen.replace(" ", "")
    with psycopg.connect(database.owner_url) as owner:
        for query in (
            "select t::text from config.config_changes t", "select t::text from fleet.pilot_entries t",
            "select t::text from privacy.phones t", "select t::text from audit.change_log t",
        ):  # fmt: skip
            rows = owner.execute(query.encode()).fetchall()
            assert rows
            assert not [row for row in rows if "799000126" in str(row)]
        hashed = phones.lookup_hash(phones.typed(RIDER) or "")
        assert owner.execute(
            "select valid_to from fleet.pilot_entries where phone_hash = %s", (hashed,)
        ).fetchall() == [(None,)]
    assert "Imebadilishwa" in change(staff, "/ops/pilot/sim", phone="+254799000126", listed="no")


def test_what_is_no_number_is_said_beside_the_field(staff: FlaskClient) -> None:
    answer = send(staff, "/ops/pilot/sim", phone="0799'; drop table x", listed="yes", reason="because")
    assert answer.status_code == 422
    assert re.search(r'id="phone-error">Namba ya simu si sahihi', answer.text)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["sw", "en"])
def test_every_page_is_small_even_when_much_waits(
    staff: FlaskClient, finance: FlaskClient, database: Database, address: str, lang: str
) -> None:
    staff.set_cookie("lipa_lang", lang)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into fleet.pilot_entries (kind, phone_hash) select 'sim', sha256(n::text::bytea) from generate_series(1, 300) n"
        )
        owner.execute(
            "insert into config.config_changes (kind, subject, value_before, value_after, reason, made_by)"
            " select 'setting', setting, jsonb_build_object('value', value), '{\"value\": \"x\"}', repeat('a', 200),"
            " (select min(user_id) from accounts.users) from config.settings"
        )
    answer = finance.get(address) if "settings" in address else staff.get(address)
    assert answer.status_code == 200
    assert len(answer.data) + len(staff.get("/static/lipa.css").data) <= MOST_BYTES


def test_what_is_not_there_is_not_found(staff: FlaskClient, finance: FlaskClient) -> None:
    for address in ("/ops/settings/nothing", "/ops/limits/form,nothing", "/ops/retention/ledger"):
        assert staff.get(address).status_code == 404
        assert send(staff, address, value="1", reason="because").status_code == 404
    assert send(finance, "/ops/config/999999", decision="approved").status_code == 404
    assert send(staff, "/ops/pilot/999999", at="/ops/pilot", listed="no", reason="because").status_code == 404
    assert staff.get("/ops/nothing/x").status_code == 404


def test_an_owner_finds_nothing_there(owner: FlaskClient) -> None:
    assert [owner.get(address).status_code for address in PAGES] == [404] * len(PAGES)


@pytest.mark.parametrize(("kind", "query"), [
    ("setting", "select setting from config.settings"), ("limit", "select act || ',' || per from config.rate_limits"),
    ("retention", "select kind from privacy.retention_periods"),
])  # fmt: skip
def test_everything_that_is_configured_has_its_words_and_no_words_are_left_over(
    database: Database, kind: str, query: str
) -> None:
    with psycopg.connect(database.owner_url) as owner:
        there = {f"{kind}.{subject}" for (subject,) in owner.execute(query.encode()).fetchall()}
    assert {key for key in LABELS["meaning"] if key.startswith(f"{kind}.")} == there
