"""The staff' pages: what waits, and placing money that found no vehicle."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import psycopg
import pytest
from flask.testing import FlaskClient

from db.tests.database import Database
from web.i18n import labels
from web.tests.pages import world
from web.tests.pages.fixtures import csrf
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "{{7*7}}",
    "\u202e064",
    "\u041a\u0412\u0410123\u0410",
    "Ng'ang'a",
    " ",
)


@pytest.fixture
def lost(small_world: World) -> str:
    """A payment whose account names no vehicle."""
    at = datetime.combine(small_world.sunday, datetime.min.time(), world.EAT).replace(hour=12)
    return small_world.pay("", 6000, at, account="KZZ 00IA")


@pytest.fixture
def dead(database: Database) -> Iterator[int]:
    """A message that was given up."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        row = owner.execute(
            "insert into messaging.outbox (topic, key, payload, state, attempts, last_error)"
            " values ('sms', 'TKX', '{}', 'dead', 8, 'gateway said 403') returning outbox_id"
        ).fetchone()
        assert row is not None
        yield row[0]
        owner.execute("delete from messaging.outbox where outbox_id = %s", row)


def test_what_waits_is_said_first(staff: FlaskClient, lost: str, dead: int) -> None:
    text = words(page(staff, "/ops/"))
    assert re.search(r"Malipo bila gari: [0-9]+, KES [0-9,]+\. .*Kazi zilizoshindikana: 1\.", text)
    assert f"{lost} KZZ 00IA ..126 60" in text


@pytest.mark.parametrize(("lang", "said"), [("sw", "Kengele: 1."), ("en", "Alarms: 1.")])
def test_an_alarm_that_rings_is_seen(staff: FlaskClient, database: Database, lang: str, said: str) -> None:
    staff.set_cookie("lipa_lang", lang)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("select messaging.raise_alarm('prompts_unsent', 'stk_push', '3 <b>prompts</b> waited')")
        try:
            html = page(staff, "/ops/")
        finally:
            owner.execute("delete from messaging.alarms where kind = 'prompts_unsent'")
    assert said in words(html)
    assert labels.label("alarm", "prompts_unsent", lang) in words(html)
    assert "<b>prompts</b>" not in html


def test_who_rings_one_alarm_many_times_hides_no_other(staff: FlaskClient, database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("select messaging.raise_alarm('wrong_token', 'from ' || n, 'x') from generate_series(1, 60) n")
        owner.execute("select messaging.raise_alarm('new_callback_source', 'what matters', 'x')")
        try:
            text = words(page(staff, "/ops/"))
        finally:
            owner.execute("delete from messaging.alarms where kind in ('wrong_token', 'new_callback_source')")
    assert "what matters" in text
    assert (text.count("from "), "Kengele: 61." in text, "Za aina hii zipo nyingine 55." in text) == (5, True, True)


@pytest.mark.parametrize("account", HOSTILE)
def test_what_people_type_is_shown_as_text(staff: FlaskClient, small_world: World, account: str) -> None:
    at = datetime.combine(small_world.sunday, datetime.min.time(), world.EAT).replace(hour=13)
    receipt = small_world.pay("", 6000, at, account=account)
    for address in ("/ops/", f"/ops/suspense/{receipt}"):
        html = page(staff, address)
        assert "<script" not in html
        assert "49" not in re.findall(r"<bdi>([^<]*)</bdi>", html)
        assert account.strip() in unescape(html)


def test_staff_sees_what_will_happen_before_it_does(staff: FlaskClient, lost: str, small_world: World) -> None:
    assert "Hakuna gari la KZZ 777Z" in words(page(staff, f"/ops/suspense/{lost}?account=KZZ+777Z"))
    html = page(staff, f"/ops/suspense/{lost}?account=kzz001a")
    text = words(html)
    assert f"KES 60 ({lost}) zitatoka pesa bila gari na kuingia KZZ 001A, njia 46, ya Ng'ang'a Motors" in text
    assert "Ada ya Lipa Fare 1.20 Mafuta 17.64 Ukarabati 2.94 Sacco 5.88 Bima 11.76 Faida 20.58 Jumla 60.00" in text
    vehicle = re.findall(r'name="vehicle_id" value="([0-9]+)"', html)[0]
    form = {"csrf": csrf(html), "vehicle_id": vehicle}
    assert staff.post(f"/ops/suspense/{lost}", data={"vehicle_id": vehicle}).status_code == 403
    for _ in range(2):
        answer = staff.post(f"/ops/suspense/{lost}", data=form)
        assert answer.headers["Location"] == f"/ops/?done=placed&about={lost}"
    assert f"{lost} imewekwa kwenye gari." in words(page(staff, answer.headers["Location"]))
    assert "Malipo haya yameshawekwa" in words(page(staff, f"/ops/suspense/{lost}"))


def test_a_placed_fare_is_the_owners(staff: FlaskClient, owner: FlaskClient, lost: str, small_world: World) -> None:
    html = page(staff, f"/ops/suspense/{lost}?account=KZZ+001A")
    vehicle = re.findall(r'name="vehicle_id" value="([0-9]+)"', html)[0]
    staff.post(f"/ops/suspense/{lost}", data={"csrf": csrf(html), "vehicle_id": vehicle})
    with psycopg.connect(small_world.url, autocommit=True) as connection:
        world.settled(connection)
    assert "Pesa ilifika bila gari lililotajwa vizuri" in words(page(owner, f"/owner/fare/{lost}"))


def test_dead_work_gets_another_round(staff: FlaskClient, dead: int) -> None:
    form = {"csrf": csrf(page(staff, "/ops/"))}
    assert staff.post(f"/ops/outbox/{dead}/retry").status_code == 403
    assert staff.post(f"/ops/outbox/{dead}/retry", data=form).headers["Location"] == "/ops/?done=retried"
    assert staff.post(f"/ops/outbox/{dead}/retry", data=form).status_code == 404


def test_an_alarm_ends_with_what_it_was(staff: FlaskClient, owner: FlaskClient, database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        row = connection.execute(
            "insert into messaging.alarms (kind, subject, detail) values ('new_callback_source', '192.0.2.7', 'x')"
            " returning alarm_id"
        ).fetchone()
    assert row is not None
    html = page(staff, "/ops/")
    assert "Jumbe zimetoka anwani mpya" in words(html)
    assert 'name="reason"' not in html, "the form is there for who asks"
    form = {"csrf": csrf(page(staff, f"/ops/?alarm={row[0]}")), "reason": "x"}
    again = staff.post(f"/ops/alarms/{row[0]}", data=form).headers["Location"]
    assert 'aria-describedby="reason-hint reason-error"' in page(staff, again)
    form["reason"] = "ni ya Safaricom, 0712345678 amethibitisha"
    assert staff.post(f"/ops/alarms/{row[0]}", data=form).headers["Location"] == "/ops/?done=acknowledged"
    assert "192.0.2.7" not in page(staff, "/ops/?done=acknowledged")
    assert staff.post(f"/ops/alarms/{row[0]}", data=form).status_code == 404
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        said = connection.execute(
            "select acknowledged_reason from messaging.alarms where alarm_id = %s", row
        ).fetchone()
        connection.execute("delete from messaging.alarms where alarm_id = %s", row)
    assert said is not None
    assert "***678" in said[0]


def test_a_kept_message_gets_another_round(staff: FlaskClient, database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        row = owner.execute(
            "insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, body_sealed, fields,"
            " attempts, next_attempt_at) values ('c2b_confirmation', 'TKK0000001', 'pending', sha256('k'), '\\x01',"
            " '{}', 8, now() + interval '1 hour') returning callback_id"
        ).fetchone()
        assert row is not None
    html = page(staff, "/ops/")
    assert f'action="/ops/callback/{row[0]}/retry"' in html
    answer = staff.post(f"/ops/callback/{row[0]}/retry", data={"csrf": csrf(html)})
    assert "Itajaribiwa tena." in words(page(staff, answer.headers["Location"]))


def test_an_owner_finds_no_operators_page(owner: FlaskClient, lost: str, dead: int, database: Database) -> None:
    form = {"csrf": csrf(page(owner, "/owner/")), "vehicle_id": "1"}
    assert owner.get("/ops/").status_code == 404
    assert owner.get(f"/ops/suspense/{lost}").status_code == 404
    assert owner.post(f"/ops/suspense/{lost}", data=form).status_code == 404
    assert owner.post(f"/ops/outbox/{dead}/retry", data=form).status_code == 404
    with psycopg.connect(database.owner_url) as auditor:
        traces = auditor.execute(
            "select detail ->> 'api_function' from audit.refusals where action = 'refused' order by last_at desc limit 4"
        ).fetchall()
    assert [door for (door,) in reversed(traces)] == [
        "ops.home", "ops.assignment", "ops.assign_suspense", "ops.retry_outbox",
    ]  # fmt: skip


@pytest.mark.parametrize("vehicle", ["", "x", "9" * 30, "1; drop table fares", "-1"])
def test_a_form_that_was_tampered_with_places_nothing(staff: FlaskClient, lost: str, vehicle: str) -> None:
    form = {"csrf": csrf(page(staff, "/ops/")), "vehicle_id": vehicle}
    assert staff.post(f"/ops/suspense/{lost}", data=form).status_code == 404
    assert lost in page(staff, "/ops/")


def test_a_nul_is_a_bad_request(staff: FlaskClient, lost: str) -> None:
    assert staff.get(f"/ops/suspense/{lost}?account=%00").status_code == 400


def test_what_waits_for_a_second_person_is_said_on_the_first_page(staff: FlaskClient, small_world: World) -> None:
    assert "Yanayosubiri mtu wa pili" not in page(staff, "/ops/")
    form = {"csrf": csrf(page(staff, "/ops/settings/ussd_min_cents")), "value": "2000", "reason": "sababu"}
    assert staff.post("/ops/settings/ussd_min_cents", data=form).status_code == 303
    said = page(staff, "/ops/")
    assert "Yanayosubiri mtu wa pili" in said
    assert '<a href="/ops/settings">Mipangilio: 1</a>' in said
    with psycopg.connect(small_world.url, autocommit=True) as owner:
        owner.execute("delete from config.config_changes")
