"""The page of a payment: its whole story, and who looked at it."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import send
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

LIMIT = 30 * 1024
CONFLICT = """select mobile_money.store_rejected(p_kind => 'c2b_confirmation', p_outcome => 'conflict', p_receipt => %s,
              p_reason => 'receipt known with 3000 cents, now 8000', p_payment_ref => null, p_payer_hash => null,
              p_body_sealed => '\\x01', p_body_sha256 => sha256(%s))"""


@pytest.fixture
def doubted(small_world: World, connection: Connection) -> str:
    """A payment that M-Pesa told otherwise later."""
    receipt = small_world.pay("", 3000, small_world.at(12), account="KZZ 00IA")
    connection.execute(CONFLICT.encode(), (receipt, receipt.encode()))
    return receipt


@pytest.mark.parametrize(("lang", "story"), [
    ("sw", "risiti hii imeandikwa KES 30, sasa KES 80"), ("en", "this receipt is recorded with KES 30, now KES 80"),
])  # fmt: skip
def test_both_stories_are_told_in_shillings(staff: FlaskClient, doubted: str, lang: str, story: str) -> None:
    staff.set_cookie("lipa_lang", lang)
    html = page(staff, f"/ops/payment/{doubted}")
    assert story in words(html)
    assert "cents" not in html
    assert len(html.encode()) < LIMIT


def test_the_way_to_the_vehicle_is_told(staff: FlaskClient, connection: Connection, doubted: str) -> None:
    vehicle = world.value(connection, "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'")
    send(staff, f"/ops/suspense/{doubted}", vehicle_id=str(vehicle))
    text = words(page(staff, f"/ops/payment/{doubted}"))
    for part in ("KZZ 001A", "Kwenye malipo bila gari", "Marekebisho", "Mafuta", "Zilitolewa kwenye malipo bila gari"):
        assert part in text


def test_who_looked_is_in_the_audit_log(staff: FlaskClient, finance: FlaskClient, doubted: str) -> None:
    page(finance, f"/ops/payment/{doubted}")
    assert words(page(staff, f"/ops/payment/{doubted}")).split("Walioangalia")[1].count("..") == 2
    assert words(page(staff, "/ops/audit-log?action=look_at")).count(doubted) == 2
