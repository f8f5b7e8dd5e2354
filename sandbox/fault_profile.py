"""The operator's terms of service, and the faults that a test asks for.

Whether a fault happens depends only on the seed, the fault's name and an ordinal. The same seed and the same traffic
therefore meet the same faults in every run (docs/decisions/sandbox.md).
"""

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from sandbox.store import Store

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
    "2040": "The receiver is not a registered customer.",
    "8006": "The security credential is locked.",
    "9999": "Request failed",
    "SFC_IC0003": "The operator does not exist.",
}
SMS_REFUSALS = {
    "401": "RiskHold",
    "402": "InvalidSenderId",
    "404": "UnsupportedNumberType",
    "405": "InsufficientBalance",
    "406": "UserInBlacklist",
    "407": "CouldNotRoute",
    "409": "DoNotDisturbRejection",
    "500": "InternalServerError",
    "501": "GatewayError",
    "502": "RejectedByGateway",
}
# Faults of money out that end it without moving money, and the result code that says so.
FAILURES = {
    "insufficient_float": "1",
    "wrong_certificate": "2001",
    "wallet_full": "8",
    "unregistered": "2040",
    "no_such_till": "SFC_IC0003",
}
# Faults of money out that does move, except after spike_arrest and token_refused, which refuse the request.
PAYOUT_FAULTS = (
    "result_first", "result_twice", "result_reordered", "parameter_missing", "timeout_then_success", "answer_500",
    "connection_cut", "silent", "no_result", "fault_body", "spike_arrest", "token_refused", *FAILURES,
)  # fmt: skip
UNREACHABLE = "DS timeout user cannot be reached"  # the other text of 1037


@dataclass(frozen=True)
class FaultProfile:
    """All settings in one flat list. Floats are shares between 0 and 1; whole numbers are mostly seconds."""

    seed: int = 46
    # faults in the callbacks
    duplicate: float = 0.0
    late: float = 0.0
    lost: float = 0.0
    reorder: float = 0.0
    sms_failed: float = 0.0
    # faults in the answer to a status query
    status_lost: float = 0.0
    status_timeout: float = 0.0
    status_wrong_amount: float = 0.0
    status_twice: float = 0.0
    status_object: float = 0.0
    # faults of the Pull API: 1001 although there are payments, a page cut in half, a line twice, listed only later
    pull_none: float = 0.0
    pull_cut: float = 0.0
    pull_twice: float = 0.0
    pull_late: float = 0.0
    # faults in the answers to our requests
    token_dropped: float = 0.0
    token_refused: float = 0.0
    error_500: float = 0.0
    odd_answer: float = 0.0
    answer_lost: float = 0.0
    slow: float = 0.0
    # money out meets this fault, or one that the seed draws ("mixed"); payout_seconds is how long money takes to move
    payout_fault: str = ""
    payout_fault_share: float = 1.0
    payout_seconds: int = 1
    # every push ends with this result and the passenger is not asked
    push_result: str = ""
    # money is taken late_seconds after a prompt has ended with 1037
    paid_after_1037: float = 0.0
    sms_refused: float = 0.0
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
    pull_late_seconds: int = 600
    # which of its dialects the operator or the gateway speaks
    token_refusal: str = "404.001.03"  # noqa: S105 (a code, no secret)
    odd_answer_kind: str = "200 html"
    expires_in: str = "number"
    sms_refusal: str = "message"
    sms_reports: str = "last"

    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {
        "push_result": ("", *RESULTS),
        "payout_fault": ("", "mixed", *PAYOUT_FAULTS),
        "validation": ("on", "off"),
        "msisdn": ("registered", "hashed", "masked"),
        "pull_zone": ("eat", "utc"),
        "token_refusal": ("404.001.03", "401.003.01", "401.002.01", "400.003.01", "fault", "401"),
        "odd_answer_kind": ("200 error", "200 html", "200 empty", "404", "405", "429", "503 html"),
        "expires_in": ("number", "text", "missing"),
        "sms_refusal": ("message", *SMS_REFUSALS),
        "sms_reports": ("last", "in order", "out of order"),
    }

    def draw(self, fault: str, ordinal: object) -> float:
        """A number in [0, 1) that depends only on the seed, the fault's name and the ordinal."""
        digest = hashlib.sha256(f"{self.seed}|{fault}|{ordinal}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    def has_fault(self, fault: str, ordinal: object) -> bool:
        share: float = getattr(self, fault)
        return share > 0 and self.draw(fault, ordinal) < share

    def change(self, settings: dict[str, Any]) -> Self:
        """A copy with these settings. ValueError names the setting that is unknown or out of range."""
        return replace(self, **{name: self._parse(name, value) for name, value in settings.items()})

    def _parse(self, name: str, value: Any) -> Any:
        if name not in asdict(self):
            raise ValueError(f"no setting named {name}")
        kind = type(getattr(self, name))
        try:
            parsed = kind(value)
        except (TypeError, ValueError):
            raise ValueError(f"{name}: {value!r} is not a {kind.__name__}") from None
        if name in self.CHOICES and parsed not in self.CHOICES[name]:
            raise ValueError(f"{name}: one of {', '.join(self.CHOICES[name])}")
        if kind is float and not 0 <= parsed <= 1:
            raise ValueError(f"{name}: a share between 0 and 1")
        if kind is int and not 0 <= parsed <= 10**9:
            raise ValueError(f"{name}: not below 0")
        return parsed


class FaultProfiles:
    """The current fault profile, stored so that it survives a restart."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._default = FaultProfile(seed=seed)
        self.current = self._default.change(store.get_value("fault_profile", {}))

    def change(self, settings: dict[str, Any]) -> FaultProfile:
        """Change settings; {"reset": true} first restores the defaults."""
        settings = dict(settings)
        base = self._default if settings.pop("reset", False) else self.current
        self.current = base.change(settings)
        changed = dict(asdict(self.current).items() - asdict(self._default).items())
        self._store.set_value("fault_profile", changed)
        return self.current
