"""How the operator behaves today: the terms of its service, and the faults we ask of it.

A fault is a share between 0 and 1 and is drawn from the seed, the fault's name and the ordinal of what it may befall:
the same seed and the same traffic meet the same faults, whatever the clock and the threads do.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar

from .store import Store

RESULTS = {
    "0": "The service request is processed successfully.",
    "1": "The balance is insufficient for the transaction.",
    "2": "The transaction amount is less than the minimum allowed.",
    "3": "The transaction amount is more than the maximum allowed.",
    "4": "The transaction exceeds the daily transfer limit.",
    "8": "The receiver's account would exceed its maximum balance.",
    "17": "A similar transaction was made within the last two minutes.",
    "26": "The system is busy. Please try again in a few minutes.",
    "1001": "Unable to lock subscriber, a transaction is already in process for the current subscriber",
    "1019": "Transaction has expired",
    "1025": "An error occurred while sending a push request",
    "1032": "Request cancelled by user",
    "1037": "No response from user.",
    "2001": "The initiator information is invalid.",
    "2028": "The request is not permitted according to product assignment",
    "8006": "The security credential is locked.",
    "9999": "Request failed",
    "SFC_IC0003": "The operator does not exist.",
}
UNREACHABLE = "DS timeout user cannot be reached"  # the other text that 1037 carries


@dataclass(frozen=True)
class Conduct:
    """One flat set of knobs. Shares are floats, waits are whole seconds, the rest are choices."""

    seed: int = 46
    # faults in what the operator sends us
    duplicate: float = 0.0
    late: float = 0.0
    lost: float = 0.0
    reorder: float = 0.0
    sms_failed: float = 0.0
    # faults in its answer to a question about a payment
    status_lost: float = 0.0
    status_timeout: float = 0.0
    status_wrong_amount: float = 0.0
    status_twice: float = 0.0
    status_object: float = 0.0
    # faults in how it answers us
    error_500: float = 0.0
    answer_lost: float = 0.0
    slow: float = 0.0
    # every push ends so, without asking the passenger, until this is empty again
    push_result: str = ""
    late_seconds: int = 60
    slow_seconds: int = 5
    # terms of service
    validation: str = "on"
    validation_seconds: int = 8
    msisdn: str = "registered"
    both: float = 1.0
    confirmation_retries: int = 3
    result_retries: int = 0
    prompt_seconds: int = 60
    similar_seconds: int = 120
    query_unready: float = 0.2
    pull_zone: str = "eat"

    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {
        "push_result": ("", *RESULTS),
        "validation": ("on", "off"),
        "msisdn": ("registered", "hashed", "masked"),
        "pull_zone": ("eat", "utc"),
    }
    SHARES: ClassVar[tuple[str, ...]] = (
        "duplicate",
        "late",
        "lost",
        "reorder",
        "sms_failed",
        "status_lost",
        "status_timeout",
        "status_wrong_amount",
        "status_twice",
        "status_object",
        "error_500",
        "answer_lost",
        "slow",
        "both",
        "query_unready",
    )

    def draw(self, fault: str, ordinal: object) -> float:
        """A number in [0, 1) that only the seed, the fault's name and the ordinal decide."""
        digest = hashlib.sha256(f"{self.seed}|{fault}|{ordinal}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    def strikes(self, fault: str, ordinal: object) -> bool:
        share: float = getattr(self, fault)
        return share > 0 and self.draw(fault, ordinal) < share

    def changed(self, wishes: dict[str, Any]) -> Conduct:
        """This conduct with some knobs turned; ValueError names the knob that can't be turned so."""
        kinds = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        turned: dict[str, Any] = {}
        for name, wish in wishes.items():
            if name not in kinds:
                raise ValueError(f"no knob named {name}")
            try:
                turned[name] = kinds[name](wish)
            except (TypeError, ValueError):
                raise ValueError(f"{name}: {wish!r} is not a {kinds[name].__name__}") from None
            if name in self.CHOICES and turned[name] not in self.CHOICES[name]:
                raise ValueError(f"{name}: one of {', '.join(self.CHOICES[name])}")
            if name in self.SHARES and not 0 <= turned[name] <= 1:
                raise ValueError(f"{name}: a share between 0 and 1")
            if kinds[name] is int and not 0 <= turned[name] <= 10**9:
                raise ValueError(f"{name}: not below 0")
        return replace(self, **turned)


class Conducts:
    """Today's conduct, remembered across restarts."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._usual = Conduct(seed=seed)
        self.now = self._usual.changed(store.fact("conduct", {}))

    def turn(self, wishes: dict[str, Any]) -> Conduct:
        """Turn knobs; {"reset": true} first puts all of them back."""
        wishes = dict(wishes)
        base = self._usual if wishes.pop("reset", False) else self.now
        self.now = base.changed(wishes)
        usual = asdict(self._usual)
        self._store.note("conduct", {name: value for name, value in asdict(self.now).items() if value != usual[name]})
        return self.now
