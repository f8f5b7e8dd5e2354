"""Scenarios 18 and 19: M-Pesa is silent, and then brings everything at once."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests

from web.tests.scenarios.town import Town, Vehicle

pytestmark = pytest.mark.slow

# The short form brings all at once. The full form (make scenarios) brings 90 minutes of the pilot's peak, 1.1 fares a
# second, at ten times that rate.
IS_FULL = os.environ.get("LIPA_SCENARIOS") == "full"
BACKLOG, RATE = (5940, 11.0) if IS_FULL else (300, 1000.0)


@pytest.fixture
def silence(town: Town) -> Iterator[None]:
    """Six minutes without a message, at hours where ten a minute are usual; late ones of other tests are in."""
    newest = "select max(received_at) from mobile_money.mpesa_callbacks"
    town.until(lambda: town.value(f"select coalesce(({newest}) < clock_timestamp() - interval '5 seconds', true)"))
    town.owner.execute("""insert into gates.message_hours (hour_at, messages)
        select date_trunc('hour', now()) - make_interval(hours => h), 600 from generate_series(0, 191) h
        on conflict (hour_at) do update set messages = 600""")
    town.owner.execute("update mobile_money.mpesa_callbacks set received_at = received_at - interval '7 minutes'")
    yield
    town.owner.execute("update fares.grace_periods set ended_at = clock_timestamp() where ended_at is null")
    town.owner.execute("delete from gates.message_hours")


def promises(town: Town, vehicle: Vehicle) -> list[str]:
    query = "select state from fares.promises where vehicle_id = %s order by promise_id"
    return [state for (state,) in town.owner.execute(query, (vehicle.vehicle_id,)).fetchall()]


@pytest.mark.usefixtures("silence")
def test_scenario_18_promises_while_m_pesa_is_silent(town: Town, vehicle: Vehicle) -> None:
    """Grace begins by itself, with one alarm; a late payment clears one promise of its last digits, once."""
    crew, payer = town.new_crew(vehicle), town.new_phone()
    town.staff().run_job("watch_grace")  # which looks by itself four times a minute
    town.until(lambda: town.value("select fares.open_grace(clock_timestamp())"), within=60)
    for _ in range(2):
        town.owner.execute("update gates.figures set measured_at = measured_at - interval '2 minutes'")
        measured = town.value("select max(measured_at) from gates.figures")
        town.staff().run_job("watch_gates")
        town.until(lambda: town.value("select max(measured_at) from gates.figures") != measured)  # noqa: B023
    alarms = "select count(*) from messaging.alarms where kind = 'callback_silence'"
    assert town.value(alarms) == 1
    assert f"..{payer[-3:]} KES 60" in town.crew(crew, "4", "3", payer[-3:], "60")
    assert promises(town, vehicle) == ["open"]
    town.value("update fares.promises set told_at = told_at - interval '20 seconds' where vehicle_id = %s returning 1",
               vehicle.vehicle_id)  # fmt: skip
    town.crew(crew, "4", "3", payer[-3:], "60")
    assert promises(town, vehicle) == ["open", "open"]
    town.pay_bill(vehicle.code, "60", payer)
    town.until(lambda: promises(town, vehicle) == ["cleared", "open"])
    town.staff().run_job("clear_promises")
    assert promises(town, vehicle) == ["cleared", "open"]


def test_scenario_19_a_backlog_drains_while_new_fares_are_listed(town: Town, vehicle: Vehicle) -> None:
    """New fares are on the list within 15 s, all of the backlog within 15 minutes, and nothing is missing."""
    crew, old = town.new_crew(vehicle), town.new_vehicle()
    now = datetime.now(ZoneInfo("Africa/Nairobi"))
    late = [
        {
            "payer": town.new_phone(),
            "account": old.code,
            "amount": "50",
            "validation": "off",
            "TransTime": f"{now - timedelta(seconds=5400 * n // BACKLOG + 1):%Y%m%d%H%M%S}",
        }
        for n in range(BACKLOG)
    ]

    def replay(first: int) -> None:
        time.sleep(max(0.0, begun + first / RATE - time.monotonic()))
        body = {"payments": late[first : first + 100]}
        requests.post(f"{town.sandbox}/sandbox/pay", json=body, timeout=100).raise_for_status()

    with ThreadPoolExecutor(3) as threads:
        begun = time.monotonic()
        replayed = [threads.submit(replay, first) for first in range(0, BACKLOG, 100)]
        slowest, is_first = 0.0, True
        while is_first or (not all(one.done() for one in replayed) and IS_FULL):
            is_first, paid, asked = False, town.pay(vehicle), time.monotonic()
            town.until(lambda: town.listed(crew, f"..{paid.phone[-3:]}"), 15)  # noqa: B023
            slowest = max(slowest, time.monotonic() - asked)
        for one in replayed:
            one.result()
    town.until(lambda: len(town.receipts(old)) == BACKLOG, 90)
    print(
        f"{BACKLOG} late messages in {time.monotonic() - begun:.0f} s; a new fare's list took {slowest:.1f} s at most"
    )
    assert time.monotonic() - begun < 900
    ((cents,),) = town.audited("select sum(amount_cents) from audit.fares where plate = %s", old.plate)
    assert cents == BACKLOG * 5000
