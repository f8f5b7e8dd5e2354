"""python -m sandbox.traffic: wait for Lipa Fare, play the day so far, then pay one fare every few seconds.

LIPA_TRAFFIC_FARES  most fares of one full day (2000)
LIPA_TRAFFIC_RATE   most fares a second while the day is played (40)
LIPA_TRAFFIC_DAYS   1: today so far; 2: yesterday as well. Default: 2 until a tenth of today's fares is due, then 1
"""

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import requests

from sandbox.clock import format_timestamp, nairobi_time
from sandbox.http_client import create_session
from sandbox.settings import Settings, read_setting
from sandbox.subscribers import FIRST_PASSENGER
from sandbox.traffic.passengers import Passengers
from sandbox.traffic.plan import (
    Fare,
    Vehicle,
    draw_fare,
    hour_weight,
    plan_day,
    share_until,
    weighted_vehicles,
)
from sandbox.traffic.withdrawals import withdraw_all

BATCH, USSD_THREADS = 20, 2
USSD_SHARE_OF_DAY, USSD_SHARE_LIVE = 0.015, 0.4
BUSIEST_GAP, QUIETEST_GAP = 3.0, 45.0  # seconds between two live fares
T = TypeVar("T")


def log(text: str) -> None:
    print(f"Traffic: {text}", flush=True)


def wait_for(read: Callable[[], T], what: str) -> T:
    """Call read until it returns something, and log every 30 seconds that it is still missing."""
    logged_at = time.monotonic()
    while True:
        try:
            if found := read():
                return found
        except (OSError, ValueError):  # a RequestException is an OSError
            pass
        if time.monotonic() - logged_at > 30:
            log(f"still waiting for {what}")
            logged_at = time.monotonic()
        time.sleep(1)


def is_ready(url: str) -> bool:
    with create_session() as session:
        return session.get(url, timeout=5).status_code == 200


def read_vehicles(settings: Settings) -> list[Vehicle]:
    """The demo's vehicles, from the file that the setup writes."""
    rows = json.loads(settings.vehicles.read_text(encoding="utf-8"))
    return [Vehicle(**{name: row[name] for name in Vehicle.__dataclass_fields__}) for row in rows]


def days_to_play(now: datetime, wanted: str) -> list[datetime]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    number = int(wanted) if wanted else 2 if share_until(now) < 0.1 else 1
    return [today - timedelta(days=back) for back in range(min(number, 2) - 1, -1, -1)]


def play_fares(passengers: Passengers, fares: Sequence[Fare], day: datetime, rate: float) -> int:
    """Pay the fares of this day that are due and not yet paid, in order of time. Returns how many."""
    now, until = nairobi_time(), passengers.played_days().get(f"{day:%Y-%m-%d}", "")
    due = [
        (f"{day:%Y-%m-%d}/{number}", fare)
        for number, fare in enumerate(fares)
        if format_timestamp(fare.at) > until and fare.at <= now
    ]
    start = time.monotonic()
    for first in range(0, len(due), BATCH):
        batch = due[first : first + BATCH]
        while not try_batch(passengers, batch, day):
            time.sleep(3)
        time.sleep(max(0.0, start + (first + len(batch)) / rate - time.monotonic()))
    return len(due)


def try_batch(passengers: Passengers, batch: Sequence[tuple[str, Fare]], day: datetime) -> bool:
    """False when the sandbox did not answer. The fares have idempotency keys, so the batch can be repeated."""
    try:
        passengers.pay(batch)
        passengers.mark_played(day, batch[-1][1].at)
    except requests.RequestException as error:
        log(f"a batch failed: {error}")
        return False
    return True


def ride_now(settings: Settings, sandbox_url: str, vehicles: Sequence[Vehicle], number: int) -> None:
    """Pay fares by USSD while the day is played. They can't be backdated, so their time is now."""
    passengers, rng = Passengers(sandbox_url, settings.ussd_code), random.Random()
    for _ in range(number):
        vehicle = rng.choice(vehicles)
        try:
            passengers.ride(vehicle, draw_fare(vehicle, nairobi_time(), rng), rng, pace=0.1)
        except requests.RequestException as error:
            log(f"a ride failed: {error}")
            time.sleep(2)


def play_live(passengers: Passengers, vehicles: Sequence[Vehicle]) -> None:
    """Pay single fares for ever. The gaps are shorter in busy hours."""
    rng = random.Random()
    while True:
        gap = min(QUIETEST_GAP, BUSIEST_GAP * 13 / max(hour_weight(nairobi_time().hour), 0.1))
        time.sleep(gap * rng.uniform(0.5, 1.5))
        vehicle = rng.choice(vehicles)
        fare = draw_fare(vehicle, nairobi_time(), rng)
        try:
            if rng.random() < USSD_SHARE_LIVE:
                passengers.ride(vehicle, fare, rng, pace=1.0)
            else:
                passengers.pay_now(fare)
            passengers.mark_played(nairobi_time(), nairobi_time())
        except requests.RequestException as error:
            log(f"a fare failed: {error}")
            time.sleep(5)


def play_day(settings: Settings, sandbox_url: str, vehicles: Sequence[Vehicle], day: datetime) -> list[Vehicle]:
    """Play one day up to now. Returns its vehicles, each as often as it is paid. The first time some also dial."""
    most, rate = int(os.environ.get("LIPA_TRAFFIC_FARES") or 2000), float(os.environ.get("LIPA_TRAFFIC_RATE") or 40)
    passengers, start = Passengers(sandbox_url, settings.ussd_code), time.monotonic()
    fares = plan_day(vehicles, day, most, settings.seed)
    paid_vehicles = weighted_vehicles(vehicles, day, most, settings.seed)
    if f"{day:%Y-%m-%d}" not in passengers.played_days():
        rides = round(sum(fare.at <= nairobi_time() for fare in fares) * USSD_SHARE_OF_DAY / USSD_THREADS)
        for _ in range(USSD_THREADS):
            arguments = (settings, sandbox_url, paid_vehicles, rides)
            threading.Thread(target=ride_now, args=arguments, daemon=True).start()
    count = play_fares(passengers, fares, day, rate)
    log(f"{day:%Y-%m-%d}: {count} fares to {len(set(paid_vehicles))} vehicles in {time.monotonic() - start:.0f} s")
    return paid_vehicles


def withdraw(settings: Settings, sandbox_url: str, vehicle: Vehicle) -> None:
    """Let the demo's owner, who has this vehicle, earn something and take it out. Once for each set of books."""
    passengers, now = Passengers(sandbox_url, settings.ussd_code), nairobi_time()
    fares = [
        (f"withdrawals/{number}", Fare(now, str(FIRST_PASSENGER + number), vehicle.door_code, 60))
        for number in range(12)
    ]
    try:
        if passengers.has_money_out():
            return
        passengers.pay(fares)
        log(f"the owner asked for {withdraw_all(settings.lipa_url, sandbox_url, settings.demo_owner)} withdrawals")
    except requests.RequestException as error:
        log(f"a withdrawal failed: {error}")


def main() -> None:
    settings = Settings.from_env()
    sandbox_url = read_setting(os.environ, "LIPA_SANDBOX_URL", f"http://127.0.0.1:{settings.port}").rstrip("/")
    for url in (f"{settings.lipa_url}/readyz", f"{sandbox_url}/healthz"):
        wait_for(lambda url=url: is_ready(url), url)  # type: ignore[misc]
    vehicles = paid_vehicles = wait_for(lambda: read_vehicles(settings), f"vehicles in {settings.vehicles}")
    if settings.demo_owner:
        threading.Thread(target=withdraw, args=(settings, sandbox_url, vehicles[0]), daemon=True).start()
    for day in days_to_play(nairobi_time(), os.environ.get("LIPA_TRAFFIC_DAYS", "")):
        paid_vehicles = play_day(settings, sandbox_url, vehicles, day)
    log("from here on one fare every few seconds")
    play_live(Passengers(sandbox_url, settings.ussd_code), paid_vehicles)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
