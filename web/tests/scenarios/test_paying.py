"""Scenarios 1 to 4 and 7 to 10: a passenger pays, by the menu and without it."""

import re

import pytest
import requests

from web.tests.scenarios.town import FARES, Paid, Town, Vehicle

pytestmark = pytest.mark.slow


def test_scenario_01_a_fare_by_feature_phone(town: Town, vehicle: Vehicle) -> None:
    """At most 6 screens; one fare whose legs sum to 60.00; the list shows the word; one SMS of one segment."""
    crew, phone = town.new_crew(vehicle), town.new_phone()
    screens = town.dial(phone, "*384*46#", vehicle.code, "3", "1")
    assert len(screens) <= 6
    assert [word for word in ("Kawangware 60", "Unashukia wapi?") if word not in screens[1]] == []
    assert [word for word in ("Lipa KES 60", vehicle.plate, "Ada ya M-Pesa: 0") if word not in screens[2]] == []
    word = re.search(r"\b([A-Z]{3,8}) 1\b", screens[-1])
    assert word, screens[-1]
    assert town.enter_pin(phone)["amount_cents"] == 6000
    receipt = town.new_receipt(vehicle, set())
    legs = town.legs(receipt)
    assert legs == {"trust": -6000, "commission": 120, "fuel": 1764, "maintenance": 294, "sacco": 588, "profit": 3234}
    assert sum(legs.values()) == 0
    assert f"{word[1]}1 60 Kawangwa ..{phone[-3:]}" in town.until(lambda: town.listed(crew, word[1]), 5)
    sms = town.message(phone, receipt)
    assert [part for part in ("KES 60", "Kawangware", vehicle.code) if part not in sms] == []
    assert sum(receipt in one for one in town.messages(phone)) == 1


def test_scenario_02_a_regular_pays_in_two_screens(town: Town, vehicle: Vehicle) -> None:
    phone = town.new_phone()
    screens = town.dial(phone, f"*384*46*{vehicle.code}*60#", "1")
    assert len(screens) == 2
    assert "Lipa KES 60" in screens[0]
    town.enter_pin(phone)
    assert town.legs(town.new_receipt(vehicle, set()))["trust"] == -6000


@pytest.mark.parametrize("write", [
    lambda v: v.plate.lower(), lambda v: f"{v.code} ", lambda v: v.plate.replace(" ", "-"),
], ids=["plate in small letters", "code with a space", "plate with a dash"])  # fmt: skip
def test_scenario_03_an_account_is_read_however_it_is_written(town: Town, vehicle: Vehicle, write: object) -> None:
    """The same vehicle; no SMS, for the SIM is not ours; listed with the last three digits."""
    assert callable(write)
    crew, payer = town.new_crew(vehicle), town.new_phone()
    paid = town.pay_bill(write(vehicle), "60", payer, validation="on")
    assert paid["state"] == "Completed"
    assert town.new_receipt(vehicle, set()) == paid["receipt"]
    assert f"..{payer[-3:]}" in town.crew(crew, "1")
    assert town.messages(payer) == []


def test_scenario_04_a_slip_is_rejected_before_money_moves(town: Town, vehicle: Vehicle) -> None:
    """With a validator that nobody reaches it is parked, and claimed by its receipt."""
    slip = vehicle.code[:-1] + str((int(vehicle.code[-1]) + 1) % 10)
    refused = town.pay_bill(slip, "60", validation="on")
    assert (refused["state"], refused["reason"]) == ("Failed", "Invalid Account Number")
    payer = town.new_phone()
    parked = town.pay_bill(slip, "60", payer, validation="off")["receipt"]
    assert town.until(lambda: town.audited("select amount_cents from audit.suspense where receipt = %s", parked)) == [
        (6000,)
    ]
    late = (
        "update mobile_money.payments set first_seen_at = now() - interval '31 minutes' where receipt = %s returning 1"
    )
    assert town.value(late, parked) == 1
    town.staff().run_job("watch_suspense")
    town.until(lambda: town.audited("select state from audit.suspense where receipt = %s", parked) == [("overdue",)])
    alarms = "select count(*) from messaging.alarms where subject = %s"
    assert town.until(lambda: town.value(alarms, parked)) == 1
    screens = town.dial(payer, "*384*46#", "4", parked, vehicle.code)
    assert "60" in screens[-1]
    assert town.new_receipt(vehicle, set()) == parked


def test_scenario_07_three_people_pay_at_once(town: Town, vehicle: Vehicle) -> None:
    """The fee is shown before the PIN; consecutive numbers; the refund of one seat returns its fare."""
    town.new_crew(vehicle)
    phone = town.new_phone()
    screens = town.dial(phone, f"*384*46*{vehicle.code}#", "2", "2", "3")
    assert "150 (3 x 50)" in screens[-1]
    assert "Ada ya M-Pesa: 5" in screens[-1]
    end = town.answer(phone, "1")[-1]
    assert re.search(r"\b[A-Z]{3,8} 1-3\b", end), end
    town.enter_pin(phone)
    receipt = town.new_receipt(vehicle, set())
    assert town.legs(receipt)["trust"] == -15000
    town.give_back(Paid([*screens, end], receipt, phone), "50")
    assert "3 Tumia salio 50" in town.dial(phone, f"*384*46*{vehicle.code}#", "2")[-1]


def test_scenario_08_a_fare_of_one_shilling(town: Town, vehicle: Vehicle) -> None:
    """It sums to 1.00, and no entry is zero."""
    receipt = town.pay_bill(vehicle.code, "1")["receipt"]
    legs = town.until(lambda: town.legs(receipt))
    assert legs["trust"] == -100
    assert sum(legs.values()) == 0
    assert 0 not in legs.values()


def test_scenario_09_a_redial_does_not_charge_twice(town: Town, vehicle: Vehicle) -> None:
    phone = town.new_phone()
    path = f"*384*46*{vehicle.code}*60#"
    town.dial(phone, path, "1")
    assert town.prompt(phone)
    again = town.dial(phone, "*384*46#")[-1]
    assert [word for word in ("KES 60", "usilipe tena") if word not in again] == []
    assert "yanasubiri" in town.dial(phone, path, "1")[-1]
    town.enter_pin(phone)
    town.new_receipt(vehicle, set())
    assert town.prompt(phone, wait=1) == {}
    assert len(town.receipts(vehicle)) == 1


def test_scenario_10_one_session_however_the_gateway_sends_it(town: Town, vehicle: Vehicle) -> None:
    """A session's start twice, then the full path of another: one session each, and one step."""

    def send(session: str, text: str) -> str:
        form = {"sessionId": session, "phoneNumber": f"+{phone}", "serviceCode": "*384*46#", "networkCode": "63902",
                "text": text}  # fmt: skip
        address = f"{town.url}/telco/{town.environ['LIPA_CALLBACK_TOKEN']}/ussd"
        return requests.post(address, data=form, timeout=10).text

    phone = town.new_phone()
    assert send("s10-a", "") == send("s10-a", "")
    full = send("s10-b", f"{vehicle.code}*3")
    assert full.startswith("CON Lipa KES 60")
    assert send("s10-b", f"{vehicle.code}*3") == full
    end = send("s10-b", f"{vehicle.code}*3*1")
    assert send("s10-b", f"{vehicle.code}*3*1") == end
    sessions = town.value("select count(*) from ussd.ussd_sessions where session_id like 's10-%%'")
    intents = town.value("select count(*) from mobile_money.payment_intents where vehicle_id = %s", vehicle.vehicle_id)
    assert (sessions, intents) == (2, 1)
    town.enter_pin(phone, "cancel")


def test_the_price_shown_is_the_price_charged(town: Town, vehicle: Vehicle) -> None:
    """A passenger who was shown 60 pays 60, also when the fares change before the confirm key."""
    phone = town.new_phone()
    shown = town.dial(phone, f"*384*46*{vehicle.code}#", "3")[-1]
    town.set_fares(8000, 9000, 10000)
    try:
        assert "Kawangware 100" in town.dial(town.new_phone(), f"*384*46*{vehicle.code}#")[-1]
        town.answer(phone, "1")
        asked = town.enter_pin(phone)
        assert ("Lipa KES 60" in shown, asked["amount_cents"]) == (True, 6000)
        assert town.legs(town.new_receipt(vehicle, set()))["trust"] == -6000
    finally:
        town.set_fares(*FARES)
