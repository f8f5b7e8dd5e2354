"""Who holds which SIM, and the formats of a phone number.

All numbers begin with 0199, which Kenya has not assigned to anyone (docs/decisions/sandbox.md).
"""

import hashlib
import re
from dataclasses import dataclass

FIRST_NAMES = (
    *("Achieng", "Baraka", "Chebet", "Daudi", "Esther", "Fatuma", "Gitau", "Halima", "Imani", "Juma"),
    *("Kamau", "Ng'ang'a", "Mwende", "Njeri", "Otieno", "Pendo", "Rehema", "Salim", "Tabitha", "Wanjiru"),
)
LAST_NAMES = ("Abdi", "Barasa", "Cherono", "Hassan", "Kariuki", "Koech", "Mutua", "Mwangi", "Ochieng", "Wafula")


@dataclass(frozen=True)
class Sim:
    """A SIM of the demo. The balance is what M-Pesa lets it spend in a day."""

    number: str
    name: str
    balance_cents: int
    is_on: bool
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
UNKNOWN_SIM = Sim("", "", 7_000_000, True, "namba nyingine", "another number")
FIRST_PASSENGER = 254_199_100_000  # the first number of the traffic's passengers


def find_sim(number: str) -> Sim:
    return BY_NUMBER.get(number, UNKNOWN_SIM)


def parse_phone(number: str) -> str | None:
    """2547XXXXXXXX from any usual spelling, or None."""
    digits = re.sub(r"[ +()-]", "", number)
    if re.fullmatch("0[17][0-9]{8}", digits):
        digits = "254" + digits[1:]
    return digits if re.fullmatch("254[17][0-9]{8}", digits) else None


def format_local(number: str) -> str:
    """0199 000 101."""
    return f"0{number[3:6]} {number[6:9]} {number[9:]}"


def subscriber_names(number: str) -> tuple[str, str, str]:
    """First, middle and last name of the SIM's owner. Any of them can be empty."""
    if known := BY_NUMBER.get(number):
        first, last = known.name.split(" ", 1)
        return first, "", last
    digest = hashlib.sha256(number.encode()).digest()
    last = LAST_NAMES[digest[1] % len(LAST_NAMES)] if digest[2] % 5 else ""
    return FIRST_NAMES[digest[0] % len(FIRST_NAMES)], "", last


def hash_phone(number: str) -> str:
    """C2B v1: sha256 of the full number, in hex. That the operator uses this exact form is not verified."""
    return hashlib.sha256(number.encode()).hexdigest()


def mask_phone(number: str) -> str:
    """C2B v2: 2541 ***** 101."""
    return f"{number[:4]} ***** {number[-3:]}"


def mask_phone_for_statement(number: str) -> str:
    """2541****101."""
    return f"{number[:4]}****{number[-3:]}"
