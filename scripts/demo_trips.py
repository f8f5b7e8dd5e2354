"""Prints yesterday's trips of the demo's route in shadow mode, with what its crews say they counted, as JSON.

    python -m scripts.demo_trips ROUTE

The traffic pays yesterday's fares after the demo is laid, and a crew can't tell afterwards. But the traffic's plan is
known before: the crews' counts are made from it. One crew missed a passenger, another more than one, and one trip was
not counted, so that the page shows what there is to compare. db/demo_trips.sql lays the trips.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sandbox.clock import nairobi_time
from sandbox.settings import Settings
from sandbox.traffic.__main__ import most_fares, read_vehicles
from sandbox.traffic.plan import FIRST_HOUR, Fare, Vehicle, plan_day

FEWEST_FARES = 30  # of a vehicle with a whole day
TRIP_HOURS, LAST_HOUR = 2, 22
MISSED = {0: ((4, 60),), 1: ((2, 60), (5, 180), (6, 120))}  # by vehicle: on which trip the crew missed how much
UNTOLD = (0, 8)  # this vehicle, this trip
CASH_SHARE = 5  # a fifth as much as by Lipa Fare


def trips_of(vehicle: Vehicle, fares: Sequence[Fare], day: datetime, number: int) -> Iterator[dict[str, object]]:
    """The trips of one vehicle, in shillings; each begins when the one before ends."""
    for trip, hour in enumerate(range(FIRST_HOUR, LAST_HOUR, TRIP_HOURS)):
        begins = day + timedelta(hours=hour)
        ends = min(begins + timedelta(hours=TRIP_HOURS), day + timedelta(hours=LAST_HOUR))
        paid = sum(fare.amount for fare in fares if begins <= fare.at < ends)
        missed = dict(MISSED.get(number, ())).get(trip, 0)
        told = None if (number, trip) == UNTOLD else max(paid - missed, 0)
        yield {
            "plate": vehicle.plate, "opened_at": begins.isoformat(), "closed_at": ends.isoformat(),
            "told": told, "cash": paid // CASH_SHARE // 10 * 10,
        }  # fmt: skip


def compact(account: str) -> str:
    """An account number without what passengers write in between."""
    return account.upper().replace(" ", "").replace("-", "")


def main() -> None:
    settings, (route,) = Settings.from_env(), sys.argv[1:]
    day = nairobi_time().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    vehicles = read_vehicles(settings)
    fares = plan_day(vehicles, day, most_fares(day), settings.seed)
    found: list[dict[str, object]] = []
    number = 0
    for vehicle in vehicles:
        its = [fare for fare in fares if compact(fare.account) in (vehicle.door_code, compact(vehicle.plate))]
        if vehicle.route == route and len(its) >= FEWEST_FARES:
            found += trips_of(vehicle, its, day, number)
            number += 1
    print(json.dumps(found))


if __name__ == "__main__":
    main()
