"""python -m sandbox.traffic: wait for Lipa Fare, play the day so far, then one fare every few seconds until stopped.

LIPA_TRAFFIC_FARES  most fares of one full day (2000)
LIPA_TRAFFIC_RATE   most fares a second while the day is played (40)
LIPA_TRAFFIC_DAYS   1: today so far; 2: yesterday as well. Unset: 2 before the morning's first tenth, otherwise 1
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

import requests

from ..clock import eat, stamp
from ..courier import direct_session
from ..settings import Settings, setting
from .passengers import Passengers
from .plan import Fare, Vehicle, crowd, day_of_fares, fare, share_until, weight

BATCH, RIDERS = 20, 2
USSD_SHARE_OF_DAY, USSD_SHARE_LIVE = 0.015, 0.4
BUSIEST_GAP, QUIETEST_GAP = 3.0, 45.0  # seconds between two fares of the trickle


def say(words: str) -> None:
    print(f"Traffic: {words}", flush=True)


def wait_ready(urls: Sequence[str]) -> None:
    """Until each of these answers 200."""
    session, told = direct_session(), time.monotonic()
    for url in urls:
        while True:
            try:
                if session.get(url, timeout=5).status_code == 200:
                    break
            except requests.RequestException:
                pass
            if time.monotonic() - told > 30:
                say(f"still waiting for {url}")
                told = time.monotonic()
            time.sleep(1)


def wait_vehicles(settings: Settings) -> list[Vehicle]:
    """The demo's vehicles, which set-up writes down. Without them there is nobody to pay."""
    begin = time.monotonic()
    while True:
        try:
            rows = json.loads(settings.vehicles.read_text(encoding="utf-8"))
            if rows:
                return [Vehicle(**{name: row[name] for name in Vehicle.__dataclass_fields__}) for row in rows]
        except (OSError, ValueError):
            pass
        if time.monotonic() - begin > 60:
            say(f"no vehicles in {settings.vehicles} yet")
            begin = time.monotonic()
        time.sleep(2)


def days_to_play(now: datetime, wanted: str) -> list[datetime]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    number = int(wanted) if wanted else 2 if share_until(now) < 0.1 else 1
    return [today - timedelta(days=back) for back in range(min(number, 2) - 1, -1, -1)]


def play(passengers: Passengers, fares: Sequence[Fare], day: datetime, rate: float) -> int:
    """Pay what is due of this day and not yet paid, in the order of time, and note how far we got."""
    now, until = eat(), passengers.played().get(f"{day:%Y-%m-%d}", "")
    due = [(f"{day:%Y-%m-%d}/{n}", one) for n, one in enumerate(fares) if stamp(one.at) > until and one.at <= now]
    begin = time.monotonic()
    for first in range(0, len(due), BATCH):
        batch = due[first : first + BATCH]
        while not paid(passengers, batch, day):
            time.sleep(3)
        time.sleep(max(0.0, begin + (first + len(batch)) / rate - time.monotonic()))
    return len(due)


def paid(passengers: Passengers, batch: Sequence[tuple[str, Fare]], day: datetime) -> bool:
    """False when the sandbox was away; it knows the keys, so trying again pays nothing twice."""
    try:
        passengers.pay(batch)
        passengers.mark(day, batch[-1][1].at)
    except requests.RequestException as problem:
        say(f"a batch failed: {problem}")
        return False
    return True


def ride_on(settings: Settings, sandbox: str, vehicles: Sequence[Vehicle], number: int) -> None:
    """Meanwhile some dial: they can't be put back in time, so they ride now."""
    passengers, dice = Passengers(sandbox, settings.ussd_code), random.Random()
    for _ in range(number):
        vehicle = dice.choice(vehicles)
        try:
            passengers.ride(vehicle, fare(vehicle, eat(), dice), dice, pace=0.1)
        except requests.RequestException as problem:
            say(f"a ride failed: {problem}")
            time.sleep(2)


def trickle(passengers: Passengers, vehicles: Sequence[Vehicle]) -> None:
    """For ever: the busier the hour, the sooner the next."""
    dice = random.Random()
    while True:
        now = eat()
        gap = min(QUIETEST_GAP, BUSIEST_GAP * 13 / max(weight(now.hour), 0.1))
        time.sleep(gap * dice.uniform(0.5, 1.5))
        vehicle = dice.choice(vehicles)
        one = fare(vehicle, eat(), dice)
        try:
            if dice.random() < USSD_SHARE_LIVE:
                passengers.ride(vehicle, one, dice, pace=1.0)
            else:
                passengers.pay_now(one)
            passengers.mark(eat(), eat())
        except requests.RequestException as problem:
            say(f"a fare failed: {problem}")
            time.sleep(5)


def play_day(settings: Settings, sandbox: str, vehicles: Sequence[Vehicle], day: datetime) -> list[Vehicle]:
    """One day up to now; back come its vehicles, each as often as it is paid. At first some passengers also dial."""
    most, rate = int(os.environ.get("LIPA_TRAFFIC_FARES") or 2000), float(os.environ.get("LIPA_TRAFFIC_RATE") or 40)
    passengers, begin = Passengers(sandbox, settings.ussd_code), time.monotonic()
    fares, queue = day_of_fares(vehicles, day, most, settings.seed), crowd(vehicles, day, most, settings.seed)
    if f"{day:%Y-%m-%d}" not in passengers.played():
        rides = round(sum(one.at <= eat() for one in fares) * USSD_SHARE_OF_DAY / RIDERS)
        for _ in range(RIDERS):
            threading.Thread(target=ride_on, args=(settings, sandbox, queue, rides), daemon=True).start()
    count = play(passengers, fares, day, rate)
    say(f"{day:%Y-%m-%d}: {count} fares to {len(set(queue))} vehicles in {time.monotonic() - begin:.0f} s")
    return queue


def main() -> None:
    settings = Settings.from_env()
    sandbox = setting(os.environ, "LIPA_SANDBOX_URL", f"http://127.0.0.1:{settings.port}").rstrip("/")
    wait_ready([f"{settings.lipa_url}/readyz", f"{sandbox}/healthz"])
    queue = vehicles = wait_vehicles(settings)
    for day in days_to_play(eat(), os.environ.get("LIPA_TRAFFIC_DAYS", "")):
        queue = play_day(settings, sandbox, vehicles, day)
    say("from here on one fare every few seconds")
    trickle(Passengers(sandbox, settings.ussd_code), queue)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
