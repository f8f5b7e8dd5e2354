"""A small world for tests of pages: two owners, four vehicles, two days of fares, and the phones of who may see them.

The fares are also kept as plain Python, so that a test computes its own truth.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

import psycopg
import pyotp
from psycopg import Connection

EAT = timezone(timedelta(hours=3))
OWNER_PHONE, OTHER_OWNER_PHONE, OPS_PHONE = "0700000101", "0700000102", "0700000103"
PASSWORD = "nenosiri la majaribio"
APPS: dict[str, pyotp.TOTP] = {}  # by phone: the app that a person has set up in this database
SHARES = {"fuel": 3000, "maintenance": 500, "sacco": 1000, "insurance": 2000, "profit": 3500}


@dataclass(frozen=True, slots=True)
class Fare:
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
        """The first owner's fares, of one vehicle or of one day."""
        return [
            fare for fare in self.fares
            if plate in ("", fare.plate) and on in (None, fare.paid_at.date()) and fare.plate != "KZZ 900Z"
        ]  # fmt: skip

    def at(self, hour: int, minute: int = 0) -> datetime:
        return datetime(*self.sunday.timetuple()[:3], hour, minute, tzinfo=EAT)

    def pay(self, plate: str, cents: int, paid_at: datetime, account: str = "") -> str:
        """Send one confirmation, two seconds later. An account that names no vehicle goes to suspense."""
        receipt = self.next_receipt()
        with psycopg.connect(self.url, autocommit=True) as owner:
            _settle(owner, [Fare(receipt, plate, cents, paid_at)], account)
            wait_for_horizon(owner)
        if not account:
            self.fares.append(Fare(receipt, plate, cents, paid_at))
        return receipt

    def next_receipt(self) -> str:
        self.count += 1
        return f"TKW{self.count:07d}"


def build(url: str) -> World:
    today = datetime.now(EAT).date()
    world = World(url, today - timedelta(days=today.weekday() + 1))
    with psycopg.connect(url, autocommit=True) as owner:
        world.owner_ids = _fleet(owner, world.sunday)
        for day in (world.sunday - timedelta(days=7), world.sunday):
            day_fares = list(_day(world, day))
            _settle(owner, day_fares, "")
            world.fares += day_fares
        owner.execute("analyze fares.fares")
        wait_for_horizon(owner)
        world.asof = f"{value(owner, 'select ledger.horizon()::text')}-{int(world.at(21, 50).timestamp())}"
    return world


def wait_for_horizon(owner: Connection) -> None:
    """Wait until the ledger's horizon has passed all we wrote. Transactions of other databases hold it back, too."""
    query = """select coalesce(max(xact) < ledger.horizon(), true)
                 from ((select xact from ledger.journals order by journal_id desc limit 100)
                       union all select greatest(held_xact, released_xact) from ledger.holds) written"""
    eventually(lambda: bool(value(owner, query)))


def eventually(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until it happens; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def avoid_midnight(seconds: float = 20.0) -> None:
    """Wait for midnight in Nairobi if it is near. For tests that count what was done on one day."""
    now = datetime.now(EAT)
    left = (datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), EAT) - now).total_seconds()
    if left < seconds:
        time.sleep(left + 0.5)


def value(connection: Connection, query: str, *values: object) -> Any:
    row = connection.execute(query.encode(), values or None).fetchone()
    assert row is not None
    return row[0]


def _fleet(owner: Connection, sunday: date) -> tuple[int, int]:
    """Make two owners with their vehicles; return the owner_ids."""
    since = datetime.combine(sunday - timedelta(days=60), datetime.min.time(), EAT)
    owner.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    sacco_id = value(owner, "insert into fleet.saccos (name) values ('Test Line') returning sacco_id")
    insert = "insert into fleet.owners (name) values (%s) returning owner_id"
    first, second = (int(value(owner, insert, name)) for name in ("Ng'ang'a Motors", "Baba Otieno"))
    stages = ["Kencom", "Yaya", "Kawangware"]
    route_id = value(owner, "select fleet.register_route(%s, '46', 'Kencom-Kawangware', %s)", sacco_id, stages)
    for plate, owner_id in (("KZZ 001A", first), ("KZZ 002B", first), ("KZZ 003C", first), ("KZZ 900Z", second)):
        register = "select fleet.register_vehicle(%s, %s, %s, 14, %s)"
        vehicle_id = value(owner, register, plate, route_id, owner_id, since)
        rule = "select fares.set_split_rule(%s, %s, 200, 0, %s, %s, 'profit', 'test')"
        owner.execute(rule, (vehicle_id, since, list(SHARES), list(SHARES.values())))
    return first, second


def _day(world: World, day: date) -> Iterator[Fare]:
    """One vehicle every ten minutes, one every fifteen, one that falls silent after 14:10, and another owner's."""
    plan = (("KZZ 001A", 10, "21:40", 6000), ("KZZ 003C", 15, "21:40", 5050), ("KZZ 002B", 10, "14:10", 4000),
            ("KZZ 900Z", 30, "21:40", 7700))  # fmt: skip
    less = 1000 if day < world.sunday else 0
    for plate, minutes, last, cents in plan:
        at = datetime.combine(day, datetime.min.time(), EAT) + timedelta(hours=6)
        while at.strftime("%H:%M") <= last:
            yield Fare(world.next_receipt(), plate, cents - less, at)
            at += timedelta(minutes=minutes)


def _settle(owner: Connection, fares: list[Fare], account: str) -> None:
    for fare in fares:
        owner.execute(
            "select mobile_money.settle_payments('c2b_confirmation', array[row(%s, %s, %s, %s, '400222', null, null,"
            " null, null, '126', '\\x01', sha256(%s::bytea), null, null)::mobile_money.payment_message], %s)",
            (fare.receipt, f"{fare.cents // 100}.{fare.cents % 100:02d}", account or fare.plate,
             fare.paid_at.strftime("%Y%m%d%H%M%S"), fare.receipt, fare.paid_at + timedelta(seconds=2)),
        )  # fmt: skip
