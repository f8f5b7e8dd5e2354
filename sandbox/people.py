"""Who holds a phone here, and how the operator shows a number to others.

Nobody's number is used: of its 01 range Kenya has handed out the low end, everybody here has 0199 (docs/decisions/sandbox.md).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

FIRST = (
    "Achieng",
    "Baraka",
    "Chebet",
    "Daudi",
    "Esther",
    "Fatuma",
    "Gitau",
    "Halima",
    "Imani",
    "Juma",
    "Kamau",
    "Ng'ang'a",
    "Mwende",
    "Njeri",
    "Otieno",
    "Pendo",
    "Rehema",
    "Salim",
    "Tabitha",
    "Wanjiru",
)
LAST = ("Abdi", "Barasa", "Cherono", "Hassan", "Kariuki", "Koech", "Mutua", "Mwangi", "Ochieng", "Wafula")


@dataclass(frozen=True)
class Sim:
    """A SIM card on the demo's table. Its balance is what M-Pesa lets it spend in a day."""

    number: str
    name: str
    balance_cents: int
    on: bool
    note_sw: str
    note_en: str


SIMS = (
    Sim("254199000101", "Amina Demo", 2_000_000, True, "abiria wa kawaida", "an ordinary passenger"),
    Sim("254199000102", "Baraka Demo", 2_000_000, True, "abiria mwingine", "another passenger"),
    Sim("254199000103", "Chebet Demo", 1_500, True, "salio KES 15 tu", "only KES 15 of balance"),
    Sim("254199000006", "Juma Demo", 2_000_000, True, "kondakta: piga, uchague 5", "the conductor: dial, press 5"),
    Sim("254199000104", "Daudi Demo", 2_000_000, False, "simu haipatikani", "phone can't be reached"),
)
BY_NUMBER = {sim.number: sim for sim in SIMS}
STRANGER = Sim("", "", 7_000_000, True, "namba nyingine", "another number")
PASSENGERS = 254_199_100_000  # the first number of the traffic's passengers


def sim(number: str) -> Sim:
    return BY_NUMBER.get(number, STRANGER)


def normal(number: str) -> str | None:
    """2547XXXXXXXX from any way people write a number, or None."""
    digits = re.sub(r"[ +()-]", "", number)
    if re.fullmatch("0[17][0-9]{8}", digits):
        digits = "254" + digits[1:]
    return digits if re.fullmatch("254[17][0-9]{8}", digits) else None


def local(number: str) -> str:
    """0199 000 101: as people read a number out."""
    return f"0{number[3:6]} {number[6:9]} {number[9:]}"


def names(number: str) -> tuple[str, str, str]:
    """First, middle and last name of whoever owns this SIM; any of them may be empty."""
    if known := BY_NUMBER.get(number):
        first, last = known.name.split(" ", 1)
        return first, "", last
    dice = hashlib.sha256(number.encode()).digest()
    return FIRST[dice[0] % len(FIRST)], "", LAST[dice[1] % len(LAST)] if dice[2] % 5 else ""


def hashed(number: str) -> str:
    """C2B v1: sha256 of the full number, in hex. That it is this very form is unverified."""
    return hashlib.sha256(number.encode()).hexdigest()


def masked(number: str) -> str:
    """C2B v2: 2541 ***** 101."""
    return f"{number[:4]} ***** {number[-3:]}"


def shaded(number: str) -> str:
    """The statement: 2541****101."""
    return f"{number[:4]}****{number[-3:]}"
