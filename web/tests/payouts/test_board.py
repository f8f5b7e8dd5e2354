"""The payouts board of staff: worst first, the whole story, ask again, and two people say how an unknown one ended."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from db.tests.money_out import open_payout
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, send, sent_code
from web.tests.pages.html_text import page, words

REASON = "taarifa ya M-Pesa ya leo asubuhi"


@pytest.fixture
def unknown(owner: FlaskClient, connection: Connection) -> str:
    """A payout of KES 640 that was sent and has no answer."""
    connection.execute("delete from accounts.one_time_codes where purpose = 'payout'")
    send(owner, "/owner/withdraw", amount="640", to="own")
    place = send(owner, "/owner/withdraw/confirm", amount="640", to="own", code=sent_code("payout"))
    ref = place.split("?")[0].rpartition("/")[2]
    connection.execute("update payouts.payouts set state = 'unknown', sent_at = now() where payout_ref = %s", (ref,))
    return ref


def test_an_unknown_payout_is_asked_about_and_ended_by_two_people(
    staff: FlaskClient, finance: FlaskClient, owner: FlaskClient, connection: Connection, unknown: str
) -> None:
    board = words(page(staff, "/ops/payouts"))
    assert "Bila jibu la M-Pesa: 1." in board
    assert "Akaunti ya utility: hulipa simu" in board
    place = f"/ops/payouts/{unknown}"
    assert "M-Pesa haijasema kama KES 640 imefika 07xx..101." in words(page(staff, place))
    assert "M-Pesa inaulizwa tena sasa." in words(page(staff, send(staff, f"{place}/ask")))
    form = {"result": "paid", "receipt": "", "paid_at": "29.11.2026 08:00:00", "reason": REASON}
    refused = staff.post(f"{place}/resolve", data={**form, "csrf": csrf_of(staff)})
    assert refused.status_code == 422
    assert "Hiyo si risiti" in words(refused.text)
    at = world.value(connection, "select to_char(now() at time zone 'Africa/Nairobi', 'DD.MM.YYYY HH24:MI:SS')")
    send(staff, f"{place}/resolve", **form | {"receipt": "QAB0000640", "paid_at": at})
    assert "Imependekezwa: imefika." in words(page(staff, place))
    change = str(world.value(connection, "select max(change_id) from config.config_changes where kind = 'payout'"))
    assert "QAB0000640" in words(page(finance, "/ops/resolutions"))
    assert send(finance, f"/ops/config/{change}", decision="approved") == "/ops/resolutions?done=approved"
    assert "KES 640 imefika 07xx..101." in words(page(owner, f"/owner/payouts/{unknown}"))


LOST = """update payouts.payouts set not_known_times = %s, not_known_since = now() - %s::interval
           where payout_ref = %s"""


def test_what_mpesa_does_not_know_is_ended_as_not_sent_after_a_day_by_two_people(
    staff: FlaskClient, finance: FlaskClient, owner: FlaskClient, connection: Connection, unknown: str
) -> None:
    place = f"/ops/payouts/{unknown}"
    assert "Haitumwi tena yenyewe" in words(page(staff, place))
    connection.execute(LOST, (6, "23 hours", unknown))
    assert "M-Pesa haiyajui, imesema mara 6" in words(page(staff, "/ops/payouts"))
    assert "Baada ya saa 24 za jibu hili watu wawili" in words(page(staff, place))
    connection.execute(LOST, (6, "25 hours", unknown))
    assert "yanaweza kufungwa kuwa hayakutumwa" in words(page(staff, "/ops/payouts"))
    html = page(staff, place)
    assert 'pendekeza "haikutumwa"; mtu wa pili ataamua' in words(html)
    assert '<option value="failed" selected>' in html
    form = {"result": "failed", "receipt": "", "paid_at": "", "reason": REASON}
    send(staff, f"{place}/resolve", **form)
    change = str(world.value(connection, "select max(change_id) from config.config_changes where kind = 'payout'"))
    alone = staff.post(f"/ops/config/{change}", data={"decision": "approved", "csrf": csrf_of(staff)})
    assert alone.status_code == 404, "not by who proposed it"
    assert world.value(connection, "select state from payouts.payouts where payout_ref = %s", unknown) == "unknown"
    assert send(finance, f"/ops/config/{change}", decision="approved") == "/ops/resolutions?done=approved"
    assert "KES 640 kwenda 07xx..101 haikutumwa." in words(page(owner, f"/owner/payouts/{unknown}"))
    assert world.value(connection, "select coalesce(sum(faults), 0) from audit.ledger_proof") == 0


def test_a_business_payout_that_nobody_can_ask_about_says_what_to_look_for(
    staff: FlaskClient, connection: Connection
) -> None:
    """Both its answer, with the id to ask by, and its result were lost."""
    lost = open_payout(
        connection, 10_000, party_id=world.value(connection, "select min(owner_id) from fleet.owners"),
        channel="paybill", short_code="247247", tail="3456", account_sealed="\\x01",
    )  # fmt: skip
    connection.execute("update payouts.payouts set state = 'unknown', sent_at = now() where payout_ref = %s", (lost,))
    assert "haiwezekani kuuliza: angalia taarifa ya M-Pesa" in words(page(staff, "/ops/payouts"))
    html = page(staff, f"/ops/payouts/{lost}")
    text = words(html)
    for said in ("M-Pesa haiwezi kuulizwa", "Tafuta KES 100 kwenda 247247 ..3456", "Akaunti ya working",
                 'Ikiwemo: pendekeza "imefika"', "Usitume kwa njia nyingine"):  # fmt: skip
        assert said in text, said
    assert f"{lost}/ask" not in html, "there is no button that does nothing"
    answer = staff.post(f"/ops/payouts/{lost}/ask", data={"csrf": csrf_of(staff)})
    assert answer.status_code == 422
    assert "M-Pesa haiwezi kuulizwa kuhusu malipo haya." in words(answer.text)
