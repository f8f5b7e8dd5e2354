"""The payouts board of staff: worst first, the whole story, ask again, and two people say how an unknown one ended."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

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
