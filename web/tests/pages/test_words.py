"""Pages of staff speak to people: no date as machines write it and no word that only code knows, in either language."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import i18n
from web.core import db, live_settings
from web.i18n import labels
from web.tests.conftest import raising
from web.tests.pages.fixtures import changed_settings
from web.tests.pages.html_text import words
from web.tests.pages.page_calls import PAGE_CALLS
from web.tests.pages.seed import SeededWorld

ISO = re.compile(r"\d{4}-\d\d-\d\d")
# How a day is to be typed; and names and errors of machines, marked as such in the HTML.
TYPED = re.compile(r'<span class="hint".*?</span>', re.S)
OF_MACHINES = re.compile(r'<bdi lang="en">.*?</bdi>|<div class="runbook" lang="en">.*?</div>|' + TYPED.pattern, re.S)
CODES = """
select distinct unnest(array[c.state, c.kind]) from config.config_changes c
union select unnest(regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_0-9]+)''::text', 'g')) from pg_constraint k
       where k.conname in ('config_changes_state_is_known', 'config_changes_kind_is_known',
         'role_changes_state_is_known', 'role_changes_kind_is_known', 'mpesa_callbacks_outcome_is_known',
         'verifications_state_is_known',
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
def seeded(seeded: SeededWorld) -> SeededWorld:
    """A world with something of everything that staff see, old and new."""
    connection = seeded.connection
    connection.execute("""insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256)
            select kind, 'TKQ000000' || n, outcome, sha256(kind::bytea)
            from (values ('c2b_confirmation', 1, 'quarantine'), ('stk_result', 2, 'conflict')) k(kind, n, outcome)""")
    connection.execute("""insert into messaging.outbox (topic, key, payload, state, attempts)
        select t, 'TKQ', '{}', 'dead', 8 from unnest(array['sms', 'stk_push', 'status_query']) t""")
    connection.execute("""update access.role_grants set valid_from = now() - interval '400 days',
        valid_to = now() + interval '40 days' where user_id = %s""", (seeded.names["subject"],))  # fmt: skip
    # Times of today, of this week, of this year and before.
    connection.execute("update accounts.users set created_at = now() - user_id * interval '9 days'")
    return seeded


def reader(seeded: SeededWorld) -> Callable[[str], FlaskClient]:
    """Who of staff may see an address."""
    clients = {role: seeded.browser(role) for role in ("ops", "finance")}
    return lambda address: clients["finance" if address.startswith(("/ops/finance/", "/ops/journals")) else "ops"]


def read(client: FlaskClient, address: str, lang: str, without: re.Pattern[str]) -> str:
    client.set_cookie("lipa_lang", lang)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words(without.sub(" ", answer.text))


def addresses(seeded: SeededWorld) -> list[str]:
    """Every page of staff, and the pages of what the world holds."""
    calls = [
        call
        for key, call in PAGE_CALLS.items()
        if key.startswith("GET ") and call.function.startswith("ops.") and not key.endswith((".csv", ".pdf"))
    ]
    for call in calls:
        seeded.execute(call.prepare)
    changes = seeded.connection.execute("select change_id from access.role_changes").fetchall()
    return [
        *(seeded.say(call.own) for call in calls), "/ops/audit-log", "/ops/audit-log?action=refused",
        *(f"/ops/changes/{number}" for (number,) in changes),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_no_page_of_staff_writes_a_date_as_machines_do(seeded: SeededWorld, lang: str) -> None:
    client = reader(seeded)
    found = {address: ISO.findall(read(client(address), address, lang, TYPED)) for address in addresses(seeded)}
    assert len(found) > 15
    assert {address: dates for address, dates in found.items() if dates} == {}


def test_no_page_of_staff_speaks_in_code(seeded: SeededWorld) -> None:
    client = reader(seeded)
    # The names of settings are names; so are words that Kiswahili has as well.
    codes = {code for (code,) in seeded.connection.execute(CODES).fetchall()} - {"sim", "code"}
    assert len(codes) > 60
    found: dict[str, list[str]] = {}
    for address in addresses(seeded):
        text = read(client(address), address, "sw", OF_MACHINES)
        found[address] = [code for code in codes if re.search(rf"(?<![\w./*]){re.escape(code)}(?![\w./])", text)]
    assert {address: codes for address, codes in found.items() if codes} == {}


@contextmanager
def settings(people: Flask, seeded: SeededWorld, **values: str) -> Iterator[None]:
    with changed_settings(seeded.connection, **values):
        live_settings.init_app(people)
        yield
    live_settings.init_app(people)


def test_crews_are_told_to_dial_what_the_setting_says(people: Flask, seeded: SeededWorld) -> None:
    with settings(people, seeded, ussd_code="*555*1#"):
        for address, method in (("/login", "GET"), ("/c/nothing", "POST")):
            text = people.test_client().open(address, method=method).text
            assert "*555*1*5#" in text
            assert "*384*" not in text


def test_limits_of_tries_are_what_the_settings_say(people: Flask, seeded: SeededWorld) -> None:
    client = people.test_client()
    with settings(people, seeded, sign_in_pause_minutes="9", code_minutes="7"):
        wrong = client.post("/login", data={"phone": "0799999990", "password": "si hili"}).text
        sent = client.post("/reset", data={"phone": "0799999990"}).text
    assert "subiri dakika 9 ujaribu tena" in wrong
    assert "Inatumika kwa dakika 7." in sent


def test_every_figure_of_a_setting_is_known_without_the_database() -> None:
    for key in labels.LABELS["notice"]:
        for lang in i18n.LANGS:
            assert "%" not in labels.notice(key, lang, last3="126", **live_settings.DEFAULTS)


def test_without_the_database_a_page_names_no_code(people: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    live_settings.init_app(people)
    monkeypatch.setattr(db, "value", raising(db.DatabaseUnavailableError("gone")))
    try:
        assert "Piga USSD kwa simu yoyote" in people.test_client().get("/login").text
    finally:
        live_settings.init_app(people)
