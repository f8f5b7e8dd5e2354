"""Compares the database at rest with the operator's books and with the model."""

import contextlib
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field

import requests

from bench.fire import hostile, invariants
from bench.fire.history import History
from bench.fire.model import Legs, Model, divide
from bench.fire.town import Town
from bench.fire.world import World

DRAIN_SECONDS = 120.0
LEGS = """
select reference, coalesce(case when wallet_kind = 'vehicle' then purpose end, wallet_kind) as name,
       sum(credit_cents - debit_cents)::bigint as cents from audit.ledger
 where kind = 'fare' and reference not like 'A%' group by 1, 2
"""
# Payers of the volume form (receipts with A) are compared by settled.py.
FARES = """
select receipt, amount_cents, plate from audit.fares where receipt not like 'A%'
 union all
select receipt, amount_cents, null from audit.suspense where receipt not like 'A%'
"""
TAKEN = """
select plate, amount_cents, count(*) from audit.fares f
 where not exists (select from fares.refunds r where r.receipt = f.receipt and r.kind = 'refund')  -- went back whole
 group by 1, 2
"""
OUT = "select receipt, amount_cents from payouts.payouts where state = 'paid'"
OWNERS = """
select o.name, coalesce(sum(b.balance_cents), 0)::bigint as cents,
       (select coalesce(sum(p.amount_cents + p.fee_cents), 0)::bigint from payouts.payouts p
         where p.party_kind = 'owner' and p.party_id = o.owner_id
           and p.state not in ('failed', 'cancelled', 'expired')) as out_cents
  from fleet.owners o left join audit.wallet_balances b on b.owner = o.name and b.kind = 'vehicle'
 group by o.owner_id, o.name
"""
POINTS = """
select f.receipt, sum(t.cents)::bigint as cents from audit.loyalty_transactions t
  join fares.fares f on f.payment_ref = t.payment_ref where t.kind = 'redeem' group by 1
"""


@dataclass
class Findings:
    """What a comparison found."""

    acknowledged: int = 0  # payments that must be there
    posted: int = 0
    unsure: int = 0  # the operator has them, nobody was told that we have them, and we don't: legal
    lost: int = 0
    doubled: int = 0
    unbalanced: int = 0
    paid_out: int = 0
    paid_twice: int = 0
    problems: list[str] = field(default_factory=list)

    def note(self, problem: str) -> None:
        if len(self.problems) < 40:
            self.problems.append(problem)


def wait_until_drained(world: World, within: float = DRAIN_SECONDS) -> tuple[float, str]:
    """Wait until nothing is in flight. Returns the seconds, and what remained ('' if nothing did)."""
    began, remained = time.monotonic(), "not looked"
    while time.monotonic() < began + within:
        with contextlib.suppress(Exception):
            remained = ", ".join(f"{count} {name}" for name, count in pending(world).items())
            if not remained:
                return time.monotonic() - began, ""
        time.sleep(0.25)
    return time.monotonic() - began, remained


def pending(world: World) -> dict[str, int]:
    """What is in flight at the operator, in the web's spool, in the database."""
    found: dict[str, int] = {}
    with contextlib.closing(sqlite3.connect(f"file:{world.folder}/books.sqlite3?mode=ro", uri=True)) as books:
        for name, query in (
            ("messages of the operator", "select count(*) from webhooks where state = 'waiting'"),
            ("payments of the operator", "select count(*) from payouts where state = 'pending'"),
        ):
            if count := books.execute(query).fetchone()[0]:
                found[name] = count
    page = requests.get(f"{world.lipa_url}/metrics", timeout=10).text
    if "lipa_spool_bytes 0.0" not in page:
        found["spool"] = 1
    return found | invariants.in_flight(world)


def compare(world: World, town: Town, history: History, must_hold: dict[str, str] | None = None) -> Findings:
    """At rest: the operator's books, the model and the database say the same; by default all invariants are asked."""
    with world.connect("postgres") as connection:
        connection.execute("analyze")
    found = Findings()
    lines = history.read()
    model = Model.replay(lines, world.books(), town.rules)
    for problem in model.problems + hostile.forgotten(world, lines) + hostile.in_logs(world):
        found.note(problem)
    legs = read_legs(world)
    compare_payments(world, town, model, legs, found)
    compare_out(world, model, found)
    compare_owners(world, town, found)
    broken = invariants.broken(world, must_hold or invariants.ALWAYS | invariants.AT_REST)
    found.unbalanced += sum(name.startswith("1 ") for name in broken)
    for problem in broken:
        found.note(problem)
    return found


def read_legs(world: World) -> dict[str, Legs]:
    """What the journal of each fare moved, by receipt."""
    legs: dict[str, Legs] = {}
    for row in world.ask(LEGS):
        legs.setdefault(row["reference"], {})[row["name"]] = row["cents"]
    return legs


def compare_payments(world: World, town: Town, model: Model, legs: dict[str, Legs], found: Findings) -> None:
    """Each payment once, with its amount and vehicle; each fare divided as the model divides it."""
    rules = {rule.plate: rule for rule in town.rules.values()}
    by_points = {row["receipt"]: row["cents"] for row in world.ask(POINTS)}
    rows = world.ask(FARES)
    times = Counter(row["receipt"] for row in rows)
    found.doubled += sum(count > 1 for count in times.values())
    for row in rows:
        receipt, expected = row["receipt"], model.payments.pop(row["receipt"], None)
        found.posted += 1
        if expected is None and not receipt.startswith("CR"):
            found.doubled += 1
            found.note(f"{receipt} is posted, and the operator has no such payment (or it is posted twice)")
        elif expected is not None:
            found.acknowledged += expected.is_due
            wanted = (expected.cents + by_points.get(receipt, 0), expected.plate)
            if (row["amount_cents"], row["plate"]) != wanted:
                found.note(f"{receipt} is {row['amount_cents']} for {row['plate']}, not {wanted}")
        if row["plate"]:
            check_legs(receipt, legs.get(receipt, {}), divide(row["amount_cents"], rules[row["plate"]]), found)
    for expected in model.payments.values():
        found.lost += expected.is_due
        found.acknowledged += expected.is_due
        found.unsure += not expected.is_due
        if expected.is_due:
            found.note(f"{expected.receipt} of {expected.cents} was acknowledged and is lost")


def check_legs(receipt: str, moved: Legs, wanted: Legs, found: Findings) -> None:
    """The journal of a fare moved what the model says, and as much out of the trust account."""
    moved = dict(moved)
    trust = moved.pop("trust", 0)
    if moved != wanted or trust != -sum(wanted.values()):
        found.unbalanced += 1
        found.note(f"{receipt} moved {moved}, not {wanted}")


def compare_out(world: World, model: Model, found: Findings) -> None:
    """What the operator paid is what we say was paid: each once, with its amount."""
    ours = {row["receipt"]: row["amount_cents"] for row in world.ask(OUT)}
    found.paid_out = len(model.paid_out)
    for receipt in model.paid_out.keys() | ours.keys():
        if model.paid_out.get(receipt) != ours.get(receipt):
            found.note(f"payout {receipt}: {model.paid_out.get(receipt)} at the operator, {ours.get(receipt)} with us")
    # The operator refuses an OriginatorConversationID that it knows. A payout that was sent twice has two of them, and
    # one of the two receipts is not ours: it was found above. A second journal would be found here.
    twice = "select reference from ledger.journals where kind = 'payout' group by 1 having count(*) > 1"
    found.paid_twice = len(world.ask(twice)) + len(model.paid_out.keys() - ours.keys())


def compare_owners(world: World, town: Town, found: Findings) -> None:
    """What each owner has is what the model's fares gave, less what went out and what went back."""
    owners = {rule.plate: rule.owner for rule in town.rules.values()}
    rules = {rule.plate: rule for rule in town.rules.values()}
    due: Counter[str] = Counter()
    for row in world.ask(TAKEN):
        parts = divide(row["amount_cents"], rules[row["plate"]])
        cents = sum(part for name, part in parts.items() if name != "commission")
        due[owners[row["plate"]]] += cents * row["count"]
    for row in world.ask(OWNERS):
        wanted = due[row["name"]] - row["out_cents"]
        if row["cents"] != wanted:
            found.unbalanced += 1
            found.note(f"{row['name']} has {row['cents']} cents, the model says {wanted}")
