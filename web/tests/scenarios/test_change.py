"""Scenarios 5, 6 and 31: too much, too little, and a vehicle that breaks down."""

import pytest

from web.tests.scenarios.town import Town, Vehicle

pytestmark = pytest.mark.slow


def owed(town: Town) -> int:
    """What passengers have as credit with the vehicle's SACCO, in cents."""
    query = "select coalesce(sum(balance_cents), 0) from audit.wallet_balances where kind = 'credit'"
    return int(town.audited(query)[0][0])


def wait_for_credit(town: Town, vehicle: Vehicle, phone: str, fare: int, shillings: int) -> None:
    """Come to the confirm screen that offers it: once M-Pesa has confirmed a payment that differs from its prompt."""
    path = f"*384*46*{vehicle.code}*{fare}#"
    town.until(lambda: f"3 Tumia salio {shillings}" in town.dial(phone, path)[-1])


def start_to_pay(town: Town, vehicle: Vehicle, phone: str, fare: int) -> str:
    """Confirm a fare and leave the prompt alone; the account number that the prompt names."""
    town.dial(phone, f"*384*46*{vehicle.code}*{fare}#", "1")
    return str(town.prompt(phone)["account"])


def test_scenario_05_too_much_is_credit(town: Town, vehicle: Vehicle) -> None:
    """100 for 80: 80 is split, 20 is credit of the SIM, and the next fare offers it."""
    phone, before = town.new_phone(), owed(town)
    account = start_to_pay(town, vehicle, phone, 80)
    receipt = town.pay_bill(account, "100", phone)["receipt"]
    town.until(lambda: town.receipts(vehicle))
    assert town.legs(receipt)["trust"] == -8000
    assert town.legs(receipt, "change") == {"trust": -2000, "credit": 2000}
    assert owed(town) - before == 2000
    assert town.vehicle_cents(vehicle) == 7840
    assert "20" in town.message(phone, "salio")
    town.enter_pin(phone, "cancel")
    wait_for_credit(town, vehicle, phone, 60, 20)
    end = town.answer(phone, "3")[-1]
    assert "Salio 20, M-Pesa 40" in end
    assert town.enter_pin(phone)["amount_cents"] == 4000
    second = town.new_receipt(vehicle, {receipt})
    assert town.legs(second)["trust"] == -6000
    assert town.legs(second, "credit_payment") == {"trust": 2000, "credit": -2000}
    assert owed(town) == before


def test_scenario_05_credit_pays_a_whole_fare(town: Town, vehicle: Vehicle) -> None:
    """No prompt comes, the vehicle has its whole fare, and nothing is left."""
    phone, before = town.new_phone(), owed(town)
    receipt = town.pay_bill(start_to_pay(town, vehicle, phone, 40), "80", phone)["receipt"]
    town.until(lambda: town.receipts(vehicle))
    town.enter_pin(phone, "cancel")
    wait_for_credit(town, vehicle, phone, 40, 40)
    end = town.answer(phone, "3")[-1]
    assert "Umelipa KES 40 kwa salio" in end
    own = town.new_receipt(vehicle, {receipt})
    assert (own[:2], own in end, len(own)) == ("CR", True, 12)
    assert town.prompt(phone, wait=0.5) == {}
    assert (town.legs(own)["trust"], owed(town)) == (-4000, before)


def test_scenario_06_too_little_is_topped_up_once(town: Town, vehicle: Vehicle) -> None:
    """60 for 80: the list shows -20; the rest by the menu clears it, and counts once."""
    crew, phone = town.new_crew(vehicle), town.new_phone()
    account = start_to_pay(town, vehicle, phone, 80)
    first = town.pay_bill(account, "60", phone)["receipt"]
    assert "-20" in town.until(lambda: town.listed(crew, "-20"))
    assert town.legs(first)["trust"] == -6000
    town.enter_pin(phone, "cancel")
    screens = town.dial(phone, "*384*46#", "1")
    assert "1 Lipa KES 20 iliyobaki" in screens[0]
    assert "Lipa KES 20 iliyobaki ya nauli" in screens[1]
    town.answer(phone, "1")
    assert town.enter_pin(phone)["amount_cents"] == 2000
    second = town.new_receipt(vehicle, {first})
    assert "-20" not in town.crew(crew, "1")
    assert town.value("select count(*) from fares.top_ups where receipt = %s", second) == 1
    third = town.pay_bill(vehicle.code, "20", phone)["receipt"]
    town.until(lambda: third in town.receipts(vehicle))
    assert town.value("select count(*) from fares.top_ups where of_receipt = %s", first) == 1
    assert "iliyobaki" not in town.dial(phone, "*384*46#")[0]


def test_scenario_31_a_breakdown_gives_the_rest_back_once(town: Town, vehicle: Vehicle) -> None:
    """Of 11 paid seats 4 have alighted at Yaya: 7 get the rest of their way, and pressing again does nothing."""
    crew, before = town.new_crew(vehicle), owed(town)
    paid = [town.pay(vehicle, stage="1", people=4)] + [town.pay(vehicle, stage="3", people=people) for people in (3, 4)]
    screens = [town.crew(crew, "3", "3")]
    assert "Limeharibika wapi?" in screens[0]
    asked = town.answer(crew, "2")[-1] if "2 Yaya" in screens[0] else town.answer(crew, "1")[-1]
    assert "Watu 7" in asked, (screens, asked)
    end = town.answer(crew, "1")[-1]
    given = owed(town) - before
    assert "Watu 7" in end
    # Kawangware is three stages away and Yaya one: two thirds of 60 for each of seven.
    assert given == 7 * 4000, end
    assert town.legs(paid[0].receipt)["trust"] == -16000
    again = town.crew(crew, "3", "3")
    if "wapi" in again:
        again = town.answer(crew, "2" if "2 Yaya" in again else "1", "1")[-1]
    assert owed(town) - before == given
