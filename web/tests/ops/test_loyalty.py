"""The page about points: what they are worth, what is set aside, and who seems to pay themselves."""

from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

EARN = """with account as (insert into loyalty.loyalty_accounts (phone_hash) values (sha256('rides often'))
    on conflict (phone_hash) do update set opened_at = now() returning loyalty_account_id)
  insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, business_on, earned_at)
  select loyalty_account_id, 'award', 95, 95000, gen_random_uuid()::text, loyalty.market_day(now()), now()
    from account"""
SIGN = """insert into loyalty.farming_signs (kind, vehicle_id, business_on, fares, sims, cents, first_at, last_at,
    receipts) select 'many_sims', vehicle_id, loyalty.market_day(now()), 7, 6, 14000, now(), now(), array[%s]
  from fleet.vehicles where plate = 'KZZ 001A'"""
ALARM = """select messaging.raise_alarm('points_farming', 'KZZ 001A ' || loyalty.market_day(now()),
  '6 SIMs paid KZZ 001A the same small fare within 10 minutes')"""


def test_finance_sees_what_points_are_worth_and_who_seems_to_pay_themselves(
    finance: FlaskClient, staff: FlaskClient, small_world: World, connection: Connection
) -> None:
    for client in (finance, staff):
        client.set_cookie("lipa_lang", "en")
    receipt = small_world.pay("KZZ 001A", 2000, small_world.at(12))
    connection.execute(EARN.encode())
    connection.execute(SIGN.encode(), (receipt,))
    connection.execute(ALARM.encode())
    shown = words(page(finance, "/ops/loyalty"))
    assert "points, worth KES" in shown
    assert "Points that one passenger may use in a day 50" in shown
    assert "many SIMs, the same small fare" in shown
    assert "7 fares · 6 SIMs" in shown
    document = page(staff, "/ops/loyalty")
    assert f"/ops/payment/{receipt}" in document
    alarm = connection.execute("select max(alarm_id) from messaging.alarms where kind = 'points_farming'").fetchone()
    assert alarm
    assert f"/ops/alarms/{alarm[0]}" in document
    assert "KZZ 001A" in words(page(staff, f"/ops/alarms/{alarm[0]}"))
    assert "/ops/loyalty" in page(finance, "/ops/finance/")
