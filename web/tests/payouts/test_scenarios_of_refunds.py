"""Scenarios 27 and 34 of the acceptance list, over HTTP: a fare goes back after the owner took the money; disputes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web.tests.conftest import TOKEN
from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, csrf_of, send, sent_code
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World
from web.tests.payouts.operator import PROOF, say, take

pytestmark = pytest.mark.usefixtures("codes_may_be_asked_for")
SIM = "0711000126"
BREAKDOWN = "gari liliharibika njiani"
# What the owner has in the vehicle's pots, by purpose.
SUB_WALLETS = """
  select s.purpose, b.balance_cents::bigint from ledger.wallets w join ledger.sub_wallets s using (wallet_id)
            join fleet.vehicles v using (vehicle_id) cross join lateral ledger.balances(array[s.sub_wallet_id], null) b
           where v.plate = 'KZZ 001A' and w.kind = 'vehicle' and s.purpose not in ('sacco', 'crew')"""
DEBT = """select coalesce(sum(-b.balance_cents), 0)::bigint from audit.wallet_balances b where b.kind = 'debt'
             and b.purpose <> 'sacco'"""
PAYER = """update mobile_money.payments set payer_hash = (select phone_hash from ussd.ussd_sessions
            order by started_at desc limit 1) where receipt = %s"""
NEWEST = "select payout_ref from payouts.payouts order by payout_id desc limit 1"
SMS = """select payload ->> 'text' from messaging.outbox where topic = 'sms' and key like %s
          order by outbox_id desc limit 1"""
Fare = Callable[..., str]


def dispute(app: Flask, session: str) -> str:
    """The passenger disputes the newest fare: was not carried. The last screen."""
    answer = ""
    for text in ("", "4", "4*1", "4*1*1", "4*1*1*3"):
        form = {"sessionId": session, "phoneNumber": "+254" + SIM[1:],
                "text": text, "networkCode": "63902"}  # fmt: skip
        answer = app.test_client().post(f"/telco/{TOKEN}/ussd", data=form).text
    return answer


@pytest.fixture
def fare(people: Flask, small_world: World, connection: Connection) -> Fare:
    """A fare of this SIM, paid now."""
    connection.execute("update ussd.ussd_sessions set state = 'end'")

    def pay(cents: int = 15_000) -> str:
        receipt = small_world.pay("KZZ 001A", cents, datetime.now(UTC).astimezone(world.EAT) - timedelta(seconds=3))
        form = {"sessionId": f"known {receipt}", "phoneNumber": "+254" + SIM[1:], "text": "", "networkCode": "63902"}
        people.test_client().post(f"/telco/{TOKEN}/ussd", data=form)
        connection.execute(PAYER, (receipt,))
        return receipt

    return pay


def decide(staff: FlaskClient, address: str, decision: str, reason: str, **form: str) -> TestResponse:
    return staff.post(address, data={"decision": decision, "reason": reason, **form, "csrf": csrf_of(staff)})


def desk_of(staff: FlaskClient, receipt: str) -> str:
    """The page of a fare's dispute, which staff writes down if nobody did."""
    return send(staff, f"/ops/payment/{receipt}/dispute", why="not_carried")


def test_27_a_fare_goes_back_after_the_owner_withdrew_all_and_the_next_fares_repay_the_debt(
    owner: FlaskClient, staff: FlaskClient, connection: Connection, small_world: World, fare: Fare
) -> None:
    receipt = fare()
    with changed_settings(connection, payout_cap_new_device_cents="30000000", payout_alone_cents="25000000"):
        to = {"amount": "", "to": "own"}
        address = send(owner, "/owner/withdraw", **to)
        amount = address.partition("amount=")[2].partition("&")[0]
        send(owner, "/owner/withdraw/confirm", amount=amount, to="own", code=sent_code("payout"))
    ref = world.value(connection, NEWEST)
    take(connection, ref)
    say(staff.application, ref, "0", "QSC0000027", int(amount))
    left: dict[str, int] = dict(connection.execute(SUB_WALLETS.encode()).fetchall())

    done = decide(staff, desk_of(staff, receipt), "refund", BREAKDOWN, amount="150", method="credit")
    assert done.headers["Location"] == "/ops/disputes?done=refunded"
    # 150.00: ours 3.00, of the rest 30, 5, 20 and 35 per cent are the owner's, 10 the SACCO's.
    parts = {"fuel": 4_410, "maintenance": 735, "insurance": 2_940, "profit": 5_145}
    owed = sum(max(part - left.get(purpose, 0), 0) for purpose, part in parts.items())
    assert owed > 0
    assert world.value(connection, DEBT) == owed
    assert min(dict(connection.execute(SUB_WALLETS.encode()).fetchall()).values()) >= 0, "no pot is below zero"
    world.wait_for_horizon(connection)
    shown = f"Unadaiwa KES {owed / 100:,.2f}".removesuffix(".00")
    assert shown in words(page(owner, "/owner/"))

    before = sum(dict(connection.execute(SUB_WALLETS.encode()).fetchall()).values())
    small_world.pay("KZZ 001A", 10_000, small_world.at(13))
    small_world.pay("KZZ 001A", 10_000, small_world.at(13, 1))
    connection.execute("select fares.repay_debts()")
    assert world.value(connection, DEBT) == 0
    assert sum(dict(connection.execute(SUB_WALLETS.encode()).fetchall()).values()) == before + 2 * 8_820 - owed
    world.wait_for_horizon(connection)
    assert "Unadaiwa" not in words(page(owner, "/owner/"))
    assert world.value(connection, PROOF) == 0


def test_34_a_fare_on_the_conductors_list_is_contested_with_evidence(
    staff: FlaskClient, people: Flask, connection: Connection, fare: Fare
) -> None:
    connection.execute(
        "select fleet.join_trip(1, (select min(user_id) from accounts.users), now() - interval '1 hour')"
    )
    receipt = fare()
    assert receipt in dispute(people, "contested")
    desk = desk_of(staff, receipt)
    text = words(page(staff, desk))
    assert f"{receipt} ..126 150" in text, "the conductor's list around the fare"
    assert "halikuwa kwenye safari" not in text
    done = decide(staff, desk, "declined", "kondakta alimwona akilipa")
    assert done.headers["Location"] == "/ops/disputes?done=declined"
    assert "kondakta alimwona akilipa" in world.value(connection, SMS, "dispute/%declined")
    assert world.value(connection, "select count(*) from fares.refunds where receipt = %s", receipt) == 0


def test_34_a_fare_of_a_breakdown_is_refunded_and_a_second_time_refused(
    staff: FlaskClient, people: Flask, connection: Connection, fare: Fare
) -> None:
    receipt = fare()
    assert f"Tumepokea malalamiko ya malipo {receipt}" in dispute(people, "breakdown")
    desk = desk_of(staff, receipt)
    form = {"amount": "150", "method": "phone"}
    assert decide(staff, desk, "refund", BREAKDOWN, **form).headers["Location"] == "/ops/disputes?done=refunded"
    ref = world.value(connection, NEWEST)
    take(connection, ref)
    say(people, ref, "0", "QSC0000034", 150)
    paid = "select concat_ws(' ', kind, state, amount_cents, tail) from payouts.payouts where payout_ref = %s"
    assert world.value(connection, paid, ref) == "refund paid 15000 126"

    assert desk_of(staff, receipt) == desk, "the same dispute"
    assert 'name="reason"' not in page(staff, desk)
    decide(staff, desk, "refund", BREAKDOWN, **form)
    assert "Hakuna nauli ya simu hii" in dispute(people, "again"), "the menu offers it no more"
    assert world.value(connection, "select count(*) from fares.refunds where receipt = %s", receipt) == 1
    assert world.value(connection, "select count(*) from payouts.payouts where kind = 'refund'") == 1
    assert world.value(connection, PROOF) == 0
