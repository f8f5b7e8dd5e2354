"""The town of a run: vehicles with rules drawn from the seed, people who can sign in, points."""

import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.fire.model import Rule
from bench.fire.world import World
from sandbox.traffic.browser import Login
from web.tests.servers import ROOT

VEHICLES, HOT, OWNERS = 20, 5, 4  # half the traffic is on the first vehicles; so many owners take money out
PURPOSES = ("fuel", "maintenance", "sacco", "insurance", "profit")
DEVICES = """
insert into accounts.devices (user_id, device_hash, first_seen_at, last_seen_at)
select u.user_id, decode(%(hash)s, 'hex'), now() - interval '40 days', now() - interval '1 day'
  from accounts.users u where u.phone_last3 = %(last3)s
"""
POINTS = """
select ledger.post_journals(p_kind => 'points_funded', p_references => array['fire'],
    p_business_on => array[ledger.open_day(p_at => now())], p_value_at => array[now()], p_corrects => null,
    p_reasons => null, p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
    p_leg_sub_wallet_ids => array[(select s.sub_wallet_id from ledger.wallets w join ledger.sub_wallets s
        using (wallet_id) where w.kind = 'commission' and w.sacco_id = 1),
      loyalty.sub_wallet(p_kind => 'loyalty', p_sacco_id => 1, p_currency => 'KES')],
    p_leg_amounts_cents => array[-%(cents)s::bigint, %(cents)s::bigint], p_leg_currencies => array['KES', 'KES'])
"""
COMMISSION = """
select coalesce(sum(balance_cents), 0)::bigint as cents from audit.wallet_balances where kind = 'commission'
"""


@dataclass(frozen=True)
class Town:
    """What the clients know."""

    rules: dict[str, Rule]  # by the code that passengers type
    codes: list[str]  # in the order of the vehicles
    people: dict[str, Login]

    def draw_code(self, chance: random.Random) -> str:
        """Half the traffic is on few vehicles."""
        return chance.choice(self.codes[:HOT] if chance.random() < 0.5 else self.codes[HOT:])


def lay(world: World, chance: random.Random, owners: int) -> Town:
    """Lay it into a loaded database. owners: how many can sign in; staff do if there are any."""
    rules: dict[str, Rule] = {}
    with world.connect() as owner:
        owner.execute(Path(__file__).with_name("town.sql").read_bytes())
        rows = owner.execute("""select v.vehicle_id, v.plate, d.door_code, o.name from fleet.vehicles v
            join fleet.door_codes d using (vehicle_id) join fleet.vehicle_owners w using (vehicle_id)
            join fleet.owners o using (owner_id) order by v.vehicle_id""").fetchall()
        for row in rows:
            rule = draw_rule(row["plate"], row["name"], chance)
            owner.execute(
                "select fares.set_split_rule(%s, '2026-01-01 00:00+03', %s, 0, %s, %s, %s, 'test')",
                (row["vehicle_id"], rule.commission_bps, list(rule.shares), list(rule.shares.values()), rule.home),
            )
            rules[row["door_code"]] = rule
    return Town(rules, list(rules), register_people(world, owners) if owners else {})


def draw_rule(plate: str, owner: str, chance: random.Random) -> Rule:
    """Shares that rarely divide an amount evenly."""
    cuts = sorted(chance.sample(range(1, 10_000), len(PURPOSES) - 1))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    return Rule(
        plate, owner, chance.choice((200, 200, 175, 333)), dict(zip(PURPOSES, shares, strict=True)), PURPOSES[-1]
    )


def register_people(world: World, owners: int) -> dict[str, Login]:
    environ = {"PATH": "/usr/bin:/bin", **world.environ, "DATABASE_URL": world.address("lipa_owner")}
    made = subprocess.run(
        [sys.executable, "-m", "bench.fire.people", str(owners)], cwd=ROOT, env=environ, check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    people: dict[str, Login] = {}
    with world.connect() as owner:
        for name, row in json.loads(made.stdout).items():
            owner.execute(DEVICES, {"hash": row.pop("device_hash"), "last3": row["phone"][-3:]})
            people[name] = Login(**row)
    return people


def fund_points(world: World) -> int:
    """Set half of the commission aside for points. Returns cents."""
    cents = int(world.ask(COMMISSION)[0]["cents"]) // 2
    if cents:
        with world.connect() as owner:
            owner.execute(POINTS, {"cents": cents})
    return cents
