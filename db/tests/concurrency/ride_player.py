"""A player of random trips: passengers, crews, staff and the operator act through the functions that the web calls."""

import hashlib
import random
import sys
import time
from collections import Counter
from typing import Any

import psycopg
from psycopg import Connection

from db.tests.concurrency.pots import set_pots
from db.tests.concurrency.ride_checks import faults
from db.tests.concurrency.ride_people import DIAL, Desk, hire, press
from db.tests.concurrency.vehicle import (
    CONFIRM,
    PUSH_RESULT,
    hashed,
    kept_fields,
    make_user,
    operator_time,
    register,
    row,
    value,
)  # fmt: skip
from db.tests.database import Database, fresh

INTENT = """select account_ref, amount_cents, credit_cents, state from mobile_money.payment_intents
             where payment_ref = (select payment_ref from ussd.ussd_sessions where session_id = %s)"""
OPEN = """select payment_ref from mobile_money.payment_intents where state in ('created', 'pushed', 'unknown')
           order by payment_ref"""
SEASON = 400  # steps
REFUND = """select fares.refund(p_receipt => %s, p_amount_cents => %s, p_method => 'credit', p_request => %s,
    p_dispute_id => null, p_reason => 'a test of rides', p_made_by => null, p_approved_by => null) ->> 'outcome'"""
FUND = """select ledger.post_journals(p_kind => 'points_funded', p_references => array[%s],
    p_business_on => array[ledger.open_day(p_at => now())], p_value_at => array[now()], p_corrects => null,
    p_reasons => null, p_leg_journals => array[1, 1], p_leg_lines => array[1, 2], p_leg_sub_wallet_ids => array[%s,
      loyalty.sub_wallet(p_kind => 'loyalty', p_sacco_id => (select sacco_id from fleet.saccos), p_currency => 'KES')],
    p_leg_amounts_cents => array[-b.cents, b.cents], p_leg_currencies => array['KES', 'KES'])
    from (select a.balance_cents - a.held_cents as cents from ledger.available(array[%s]::bigint[]) a) b
   where b.cents > 0"""


class Player:
    """Three vehicles of one route, one of them with pots; five passengers and two conductors."""

    def __init__(self, owner: Connection, telco: Connection, seed: int) -> None:
        self.owner, self.telco, self.random, self.moves = owner, telco, random.Random(seed), 0
        self.codes = {}
        for number in (1, 2, 3):
            digits = f"{461 + number}"
            code = f"{digits}{value(owner, 'select fleet.damm_digit(%s)', digits)}"
            self.codes[code] = register(owner, f"KZZ 00{number}A", code)
        owner.execute("update config.rate_limits set burst = 100000")
        value(owner, "select fleet.set_stage_fares(route_id, 'off_peak', array[6000], '2026-01-01') from fleet.routes")
        set_pots(owner, list(self.codes.values())[2].vehicle_id)
        self.staff = [make_user(owner, f"staff {n}") for n in range(2)]
        self.desk = Desk(owner, telco, self.random)
        self.crew = {code: [hire(owner, f"conductor {code} {n}", v.vehicle_id, str(40917 + 7919 * n)) for n in range(2)]
                     for code, v in self.codes.items()}  # fmt: skip
        self.receipts: list[str] = []
        self.done: dict[str, int] = {}  # how often each outcome came

    def step(self) -> str:
        """One random move; what it was and what came of it."""
        moves = (self.pay,) * 8 + (self.bill,) * 3 + (self.repeat, self.late, self.hand_over, self.break_down,
                 self.check, self.cash, self.dispute, self.dispute, self.desk.decide, self.desk.decide,
                 self.move, self.move, self.refund, self.take_back, self.fund)  # fmt: skip
        self.moves += 1
        move = self.random.choice(moves)
        told = f"{move.__name__}: {move()}"
        self.done[told] = self.done.get(told, 0) + 1
        return told

    def new_receipt(self) -> str:
        self.receipts.append(f"RD{self.moves:08d}")
        return self.receipts[-1]

    def vehicle(self) -> Any:
        return self.random.choice(list(self.codes.items()))

    def sim(self) -> tuple[bytes, str]:
        number = self.random.randrange(5)
        return hashed(f"passenger {number}"), f"12{number}"

    def confirm(self, receipt: str, cents: int, account: str, payer: tuple[bytes, str] | None) -> str:
        """The operator's message of a payment."""
        body = f"{receipt}|{cents}|{account}".encode()
        fields = (receipt, f"{cents // 100}.{cents % 100:02d}", account, operator_time(), "400222", "", *(payer or
                  (None, None)), b"\x01" + body, hashlib.sha256(body).digest())  # fmt: skip
        return str(row(self.telco, CONFIRM, *[[field] for field in fields])[0])

    def pay(self) -> str:
        """By the menu: for one to four seats, by M-Pesa, credit or points; then what the passenger does."""
        (code, _), sim = self.vehicle(), self.sim()
        seats, key, session = self.random.choice((1, 1, 1, 2, 4)), self.random.choice("1111334"), f"s{self.moves}"
        path = f"{code}*1" if self.random.random() < 0.7 else f"{code}*{self.random.choice((35, 60, 110))}"
        path += f"*2*{seats}" if seats > 1 else ""
        value(self.telco, DIAL, session, path, *sim, None, None)
        end = str(value(self.telco, DIAL, session, f"{path}*{key}", *sim, None, None))
        intent = row(self.owner, INTENT, session)
        if intent is None or intent[3] == "paid":
            return "no prompt" if intent is None else "paid by credit"
        assert end.startswith("END"), end
        account, cents = intent[:2]
        how = self.random.choice(("exact",) * 5 + ("more", "less", "cancelled", "left"))
        if how == "left":
            return how
        if how == "cancelled":
            return f"{how} {self.fail(session)}"
        cents = {"exact": cents, "more": cents + 1500, "less": max(cents - 1700, 100)}[how]
        return f"{how} {self.confirm(self.new_receipt(), cents, account, sim)}"

    def fail(self, session: str) -> str:
        """The passenger pressed cancel on the prompt."""
        ref = value(self.owner, "select payment_ref from ussd.ussd_sessions where session_id = %s", session)
        fields = (None, None, None, None, None, None, ref, "1032", None, None)
        body = f"{ref}|1032".encode()
        return str(value(self.telco, PUSH_RESULT, kept_fields(fields), b"\x01" + body, hashlib.sha256(body).digest()))

    def bill(self) -> str:
        """At the PayBill, by a payer whom we know or don't, for a vehicle or for none."""
        (code, _), cents = self.vehicle(), self.random.choice((2000, 3700, 6000, 6000, 12000))
        account = code if self.random.random() < 0.9 else "9999"
        return self.confirm(self.new_receipt(), cents, account, self.sim() if self.random.random() < 0.7 else None)

    def repeat(self) -> str:
        """A message again, with the same receipt and another amount or account."""
        if not self.receipts:
            return "nothing"
        return self.confirm(self.random.choice(self.receipts), 6000, self.vehicle()[0], None)

    def late(self) -> str:
        """Prompts that nobody answered expire; the money of one of them comes after all."""
        refs = [ref for (ref,) in self.owner.execute(OPEN).fetchall()]
        self.owner.execute("update mobile_money.payment_intents set created_at = created_at - interval '1 hour'"
                           " where state in ('created', 'pushed', 'unknown')")  # fmt: skip
        value(self.owner, "select mobile_money.expire_intents()")
        if not refs or self.random.random() < 0.4:
            return "expired" if refs else "nothing"
        query = "select account_ref, amount_cents from mobile_money.payment_intents where payment_ref = %s"
        account, cents = row(self.owner, query, self.random.choice(refs))
        return self.confirm(self.new_receipt(), cents, account, None)

    def by_crew(self, *keys: str) -> str:
        """One of the two conductors of a vehicle signs in on their phone and presses keys; the last screen."""
        conductor = self.random.choice(self.crew[self.vehicle()[0]])
        return press(self.telco, f"c{self.moves}", conductor, *keys)

    def hand_over(self) -> str:
        return "started" if "Safari mpya" in self.by_crew("3", "1") else "not started"

    def break_down(self) -> str:
        """Before either of the stages but the last; often a second time on one trip."""
        return "told" if "limeharibika" in self.by_crew("3", "3", "1", "1") else "not told"

    def cash(self) -> str:
        return "told" if "taslimu KES" in self.by_crew("4", "1", self.random.choice(("1", "2500"))) else "not told"

    def check(self) -> str:
        """A passenger says a number of this trip, of another, or of none."""
        said = row(self.owner, "select word, %s from fleet.trips order by trip_id desc limit 1 offset %s",
                   self.random.randint(1, 9), self.random.randrange(3))  # fmt: skip
        screen = self.by_crew("2", f"{said[0]}{said[1]}" if said else "SIMBA1")
        words = {"imelipwa": "paid", "ilishaonyeshwa": "shown before", "haijawahi": "never", " ni ya ": "other",
                 "inasubiri": "waiting"}  # fmt: skip
        return next((known for word, known in words.items() if word in screen), "something else")

    def dispute(self) -> str:
        return self.desk.dispute(self.moves, self.sim(), self.known_receipt())

    def known_receipt(self) -> str:
        """One of the newest fares, of ours too."""
        query = "select receipt from fares.fares order by journal_id desc limit 1 offset %s"
        return str(value(self.owner, query, int(self.random.expovariate(0.2))))

    def move(self) -> str:
        query = (
            "select fares.move_fare(p_receipt => %s, p_vehicle_id => %s, p_made_by => null, p_at => clock_timestamp())"
        )
        return str(value(self.owner, query, self.known_receipt(), self.vehicle()[1].vehicle_id))

    def refund(self) -> str:
        cents = self.random.choice((None, 100, 2000, 3333))
        return str(value(self.owner, REFUND, self.known_receipt(), cents, f"ride {self.moves}"))

    def take_back(self) -> str:
        query = "select fares.take_back(%s, 'the operator took it back', %s, %s)"
        return str(value(self.owner, query, self.known_receipt(), *self.staff))

    def fund(self) -> str:
        """All commission is set aside for points."""
        commission = next(iter(self.codes.values())).commission
        value(self.owner, FUND, f"ride {self.moves}", commission, commission)
        return "funded"


def play(database: Database, steps: int, seed: int, seconds: float = 1e9) -> Player:
    """So many steps, or as many as fit into the time; it stops at the first fault."""
    with (
        psycopg.connect(database.owner_url, autocommit=True) as owner,
        psycopg.connect(database.url("telco"), autocommit=True) as telco,
    ):
        player, deadline = Player(owner, telco, seed), time.monotonic() + seconds
        for number in range(1, steps + 1):
            told = player.step()
            wrong = faults(owner)
            assert wrong == [], f"seed {seed}, step {number}, {told}: {wrong}"
            if time.monotonic() > deadline:
                break
        return player


def main() -> None:
    """Play in seasons, each with an empty database and the next seed: the checks read the whole ledger each time."""
    steps, seed = int(sys.argv[1]), int(sys.argv[2])
    begun, done = time.monotonic(), Counter[str]()
    for season, first in enumerate(range(0, steps, SEASON)):
        with fresh("ride") as database:
            player = play(database, min(SEASON, steps - first), seed + season)
        done.update(player.done)
        print(f"{first + player.moves} steps, seed {seed + season}, {time.monotonic() - begun:.0f} s", flush=True)
    for told, times in sorted(done.items()):
        print(f"{times:6}  {told}")
    print(f"{done.total()} steps of seeds {seed} to {seed + season}, no fault, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
