"""The operator's books: every payment to the PayBill, with its receipt and the balance after it, and our accounts.

Tests compare what Lipa Fare recorded with these books.
"""

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from sandbox.clock import EAT, nairobi_time
from sandbox.store import Store

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPENING_CENTS = 1_250_000  # the PayBill's utility account before the first payment
OPENING_WORKING_CENTS = 20_000_000  # the working account: only a person at the portal moves money into it
PER_TRANSACTION_CENTS, PER_DAY_CENTS = 25_000_000, 50_000_000


@dataclass(frozen=True)
class Payment:
    seq: int
    receipt: str
    channel: str
    payer: str
    account: str
    amount_cents: int
    paid_at: datetime
    charge_cents: int = 0
    state: str = ""
    reason: str = ""
    balance_cents: int = 0
    checkout_id: str | None = None
    acknowledged: int = 0

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Self:
        values = {name: row[name] for name in cls.__dataclass_fields__}
        return cls(**{**values, "paid_at": datetime.fromisoformat(row["paid_at"])})

    @property
    def amount(self) -> str:
        return format_shillings(self.amount_cents)

    def as_dict(self) -> dict[str, Any]:
        return {**self.__dict__, "paid_at": self.paid_at.isoformat()}

    def as_movement(self) -> dict[str, Any]:
        """The payment as the books show it, beside payments out."""
        age = (nairobi_time() - self.paid_at).total_seconds()
        return {**self.as_dict(), "direction": "in", "state": self.state.lower(), "at_age_seconds": round(age, 1)}


def format_shillings(cents: int) -> str:
    """60.00: the operator's format."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def paybill_charge(amount_cents: int) -> int:
    """The PayBill's half of the tariff (approximate). It is zero up to KES 1,000."""
    for most, tariff in ((100_000, 0), (150_000, 15), (250_000, 20), (350_000, 25), (500_000, 34)):
        if amount_cents <= most:
            return tariff * 50
    return 108 * 50


def payer_fee(amount_cents: int) -> int:
    """The fee that the payer pays: none up to KES 100, 5 up to 500, 10 up to 1,000, then half of the tariff."""
    if amount_cents > 100_000:
        return paybill_charge(amount_cents)
    return 0 if amount_cents <= 10_000 else 500 if amount_cents <= 50_000 else 1_000


def generate_receipt(number: int, salt: int, day: datetime) -> str:
    """Ten characters: year, month and day as letters, then a scrambled running number. Each set of books has a salt."""
    scrambled = (number * 41_259_265_871 + salt) % 36**7  # the factor is coprime with 36, so results are unique
    tail = ""
    for _ in range(7):
        scrambled, digit = divmod(scrambled, 36)
        tail = ALPHABET[digit] + tail
    return chr(ord("Q") + (day.year - 2022) % 10) + chr(ord("A") + day.month - 1) + ALPHABET[day.day] + tail


class Books:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._salt: int = store.get_value("salt") or secrets.randbelow(36**7 - 1) + 1
        store.set_value("salt", self._salt)
        self._open_accounts()

    def reserve_receipt(self, paid_at: datetime | None = None) -> str:
        """A receipt for a payment that is not recorded yet. The validation request already contains it."""
        number = self._store.increment("receipts")
        return generate_receipt(number, self._salt, (paid_at or nairobi_time()).astimezone(EAT))

    def record_payment(
        self,
        channel: str,
        payer: str,
        account: str,
        amount_cents: int,
        *,
        receipt: str = "",
        paid_at: datetime | None = None,
        refused: str = "",
        idempotency_key: str | None = None,
        checkout_id: str | None = None,
    ) -> Payment:
        """Record one payment. The balance changes unless it was refused. A known idempotency key records nothing."""
        at = (paid_at or nairobi_time()).astimezone(EAT).replace(microsecond=0)
        with self._store.transaction() as db:
            if known := self.find_by_key(idempotency_key):
                return known
            last = db.fetch_one("select max(seq) as seq from payments")
            seq = (last["seq"] or 0) + 1 if last else 1
            db.insert(
                "payments", seq=seq, receipt=receipt or self.reserve_receipt(at), idempotency_key=idempotency_key,
                channel=channel, payer=payer, account=account, amount_cents=amount_cents, paid_at=at.isoformat(),
                state="Failed" if refused else "Completed", reason=refused, checkout_id=checkout_id,
                charge_cents=0 if refused else paybill_charge(amount_cents),
                balance_cents=self.balance() + (0 if refused else amount_cents),
            )  # fmt: skip
            payment = Payment.from_row(db.fetch_all("select * from payments where seq = ?", seq)[0])
            self.move("utility", 0 if refused else amount_cents - payment.charge_cents)
            return payment

    def balance(self, account: str = "utility") -> int:
        """What this account has now: utility, working or charges."""
        row = self._store.fetch_one("select balance_cents from accounts where name = ?", account)
        return int(row["balance_cents"]) if row else 0

    def move(self, account: str, cents: int) -> None:
        """Add to one of our accounts, or take from it."""
        self._store.execute("update accounts set balance_cents = balance_cents + ? where name = ?", cents, account)

    def _open_accounts(self) -> None:
        """Open our accounts with the first start; books from before they existed go on with their last balance."""
        last = self._store.fetch_one(
            "select balance_cents - charge_cents as cents from payments order by seq desc limit 1"
        )
        utility_cents = OPENING_CENTS if last is None else int(last["cents"])
        opening = {"utility": utility_cents, "working": OPENING_WORKING_CENTS, "charges": 0}
        for name, cents in opening.items():
            self._store.execute("insert into accounts values (?, ?) on conflict do nothing", name, cents)

    def find_by_key(self, idempotency_key: str | None) -> Payment | None:
        row = self._store.fetch_one("select * from payments where idempotency_key = ?", idempotency_key)
        return None if row is None else Payment.from_row(row)

    def find_by_receipt(self, receipt: str) -> Payment | None:
        row = self._store.fetch_one("select * from payments where receipt = ?", receipt)
        return None if row is None else Payment.from_row(row)

    def all(self, since: datetime | None = None, until: datetime | None = None) -> list[Payment]:
        """Payments ordered by the time they were paid."""
        first, last = (at.astimezone(EAT).isoformat() if at else "" for at in (since, until))
        rows = self._store.fetch_all(
            "select * from payments where paid_at >= ? and (? = '' or paid_at < ?) order by paid_at, seq",
            *(first, last, last),
        )
        return [Payment.from_row(row) for row in rows]

    def spent_cents(self, payer: str, day: datetime) -> int:
        """The sum that this payer paid on this day in Nairobi."""
        start = day.astimezone(EAT).replace(hour=0, minute=0, second=0, microsecond=0)
        row = self._store.fetch_one(
            "select coalesce(sum(amount_cents), 0) as cents from payments"
            " where payer = ? and state = 'Completed' and paid_at >= ? and paid_at < ?",
            *(payer, start.isoformat(), (start + timedelta(days=1)).isoformat()),
        )
        return int(row["cents"]) if row else 0

    def has_similar(self, payer: str, amount_cents: int, within_seconds: int) -> bool:
        """Whether this payer has just paid the same amount by a prompt. The operator then refuses with code 17."""
        since = (nairobi_time() - timedelta(seconds=within_seconds)).isoformat()
        found = self._store.fetch_one(
            "select 1 from payments"
            " where payer = ? and amount_cents = ? and channel = 'stk' and state = 'Completed' and paid_at > ?",
            *(payer, amount_cents, since),
        )
        return found is not None

    def acknowledge(self, receipt: str) -> None:
        """Count that Lipa Fare answered 200 to a callback with this receipt."""
        self._store.execute("update payments set acknowledged = acknowledged + 1 where receipt = ?", receipt)
