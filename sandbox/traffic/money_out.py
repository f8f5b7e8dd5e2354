"""Money out of the demo, by the people of the plan: through pages, by USSD and SMS, as people would do it.

Each chain of steps has a thread of its own. A step that is done is marked in the sandbox's store, so a second start
goes on where the first one stopped. Nobody whose password is printed does more than the few withdrawals of `owner`, so
that whoever tries the demo is stopped by no limit and waits for no code that was used already.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import requests

from sandbox.clock import nairobi_time
from sandbox.subscribers import FIRST_PASSENGER
from sandbox.traffic.browser import Form, Login, Person, wait_until
from sandbox.traffic.passengers import RECEIPT, Passengers
from sandbox.traffic.plan import PASSENGERS, Fare, Vehicle
from sandbox.traffic.withdrawals import BANK, EARN_SECONDS, Owner

# Of the owner's first withdrawal the answer is lost: unknown at first, paid later. One fails because the phone's
# wallet is full, and the result of one comes twice. Then a fuel station is paid from the fuel pot.
OWNER: Sequence[tuple[int, str]] = ((120, "answer_500"), (50, "wallet_full"), (40, "result_twice"))
FUEL = 30
# The manager of the same owner pays to the bank (B2B), and issues a voucher, of which the station takes a part.
TO_BANK, VOUCHER, TANK = 640, 200, 150
# Above payout_alone_cents: the first one waits, the second one is approved by the SACCO's treasurer.
LARGE: Sequence[tuple[int, str]] = ((20_400, "waits"), (20_900, "approved"))
# What the owners earn for it besides the day's fares: (vehicle, shillings). Above KES 1,000, as for a whole vehicle
# that is hired, M-Pesa is asked before the money can leave. Insurance and SACCO fill first, then fuel for the voucher.
EARNED: Sequence[tuple[int, int]] = (
    *((0, 60),) * 12, (1, 900), (2, 900), *((3, 8000), (4, 8000), (5, 8000)) * 2, *((2, 900),) * 3,
)  # fmt: skip
REASONS = {"not_my_vehicle": "1", "paid_twice": "2", "not_carried": "3"}


class Complaint(NamedTuple):
    """A passenger pays, then disputes the fare. method: how staff give it back; '' leaves it open."""

    phone: str
    channel: str
    why: str
    method: str = ""
    reason: str = ""


RIDE = 60
FIRST_COMPLAINT = FIRST_PASSENGER + PASSENGERS  # nobody else of the traffic has these phones
COMPLAINTS = (
    Complaint(str(FIRST_COMPLAINT), "ussd", "not_carried", "phone", "gari liliharibika njiani"),
    Complaint(str(FIRST_COMPLAINT + 1), "sms", "other", "credit", "alikubali salio la safari ijayo"),
    Complaint(str(FIRST_COMPLAINT + 2), "ussd", "not_my_vehicle"),
)


@dataclass(frozen=True)
class Demo:
    """Where the demo is, who its people are by name, and its vehicles: three of each owner."""

    lipa_url: str
    sandbox_url: str
    ussd_code: str
    people: dict[str, Login]
    vehicles: Sequence[Vehicle]

    def passengers(self) -> Passengers:
        return Passengers(self.sandbox_url, self.ussd_code)

    def owner(self, name: str) -> Owner:
        return Owner(self.lipa_url, self.sandbox_url, self.people[name])

    def person(self, name: str) -> Person:
        return Person(self.lipa_url, self.sandbox_url, self.people[name])


Step = tuple[str, Callable[[], object]]


def read_people(file: Path, demo_owner: str) -> dict[str, Login]:
    """The people of the plan: those of the file that the setup writes, and the owner of whoever tries the demo."""
    phone, _, password = demo_owner.partition(":")
    rows = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {name: Login(**row) for name, row in rows.items()} | {"owner": Login(phone, password)}


def chains(demo: Demo) -> list[list[Step]]:
    """The steps that follow each other; the chains go on side by side. Without the file there is the owner's only."""
    found = [owner_steps(demo)]
    if "manager" in demo.people:
        found += [manager_steps(demo), large_steps(demo), complaint_steps(demo)]
    return found


def earn(demo: Demo) -> bool:
    """Let the owners earn what they take out. Each payment has a key, so it is paid once for each set of books."""
    demo.passengers().pay(
        [
            (f"withdrawals/{number}", Fare(nairobi_time(), str(FIRST_PASSENGER + number), vehicle.door_code, amount))
            for number, (index, amount) in enumerate(EARNED)
            if (vehicle := demo.vehicles[index] if index < len(demo.vehicles) else None)
        ]
    )
    return True


def play(demo: Demo, steps: Sequence[Step], log: Callable[[str], None]) -> int:
    """Do the steps that are not done. One that was refused or failed is tried again at the next start."""
    passengers, made = demo.passengers(), 0
    for name, do in steps:
        try:
            if name in passengers.played_steps():
                continue
            if do():
                passengers.mark_step(name)
                made += 1
            else:
                log(f"{name} was refused")
        except requests.RequestException as error:
            log(f"{name} failed: {error}")
    return made


def owner_steps(demo: Demo) -> list[Step]:
    owner = demo.owner("owner")

    def withdraw(amount: int, fault: str) -> Callable[[], object]:
        return lambda: owner.withdraw(amount, fault, within=EARN_SECONDS)

    steps: list[Step] = [(f"owner/{amount}", withdraw(amount, fault)) for amount, fault in OWNER]
    return [*steps, (f"owner/vendor/{FUEL}", lambda: owner.pay_vendor(FUEL))]


def manager_steps(demo: Demo) -> list[Step]:
    manager = demo.owner("manager")

    def use_voucher() -> bool:
        vehicle = demo.vehicles[2]
        digits = manager.issue_voucher(VOUCHER, vehicle.plate)
        code = f"*8*{digits}*{vehicle.door_code}*{TANK}"
        return bool(digits) and f"KES {TANK}" in demo.passengers().dial(demo.people["station"].phone, code)

    return [
        ("manager/bank", lambda: manager.withdraw(TO_BANK, to=BANK, within=EARN_SECONDS)),
        ("manager/voucher", use_voucher),
    ]


def large_steps(demo: Demo) -> list[Step]:
    owner = demo.owner("other_owner")

    def withdraw(amount: int, then: str) -> Callable[[], object]:
        def do() -> bool:
            payout_ref = owner.withdraw(amount, within=EARN_SECONDS)
            return bool(payout_ref) and (then == "waits" or approve(demo.person("treasurer"), payout_ref))

        return do

    return [(f"large/{amount}/{then}", withdraw(amount, then)) for amount, then in LARGE]


def approve(treasurer: Person, payout_ref: str) -> bool:
    place = f"/sacco/approvals/{payout_ref}"
    fields = Form(treasurer.open(place), place).fields
    return "done=" in treasurer.post(place, [*fields, ("decision", "approved")]).url


def complaint_steps(demo: Demo) -> list[Step]:
    """The conductor opens a trip, so that the desk has the crew's list; passengers ride and complain; staff decide."""
    crew, staff = demo.person("crew"), demo.person("ops")

    def start_trip() -> bool:
        fields = Form(crew.open("/crew/"), "/crew/trip").fields
        return "done=" in crew.post("/crew/trip", fields).url

    def complain(one: Complaint) -> Callable[[], object]:
        return lambda: ride_and_complain(demo, one)

    def decide(one: Complaint) -> Callable[[], object]:
        return lambda: decide_complaint(staff, one, demo.passengers().wait_for_text(one.phone, RECEIPT, ()))

    steps: list[Step] = [("complaints/trip", start_trip)]
    steps += [(f"complaints/{one.phone}", complain(one)) for one in COMPLAINTS]
    return steps + [(f"complaints/{one.phone}/{one.method}", decide(one)) for one in COMPLAINTS if one.method]


def ride_and_complain(demo: Demo, one: Complaint) -> bool:
    """Pay in the other owner's first vehicle, then dispute it by the menu or by SMS."""
    passengers = demo.passengers()
    receipt = passengers.board(one.phone, demo.vehicles[3].door_code, RIDE)
    if one.channel == "sms":
        passengers.reply_by_sms(one.phone, f"T {receipt}")
        return True
    return receipt in passengers.dial(one.phone, "", "4", "1", "1", REASONS[one.why])


def decide_complaint(staff: Person, one: Complaint, receipt: str) -> bool:
    """Find the dispute on the desk, and give the fare back."""
    row = rf'"(/ops/disputes/[0-9]+)">[^\n]*{receipt}'
    found = wait_until(lambda: re.findall(row, staff.open("/ops/disputes")), "the dispute is not on the desk", 20)
    csrf = [field for field in Form(staff.get(found[0]), "").fields if field[0] == "csrf"]
    fields = [("decision", "refund"), ("amount", str(RIDE)), ("method", one.method), ("reason", one.reason)]
    return "done=refunded" in staff.post(found[0], [*csrf, *fields]).url
