"""A small world for tests of pages: two owners, four vehicles, a week of fares, and who may see them.

The fares are kept here as plain Python too, so that a test reckons its own truth.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import psycopg
import pyotp

EAT = timezone(timedelta(hours=3))
OWNER_PHONE, OTHER_OWNER_PHONE, OPS_PHONE = "0700000101", "0700000102", "0700000103"
PASSWORD = "nenosiri la majaribio"
APPS: dict[str, pyotp.TOTP] = {}  # by phone: the app that a person has set up in this database
SHARES = {"fuel": 3000, "maintenance": 500, "sacco": 1000, "insurance": 2000, "profit": 3500}


@dataclass(frozen=True, slots=True)
class Fare:
    """One fare as the test knows it."""

    receipt: str
    plate: str
    cents: int
    paid_at: datetime


@dataclass(slots=True)
class World:
    """What was put into the database, and the position of the ledger to look at it from."""

    url: str
    sunday: date
    fares: list[Fare] = field(default_factory=list)
    asof: str = ""
    owner_ids: tuple[int, int] = (0, 0)
    count: int = 0

    def of(self, plate: str = "", on: date | None = None) -> list[Fare]:
        """The fares of a vehicle, of a day."""
        return [
            fare for fare in self.fares
            if plate in ("", fare.plate) and on in (None, fare.paid_at.date()) and fare.plate != "KZZ 900Z"
        ]  # fmt: skip

    def pay(self, plate: str, cents: int, paid_at: datetime, account: str = "") -> str:
        """One confirmation, told two seconds later. An account that names no vehicle goes to suspense."""
        self.count += 1
        receipt = f"TKW{self.count:07d}"
        with psycopg.connect(self.url, autocommit=True) as owner:
            _settle(owner, [Fare(receipt, plate, cents, paid_at)], account)
            settled(owner)
        if not account:
            self.fares.append(Fare(receipt, plate, cents, paid_at))
        return receipt


def build(url: str) -> World:
    """Everything, committed."""
    today = datetime.now(EAT).date()
    world = World(url, today - timedelta(days=today.weekday() + 1))
    with psycopg.connect(url, autocommit=True) as owner:
        world.owner_ids = _fleet(owner, world.sunday)
        for day, until in ((world.sunday - timedelta(days=7), "21:40"), (world.sunday, "21:40")):
            day_fares = list(_day(world, day, until))
            _settle(owner, day_fares, "")
            world.fares += day_fares
        owner.execute("analyze fares.fares")
        settled(owner)
        world.asof = position(
            owner, datetime.combine(world.sunday, datetime.min.time(), EAT).replace(hour=21, minute=50)
        )
    return world


def settled(owner: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Wait until the ledger's horizon has passed all we wrote: other databases' transactions hold it back, too."""
    eventually(
        lambda: bool(_value(owner, "select coalesce(max(xact) < ledger.horizon(), true) from ("
                                   "(select xact from ledger.journals order by journal_id desc limit 100) union all "
                                   "select greatest(held_xact, released_xact) from ledger.holds) written")))  # fmt: skip


def eventually(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something that is sure to come."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def on_one_day(seconds: float = 20.0) -> None:
    """For who counts what was done today: shortly before midnight in Nairobi, wait for it."""
    now = datetime.now(EAT)
    left = (datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), EAT) - now).total_seconds()
    if left < seconds:
        time.sleep(left + 0.5)


def position(owner: "psycopg.Connection[tuple[object, ...]]", moment: datetime) -> str:
    """The connection as it is now, looked at from a moment."""
    return f"{_value(owner, 'select ledger.horizon()::text')}-{int(moment.timestamp())}"


def _value(owner: "psycopg.Connection[tuple[object, ...]]", query: str, *values: object) -> object:
    row = owner.execute(query.encode(), values or None).fetchone()
    assert row is not None
    return row[0]


def _fleet(owner: "psycopg.Connection[tuple[object, ...]]", sunday: date) -> tuple[int, int]:
    """Two owners with their vehicles; returns owner_ids."""
    since = datetime.combine(sunday - timedelta(days=60), datetime.min.time(), EAT)
    owner.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    sacco_id = _value(owner, "insert into fleet.saccos (name) values ('Test Line') returning sacco_id")
    mine = _value(owner, "insert into fleet.owners (name) values ('Ng''ang''a Motors') returning owner_id")
    theirs = _value(owner, "insert into fleet.owners (name) values ('Baba Otieno') returning owner_id")
    stages = ["Kencom", "Yaya", "Kawangware"]
    route_id = _value(owner, "select fleet.register_route(%s, '46', 'Kencom-Kawangware', %s)", sacco_id, stages)
    for plate, owner_id in (("KZZ 001A", mine), ("KZZ 002B", mine), ("KZZ 003C", mine), ("KZZ 900Z", theirs)):
        vehicle_id = _value(
            owner, "select fleet.register_vehicle(%s, %s, %s, 14, %s)", plate, route_id, owner_id, since
        )
        owner.execute(
            "select fares.set_split_rule(%s, %s, 200, 0, %s, %s, 'profit', 'test')",
            (vehicle_id, since, list(SHARES), list(SHARES.values())),
        )
    return int(str(mine)), int(str(theirs))


def _day(world: World, day: date, until: str) -> Iterator[Fare]:
    """One vehicle every ten minutes, one every fifteen, one that falls silent after 14:10, and a other_owner's."""
    plan = (("KZZ 001A", 10, until, 6000), ("KZZ 003C", 15, until, 5050), ("KZZ 002B", 10, "14:10", 4000),
            ("KZZ 900Z", 30, until, 7700))  # fmt: skip
    first_week = day < world.sunday
    for plate, minutes, last, cents in plan:
        at = datetime.combine(day, datetime.min.time(), EAT) + timedelta(hours=6)
        while at.strftime("%H:%M") <= last:
            world.count += 1
            yield Fare(f"TKW{world.count:07d}", plate, cents - 1000 if first_week else cents, at)
            at += timedelta(minutes=minutes)


def _settle(owner: "psycopg.Connection[tuple[object, ...]]", fares: list[Fare], account: str) -> None:
    for fare in fares:
        owner.execute(
            "select mobile_money.settle_payments('c2b_confirmation', array[row(%s, %s, %s, %s, '400222', null, null,"
            " null, null, '126', '\\x01', sha256(%s::bytea))::mobile_money.payment_message], %s)",
            (fare.receipt, f"{fare.cents // 100}.{fare.cents % 100:02d}", account or fare.plate,
             fare.paid_at.strftime("%Y%m%d%H%M%S"), fare.receipt, fare.paid_at + timedelta(seconds=2)),
        )  # fmt: skip
