"""Scenarios 1 (the word), 28, 29 and 30: words, pots, a sale and a hand-over."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web.tests.scenarios.town import Town, Vehicle

pytestmark = pytest.mark.slow


def test_scenario_01_the_word_is_checked_and_forgeries_are_heard(town: Town, vehicle: Vehicle) -> None:
    crew = town.new_crew(vehicle)
    paid = town.pay(vehicle)
    word = paid.label.split()[0]
    shown = town.crew(crew, "2", paid.label.replace(" ", ""))
    assert f"{paid.label}: imelipwa, KES 60 Kawangware ..{paid.phone[-3:]}." in shown
    assert "ilishaonyeshwa" in town.crew(crew, "2", paid.label.replace(" ", ""))
    assert "haijawahi kutolewa" in town.crew(crew, "2", f"{word}9")
    waiting = town.new_phone()
    town.dial(waiting, f"*384*46*{vehicle.code}#", "3", "1")
    assert "inasubiri M-Pesa" in town.crew(crew, "2", f"{word}2")
    town.enter_pin(waiting, "cancel")
    time.sleep(1)  # a fare belongs to a trip that begins in its very second
    other = town.new_crew(vehicle)
    assert "Safari mpya:" in town.crew(other, "3", "1")
    assert "ni ya safari ya" in town.crew(other, "2", paid.label.replace(" ", ""))


def test_scenario_28_a_vehicle_is_sold_at_noon(town: Town, vehicle: Vehicle) -> None:
    """The old owner keeps the balance; new fares go to the new owner; no file of fares mixes them."""
    first = town.pay(vehicle)
    buyer = town.value("insert into fleet.owners (name) values ('Mnunuzi') returning owner_id")
    town.owner.execute(
        "insert into fleet.sacco_memberships (sacco_id, owner_id, valid_from) values (%s, %s, now())",
        (town.sacco_id, buyer),
    )
    seller = town.value(
        "select owner_id from fleet.vehicle_owners where vehicle_id = %s and valid_to is null", vehicle.vehicle_id
    )
    town.staff().submit(f"/ops/fleet/vehicles/{vehicle.plate.replace(' ', '')}/transfer?find=Mnunuzi",
                        f"/ops/fleet/vehicles/{vehicle.plate.replace(' ', '')}/transfer",
                        owner_id=str(buyer), reason="limeuzwa leo")  # fmt: skip
    town.staff("finance").decide_proposals("/ops/transfers")
    time.sleep(1.1)  # the operator's times have no fractions of a second
    second = town.pay(vehicle)
    assert first.receipt != second.receipt
    held = """select w.owner_id, sum(e.amount_cents)::bigint from ledger.ledger_entries e
                join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
               where w.vehicle_id = %s group by 1 order by 1"""
    rows = town.owner.execute(held, (vehicle.vehicle_id,)).fetchall()
    assert rows == [(seller, 5880), (buyer, 5880)]
    for owner, own, other in ((seller, first, second), (buyer, second, first)):
        assert other.receipt not in own_file(town, owner, own.receipt)


def test_scenario_29_a_pot_is_refilled_after_a_refund(town: Town) -> None:
    """The insurance pot of 500 is met, a refund drops it to 480, the next fare fills it; the day ends at 500."""
    shares = {"insurance": 0, "fuel": 3000, "maintenance": 500, "sacco": 1000, "profit": 5500}
    vehicle = town.new_vehicle(shares=shares, p_pot_cents=[50000, 0, 0, 0, 0], p_pot_arrears_cents=[0, 0, 0, 0, 0])
    first, met = town.pay_amount(vehicle, 300), town.pay_amount(vehicle, 300)
    assert (town.legs(first.receipt)["insurance"], town.legs(met.receipt)["insurance"]) == (29400, 20600)
    pot = "select balance_cents from audit.wallet_balances where plate = %s and purpose = 'insurance'"
    town.give_back(first, "20.41")  # of it, 41 cents were commission
    assert town.audited(pot, vehicle.plate) == [(48000,)]
    again = town.pay(vehicle, stage="3")
    assert town.legs(again.receipt)["insurance"] == 2000
    last = town.pay(vehicle, stage="1")
    assert "insurance" not in town.legs(last.receipt)
    assert town.audited(pot, vehicle.plate) == [(50000,)]


def test_scenario_30_a_hand_over_between_two_seconds(town: Town, vehicle: Vehicle) -> None:
    """A fare at …:59 is A's, one at …:00 is B's, by the operator's clock; the crews' parts sum to the rule."""
    first_crew, second_crew = town.new_crew(vehicle), town.new_crew(vehicle)
    town.crew(first_crew, "3", "1")
    time.sleep(2.1)  # so that A's trip has a whole second
    town.crew(second_crew, "3", "1")
    opened = town.value("select max(opened_at) from fleet.trips where vehicle_id = %s", vehicle.vehicle_id)
    moment = opened.astimezone(ZoneInfo("Africa/Nairobi")).replace(microsecond=0) + timedelta(seconds=1)
    late, early = moment, moment - timedelta(seconds=2)
    paid = [town.pay_bill(vehicle.code, "60", TransTime=stamp(at))["receipt"] for at in (early, late)]
    town.until(lambda: town.receipts(vehicle) == set(paid))
    trips = [town.value("""select t.opened_by from fleet.trips t, fares.fares f, fares.trip_fares(t.trip_id) l
        where f.receipt = %s and l.receipt = f.receipt""", receipt) for receipt in paid]  # fmt: skip
    assert None not in trips
    assert trips[0] != trips[1]
    assert town.vehicle_cents(vehicle) == 2 * 5880


def own_file(town: Town, owner_id: int, receipt: str) -> str:
    """The file of today's fares from an owner's page, once this one is final and in it."""
    person = town.owner_at_browser(owner_id)

    def read() -> str:
        file = person.read("/owner/fares.csv?p=today")
        return file if receipt in file else ""

    return str(town.until(read, 60))


def stamp(at: datetime) -> str:
    return f"{at:%Y%m%d%H%M%S}"
