"""Scenarios 20, 21, 22 and 25 of the acceptance list, over HTTP. What the operator says comes by its own address."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, send, sent_code, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

NO_CODES = "delete from accounts.one_time_codes where purpose = 'payout'"
APPROVE = """select payouts.decide((select user_id from accounts.users where phone_last3 = '103'), payout_id,
             'approved', null) from payouts.payouts where payout_ref = %s"""
CLAIM = "select payout_ref from worker.claim_payouts(10, 60) where payout_ref = %s"
FREE = """select free_cents from payouts.choose_legs('owner', (select party_id from payouts.payouts
          where party_kind = 'owner' order by payout_id limit 1), '{}', 0)"""


@pytest.fixture(scope="module", autouse=True)
def takings(small_world: World, connection: Connection) -> None:
    """Enough money, all of it confirmed by M-Pesa; and a browser that is not new."""
    for n in range(90):
        small_world.pay("KZZ 001A", 99_900, small_world.at(12) + timedelta(seconds=n))
    connection.execute("update config.settings set value = '30000000' where setting = 'payout_cap_new_device_cents'")


@pytest.fixture(autouse=True)
def codes_may_be_asked_for(connection: Connection) -> None:
    connection.execute(NO_CODES)


def ask(client: FlaskClient, amount: str) -> dict[str, str]:
    """Ask for a code; the form that the confirm page sends, with the code of the SMS."""
    html = page(client, send(client, "/owner/withdraw", amount=amount, to="own"))
    form = dict(re.findall(r'type="hidden" name="(party|purpose|amount|to)" value="([^"]*)"', html))
    return form | {"code": sent_code("payout")}


def withdraw(client: FlaskClient, amount: str) -> str:
    """Withdraw with the right code; the payout's page."""
    return send(client, "/owner/withdraw/confirm", **ask(client, amount)).split("?")[0]


def state(connection: Connection, place: str) -> str:
    ref = place.rpartition("/")[2]
    return str(world.value(connection, "select state from payouts.payouts where payout_ref = %s", ref))


def test_20_12_000_under_the_threshold_with_code_hold_result_settle_sms_with_fee(
    owner: FlaskClient, connection: Connection
) -> None:
    place = withdraw(owner, "12000")
    ref = place.rpartition("/")[2]
    assert "KES 12,000 kwenda 07xx..101 inatumwa." in words(page(owner, place))
    hold = "select sum(g.amount_cents) from payouts.legs g join payouts.payouts using (payout_id) where payout_ref = %s"
    assert world.value(connection, hold, ref) == 1_201_100
    assert world.value(connection, CLAIM, ref) == ref
    settle = "select outcome from telco.settle_payout(%s, '0', 'QSC0000020', '12000', null, null, null, '\\x01', %s)"
    for _ in range(2):
        assert world.value(connection, settle, ref, b"x" * 32) == "paid"
    assert "KES 12,000 imefika 07xx..101." in words(page(owner, place))
    sms = "select payload ->> 'text' from messaging.outbox where key = %s"
    told = world.value(connection, sms, f"payout/{ref}/paid")
    assert told == "Lipa Fare: KES 12,000 imetumwa kwa 07xx..101. Ada KES 11. Ref QSC0000020."
    assert world.value(connection, "select coalesce(sum(faults), 0) from audit.ledger_proof") == 0


@pytest.fixture
def owner_and_finance(owner: FlaskClient, people: Flask, connection: Connection) -> Iterator[FlaskClient]:
    """The owner, who is of our finance as well, signed in a second time."""
    user = world.value(connection, "select user_id from accounts.users where phone_last3 = '101'")
    connection.execute("select access.grant_role(%s, 'finance', 'platform', null)", (user,))
    yield sign_in(people.test_client(), world.OWNER_PHONE)
    connection.execute(
        "update access.role_grants set valid_to = clock_timestamp() where role = 'finance' and user_id = %s", (user,)
    )


def test_21_60_000_with_maker_as_checker_is_refused_explained_and_logged(
    owner_and_finance: FlaskClient, connection: Connection
) -> None:
    place = withdraw(owner_and_finance, "60000")
    assert "inasubiri kuidhinishwa" in words(page(owner_and_finance, place))
    approval = place.replace("/owner/payouts", "/ops/approvals")
    form = {"decision": "approved", "csrf": csrf_of(owner_and_finance)}
    refused = owner_and_finance.post(approval, data=form)
    assert refused.status_code == 422
    assert "Uliomba mwenyewe. Mtu mwingine lazima aamue." in words(refused.text)
    assert state(connection, place) == "requested"
    logged = "select count(*) from audit.changes where action = 'refuse_payout' and after ->> 'outcome' = 'same_person'"
    assert world.value(connection, logged) == 1
    send(owner_and_finance, f"{place}/cancel")


def test_22_the_same_request_while_one_is_pending_says_so(owner: FlaskClient, connection: Connection) -> None:
    place = withdraw(owner, "60000")
    refused = owner.post("/owner/withdraw", data={"amount": "60,000", "to": "own", "csrf": csrf_of(owner)})
    assert refused.status_code == 422
    assert "Ombi la KES 60,000 kwenda" in words(refused.text)
    assert place in refused.text
    send(owner, f"{place}/cancel")


def test_25_two_tabs_take_the_last_10_000_and_one_wins(
    owner: FlaskClient, people: Flask, connection: Connection
) -> None:
    free = world.value(connection, FREE)
    rest = (free - 1_000_000 - 1_100 - 1_100) // 100
    ref = withdraw(owner, str(rest)).rpartition("/")[2]
    if world.value(connection, "select state from payouts.payouts where payout_ref = %s", ref) == "requested":
        connection.execute(APPROVE, (ref,))
    assert 1_001_100 <= world.value(connection, FREE) < 2_002_200
    connection.execute(NO_CODES)
    form = ask(owner, "10000")
    cookies = [cookie for name in ("lipa_session", "lipa_device") if (cookie := owner.get_cookie(name))]
    token = csrf_of(owner)

    def click() -> str:
        tab = people.test_client()
        for cookie in cookies:
            tab.set_cookie(cookie.key, cookie.value)
        answer = tab.post("/owner/withdraw/confirm", data={**form, "csrf": token})
        assert answer.status_code == 303, words(answer.text)
        return answer.headers["Location"].split("?")[0]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: click(), range(2))
    assert first == second, "the other tab is led to the payout of the first"
    assert world.value(connection, "select count(*) from payouts.payouts where amount_cents = 1000000") == 1
    assert world.value(connection, FREE) < 1_001_100
    assert world.value(connection, "select coalesce(sum(faults), 0) from audit.ledger_proof") == 0
