"""The dispute desk, what M-Pesa took back, and journals by hand, as staff, finance and owners see them."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, csrf_of, register, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World, value

LIMIT = 30 * 1024
OTHER_FINANCE_PHONE = "0700000105"
KNOWN = """insert into privacy.phones (phone_hash, phone_sealed, phone_last3, lang)
           values (sha256('desk'), '\\x01', '126', 'en') on conflict do nothing"""
BALANCE = "select coalesce(sum(balance_cents), 0)::bigint from audit.wallet_balances where kind = %s"


def submit(client: FlaskClient, path: str, **form: str) -> TestResponse:
    """The answer to a form."""
    return client.post(path, data={**form, "csrf": csrf_of(client)})


@pytest.fixture
def paid(small_world: World, connection: Connection) -> str:
    """A fare of KES 150 for three, by a passenger whose number we have."""
    receipt = small_world.pay("KZZ 001A", 15000, small_world.at(12))
    connection.execute(KNOWN.encode())
    connection.execute("update mobile_money.payments set payer_hash = sha256('desk') where receipt = %s", (receipt,))
    return receipt


@pytest.fixture
def desk(staff: FlaskClient, paid: str, connection: Connection) -> str:
    """The page of a dispute that staff wrote down from the payment's page."""
    staff.set_cookie("lipa_lang", "en")
    answer = submit(staff, f"/ops/payment/{paid}/dispute", why="not_carried")
    assert answer.status_code == 303
    return str(answer.headers["Location"])


@pytest.fixture
def other_finance(people: Flask) -> FlaskClient:
    register(people, OTHER_FINANCE_PHONE, "finance")
    return sign_in(people.test_client(), OTHER_FINANCE_PHONE)


@pytest.fixture
def in_debt(connection: Connection, small_world: World) -> Iterator[int]:
    """The owner of KZZ 001A owes KES 12.34."""
    query = """
      with v as (select w.sacco_id, w.owner_id, w.vehicle_id from ledger.wallets w join fleet.vehicles f
                  using (vehicle_id) where w.kind = 'vehicle' and f.plate = 'KZZ 001A'),
           s as (select (ledger.open_sub_wallets('debt', sacco_id, owner_id, vehicle_id, 'KES', array['fuel']))[1] as d,
                        (ledger.open_sub_wallets('difference', sacco_id, null, null, 'KES', array['main']))[1] as o
                   from v)
      select ledger.post_journals('test', array[gen_random_uuid()::text], array[ledger.open_day(now())], array[now()],
               null, null, array[1, 1], array[1, 2], array[d, o], array[-1234, 1234], array['KES', 'KES']) from s"""
    connection.execute(query.encode())
    world.wait_for_horizon(connection)
    yield 1234
    connection.execute("select fares.repay_debts()")


def test_the_desk_shows_the_evidence_side_by_side(staff: FlaskClient, paid: str, desk: str) -> None:
    html = page(staff, desk)
    text = words(html)
    for part in ("Was not carried · KES 150 · KZZ 001A", "written down by staff", "The crew's list",
                 "The vehicle was on no trip.", "Disputed before:", "What M-Pesa told us", "Lipa"):  # fmt: skip
        assert part in text
    assert len(html.encode()) < LIMIT
    assert paid in words(page(staff, "/ops/disputes"))
    assert "Passengers who wait for an answer:" in words(page(staff, "/ops/"))


def test_one_seat_of_three_goes_back_as_credit(
    staff: FlaskClient, owner: FlaskClient, connection: Connection, paid: str, desk: str
) -> None:
    before = value(connection, BALANCE, "credit")
    answer = submit(staff, desk, amount="50", method="credit", reason="vehicle broke down", decision="refund")
    assert answer.headers["Location"] == "/ops/disputes?done=refunded"
    assert value(connection, BALANCE, "credit") == before + 5000
    assert "given back · As credit for the next fares: vehicle broke down" in words(page(staff, "/ops/disputes"))
    world.wait_for_horizon(connection)
    owner.set_cookie("lipa_lang", "en")
    assert "vehicle broke down" in words(page(owner, f"/owner/fare/{paid}"))
    # Twice: refused (scenario 34).
    assert submit(staff, f"/ops/payment/{paid}/dispute", why="other").headers["Location"] == desk
    assert 'name="reason"' not in page(staff, desk)


@pytest.mark.parametrize(("form", "text"), [
    ({"amount": "151", "method": "credit", "reason": "vehicle broke down"}, "no more than is left"),
    ({"amount": "x", "method": "credit", "reason": "vehicle broke down"}, "no more than is left"),
    ({"amount": "50", "method": "credit", "reason": "x"}, "10 letters or more"),
    ({"amount": "50", "method": "cash", "reason": "vehicle broke down"}, "Choose how the money goes back"),
])  # fmt: skip
def test_what_is_typed_wrongly_is_told(staff: FlaskClient, desk: str, form: dict[str, str], text: str) -> None:
    answer = submit(staff, desk, decision="refund", **form)
    assert answer.status_code == 422
    assert text in words(answer.text)


def test_a_larger_refund_takes_two(staff: FlaskClient, finance: FlaskClient, connection: Connection, desk: str) -> None:
    with changed_settings(connection, refund_alone_cents="5000"):
        answer = submit(staff, desk, amount="150", method="phone", reason="vehicle broke down", decision="refund")
        assert answer.headers["Location"] == "/ops/disputes?done=proposed"
        assert "A second person must approve this." in words(page(staff, desk))
        count = "select count(*) from payouts.payouts where kind = 'refund'"
        before = value(connection, count)
        finance.set_cookie("lipa_lang", "en")
        assert "Give back KES 150" in words(page(finance, desk))
        assert submit(finance, desk, decision="approved").headers["Location"] == "/ops/disputes?done=refunded"
        assert value(connection, count) == before + 1


def test_a_fare_on_the_crews_list_is_declined_with_a_reason(
    staff: FlaskClient, connection: Connection, paid: str, desk: str
) -> None:
    """Scenario 34: contested after the conductor saw it on the list."""
    assert f"{paid} ..126 150" in words(page(staff, desk))
    answer = submit(staff, desk, reason="the conductor saw her pay", decision="declined")
    assert answer.headers["Location"] == "/ops/disputes?done=declined"
    told = """select payload ->> 'text' from messaging.outbox
               where topic = 'sms' and key like 'dispute/%declined' order by outbox_id desc limit 1"""
    assert "the conductor saw her pay" in value(connection, told)


def test_what_mpesa_took_back_takes_two(
    staff: FlaskClient, finance: FlaskClient, connection: Connection, paid: str
) -> None:
    before = value(connection, BALANCE, "trust")
    staff.set_cookie("lipa_lang", "en")
    text = words(page(staff, f"/ops/reversal/{paid}"))
    assert "Our commission 3.00" in text
    assert "Look into its portal first" in text
    address = f"/ops/reversal/{paid}"
    assert submit(staff, address, reason="").status_code == 422
    assert submit(staff, address, reason="portal says reversed").headers["Location"] == "/ops/reversals?done=proposed"
    assert paid in words(page(finance, "/ops/reversals"))
    change = value(connection, "select max(change_id) from config.config_changes where kind = 'reversal'")
    answer = submit(finance, f"/ops/config/{change}", decision="approved")
    assert answer.headers["Location"] == "/ops/reversals?done=approved"
    assert value(connection, BALANCE, "trust") == before + 15000
    assert "This is recorded already." in words(page(staff, f"/ops/reversal/{paid}"))


def test_what_mpesa_took_back_before_it_had_a_vehicle_takes_two_and_leaves_suspense(
    staff: FlaskClient, finance: FlaskClient, connection: Connection, small_world: World
) -> None:
    lost = small_world.pay("", 7000, small_world.at(12), account="Kawangware")
    trust, suspense = (value(connection, BALANCE, kind) for kind in ("trust", "suspense"))
    staff.set_cookie("lipa_lang", "en")
    address = f"/ops/reversal/{lost}"
    assert f'href="{address}"' in page(staff, f"/ops/payment/{lost}")
    text = words(page(staff, address))
    assert "KES 70 no vehicle yet" in text
    assert "70.00" in text
    assert submit(staff, address, reason="portal says reversed").headers["Location"] == "/ops/reversals?done=proposed"
    finance.set_cookie("lipa_lang", "en")
    waits = words(page(finance, "/ops/reversals"))
    assert lost in waits
    assert ": KES 70 · no vehicle yet" in waits
    change = value(connection, "select max(change_id) from config.config_changes where kind = 'reversal'")
    answer = submit(finance, f"/ops/config/{change}", decision="approved")
    assert answer.headers["Location"] == "/ops/reversals?done=approved"
    assert value(connection, BALANCE, "trust") == trust + 7000
    assert value(connection, BALANCE, "suspense") == suspense - 7000
    story = words(page(staff, f"/ops/payment/{lost}"))
    assert f"KES 70 · {lost} · M-Pesa took it back" in story
    assert "Allocate to a vehicle" not in story
    assert "This is recorded already." in words(page(staff, address))
    assert "M-Pesa took it back" in words(page(staff, f"/ops/suspense/{lost}"))
    vehicle = str(value(connection, "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'"))
    submit(staff, f"/ops/suspense/{lost}", vehicle_id=vehicle)
    assert value(connection, "select state from mobile_money.payments where receipt = %s", lost) == "reversed"
    assert value(connection, "select coalesce(sum(faults), 0) from audit.ledger_proof") == 0


def test_a_journal_by_hand_shows_both_balances_and_takes_two(
    finance: FlaskClient, other_finance: FlaskClient, connection: Connection, small_world: World
) -> None:
    ours = value(connection, BALANCE, "commission")
    ids = "select max(sub_wallet_id)::text from ledger.manual_accounts() where kind = %s"
    moved = {"from": value(connection, ids, "commission"), "to": value(connection, ids, "trust"), "amount": "1.50"}
    query = "&".join(f"{name}={typed}" for name, typed in moved.items())
    finance.set_cookie("lipa_lang", "en")
    html = page(finance, f"/ops/journals?{query}")
    assert "-1.50" in words(html) or "−1.50" in words(html)
    assert len(html.encode()) < LIMIT
    wrong = submit(finance, "/ops/journals", **moved, reason="commission of November", document="")
    assert wrong.status_code == 422
    assert "Name the document" in words(wrong.text)
    right = submit(finance, "/ops/journals", **moved, reason="commission of November", document="statement 12")
    assert right.headers["Location"] == "/ops/journals?done=proposed"
    manual = value(connection, "select max(manual_id) from ledger.manual_journals")
    own = submit(finance, f"/ops/journals/{manual}", decision="posted")
    assert own.headers["Location"] == "/ops/journals?done=same_person"
    assert "statement 12" in words(page(other_finance, "/ops/journals"))
    done = submit(other_finance, f"/ops/journals/{manual}", decision="posted")
    assert done.headers["Location"] == "/ops/journals?done=posted"
    assert value(connection, BALANCE, "commission") == ours - 150


@pytest.mark.parametrize(("lang", "text"), [("en", "You owe KES 12.34"), ("sw", "Unadaiwa KES 12.34")])
def test_an_owner_sees_the_debt(owner: FlaskClient, finance: FlaskClient, in_debt: int, lang: str, text: str) -> None:
    """Scenario 27: visible on the home page and on the pots, and finance has it among the accounts."""
    owner.set_cookie("lipa_lang", lang)
    for address in ("/owner/", "/owner/wallets"):
        assert text in words(page(owner, address))
    finance.set_cookie("lipa_lang", lang)
    assert ("Debts of owners" if lang == "en" else "Madeni ya wenye magari") in words(page(finance, "/ops/finance/"))


def test_staff_move_a_fare_of_the_wrong_vehicle(staff: FlaskClient, paid: str, connection: Connection) -> None:
    """From the payment's page, by door code or plate, with the reason when it can't be."""
    staff.set_cookie("lipa_lang", "en")
    assert "There is no such vehicle." in words(follow(staff, f"/ops/payment/{paid}/move", account="9999"))
    other = value(connection, "select min(plate) from fleet.vehicles where plate <> 'KZZ 001A' and state = 'active'")
    connection.execute("update config.settings set value = '0' where setting = 'move_fare_minutes'")
    said = words(follow(staff, f"/ops/payment/{paid}/move", account=other))
    connection.execute("update config.settings set value = '20' where setting = 'move_fare_minutes'")
    assert "It is too late" in said
    assert value(connection, "select count(*) from fares.moves") == 0


def test_a_moved_fare_is_shown_and_disputed_where_it_is(
    staff: FlaskClient, small_world: World, connection: Connection
) -> None:
    staff.set_cookie("lipa_lang", "en")
    paid = small_world.pay("KZZ 001A", 15000, datetime.now(world.EAT))
    other = value(connection, "select min(plate) from fleet.vehicles where plate <> 'KZZ 001A' and state = 'active'")
    said = words(follow(staff, f"/ops/payment/{paid}/move", account=other))
    assert f"{paid} · {other}" in said, said
    assert "It was paid to another vehicle by mistake and moved here." in said
    assert f"Was not carried · KES 150 · {other}" in words(
        follow(staff, f"/ops/payment/{paid}/dispute", why="not_carried")
    )


def follow(client: FlaskClient, path: str, **form: str) -> str:
    """The page after a form."""
    answer = submit(client, path, **form)
    assert answer.status_code == 303
    return client.get(answer.headers["Location"]).get_data(as_text=True)
