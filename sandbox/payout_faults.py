"""Which fault a payout meets: one that was planned for it, else what the fault profile says.

A plan is for the next payout, for one receiver or for one amount, so that a test or a demo knows what will happen.
"""

from dataclasses import asdict, dataclass
from typing import Any, Self

from sandbox.fault_profile import PAYOUT_FAULTS, FaultProfiles
from sandbox.store import Store

PLANS = "planned_payout_faults"


@dataclass(frozen=True)
class PlannedFault:
    """A fault for payouts to this receiver (any if empty) of this amount in shillings (any if 0).

    It strikes `times` times, or always if that is 0.
    """

    fault: str
    receiver: str = ""
    amount: int = 0
    times: int = 1

    @classmethod
    def parse(cls, fields: dict[str, Any]) -> Self:
        """The plan in a form or a JSON object. ValueError names the field that is wrong."""
        unknown = fields.keys() - cls.__dataclass_fields__.keys()
        if unknown:
            raise ValueError(f"no field named {min(unknown)}")
        if fields.get("fault") not in PAYOUT_FAULTS:
            raise ValueError(f"fault: one of {', '.join(PAYOUT_FAULTS)}")
        numbers = {name: str(fields.get(name) or default) for name, default in (("amount", "0"), ("times", "1"))}
        if "times" in fields and str(fields["times"]) == "0":
            numbers["times"] = "0"
        for name, value in numbers.items():
            if not (value.isascii() and value.isdigit() and len(value) < 8):
                raise ValueError(f"{name}: a whole number")
        receiver = str(fields.get("receiver") or "").strip()
        return cls(fields["fault"], receiver, int(numbers["amount"]), int(numbers["times"]))

    def is_for(self, receiver: str, amount_cents: int) -> bool:
        return self.receiver in ("", receiver) and self.amount * 100 in (0, amount_cents)


class PayoutFaults:
    """The planned faults, stored so that they survive a restart."""

    def __init__(self, store: Store, fault_profiles: FaultProfiles) -> None:
        self._store, self._fault_profiles = store, fault_profiles

    @property
    def planned(self) -> list[PlannedFault]:
        return [PlannedFault(**one) for one in self._store.get_value(PLANS, [])]

    def plan(self, planned: PlannedFault) -> None:
        with self._store.transaction():
            self._save([*self.planned, planned])

    def clear(self) -> None:
        self._save([])

    def draw(self, receiver: str, amount_cents: int) -> str:
        """The fault that this payout meets, '' for none. A planned one is used up."""
        ordinal = self._store.increment("count:payout")
        with self._store.transaction():
            plans = self.planned
            for position, one in enumerate(plans):
                if one.is_for(receiver, amount_cents):
                    left = [] if one.times == 1 else [PlannedFault(**(asdict(one) | {"times": max(0, one.times - 1)}))]
                    self._save(plans[:position] + left + plans[position + 1 :])
                    return one.fault
        profile = self._fault_profiles.current
        if not profile.payout_fault or not profile.has_fault("payout_fault_share", ordinal):
            return ""
        if profile.payout_fault != "mixed":
            return profile.payout_fault
        return PAYOUT_FAULTS[int(profile.draw("which payout fault", ordinal) * len(PAYOUT_FAULTS))]

    def _save(self, plans: list[PlannedFault]) -> None:
        self._store.set_value(PLANS, [asdict(one) for one in plans])
