"""Scenarios 11 and 12: points are redeemed within their limits, and a fare that goes back takes and gives them once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web.tests.scenarios.town import Paid, Town, Vehicle

pytestmark = pytest.mark.slow


@pytest.fixture
def funded(town: Town, vehicle: Vehicle) -> Vehicle:
    """Enough of yesterday's commission is set aside for points; once, for a day's commission is used once."""
    funded = "select sum(balance_cents) from audit.wallet_balances where kind = 'loyalty'"
    if not town.value(funded):
        yesterday = datetime.now(ZoneInfo("Africa/Nairobi")) - timedelta(days=1)
        for n in range(40):
            town.pay_bill(vehicle.code, "999", TransTime=f"{yesterday:%Y%m%d}1200{n:02d}")
        for _ in range(2):
            earn(town, vehicle, 999)
            earn(town, vehicle, 999)
        town.until(lambda: len(town.receipts(vehicle)) == 44)
        town.staff().run_job("fund_points")
        town.until(lambda: town.value(funded))
    return vehicle


def points(town: Town, phone: str) -> int:
    found = town.audited("select points from audit.loyalty where phone_last3 = %s", phone[-3:])
    return int(found[0][0]) if found else 0


def earn(town: Town, vehicle: Vehicle, shillings: int) -> Paid:
    """A new passenger who pays so much, and has a point for each ten."""
    paid = town.pay_amount(vehicle, shillings)
    assert points(town, paid.phone) == shillings // 10
    return paid


def test_scenario_11_sixty_is_wanted_and_fifty_is_the_limit(town: Town, funded: Vehicle) -> None:
    phone = earn(town, funded, 950).phone
    before = town.receipts(funded)
    confirm = town.dial(phone, f"*384*46*{funded.code}*60#")[-1]
    assert "4 Tumia pointi 50" in confirm
    assert "Pointi 50, M-Pesa 10" in town.answer(phone, "4")[-1]
    assert town.enter_pin(phone)["amount_cents"] == 1000
    receipt = town.new_receipt(funded, before)
    assert town.legs(receipt)["trust"] == -6000
    assert town.legs(receipt, "credit_payment") == {"trust": 5000, "credit": -5000}
    assert points(town, phone) == 95 - 50 + 1
    assert "4 Tumia pointi" not in town.dial(phone, f"*384*46*{funded.code}*60#")[-1]


def test_scenario_11_of_two_phones_at_once_the_cap_lets_one(town: Town, funded: Vehicle) -> None:
    """The programme has 50 points left for today: one of two passengers gets them."""
    phones = [earn(town, funded, 500).phone for _ in range(2)]
    used = (
        "select coalesce(sum(redeemed_points), 0)::bigint from loyalty.programme_days"
        " where business_on = (now() at time zone 'Africa/Nairobi')::date"
    )
    limit = "update config.settings set value = %s where setting = 'loyalty_programme_points' returning value"
    before = int(town.value(used))
    town.value(limit, str(before + 50))
    try:
        for phone in phones:
            assert "4 Tumia pointi 50" in town.dial(phone, f"*384*46*{funded.code}*50#")[-1]
        with ThreadPoolExecutor(2) as both:
            ends = list(both.map(lambda phone: town.answer(phone, "4")[-1], phones))
        assert sum("Umelipa KES 50 kwa pointi zako" in end for end in ends) == 1, ends
        assert int(town.value(used)) == before + 50
        assert sorted(points(town, phone) for phone in phones) == [0, 50]
    finally:
        town.value(limit, "20000")


def test_scenario_12_a_fare_paid_by_points_is_reversed(town: Town, funded: Vehicle) -> None:
    """Its points are restored and those that it earned are taken back, once."""
    phone = earn(town, funded, 950).phone
    before = town.receipts(funded)
    screens = town.dial(phone, f"*384*46*{funded.code}*60#", "4")
    town.enter_pin(phone)
    paid = Paid(screens, town.new_receipt(funded, before), phone)
    assert points(town, phone) == 46
    town.give_back(paid)
    assert points(town, phone) == 95
    town.staff().submit_again()
    assert points(town, phone) == 95


def test_scenario_12_points_that_were_spent_are_missed_visibly(town: Town, funded: Vehicle) -> None:
    """Redeem, then the fare that had earned them is reversed: below zero, and the passenger is told."""
    earned = earn(town, funded, 500)
    town.dial(earned.phone, f"*384*46*{funded.code}*50#", "4")
    assert points(town, earned.phone) == 0
    town.give_back(earned, nth=2)
    assert points(town, earned.phone) == -50
    assert "-50" in town.dial(earned.phone, "*384*46#", "4", "2")[-1]
