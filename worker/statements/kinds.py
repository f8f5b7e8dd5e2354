"""What a movement is, by the words of the statement: the first row of kinds.csv that fits.

reason_type and details are patterns of the whole text, in any case. charge_or_fee: in the account for charges, or where
the row is linked to no payment of ours, it is the fee of a payout; else the charge of a payment, whose receipt it has.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DIRECTIONS = {"in": 1, "out": -1}


class Rule(NamedTuple):
    """One row of the table."""

    reason_type: re.Pattern[str]
    details: re.Pattern[str]
    sign: str
    kind: str


def _rules() -> tuple[Rule, ...]:
    text = Path(__file__).with_suffix(".csv").read_text("utf-8")
    return tuple(
        Rule(re.compile(row["reason_type"], re.I | re.S), re.compile(row["details"], re.I | re.S), row["sign"],
             row["kind"])
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip


RULES = _rules()


def find_kind(reason_type: str, details: str, is_in: bool, account: str) -> str:
    """payment, charge, reversal, payout, payout_fee, sweep or other."""
    kind = _find(reason_type, details, "in" if is_in else "out")
    if kind == "charge_or_fee":
        return "payout_fee" if account == "charges" or re.search("b2c|b2b|payment to", reason_type, re.I) else "charge"
    return kind


@lru_cache(maxsize=4096)
def _find(reason_type: str, details: str, sign: str) -> str:
    for rule in RULES:
        fits = rule.reason_type.fullmatch(reason_type) and rule.details.fullmatch(details)
        if fits and rule.sign in ("any", sign):
            return rule.kind
    return "other"
