"""A day of fares: who pays what, when and with which account. The same seed, day and vehicles give the same fares."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.subscribers import FIRST_PASSENGER

FIRST_HOUR = 5
HOUR_WEIGHTS = (2, 9, 13, 10, 5, 4, 3, 4, 4, 4, 5, 8, 12, 9, 5, 2, 1)  # per cent of a day's fares, 05 to 21
PEAK_HOURS = frozenset((6, 7, 8, 16, 17, 18, 19))
WEEKDAY_SHARES = (1.0, 1.0, 1.0, 1.0, 1.0, 0.85, 0.6)  # Monday to Sunday
PASSENGERS = 1500
UNKNOWN_ACCOUNT, HIRE, FAMILY, DUPLICATE = 0.008, 0.002, 0.06, 0.01  # shares of fares
SCATTERED = 0.1  # share of the fares for vehicles without a whole day


@dataclass(frozen=True)
class Vehicle:
    plate: str
    door_code: str
    route: str
    seats: int
    off_peak_cents: int
    peak_cents: int


@dataclass(frozen=True)
class Fare:
    at: datetime
    payer: str
    account: str
    amount: int
    validation: str = "off"
    copies: int = 1


def hour_weight(hour: int) -> int:
    """How busy this hour is; 0 at night."""
    index = hour - FIRST_HOUR
    return HOUR_WEIGHTS[index] if 0 <= index < len(HOUR_WEIGHTS) else 0


def draw_fares_of_vehicle(vehicle: Vehicle, day: datetime, rng: random.Random) -> int:
    """How many fares one vehicle takes on this day: 120 to 180 with up to 18 seats, otherwise 250 to 430."""
    least, most = (120, 180) if vehicle.seats <= 18 else (250, 430)
    return round(rng.randint(least, most) * WEEKDAY_SHARES[day.weekday()])


def plan_day(vehicles: Sequence[Vehicle], day: datetime, most: int, seed: int) -> list[Fare]:
    """All fares of the day, ordered by time."""
    rng = random.Random(f"{seed} {day:%Y-%m-%d}")
    hours = range(FIRST_HOUR, FIRST_HOUR + len(HOUR_WEIGHTS))
    fares = [
        draw_fare(vehicle, day + timedelta(hours=hour, seconds=rng.randrange(3600)), rng)
        for vehicle, number in allocate_fares(vehicles, day, most, rng)
        for hour in rng.choices(hours, HOUR_WEIGHTS, k=number)
    ]
    return sorted(fares, key=lambda fare: fare.at)


def allocate_fares(
    vehicles: Sequence[Vehicle], day: datetime, most: int, rng: random.Random
) -> Iterator[tuple[Vehicle, int]]:
    """Give the first vehicles whole days, as many as fit, and spread the rest at random over the other vehicles.

    A few vehicles with a realistic day show more than many vehicles with three fares each.
    """
    left, rest = most, list[Vehicle]()
    for vehicle in vehicles:
        number = draw_fares_of_vehicle(vehicle, day, rng)
        if number <= left - most * SCATTERED or (not rest and number <= left):
            left -= number
            yield vehicle, number
        else:
            rest.append(vehicle)
    yield from Counter(rng.choices(rest, k=left) if rest else ()).items()


def weighted_vehicles(vehicles: Sequence[Vehicle], day: datetime, most: int, seed: int) -> list[Vehicle]:
    """Each vehicle as often as it is paid on this day, for drawing the next one."""
    rng = random.Random(f"{seed} {day:%Y-%m-%d}")
    return [vehicle for vehicle, number in allocate_fares(vehicles, day, most, rng) for _ in range(number)]


def draw_fare(vehicle: Vehicle, at: datetime, rng: random.Random) -> Fare:
    """One passenger's payment to the PayBill."""
    payer = str(FIRST_PASSENGER + rng.randrange(PASSENGERS))
    kind = rng.random()
    if kind < UNKNOWN_ACCOUNT:
        # Validation stops half of these. For the others it comes too late and the money is paid.
        account, amount = draw_unknown_account(vehicle, rng), draw_amount(vehicle, at, rng)
        return Fare(at, payer, account, amount, rng.choice(("on", "off")))
    if kind < UNKNOWN_ACCOUNT + HIRE:
        return Fare(at, payer, draw_account(vehicle, rng), rng.randrange(1200, 3001, 100))
    seats = rng.randint(2, 4) if rng.random() < FAMILY else 1
    copies = 2 if rng.random() < DUPLICATE else 1
    return Fare(at, payer, draw_account(vehicle, rng), draw_amount(vehicle, at, rng) * seats, copies=copies)


def draw_amount(vehicle: Vehicle, at: datetime, rng: random.Random) -> int:
    """Whole shillings: the fare of the hour, or less for a shorter ride."""
    full = (vehicle.peak_cents if at.hour in PEAK_HOURS else vehicle.off_peak_cents) // 100
    shorter = [amount for amount in range(20, full, 10) if amount >= full * 0.5]
    return rng.choice(shorter) if shorter and rng.random() < 0.4 else max(full, 10)


def draw_account(vehicle: Vehicle, rng: random.Random) -> str:
    """The account number as passengers type it: mostly the door code, otherwise the plate in some spelling."""
    code, plate, compact = vehicle.door_code, vehicle.plate, vehicle.plate.replace(" ", "")
    spellings = {
        code: 58, f"{code} ": 4, f" {code}": 2, plate: 8, compact: 9, compact.lower(): 9,
        plate.lower(): 5, plate.title(): 3, f"{compact[:3]}-{compact[3:]}": 2,
    }  # fmt: skip
    return rng.choices(list(spellings), list(spellings.values()))[0]


def draw_unknown_account(vehicle: Vehicle, rng: random.Random) -> str:
    """A mistyped door code, a plate that does not exist, or a word."""
    code = vehicle.door_code
    swapped = code[:-2] + code[-1] + code[-2]
    mistyped = swapped if swapped != code else code[:-1] + str((int(code[-1]) + 1) % 10)
    return rng.choice((mistyped, "KZZ 999Z", "nauli", "matatu", "kawangware", "KBX 001"))
