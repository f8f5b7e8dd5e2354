"""python -m sandbox.traffic: wait for Lipa Fare, play the day so far, then pay one fare every few seconds.

LIPA_TRAFFIC_FARES  most fares of one full day (2000)
LIPA_TRAFFIC_RATE   most fares a second while the day is played (40)
LIPA_TRAFFIC_DAYS   1: today so far; 2: yesterday as well, smaller and faster (2)
LIPA_STATEMENTS_DIR the folder into which yesterday's statements are put once it is played
"""

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import requests

from sandbox.clock import format_timestamp, nairobi_time
from sandbox.http_client import create_session
from sandbox.settings import Settings, read_setting
from sandbox.traffic import money_out, points
from sandbox.traffic.passengers import Passengers
from sandbox.traffic.plan import (
    Fare,
    Vehicle,
    draw_fare,
    hour_weight,
    plan_day,
    weighted_vehicles,
)
from sandbox.traffic.statements import drop_yesterday, wait_for_callbacks

BATCH, USSD_THREADS = 20, 2
USSD_SHARE_OF_DAY, USSD_SHARE_LIVE = 0.015, 0.4
BUSIEST_GAP, QUIETEST_GAP = 3.0, 45.0  # seconds between two live fares
YESTERDAY_FARES, YESTERDAY_SPEED = 400, 2.0  # of yesterday fewer fares are played, and faster
DROP_EVERY_SECONDS = 600.0
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
    return [today - timedelta(days=back) for back in range(min(int(wanted or 2), 2) - 1, -1, -1)]


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


def most_fares(day: datetime) -> int:
    """How many fares are played of a whole day like this, at most. Fewer of yesterday: nobody waits for them."""
    most = int(os.environ.get("LIPA_TRAFFIC_FARES") or 2000)
    return most if day.date() == nairobi_time().date() else min(most, YESTERDAY_FARES)


def play_day(settings: Settings, sandbox_url: str, vehicles: Sequence[Vehicle], day: datetime) -> list[Vehicle]:
    """Play one day up to now. Returns its vehicles, each as often as it is paid. The first time some also dial."""
    most, rate = most_fares(day), float(os.environ.get("LIPA_TRAFFIC_RATE") or 40)
    is_today = day.date() == nairobi_time().date()
    if not is_today:
        rate *= YESTERDAY_SPEED
    passengers, start = Passengers(sandbox_url, settings.ussd_code), time.monotonic()
    fares = plan_day(vehicles, day, most, settings.seed)
    paid_vehicles = weighted_vehicles(vehicles, day, most, settings.seed)
    if is_today and f"{day:%Y-%m-%d}" not in passengers.played_days():
        rides = round(sum(fare.at <= nairobi_time() for fare in fares) * USSD_SHARE_OF_DAY / USSD_THREADS)
        for _ in range(USSD_THREADS):
            arguments = (settings, sandbox_url, paid_vehicles, rides)
            threading.Thread(target=ride_now, args=arguments, daemon=True).start()
    count = play_fares(passengers, fares, day, rate)
    log(f"{day:%Y-%m-%d}: {count} fares to {len(set(paid_vehicles))} vehicles in {time.monotonic() - start:.0f} s")
    return paid_vehicles


def move_money_out(settings: Settings, sandbox_url: str, vehicles: Sequence[Vehicle]) -> None:
    """Let the people of the plan earn, take money out, approve, complain and decide. Once for each set of books."""
    people = money_out.read_people(settings.people, settings.demo_owner)
    demo = money_out.Demo(settings.lipa_url, sandbox_url, settings.ussd_code, people, vehicles)
    wait_for(lambda: money_out.earn(demo), "the sandbox, to earn what is withdrawn")
    for steps in money_out.chains(demo):
        threading.Thread(target=money_out.play, args=(demo, steps, log), daemon=True).start()
    points.play(demo, log)


def drop_statements(sandbox_url: str, folder: str) -> None:
    """Put yesterday's statements into Lipa Fare's folder; look again every few minutes, because days go by."""
    while True:
        try:
            wait_for_callbacks(sandbox_url)
            if dropped := drop_yesterday(sandbox_url, Path(folder)):
                log(f"{dropped} statements of yesterday are in {folder}")
        except OSError as error:
            log(f"yesterday's statements: {error}")
        time.sleep(DROP_EVERY_SECONDS)


def main() -> None:
    settings = Settings.from_env()
    sandbox_url = read_setting(os.environ, "LIPA_SANDBOX_URL", f"http://127.0.0.1:{settings.port}").rstrip("/")
    for url in (f"{settings.lipa_url}/readyz", f"{sandbox_url}/healthz"):
        wait_for(lambda url=url: is_ready(url), url)  # type: ignore[misc]
    vehicles = paid_vehicles = wait_for(lambda: read_vehicles(settings), f"vehicles in {settings.vehicles}")
    folder = os.environ.get("LIPA_STATEMENTS_DIR", "")
    days = days_to_play(nairobi_time(), os.environ.get("LIPA_TRAFFIC_DAYS", ""))
    for day in days:
        if day == days[-1] and settings.demo_owner:  # not before: a late fare of yesterday meets the pots of today
            threading.Thread(target=move_money_out, args=(settings, sandbox_url, vehicles), daemon=True).start()
        paid_vehicles = play_day(settings, sandbox_url, vehicles, day)
        if folder and day.date() != nairobi_time().date():
            threading.Thread(target=drop_statements, args=(sandbox_url, folder), daemon=True).start()
    log("from here on one fare every few seconds")
    play_live(Passengers(sandbox_url, settings.ussd_code), paid_vehicles)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
