"""Points in the demo: a passenger earns some, staff set money aside for them, and the passenger uses them.

Money is set aside of yesterday's commission, so it waits until yesterday is played. The member of staff is the one who
decides complaints, and a code of the app is good once, so it waits for those, too.
"""

import re
import time
from collections.abc import Callable
from datetime import timedelta

from sandbox.clock import nairobi_time
from sandbox.traffic.browser import Form, wait_until
from sandbox.traffic.money_out import COMPLAINTS, FIRST_COMPLAINT, Demo, Step
from sandbox.traffic.money_out import play as play_steps

PHONE = str(FIRST_COMPLAINT + len(COMPLAINTS))  # nobody else of the traffic has it
RIDES, RIDE, FARE, LARGER_FARE = 8, 60, 40, 30  # M-Pesa refuses the same amount again, so each ride is a shilling less
NEXT_CODE_SECONDS, TRIES = 31, 5  # a prompt can be late while yesterday's fares come in
PAID = re.compile(r"\bCR[A-Z0-9]{10}\b")
OFFER = re.compile(r"^4 ", re.MULTILINE)
JOBS = "/ops/jobs"


def play(demo: Demo, log: Callable[[str], None]) -> None:
    """Do the steps once, after those they need."""
    if "ops" not in demo.people:
        return
    wait_until(lambda: is_ready(demo), "yesterday and the complaints", 3600)
    plan = steps(demo)
    for _ in range(TRIES):
        time.sleep(NEXT_CODE_SECONDS)
        play_steps(demo, plan, log)
        if {name for name, _ in plan} <= set(demo.passengers().played_steps()):
            return


def is_ready(demo: Demo) -> bool:
    """Whether yesterday is played and staff have decided the complaints."""
    passengers = demo.passengers()
    decided = {f"complaints/{one.phone}/{one.method}" for one in COMPLAINTS if one.method}
    days = passengers.played_days()
    yesterday, today = (f"{nairobi_time() - timedelta(days=back):%Y-%m-%d}" for back in (1, 0))
    return decided <= set(passengers.played_steps()) and (today in days or yesterday not in days)


def steps(demo: Demo) -> list[Step]:
    """Earn, set aside, use: a whole fare by points, then a part of one."""
    passengers, code = demo.passengers(), demo.vehicles[3].door_code
    return [
        ("points/earn", lambda: all(passengers.board(PHONE, code, RIDE - number) for number in range(RIDES))),
        ("points/fund", lambda: fund(demo)),
        ("points/use", lambda: use_points(demo, FARE)),
        ("points/use-part", lambda: use_points(demo, LARGER_FARE)),
    ]


def fund(demo: Demo) -> bool:
    """Run the nightly job that sets commission aside, and wait until the menu offers points."""
    staff = demo.person("ops")
    staff.post(f"{JOBS}/fund_points", Form(staff.open(JOBS), JOBS).fields)
    dial, code = demo.passengers().dial, demo.vehicles[3].door_code
    return bool(wait_until(lambda: OFFER.search(dial(PHONE, f"*{code}*{FARE}")), "no money is set aside", 60))


def use_points(demo: Demo, amount: int) -> bool:
    """Pay with points, as far as they reach; the rest by M-Pesa."""
    passengers, code = demo.passengers(), demo.vehicles[3].door_code
    screen = passengers.dial(PHONE, f"*{code}*{amount}", "4")
    return bool(PAID.search(screen)) or passengers.answer_prompt(PHONE)
