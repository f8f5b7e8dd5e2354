"""Operators' pages speak to people: no date as machines write it, no word that only code knows, in either language."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import i18n
from web.core import db, live_settings
from web.i18n import labels
from web.tests.ops.test_people_pages import browser
from web.tests.pages import seed
from web.tests.pages.html_text import words
from web.tests.pages.page_calls import PAGE_CALLS
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import World

ISO = re.compile(r"\d{4}-\d\d-\d\d")
# How a day is to be typed; and names and errors of machines, marked as such.
TYPED = re.compile(r'<span class="hint".*?</span>', re.S)
OF_MACHINES = re.compile(r'<bdi lang="en">.*?</bdi>|' + TYPED.pattern, re.S)
CODES = """
select distinct unnest(array[c.state, c.kind]) from config.config_changes c
union select unnest(regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_0-9]+)''::text', 'g')) from pg_constraint k
       where k.conname in ('config_changes_state_is_known', 'config_changes_kind_is_known', 'role_changes_state_is_known',
         'role_changes_kind_is_known', 'mpesa_callbacks_outcome_is_known', 'verifications_state_is_known',
         'verifications_say_why', 'outbox_state_is_known')
union select kind from privacy.retention_periods
union select unnest(array[limit_name, per]) from config.rate_limits
union select role from access.roles
union select action from audit.changes
union select actor from audit.changes where actor not like 'user:%'
union select split_part(subject, ':', 1) from audit.changes where subject ~ '^[a-z_]+[.][a-z_]+:'
union select unnest(array['stk_push', 'status_query', 'c2b_confirmation', 'stk_result', 'suspense'])
"""


@pytest.fixture(scope="module")
def seeded(small_world: World, people: Flask) -> Iterator[SeededWorld]:
    """A world with something of everything that staff see."""
    made = seed.furnish(small_world)
    connection = made.connection
    connection.execute(
        "insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, body_sealed)"
        " select kind, 'TKQ000000' || n, outcome, sha256(kind::bytea), '\\x01' from (values ('c2b_confirmation', 1, 'quarantine'),"
        " ('stk_result', 2, 'conflict')) k(kind, n, outcome)"
    )
    connection.execute(
        "insert into messaging.outbox (topic, key, payload, state, attempts) select t, 'TKQ', '{}', 'dead', 8"
        " from unnest(array['sms', 'stk_push', 'status_query']) t"
    )
    connection.execute(
        "update access.role_grants set valid_from = now() - interval '400 days', valid_to = now() + interval '40 days'"
        " where user_id = %s", (made.names["subject"],),
    )  # fmt: skip
    # Old and young: times of today, of this week, of this year and before.
    connection.execute("update accounts.users set created_at = now() - user_id * interval '9 days'")
    yield made
    connection.close()


def read(client: FlaskClient, address: str, lang: str, without: re.Pattern[str]) -> str:
    """What a person reads of a page."""
    client.set_cookie("lipa_lang", lang)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words(without.sub(" ", answer.text))


def addresses(seeded: SeededWorld) -> list[str]:
    """Every page of the staff' doors, and the pages of what the world holds."""
    page_calls = [
        visit for key, visit in PAGE_CALLS.items() if key.startswith("GET ") and visit.door.startswith("ops.")
    ]
    for visit in page_calls:
        seeded.connection.execute(seeded.say(visit.prepare).encode())
    seen = [seeded.say(visit.own) for visit in page_calls]
    changes = seeded.connection.execute("select change_id from access.role_changes").fetchall()
    return [
        *seen,
        "/ops/audit-log",
        "/ops/audit-log?action=refused",
        *(f"/ops/changes/{number}" for (number,) in changes),
    ]


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_no_page_of_the_staffs_writes_a_date_as_machines_do(people: Flask, seeded: SeededWorld, lang: str) -> None:
    client = browser(people, seeded, "ops")
    found = {address: ISO.findall(read(client, address, lang, TYPED)) for address in addresses(seeded)}
    assert len(found) > 15
    assert {address: dates for address, dates in found.items() if dates} == {}


def test_no_page_of_the_staffs_speaks_in_code(people: Flask, seeded: SeededWorld) -> None:
    client = browser(people, seeded, "ops")
    # The names of settings are names; so are words that Kiswahili has as well.
    codes = {code for (code,) in seeded.connection.execute(CODES).fetchall()} - {"sim", "code"}
    assert len(codes) > 60
    told: dict[str, list[str]] = {}
    for address in addresses(seeded):
        said = read(client, address, "sw", OF_MACHINES)
        told[address] = [code for code in codes if re.search(rf"(?<![\w./*]){re.escape(code)}(?![\w./])", said)]
    assert {address: found for address, found in told.items() if found} == {}


def test_crews_are_told_to_dial_what_the_setting_says(people: Flask, seeded: SeededWorld) -> None:
    connection, client = seeded.connection, people.test_client()
    connection.execute("update config.settings set value = '*555*1#' where setting = 'ussd_code'")
    live_settings.init_app(people)
    try:
        for address, method in (("/login", "GET"), ("/c/nothing", "POST")):
            said = client.open(address, method=method).text
            assert "*555*1*5#" in said
            assert "*384*" not in said
    finally:
        connection.execute("update config.settings set value = '*384*46#' where setting = 'ussd_code'")
        live_settings.init_app(people)


def test_how_often_one_may_err_is_what_the_settings_say(people: Flask, seeded: SeededWorld) -> None:
    connection, client = seeded.connection, people.test_client()
    were = "update config.settings set value = %s where setting = %s"
    connection.execute(were, ("9", "sign_in_pause_minutes"))
    connection.execute(were, ("7", "code_minutes"))
    live_settings.init_app(people)
    try:
        wrong = client.post("/login", data={"phone": "0799999990", "password": "si hili"}).text
        sent = client.post("/reset", data={"phone": "0799999990"}).text
    finally:
        connection.execute(were, ("15", "sign_in_pause_minutes"))
        connection.execute(were, ("5", "code_minutes"))
        live_settings.init_app(people)
    assert "subiri dakika 9 ujaribu tena" in wrong
    assert "Inatumika kwa dakika 7." in sent


def test_every_figure_of_a_setting_is_known_while_the_database_is_away() -> None:
    for key in labels.LABELS["notice"]:
        for lang in i18n.LANGS:
            assert "%" not in labels.notice(key, lang, last3="126", **live_settings.DEFAULTS)


def test_while_the_database_is_away_a_page_names_no_code(people: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> object:
        raise db.DatabaseUnavailableError("gone")

    live_settings.init_app(people)
    monkeypatch.setattr(db, "value", away)
    try:
        said = people.test_client().get("/login").text
    finally:
        live_settings.init_app(people)
    assert "Piga USSD kwa simu yoyote" in said
