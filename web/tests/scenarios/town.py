"""A small town over HTTP: web, worker and simulated operator run; passengers and crews use their phones."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import requests
from psycopg.rows import tuple_row

from db.tests.database import Database, fresh
from web.tests.demo_day.test_demo_day import Day, running, wait_until
from web.tests.scenarios.desk import Staff, hire

STAGES = ("Kencom", "Yaya", "Kilimani", "Kawangware")
FARES = (4000, 5000, 6000)
SHARES = {"fuel": 3000, "maintenance": 500, "sacco": 1000, "profit": 5500}
PIN = "1234"
LATE = 20.0  # seconds within which whatever was done over HTTP is seen, on a busy machine


@dataclass(frozen=True)
class Vehicle:
    """A vehicle of route 46 with its own owner, door code and split rule."""

    vehicle_id: int
    plate: str
    code: str


@dataclass(frozen=True)
class Paid:
    """What a passenger saw on the phone, and the payment that came of it."""

    screens: list[str]
    receipt: str
    phone: str

    @property
    def label(self) -> str:
        """What to tell the conductor: SIMBA 27."""
        found = re.search(r"\b([A-Z]{3,8} \d+(?:-\d+)?)\b\. (?:Hujapata|No prompt|Ref)", self.screens[-1])
        assert found, self.screens[-1]
        return found[1]


class Town(Day):
    """One instance of all processes, on a database of its own."""

    def __init__(self, database: Database, folder: Path) -> None:
        super().__init__(database, folder)
        self.owner = psycopg.connect(database.owner_url, autocommit=True, row_factory=tuple_row)
        self._plates, self._phones = count(1), count(1)
        self._work_pins: dict[str, str] = {}  # of conductors, by phone
        self._staff: dict[str, Staff] = {}  # by role

    def prepare(self) -> None:
        """One SACCO, one route with fares, and no rate limit that a test would meet."""
        self.value("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
        self.owner.execute("update config.rate_limits set burst = 100000")
        self.owner.execute("update config.settings set value = '2' where setting = 'push_query_after_seconds'")
        # Staff would give their code again every few minutes.
        self.owner.execute("update config.settings set value = '60' where setting like 'reauthentication_minutes%'")
        sacco = self.value("insert into fleet.saccos (name) values ('Test Twiga Line') returning sacco_id")
        self.route_id = self.value(
            "select fleet.register_route(%s, '46', 'Kencom-Kawangware', %s)", sacco, list(STAGES)
        )
        self.set_fares(*FARES)
        self.sacco_id = sacco

    def set_fares(self, *cents: int) -> None:
        """New prices of the route, from now on."""
        self.value("select fleet.set_stage_fares(%s, 'off_peak', %s, clock_timestamp())", self.route_id, list(cents))

    def value(self, query: str, *arguments: object) -> Any:
        """The one value of a query by the owner of the tables: what tests prepare, not what they prove."""
        row = self.owner.execute(query.encode(), arguments).fetchone()
        return row[0] if row else None

    def new_vehicle(self, **rule: object) -> Vehicle:
        """A vehicle that takes fares. rule: further arguments of fares.set_split_rule."""
        number = next(self._plates)
        plate, digits = f"KZZ {number:03d}A", f"{461 + number}"
        code = f"{digits}{self.value('select fleet.damm_digit(p_digits => %s)', digits)}"
        owner = self.value("insert into fleet.owners (name) values (%s) returning owner_id", f"Mmiliki {number}")
        query = "select fleet.register_vehicle(%s, %s, %s, 14, now() - interval '30 days')"
        vehicle = self.value(query, plate, self.route_id, owner)
        self.value("select fleet.issue_door_code(%s, %s, now() - interval '30 days')", vehicle, code)
        self.set_rule(vehicle, **{"p_effective_from": "now() - interval '30 days'", **rule})
        return Vehicle(int(vehicle), plate, code)

    def set_rule(self, vehicle_id: int, **rule: object) -> int:
        """A split rule of the scenarios: commission 2 %, the rest by SHARES."""
        shares = rule.pop("shares", SHARES)
        assert isinstance(shares, dict)
        start = rule.pop("p_effective_from", "clock_timestamp()")
        more = "".join(f", {name} => %s" for name in rule)
        query = f"""select fares.set_split_rule(p_vehicle_id => %s, p_effective_from => {start},
            p_commission_bps => 200, p_commission_fixed_cents => 0, p_purposes => %s, p_shares_bps => %s,
            p_home_purpose => 'profit', p_made_by => 'test'{more})"""
        return int(self.value(query, vehicle_id, list(shares), list(shares.values()), *rule.values()))

    def new_phone(self) -> str:
        return f"25419920{next(self._phones):04d}"

    # What people do with their phones.

    def dial(self, phone: str, dialled: str, *answers: str) -> list[str]:
        """Dial, and answer screen by screen; every screen that was shown."""
        screens = [self._ussd(phone=phone, dial=dialled)]
        screens += [self._ussd(phone=phone, input=answer) for answer in answers]
        assert max(map(len, screens)) <= 160, "a screen is longer than 160 characters"
        return screens

    def answer(self, phone: str, *answers: str) -> list[str]:
        """Go on in the open session."""
        return [self._ussd(phone=phone, input=answer) for answer in answers]

    def _ussd(self, **step: str) -> str:
        answer = requests.post(f"{self.sandbox}/sandbox/ussd", json=step, timeout=10)
        assert answer.ok, answer.text
        return str(answer.json()["screen"])

    def prompt(self, phone: str, wait: float = LATE) -> dict[str, Any]:
        """M-Pesa's prompt on the phone; {} when none comes."""
        found: dict[str, Any] = requests.get(
            f"{self.sandbox}/sandbox/prompt", params={"phone": phone, "wait": str(wait)}, timeout=wait + 10
        ).json()
        return found

    def enter_pin(self, phone: str, answer: str = PIN) -> dict[str, Any]:
        """Wait for the prompt and answer it; what it asked for."""
        asked = self.prompt(phone)
        assert asked, "no prompt came"
        body = {"phone": phone, "answer": answer}
        requests.post(f"{self.sandbox}/sandbox/prompt", json=body, timeout=10).raise_for_status()
        return asked

    def pay(self, vehicle: Vehicle, phone: str = "", stage: str = "3", *, people: int = 1) -> Paid:
        """Pay by the menu as a passenger does, with M-Pesa's PIN."""
        phone = phone or self.new_phone()
        before = self.receipts(vehicle)
        more = ("2", str(people)) if people > 1 else ()
        screens = self.dial(phone, f"*384*46*{vehicle.code}#", stage, *more, "1")
        self.enter_pin(phone)
        return Paid(screens, self.new_receipt(vehicle, before), phone)

    def pay_amount(self, vehicle: Vehicle, shillings: int) -> Paid:
        """A new passenger dials code and amount, and pays."""
        phone, before = self.new_phone(), self.receipts(vehicle)
        screens = self.dial(phone, f"*384*46*{vehicle.code}*{shillings}#", "1")
        self.enter_pin(phone)
        return Paid(screens, self.new_receipt(vehicle, before), phone)

    def pay_bill(self, account: str, shillings: str, payer: str = "", **more: object) -> dict[str, Any]:
        """Pay at the PayBill without the menu; what the operator's books say of it."""
        body = {"payer": payer or self.new_phone(), "account": account, "amount": shillings, **more}
        answer = requests.post(f"{self.sandbox}/sandbox/pay", json=body, timeout=20)
        assert answer.ok, answer.text
        paid: dict[str, Any] = answer.json()
        return paid

    def messages(self, phone: str) -> list[str]:
        """The SMS of ours on a phone, newest first."""
        listed = requests.get(f"{self.sandbox}/sandbox/messages", params={"phone": phone}, timeout=10).json()
        return [one["text"] for one in listed["messages"] if one["text"].startswith("Lipa Fare")]

    def message(self, phone: str, word: str) -> str:
        """Wait for an SMS with this word; it fits one segment."""
        text: str = self.until(lambda: [text for text in self.messages(phone) if word in text])[0]
        assert len(text) <= 160, text
        return text

    def new_crew(self, vehicle: Vehicle) -> str:
        """A conductor with a PIN of their own, signed in on their phone; the vehicle is on a trip. Their phone."""
        phone = self.new_phone()
        hire(self, phone, "crew", "vehicle", vehicle.vehicle_id)
        screen, number = self.dial(phone, "*384*46*5#")[-1], len(self._work_pins)
        while "Walipaji" not in screen:  # a PIN that is easy to guess is refused
            number += 1
            pin = self._work_pins[phone] = f"{(40917 + 7919 * number) % 90000 + 10000}"
            screen = self.answer(phone, pin, pin)[-1]
            assert number < 99, screen
        return phone

    def staff(self, role: str = "ops") -> Staff:
        """The member of staff with this role, at a browser."""
        if role not in self._staff:
            phone = self.new_phone()
            hire(self, phone, role)
            self._staff[role] = Staff(self.url, self.sandbox, phone)
        return self._staff[role]

    def owner_at_browser(self, owner_id: int) -> Staff:
        """An owner who uses the pages."""
        phone = self.new_phone()
        hire(self, phone, "owner", "owner", owner_id)
        return Staff(self.url, self.sandbox, phone)

    def give_back(self, paid: Paid, shillings: str = "", nth: int = 1) -> None:
        """The passenger disputes their nth newest fare by the menu; staff give it back, or so much, as credit."""
        assert "Tumepokea malalamiko" in self.dial(paid.phone, "*384*46*4#", "1", str(nth), "3")[-1]
        self.staff().decide_dispute(paid.receipt, "refund", shillings)
        state = "select state from fares.disputes where receipt = %s"
        if self.value(state, paid.receipt) == "proposed":
            self.staff("finance").decide_dispute(paid.receipt, "approved")
        assert self.value(state, paid.receipt) == "refunded"

    def crew(self, phone: str, *keys: str) -> str:
        """Sign in on the conductor's phone and press keys in the crew's menu; the last screen."""
        screen = self.dial(phone, "*384*46*5#")[-1]
        return (
            self.answer(phone, self._work_pins[phone], *keys)[-1]
            if "tarakimu 5" in screen
            else self.answer(phone, *keys)[-1]
        )

    def listed(self, crew: str, word: str) -> str:
        """The crew's list on the phone, once it has this word on it."""
        shown = self.crew(crew, "1")
        return shown if word in shown else ""

    # What the books say.

    def audited(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        """What an auditor reads."""
        with psycopg.connect(self.database.url("auditor"), row_factory=tuple_row) as auditor:
            return auditor.execute(query.encode(), arguments).fetchall()

    def receipts(self, vehicle: Vehicle) -> set[str]:
        return {row[0] for row in self.audited("select receipt from audit.fares where plate = %s", vehicle.plate)}

    def new_receipt(self, vehicle: Vehicle, before: set[str]) -> str:
        """Wait for the one fare of the vehicle that came since."""
        new = self.until(lambda: self.receipts(vehicle) - before)
        assert len(new) == 1, new
        return str(new.pop())

    def legs(self, receipt: str, kind: str = "fare") -> dict[str, int]:
        """What the journals of this kind and reference moved: cents by purpose, or by wallet."""
        query = """select case wallet_kind when 'vehicle' then purpose else wallet_kind end,
                          sum(credit_cents - debit_cents)::bigint from audit.ledger
                    where reference = %s and kind = %s group by 1"""
        return {name: int(cents) for name, cents in self.audited(query, receipt, kind)}

    def vehicle_cents(self, vehicle: Vehicle) -> int:
        """What the vehicle's wallets have together."""
        query = "select sum(balance_cents) from audit.wallet_balances where plate = %s"
        return int(self.audited(query, vehicle.plate)[0][0] or 0)

    def books(self) -> list[tuple[str, int]]:
        """Every invariant that does not hold: the trial balance and the ledger's proof."""
        wrong = self.audited("select invariant, faults from audit.ledger_proof where faults <> 0")
        ((difference,),) = self.audited("select coalesce(sum(abs(difference_cents)), 0) from audit.trial_balance")
        return [*wrong, *([("trial balance", int(difference))] if difference else [])]

    def until(self, look: Callable[[], Any], within: float = LATE) -> Any:
        """Wait until something is there; what it is."""
        deadline = time.monotonic() + within
        while not (found := look()):
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.1)
        return found


@contextmanager
def open_town(folder: Path) -> Iterator[Town]:
    """A town whose processes run."""
    with fresh("town") as database:
        town = Town(database, folder)
        town.prepare()
        with (
            running(town, "gunicorn", "--config", "deploy/gunicorn.conf.py", "app:app"),
            running(town, "flask", "--app", "app", "worker"),
            running(town, "sandbox"),
        ):
            wait_until(town.is_up)
            try:
                yield town
            finally:
                town.owner.close()
