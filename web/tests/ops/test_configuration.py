"""The pages of settings, rate limits and retention. A setting that moves money needs two people."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web.i18n.labels import LABELS
from web.ops.configuration import KINDS
from web.tests.pages.fixtures import csrf_of, register, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World, value

SECOND_OPS_PHONE = "0700000105"
ITEMS = (
    "/ops/settings/sign_in_tries",
    "/ops/limits/form,session",
    "/ops/retention/raw_bodies",
    "/ops/bounds/ussd_drops",
)
PAGES = (*(f"/ops/{page}" for page in KINDS), "/ops/settings?group=sign_in", "/ops/settings?group=money", *ITEMS)
MOST_BYTES = 30_000


@pytest.fixture
def second_staff(people: Flask) -> FlaskClient:
    register(people, SECOND_OPS_PHONE, "ops")
    return sign_in(people.test_client(), SECOND_OPS_PHONE)


@pytest.fixture(autouse=True)
def nothing_waits(people: Flask, connection: Connection) -> Iterator[None]:
    """Every test begins without proposals, and with nobody in the pilot."""
    yield
    connection.execute("delete from config.config_changes where state = 'proposed'")
    connection.execute("update fleet.pilot_entries set valid_to = clock_timestamp() where valid_to is null")


def post(client: FlaskClient, address: str, **form: str) -> TestResponse:
    return client.post(address, data={**form, "csrf": csrf_of(client)}, follow_redirects=True)


def change(client: FlaskClient, address: str, **form: str) -> str:
    return words(post(client, address, reason="because it rains", **form).text)


def propose(client: FlaskClient, setting: str, to: str, connection: Connection) -> str:
    assert "Imependekezwa" in change(client, f"/ops/settings/{setting}", value=to)
    newest = value(connection, "select max(change_id) from config.config_changes")
    return f"/ops/config/{newest}"


class Change(NamedTuple):
    """A valid change: what the pages show of it, and what the table says before and after."""

    address: str
    form: dict[str, str]
    back: dict[str, str]
    shown: str
    query: str
    before: object
    after: object


class Mistake(NamedTuple):
    """An invalid change: which field is wrong, and what is said beside it."""

    address: str
    form: dict[str, str]
    field: str
    message: str


def setting_change(setting: str, before: str, after: str, shown: str) -> Change:
    query = f"select value from config.settings where setting = '{setting}'"  # noqa: S608
    return Change(f"/ops/settings/{setting}", {"value": after}, {"value": before}, shown, query, before, after)


MONEY = (
    setting_change("verify_above_cents", "100000", "200000", "KES 1,000 → KES 2,000"),
    setting_change("assign_cap_cents", "10000000", "5000000", "KES 100,000 → KES 50,000"),
)
CHANGES = (
    setting_change("silent_after_minutes", "90", "120", "dk 90 → dk 120"),
    Change("/ops/limits/page,session", {"burst": "50", "refill_ms": "200"}, {"burst": "120", "refill_ms": "500"},
           "kisha 1 kila sekunde 0.5 → 50 mfululizo, kisha 1 kila sekunde 0.2",
           "select refill_ms from config.rate_limits where limit_name = 'page' and per = 'session'", 500, 200),
    Change("/ops/retention/raw_bodies", {"keep_days": "180"}, {"keep_days": "400"}, "siku 400 → siku 180",
           "select keep_days from privacy.retention_periods where kind = 'raw_bodies'", 400, 180),
    Change("/ops/bounds/ussd_drops", {"green_bound": "80", "alarm_bound": "200"},
           {"green_bound": "80", "alarm_bound": "150"}, "tahadhari 150 → ",
           "select alarm_bound from gates.gates where gate = 'ussd_drops'", 150, 200),
)  # fmt: skip
MISTAKES = (
    Mistake("/ops/settings/sign_in_tries", {"value": "<script>alert(1)</script>"}, "value", "Thamani haifai hapa"),
    Mistake("/ops/settings/reauthentication_minutes", {"value": "0"}, "value", "Thamani haifai hapa"),
    Mistake("/ops/settings/sign_in_tries", {"value": "5"}, "value", "Ndivyo ilivyo tayari"),
    Mistake("/ops/limits/form,session", {"burst": "0", "refill_ms": "1000"}, "burst", "Andika namba kamili"),
    Mistake("/ops/limits/form,session", {"burst": "60", "refill_ms": "86400000"}, "refill_ms", "Andika milisekunde"),
    Mistake("/ops/retention/raw_bodies", {"keep_days": "2"}, "keep_days", "Andika siku kamili"),
    Mistake("/ops/bounds/ussd_drops", {"green_bound": "80", "alarm_bound": "79"}, "alarm_bound", "Andika namba kamili"),
    Mistake("/ops/bounds/ussd_drops", {"green_bound": "x", "alarm_bound": "79"}, "green_bound", "Andika namba kamili"),
    Mistake("/ops/pilot/sim", {"phone": "0799'; drop table x", "listed": "yes"}, "phone", "Namba ya simu si sahihi"),
)


@pytest.mark.parametrize("good", CHANGES, ids=lambda good: good.address)
def test_one_person_changes_it_at_once_and_back(staff: FlaskClient, connection: Connection, good: Change) -> None:
    assert "Imebadilishwa" in change(staff, good.address, **good.form)
    assert value(connection, good.query) == good.after
    assert good.shown in words(page(staff, good.address).split("Historia")[1])
    assert "because it rains" in words(page(staff, "/".join(good.address.split("/")[:3])))
    assert "Imebadilishwa" in change(staff, good.address, **good.back)
    assert value(connection, good.query) == good.before


@pytest.mark.parametrize("good", [*MONEY, *CHANGES], ids=lambda good: good.address)
def test_a_change_needs_a_fresh_second_factor(staff: FlaskClient, connection: Connection, good: Change) -> None:
    before = value(connection, "select count(*) from config.config_changes")
    form = {**good.form, "reason": "because", "csrf": csrf_of(staff)}
    connection.execute("update accounts.sessions set proved_at = proved_at - interval '1 hour'")
    assert staff.post(good.address, data=form).headers["Location"].startswith("/sign-in/code")
    assert value(connection, good.query) == good.before
    assert value(connection, "select count(*) from config.config_changes") == before


@pytest.mark.parametrize("good", MONEY, ids=lambda good: good.address)
def test_two_decide_on_money(staff: FlaskClient, finance: FlaskClient, connection: Connection, good: Change) -> None:
    assert "Inahusu pesa" in words(page(staff, good.address))
    proposal = propose(staff, good.address.rpartition("/")[2], good.form["value"], connection)
    assert value(connection, good.query) == good.before, "nothing changes before another person agrees"
    assert good.shown in words(page(finance, "/ops/settings"))
    assert "Imekubaliwa" in words(post(finance, proposal, decision="approved").text)
    assert value(connection, good.query) == good.after
    assert good.shown in words(page(staff, good.address).split("Historia")[1])
    connection.execute("update config.settings set value = %s where setting = %s", (good.before, good.address[14:]))


@pytest.mark.parametrize("wrong", MISTAKES, ids=lambda wrong: f"{wrong.address} {wrong.message}")
def test_a_mistake_is_named_beside_its_field(staff: FlaskClient, connection: Connection, wrong: Mistake) -> None:
    answer = post(staff, wrong.address, reason="kwa sababu ya mvua", **wrong.form)
    assert answer.status_code == 422
    beside = rf'id="{wrong.field}-error">{wrong.message}[^<]*</span>\s*<input id="{wrong.field}"[^>]* aria-invalid'
    assert re.search(beside, answer.text)
    assert "kwa sababu ya mvua" in answer.text
    assert "<script>" not in answer.text
    assert value(connection, "select count(*) from config.config_changes where state = 'proposed'") == 0


def test_without_a_reason_nothing_changes(staff: FlaskClient) -> None:
    answer = post(staff, "/ops/settings/sign_in_tries", value="4", reason=" ")
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert 'value="4"' in answer.text


def test_only_the_maker_withdraws_a_proposal(
    staff: FlaskClient, second_staff: FlaskClient, finance: FlaskClient, connection: Connection
) -> None:
    proposal = propose(staff, "ussd_min_cents", "2000", connection)
    button = f'action="{proposal}/withdraw"'
    assert button in page(staff, "/ops/settings")
    assert button not in page(second_staff, "/ops/settings")
    assert "Aliyeomba tu" in words(post(second_staff, f"{proposal}/withdraw").text)
    assert "limeondolewa" in words(post(staff, f"{proposal}/withdraw").text)
    decided = words(post(finance, proposal, decision="approved").text)
    assert "limeondolewa" in decided
    assert "imeondolewa" in decided.split("Mabadiliko yaliyopita")[1]
    assert value(connection, "select value from config.settings where setting = 'ussd_min_cents'") == "1000"


def test_a_proposal_is_declined_with_a_reason(staff: FlaskClient, finance: FlaskClient, connection: Connection) -> None:
    proposal = propose(staff, "ussd_min_cents", "2000", connection)
    assert 'name="reason" required minlength="10"' in page(finance, "/ops/settings")
    assert "herufi 10 au zaidi" in words(post(finance, proposal, decision="declined", reason="hapana").text)
    assert "Imekataliwa" in words(post(finance, proposal, decision="declined", reason="nauli ni ndogo mno").text)
    assert "nauli ni ndogo mno" in words(page(staff, "/ops/settings")).split("Mabadiliko yaliyopita")[1]


def test_a_larger_payment_is_assigned_by_two(
    staff: FlaskClient, finance: FlaskClient, small_world: World, connection: Connection
) -> None:
    receipt = small_world.pay("", 150_000, small_world.at(15), account="nowhere")
    where = f"/ops/suspense/{receipt}?account=KZZ+001A"
    html = page(staff, where)
    assert "Omba KES 1,500 kwa KZZ 001A" in words(html)
    vehicle = re.findall(r'name="vehicle_id" value="([0-9]+)"', html)[0]
    assert post(staff, where, vehicle_id=vehicle).status_code == 422
    assert "Imependekezwa" in words(post(staff, where, vehicle_id=vehicle, reason="aliandika vibaya").text)
    newest = value(connection, "select max(change_id) from config.config_changes")
    proposal = f"/ops/config/{newest}"
    assert f'action="{proposal}"' not in page(staff, "/ops/assignments")
    assert "/ops/assignments" in page(finance, "/ops/")
    text = words(page(finance, "/ops/assignments"))
    assert f"{receipt} : KES 1,500 → KZZ 001A" in text.replace(f"{receipt}:", f"{receipt} :")
    assert "aliandika vibaya" in text
    assert "Imekubaliwa" in words(post(finance, proposal, decision="approved").text)
    assert value(connection, "select state from mobile_money.payments where receipt = %s", receipt) == "placed"


def test_checker_sees_a_disabled_maker(second_staff: FlaskClient, finance: FlaskClient, connection: Connection) -> None:
    propose(second_staff, "ussd_min_cents", "2000", connection)
    message = "Akaunti ya aliyeomba imesimamishwa."
    assert message not in words(page(finance, "/ops/settings"))
    disable = "update accounts.users set (disabled_at, disabled_by, disabled_why) = ({}) where phone_last3 = '105'"
    connection.execute(disable.format("now(), user_id, 'simu imeibwa'").encode())
    try:
        texts = [words(page(finance, path)) for path in ("/ops/settings", "/ops/settings/ussd_min_cents")]
    finally:
        connection.execute(disable.format("null, null, null").encode())
    assert [message in text for text in texts] == [True, True]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["sw", "en"])
def test_every_page_is_small_even_when_much_waits(
    staff: FlaskClient, finance: FlaskClient, connection: Connection, address: str, lang: str
) -> None:
    staff.set_cookie("lipa_lang", lang)
    connection.execute("insert into fleet.pilot_entries (kind, phone_hash)"
                       " select 'sim', sha256(n::text::bytea) from generate_series(1, 300) n")  # fmt: skip
    connection.execute("""insert into config.config_changes (kind, subject, value_before, value_after, reason, made_by)
            select 'setting', setting, jsonb_build_object('value', value), '{"value": "x"}', repeat('a', 200),
            (select min(user_id) from accounts.users) from config.settings""")
    answer = finance.get(address) if "settings" in address else staff.get(address)
    assert answer.status_code == 200
    assert len(answer.data) + len(staff.get("/static/lipa.css").data) <= MOST_BYTES


def test_every_setting_stands_in_one_group(staff: FlaskClient, connection: Connection) -> None:
    groups = re.findall(r'href="(/ops/settings\?group=\w+)"', page(staff, "/ops/settings"))
    found = [name for group in groups for name in re.findall(r'href="/ops/settings/(\w+)"', page(staff, group))]
    assert sorted(found) == sorted(name for (name,) in connection.execute("select setting from config.settings"))
    assert words(page(staff, "/ops/settings?group=nothing")) == words(page(staff, "/ops/settings"))


def test_what_is_not_there_is_not_found(staff: FlaskClient, finance: FlaskClient) -> None:
    for address in ("/ops/settings/nothing", "/ops/limits/form,nothing", "/ops/retention/ledger"):
        assert staff.get(address).status_code == 404
        assert post(staff, address, value="1", reason="because").status_code == 404
    assert post(finance, "/ops/config/999999", decision="approved").status_code == 404
    assert post(staff, "/ops/pilot/999999", listed="no", reason="because").status_code == 404
    assert staff.get("/ops/nothing/x").status_code == 404


@pytest.mark.parametrize(("kind", "query"), [
    ("setting", "select setting from config.settings"),
    ("limit", "select limit_name || ',' || per from config.rate_limits"),
    ("retention", "select kind from privacy.retention_periods"),
    ("gate", "select gate from gates.gates"),
])  # fmt: skip
def test_every_configured_thing_has_its_text_and_no_other(connection: Connection, kind: str, query: str) -> None:
    there = {f"{kind}.{subject}" for (subject,) in connection.execute(query.encode()).fetchall()}
    assert {key for key in LABELS["meaning"] if key.startswith(f"{kind}.")} == there
