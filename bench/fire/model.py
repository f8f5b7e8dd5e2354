"""An independent ledger in plain integers: it replays what was acknowledged, and shares no code with the product.

It knows the rules of the town, the operator's books and the history. It says which payments must be in the database,
which may be, and what each of them must have moved.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

WHOLE = 10_000  # basis points
Legs = dict[str, int]  # cents by purpose; "commission" is ours


@dataclass(frozen=True)
class Rule:
    """How a vehicle's fares are divided."""

    plate: str
    owner: str
    commission_bps: int
    shares: dict[str, int]  # basis points of the rest, by purpose, in their order
    home: str  # the purpose that wins between equals


def divide(cents: int, rule: Rule) -> Legs:
    """Whole cents of the commission and of each share; odd cents go to the largest remainders."""
    exact = {"commission": cents * rule.commission_bps * WHOLE}  # in parts of WHOLE * WHOLE of a cent
    exact |= {name: cents * (WHOLE - rule.commission_bps) * bps for name, bps in rule.shares.items()}
    legs = {name: part // WHOLE**2 for name, part in exact.items()}
    ranks = {name: number for number, name in enumerate(rule.shares, 1)} | {rule.home: 0, "commission": 99}
    order = sorted(exact, key=lambda name: (-(exact[name] % WHOLE**2), ranks[name]))
    for name in order[: cents - sum(legs.values())]:
        legs[name] += 1
    return {name: part for name, part in legs.items() if part}


def answered(history: list[dict[str, Any]], kind: str) -> set[str]:
    """Receipts of the operations of a kind that were answered with 200."""
    asked = {line["op"]: line["receipt"] for line in history if line["what"] == "invoke" and line["kind"] == kind}
    return {asked[line["op"]] for line in history if line["what"] == "ok" and line["op"] in asked}


@dataclass
class Expected:
    """What a payment must be in the database, if it is there."""

    receipt: str
    cents: int
    plate: str | None  # None: it names no vehicle, so it is in suspense
    is_due: bool  # we acknowledged it, so it must be there


@dataclass
class Model:
    """What the database must hold at rest."""

    payments: dict[str, Expected] = field(default_factory=dict)
    paid_out: dict[str, int] = field(default_factory=dict)  # receipt -> cents, of what the operator paid
    problems: list[str] = field(default_factory=list)
    rides: int = 0
    points: Counter[str] = field(default_factory=Counter)

    @classmethod
    def replay(cls, history: list[dict[str, Any]], books: dict[str, Any], rules: dict[str, Rule]) -> "Model":
        """rules: by the code that passengers type."""
        model = cls()
        by_payer = {line["payer"]: line["code"] for line in history if line["what"] == "invoke" and "payer" in line}
        told = model._answers(history)
        for row in books["payments"]:
            if row["state"] != "completed":
                continue
            if row["direction"] == "out":
                model.paid_out[row["receipt"]] = row["amount_cents"]
                continue
            rule = rules.get(row["account"]) or rules.get(by_payer.get(row["payer"], ""))
            is_due = bool(row["acknowledged"])
            model.payments[row["receipt"]] = Expected(
                row["receipt"], row["amount_cents"], rule.plate if rule else None, is_due
            )
        for receipt in answered(history, "repeat"):
            model.payments[receipt].is_due = True
        for receipt, cents in told.items():
            if receipt not in model.payments:
                model.problems.append(f"a client was told of {receipt}, which the operator does not know")
            elif model.payments[receipt].cents != cents:
                model.problems.append(f"a client paid {cents} with {receipt}, the operator took another amount")
        return model

    def _answers(self, history: list[dict[str, Any]]) -> dict[str, int]:
        """Receipts that clients were told, with what they had asked to pay."""
        asked = {line["op"]: line for line in history if line["what"] == "invoke"}
        told: dict[str, int] = {}
        for line in history:
            if line["what"] == "ok" and line.get("receipt") and asked[line["op"]]["kind"] == "pay":
                told[line["receipt"]] = asked[line["op"]]["cents"]
        self.rides = sum(line["kind"] in ("pay", "ride", "points") for line in asked.values())
        return told
