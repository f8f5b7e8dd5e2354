"""The first page of staff: what waits, and assigning money that found no vehicle."""

import re
import time
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.callbacks import outage
from web.i18n import labels
from web.ops import alarms
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, send
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

HOSTILE = ("<script>alert(1)</script>", "=cmd|'/c calc'!A1", "{{7*7}}", "\u202e064",
           "\u041a\u0412\u0410123\u0410", "Ng'ang'a", " ")  # fmt: skip


@pytest.fixture
def lost(small_world: World) -> str:
    return small_world.pay("", 6000, small_world.at(12), account="KZZ 00IA")


@pytest.fixture
def dead(connection: Connection) -> Iterator[int]:
    insert = """insert into messaging.outbox (topic, key, payload, state, attempts, last_error)
                values ('sms', 'TKX', '{}', 'dead', 8, 'gateway said 403') returning outbox_id"""
    outbox_id = world.value(connection, insert)
    yield outbox_id
    connection.execute("delete from messaging.outbox where outbox_id = %s", (outbox_id,))


def vehicle_in(html: str) -> str:
    """The vehicle that the form of a page would assign the money to."""
    return str(re.findall(r'name="vehicle_id" value="([0-9]+)"', html)[0])


def test_the_page_begins_with_what_waits(staff: FlaskClient, lost: str, dead: int) -> None:
    text = words(page(staff, "/ops/"))
    assert re.search(r"Kazi zilizoshindikana: 1\. Malipo bila gari: [0-9]+, KES [0-9,]+\.", text)
    assert f"{lost} Weka kwa gari › KZZ 00IA ..126 60" in text, "one tap away"


@pytest.mark.parametrize(("lang", "message"), [("sw", "Tahadhari: 1."), ("en", "Alarms: 1.")])
def test_an_open_alarm_is_shown(staff: FlaskClient, connection: Connection, lang: str, message: str) -> None:
    staff.set_cookie("lipa_lang", lang)
    connection.execute("select messaging.raise_alarm('prompts_unsent', 'stk_push', '3 <b>prompts</b> waited')")
    try:
        html = page(staff, "/ops/")
    finally:
        connection.execute("delete from messaging.alarms where kind = 'prompts_unsent'")
    assert message in words(html)
    assert labels.label("alarm", "prompts_unsent", lang) in words(html)
    assert "<b>prompts</b>" not in html


def test_many_alarms_of_one_kind_hide_no_other(staff: FlaskClient, connection: Connection) -> None:
    connection.execute("select messaging.raise_alarm('wrong_token', 'from ' || n, 'x') from generate_series(1, 60) n")
    connection.execute("select messaging.raise_alarm('new_callback_source', 'what matters', 'x')")
    try:
        text = words(page(staff, "/ops/"))
    finally:
        connection.execute("delete from messaging.alarms where kind in ('wrong_token', 'new_callback_source')")
    assert "what matters" in text
    assert (text.count("from "), "Tahadhari: 61." in text, "Za aina hii zipo nyingine 55." in text) == (5, True, True)


@pytest.mark.parametrize("account", HOSTILE)
def test_what_people_type_is_shown_as_text(staff: FlaskClient, small_world: World, account: str) -> None:
    receipt = small_world.pay("", 6000, small_world.at(13), account=account)
    for address in ("/ops/", f"/ops/suspense/{receipt}"):
        html = page(staff, address)
        assert "<script" not in html
        assert "49" not in re.findall(r"<bdi>([^<]*)</bdi>", html)
        assert account.strip() in unescape(html)


def test_staff_see_what_will_happen_before_it_does(staff: FlaskClient, lost: str) -> None:
    assert "Hakuna gari la KZZ 777Z" in words(page(staff, f"/ops/suspense/{lost}?account=KZZ+777Z"))
    html = page(staff, f"/ops/suspense/{lost}?account=kzz001a")
    text = words(html)
    assert f"KES 60 ({lost}) zitatoka pesa bila gari na kuingia KZZ 001A, njia 46, ya Ng'ang'a Motors" in text
    assert "Ada ya Lipa Fare 1.20 Mafuta 17.64 Matengenezo 2.94 Sacco 5.88 Bima 11.76 Faida 20.58 Jumla 60.00" in text
    assert staff.post(f"/ops/suspense/{lost}", data={"vehicle_id": vehicle_in(html)}).status_code == 403
    for _ in range(2):
        where = send(staff, f"/ops/suspense/{lost}", vehicle_id=vehicle_in(html))
        assert where == f"/ops/?done=placed&about={lost}"
    assert f"{lost} imewekwa kwenye gari." in words(page(staff, where))
    assert "Malipo haya yameshawekwa" in words(page(staff, f"/ops/suspense/{lost}"))


def test_several_of_one_account_are_assigned_at_once(staff: FlaskClient, small_world: World) -> None:
    receipts = [small_world.pay("", 4000, small_world.at(14), account="KZZ 0O1A") for _ in range(3)]
    address = f"/ops/suspense/{receipts[0]}"
    assert "Zinazokaribia KZZ001A KZZ 001A" in words(page(staff, address)), "one letter away"
    html = page(staff, f"{address}?account=kzz001a")
    assert "Weka zote 3 kwa KZZ 001A" in words(html)
    where = send(staff, f"{address}/alike", vehicle_id=vehicle_in(html), reason="Akaunti moja")
    assert where == "/ops/?done=several&placed=3&proposed=0&of=3"
    assert not [receipt for receipt in receipts if receipt in page(staff, where)]


def test_an_assigned_fare_is_theirs(staff: FlaskClient, owner: FlaskClient, lost: str, connection: Connection) -> None:
    html = page(staff, f"/ops/suspense/{lost}?account=KZZ+001A")
    send(staff, f"/ops/suspense/{lost}", vehicle_id=vehicle_in(html))
    world.wait_for_horizon(connection)
    assert "Ililipwa kwa akaunti isiyo sahihi" in words(page(owner, f"/owner/fare/{lost}"))


def test_a_dead_letter_is_retried_once(staff: FlaskClient, dead: int) -> None:
    assert staff.post(f"/ops/outbox/{dead}/retry").status_code == 403
    assert send(staff, f"/ops/outbox/{dead}/retry") == "/ops/?done=retried"
    assert staff.post(f"/ops/outbox/{dead}/retry", data={"csrf": csrf_of(staff)}).status_code == 404


def test_an_alarm_opens_with_what_to_do_and_is_acknowledged_with_a_reason(
    staff: FlaskClient, connection: Connection
) -> None:
    insert = "insert into messaging.alarms (kind, subject, detail) values ('new_callback_source', '192.0.2.7', '<b>x')"
    alarm_id = world.value(connection, insert + " returning alarm_id")
    address = f"/ops/alarms/{alarm_id}"
    assert f'href="{address}"' in page(staff, "/ops/")
    html = page(staff, address)
    assert "192.0.2.7" in words(html)
    assert "&lt;b&gt;x" in html
    assert '<div class="runbook" lang="en"><h3>new_callback_source' in html
    assert page(staff, "/ops/runbooks/new_callback_source").count("<h3>") == 1
    assert staff.get("/ops/runbooks/..%2f..%2fREADME").status_code == 404
    for reason in ("x", "test test test", "aaaaaaaaaaaa"):
        answer = staff.post(address, data={"csrf": csrf_of(staff), "reason": reason})
        assert answer.status_code == 422
        assert 'aria-describedby="reason-hint reason-error"' in answer.text
    reason = "ni ya Safaricom, 0712345678 amethibitisha"
    assert send(staff, address, reason=reason) == "/ops/?done=acknowledged"
    assert "192.0.2.7" not in page(staff, "/ops/?done=acknowledged")
    assert "***678" in words(page(staff, address))
    assert staff.post(address, data={"csrf": csrf_of(staff), "reason": reason}).status_code == 404
    connection.execute("delete from messaging.alarms where alarm_id = %s", (alarm_id,))


def test_every_runbook_is_a_page_without_html_of_its_own() -> None:
    for path in alarms.RUNBOOKS.glob("*.md"):
        if path.stem != "README":
            html = alarms.read_runbook(path.stem) or ""
            assert html.startswith("<h3>")
            assert not re.search(r'href="(?!/ops/runbooks/)', html)


def test_a_pending_callback_is_retried(staff: FlaskClient, connection: Connection) -> None:
    insert = """insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, fields,
                attempts, next_attempt_at) values ('c2b_confirmation', 'TKK0000001', 'pending', sha256('k'),
                '{}', 8, now() + interval '1 hour') returning callback_id"""
    callback_id = world.value(connection, insert)
    action = f"/ops/callback/{callback_id}/retry"
    assert f'action="{action}"' in page(staff, "/ops/")
    assert "Itajaribiwa tena." in words(page(staff, send(staff, action)))


@pytest.mark.parametrize(("lang", "button"), [("sw", "Jaribu tena zote za sababu hii"),
                                              ("en", "Try all of this cause again")])  # fmt: skip
def test_all_callbacks_of_a_cause_are_retried(
    staff: FlaskClient, connection: Connection, lang: str, button: str
) -> None:
    staff.set_cookie("lipa_lang", lang)
    connection.execute(
        "insert into mobile_money.mpesa_callbacks (kind, outcome, reason, body_sha256, fields, attempts,"
        " next_attempt_at) select 'c2b_confirmation', 'pending', 'too slow', sha256(n::text::bytea), '{}', 9,"
        " now() + interval '1 hour' from generate_series(1, 200) n on conflict do nothing"
    )
    html = page(staff, "/ops/")
    assert re.search(rf"too slow .*\b200\b.*{button}", words(html))
    assert 'action="/ops/callbacks/too%20slow/retry"' in html
    send(staff, "/ops/callbacks/too%20slow/retry")
    gone = "delete from mobile_money.mpesa_callbacks where reason = 'too slow' and next_attempt_at <= now()"
    assert connection.execute(gone.encode()).rowcount == 200


@pytest.mark.parametrize("vehicle", ["", "x", "9" * 30, "1; drop table fares", "-1"])
def test_a_form_with_another_vehicle_assigns_nothing(staff: FlaskClient, lost: str, vehicle: str) -> None:
    form = {"csrf": csrf_of(staff), "vehicle_id": vehicle}
    assert staff.post(f"/ops/suspense/{lost}", data=form).status_code == 404
    assert lost in page(staff, "/ops/")


def test_a_nul_is_a_bad_request(staff: FlaskClient, lost: str) -> None:
    assert staff.get(f"/ops/suspense/{lost}?account=%00").status_code == 400


def test_the_page_says_what_waits_for_a_second_person(staff: FlaskClient, connection: Connection) -> None:
    assert "Yanayosubiri mtu wa pili" not in page(staff, "/ops/")
    send(staff, "/ops/settings/ussd_min_cents", value="2000", reason="sababu")
    html = page(staff, "/ops/")
    assert "Yanayosubiri mtu wa pili" in html
    assert '<a href="/ops/settings">Mipangilio: 1</a>' in html
    connection.execute("delete from config.config_changes")


def test_the_pulse_says_what_waits_outside_the_database(staff: FlaskClient) -> None:
    staff.set_cookie("lipa_lang", "en")
    kept = outage.spool()
    assert "No message is kept outside the database" in words(staff.get("/ops/").text)
    kept.append(time.time_ns() - 300 * 10**9, bytes(2976))
    try:
        assert "while the database was away: 3.0 kB, the oldest 5 min" in words(staff.get("/ops/").text)
    finally:
        kept.close_current()
        for path in kept.files():
            kept.remove(path)
    kept.keep_damaged(b"half")
    try:
        assert "Kept messages that can't be read: 4 bytes" in words(staff.get("/ops/").text)
    finally:
        (kept.folder / "damaged").unlink()
