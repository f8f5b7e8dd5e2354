"""Who pays what, when and how clumsily: the same day of fares for the same seed, day and vehicles. Nothing is sent."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .. import people

FIRST_HOUR = 5
WEIGHTS = (2, 9, 13, 10, 5, 4, 3, 4, 4, 4, 5, 8, 12, 9, 5, 2, 1)  # per cent of a day's fares, 05 to 21
PEAK_HOURS = frozenset((6, 7, 8, 16, 17, 18, 19))
WEEKDAY_SHARE = (1.0, 1.0, 1.0, 1.0, 1.0, 0.85, 0.6)  # Monday to Sunday
REGULARS = 1500
UNKNOWN, HIRE, FAMILY, TWICE = 0.008, 0.002, 0.06, 0.01
SCATTERED = 0.1  # of the allowance, kept for the vehicles that get no whole day


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


def weight(hour: int) -> int:
    """How busy this hour is; nothing at night."""
    index = hour - FIRST_HOUR
    return WEIGHTS[index] if 0 <= index < len(WEIGHTS) else 0


def share_until(moment: datetime) -> float:
    """The part of a day's fares that are paid by then."""
    whole = sum(weight(hour) for hour in range(moment.hour))
    return (whole + weight(moment.hour) * moment.minute / 60) / sum(WEIGHTS)


def vehicle_day(vehicle: Vehicle, day: datetime, dice: random.Random) -> int:
    """Fares that one vehicle takes on this day: 120 to 180 for fourteen seats, 250 to 430 for thirty-three."""
    least, most = (120, 180) if vehicle.seats <= 18 else (250, 430)
    return round(dice.randint(least, most) * WEEKDAY_SHARE[day.weekday()])


def day_of_fares(vehicles: Sequence[Vehicle], day: datetime, most: int, seed: int) -> list[Fare]:
    """The whole day in the order of time."""
    dice = random.Random(f"{seed} {day:%Y-%m-%d}")
    hours = range(FIRST_HOUR, FIRST_HOUR + len(WEIGHTS))
    fares = [
        fare(vehicle, day + timedelta(hours=hour, seconds=dice.randrange(3600)), dice)
        for vehicle, number in shares(vehicles, day, most, dice)
        for hour in dice.choices(hours, WEIGHTS, k=number)
    ]
    return sorted(fares, key=lambda one: one.at)


def shares(vehicles: Sequence[Vehicle], day: datetime, most: int, dice: random.Random) -> Iterator[tuple[Vehicle, int]]:
    """Whole days for the first vehicles, as many as fit; what is left of the allowance goes to the rest at random.

    A few vehicles with a day as the trade knows it show more than many with three fares each.
    """
    left, rest = most, list[Vehicle]()
    for vehicle in vehicles:
        number = vehicle_day(vehicle, day, dice)
        if number <= left - most * SCATTERED or (not rest and number <= left):
            left -= number
            yield vehicle, number
        else:
            rest.append(vehicle)
    for vehicle, number in Counter(dice.choices(rest, k=left) if rest else ()).items():
        yield vehicle, number


def crowd(vehicles: Sequence[Vehicle], day: datetime, most: int, seed: int) -> list[Vehicle]:
    """Each vehicle as often as it is paid today, to pick the next one from."""
    dice = random.Random(f"{seed} {day:%Y-%m-%d}")
    return [vehicle for vehicle, number in shares(vehicles, day, most, dice) for _ in range(number)]


def fare(vehicle: Vehicle, at: datetime, dice: random.Random) -> Fare:
    """One passenger of this vehicle, paying straight to the PayBill."""
    payer = str(people.PASSENGERS + dice.randrange(REGULARS))
    lot = dice.random()
    if lot < UNKNOWN:
        # half of these are stopped by validation; for the others it was asked too late and the money went through
        return Fare(at, payer, unknown_account(vehicle, dice), price(vehicle, at, dice), dice.choice(("on", "off")))
    if lot < UNKNOWN + HIRE:
        return Fare(at, payer, typed(vehicle, dice), dice.randrange(1200, 3001, 100))
    seats = dice.randint(2, 4) if dice.random() < FAMILY else 1
    copies = 2 if dice.random() < TWICE else 1
    return Fare(at, payer, typed(vehicle, dice), price(vehicle, at, dice) * seats, copies=copies)


def price(vehicle: Vehicle, at: datetime, dice: random.Random) -> int:
    """Whole shillings: the fare of the hour, or less for those who alight early."""
    full = (vehicle.peak_cents if at.hour in PEAK_HOURS else vehicle.off_peak_cents) // 100
    shorter = [amount for amount in range(20, full, 10) if amount >= full * 0.5]
    return dice.choice(shorter) if shorter and dice.random() < 0.4 else max(full, 10)


def typed(vehicle: Vehicle, dice: random.Random) -> str:
    """The account number as thumbs write it: mostly the door code, otherwise the plate in some spelling."""
    tight = vehicle.plate.replace(" ", "")
    spellings = (
        *(vehicle.door_code, f"{vehicle.door_code} ", f" {vehicle.door_code}"),
        *(
            vehicle.plate,
            tight,
            tight.lower(),
            vehicle.plate.lower(),
            vehicle.plate.title(),
            f"{tight[:3]}-{tight[3:]}",
        ),
    )
    return dice.choices(spellings, (58, 4, 2, 8, 9, 9, 5, 3, 2))[0]


def unknown_account(vehicle: Vehicle, dice: random.Random) -> str:
    """A slip of the thumb, a plate that nobody owns, or what people write when they don't know what to write."""
    code = vehicle.door_code
    swapped = code[:-2] + code[-1] + code[-2]
    slip = swapped if swapped != code else code[:-1] + str((int(code[-1]) + 1) % 10)
    return dice.choice((slip, "KZZ 999Z", "nauli", "matatu", "kawangware", "KBX 001"))
