"""Scenarios 23, 24 and 26 of the acceptance list, over HTTP: what the operator says comes late, or is a no."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.security import one_time_codes
from web.tests.conftest import TOKEN
from web.tests.owners.payees import NEW, post
from web.tests.pages import world
from web.tests.pages.fixtures import send, sent_code
from web.tests.pages.html_text import page, words
from web.tests.payouts.operator import PROOF, is_sent_again, say, take, time_out

pytestmark = pytest.mark.usefixtures("codes_may_be_asked_for")
FREE = "select sum(free_cents)::bigint from fleet.owners o, payouts.choose_legs('owner', o.owner_id, '{}', 0)"
JOURNALS = "select count(*) from ledger.journals where kind = 'payout' and reference = %s"
SMS = "select payload ->> 'text' from messaging.outbox where key = %s"
LATER = "update payouts.payouts set sent_at = now() - %s::interval where payout_ref = %s"
FUEL = """select sum(b.balance_cents)::bigint from audit.wallet_balances b join ledger.wallets w using (wallet_id)
           join fleet.vehicles v using (vehicle_id) where v.plate = 'KZZ 001A' and b.purpose = 'fuel'"""
VENDOR = "select vendor_id::text from payouts.vendors where name = 'Yaya Fuel'"
STATION = "254199000555"


def withdraw(client: FlaskClient, amount: str) -> str:
    """Withdraw with the right code; the payout's page."""
    send(client, "/owner/withdraw", amount=amount, to="own")
    form = {"amount": amount, "to": "own", "code": sent_code("payout")}
    return send(client, "/owner/withdraw/confirm", **form).split("?")[0]


def test_23_a_time_out_is_unknown_never_sent_again_and_paid_once_when_success_comes_later(
    owner: FlaskClient, staff: FlaskClient, people: Flask, connection: Connection
) -> None:
    place = withdraw(owner, "300")
    ref = place.rpartition("/")[2]
    take(connection, ref)
    time_out(people, ref)
    assert "M-Pesa haijasema kama KES 300 imefika 07xx..101." in words(page(owner, place))
    assert not is_sent_again(connection, ref)
    connection.execute(LATER, ("59 minutes", ref))
    alarms = "select count(*) from messaging.alarms where kind = 'payout_unknown' and subject = %s"
    assert watched(connection, alarms, ref) == 0
    connection.execute(LATER, ("61 minutes", ref))
    assert [watched(connection, alarms, ref) for _ in range(2)] == [1, 1]
    assert "Bila jibu la M-Pesa: 1." in words(page(staff, "/ops/payouts"))
    connection.execute("update payouts.payouts set query_after = now() where payout_ref = %s", (ref,))
    asked = "select count(*) from worker.claim_payout_queries(10) where payout_ref = %s"
    assert world.value(connection, asked, ref) == 1
    assert not is_sent_again(connection, ref), "it is asked about, not sent"
    free = world.value(connection, FREE)
    for _ in range(2):
        say(people, ref, "0", "QSC0000023", 300)
    assert "KES 300 imefika 07xx..101." in words(page(owner, place))
    assert world.value(connection, JOURNALS, ref) == 1
    assert world.value(connection, FREE) == free
    assert world.value(connection, "select count(*) from messaging.outbox where key = %s", f"payout/{ref}/paid") == 1
    assert not is_sent_again(connection, ref)
    assert world.value(connection, PROOF) == 0


def watched(connection: Connection, query: str, ref: str) -> int:
    """What a query counts after the scheduled job."""
    connection.execute("select payouts.watch()")
    return int(world.value(connection, query, ref))


def test_24_a_full_wallet_releases_the_hold_at_once_and_the_owner_is_told_why(
    owner: FlaskClient, people: Flask, connection: Connection
) -> None:
    free = world.value(connection, FREE)
    place = withdraw(owner, "400")
    ref = place.rpartition("/")[2]
    take(connection, ref)
    assert world.value(connection, FREE) < free
    for _ in range(2):
        say(people, ref, 8)
    assert world.value(connection, FREE) == free
    text = words(page(owner, place))
    assert "M-Pesa ya mpokeaji imejaa." in text
    assert "Toa pesa kwenye M-Pesa hiyo kwanza" in text
    told = world.value(connection, SMS, f"payout/{ref}/failed")
    assert told.startswith("Lipa Fare: KES 400 kwa 07xx..101 haikutumwa: M-Pesa ya mpokeaji imejaa. Pesa imerudi")
    assert not is_sent_again(connection, ref)
    assert world.value(connection, PROOF) == 0


@pytest.fixture
def vendor(staff: FlaskClient, finance: FlaskClient, connection: Connection) -> str:
    """A fuel station that two people approved."""
    post(staff, "/ops/vendors", **NEW)
    number = str(world.value(connection, VENDOR))
    assert "Wamiliki wanaweza kumlipa sasa." in post(finance, f"/ops/vendors/{number}", decision="approved")[1]
    return number


def test_26_fuel_money_pays_a_station_a_wrong_till_releases_it_and_a_voucher_is_used_once(
    owner: FlaskClient, people: Flask, vendor: str, connection: Connection
) -> None:
    pot = world.value(connection, FUEL)
    wrong = pay_station(owner, connection, vendor, "20")
    assert world.value(connection, FUEL) == pot - 2000
    say(people, wrong, "SFC_IC0003")
    assert world.value(connection, FUEL) == pot
    assert "imeshindikana, pesa imerudi" in words(page(owner, "/owner/vendors"))
    right = pay_station(owner, connection, vendor, "21")
    say(people, right, "0", "QSC0000026", 21)
    assert world.value(connection, FUEL) == pot - 2100

    digits = issue_voucher(owner, connection, {"vendor": "fuel", "plate": "KZZ 001A", "amount": "30"})
    assert world.value(connection, FUEL) == pot - 2100 - 3000
    path = f"8*{digits}*KZZ001A*25"
    assert "Vocha imekubaliwa: KES 25, gari KZZ 001A" in dial(people, path, "v1")
    assert "imeshatumika" in dial(people, path, "v2")
    used = world.value(connection, "select payout_ref from payouts.payouts where kind = 'voucher'")
    take(connection, used)
    assert not is_sent_again(connection, used)
    say(people, used, "0", "QSC0000126", 25)
    assert world.value(connection, FUEL) == pot - 2100 - 2500, "the rest returned"
    assert "imeshatumika" in dial(people, path, "v3")
    assert world.value(connection, PROOF) == 0


def pay_station(owner: FlaskClient, connection: Connection, vendor: str, amount: str) -> str:
    """Pay a station from the fuel pot; the payout that the operator took."""
    connection.execute("delete from accounts.one_time_codes")
    form = {"vendor": vendor, "plate": "KZZ 001A", "amount": amount}
    post(owner, "/owner/vendors", **form, step="code")
    status, text = post(owner, "/owner/vendors", **form, step="pay", code=sent_code("payout"))
    assert status == 200, text
    ref = str(world.value(connection, "select payout_ref from payouts.payouts order by payout_id desc limit 1"))
    take(connection, ref)
    return ref


def issue_voucher(owner: FlaskClient, connection: Connection, chosen: dict[str, str]) -> str:
    """The digits in the driver's SMS."""
    connection.execute("delete from accounts.one_time_codes")
    post(owner, "/owner/vouchers", **chosen, step="code")
    assert post(owner, "/owner/vouchers", **chosen, step="issue", code=sent_code("payout"))[0] == 200
    query = "select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox where key like 'voucher/%'"
    text, sealed = connection.execute(query).fetchone() or ("", "")
    return one_time_codes.fill_in(text, sealed).partition("vocha ")[2][:6]


def dial(people: Flask, text: str, session: str) -> str:
    form = {"sessionId": session, "phoneNumber": STATION, "networkCode": "63902", "text": text}
    return people.test_client().post(f"/telco/{TOKEN}/ussd", data=form).text
