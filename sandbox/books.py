"""The operator's books: every shilling that reached the PayBill, with its receipt and the balance after it.

They are the truth about money moved. What Lipa Fare says it holds is compared with them, never the other way round.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .clock import EAT, eat
from .store import Store

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPENING_CENTS = 1_250_000  # what lay on the PayBill before the first line
PER_TRANSACTION_CENTS, PER_DAY_CENTS = 25_000_000, 50_000_000


@dataclass(frozen=True)
class Payment:
    seq: int
    receipt: str
    channel: str
    payer: str
    account: str
    amount_cents: int
    charge_cents: int
    paid_at: datetime
    state: str
    reason: str
    balance_cents: int
    checkout_id: str | None
    acknowledged: int

    @classmethod
    def of(cls, row: sqlite3.Row) -> Payment:
        values = {name: row[name] for name in cls.__dataclass_fields__}
        return cls(**{**values, "paid_at": datetime.fromisoformat(row["paid_at"])})

    @property
    def amount(self) -> str:
        """60.00, as the operator writes money."""
        return shillings(self.amount_cents)

    @property
    def truth(self) -> dict[str, Any]:
        return {**self.__dict__, "paid_at": self.paid_at.isoformat()}


def shillings(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def charge(amount_cents: int) -> int:
    """The PayBill's own share of the tariff: none up to KES 1,000, half above (approximate)."""
    for most, tariff in ((100_000, 0), (150_000, 15), (250_000, 20), (350_000, 25), (500_000, 34)):
        if amount_cents <= most:
            return tariff * 50
    return 108 * 50


def payer_fee(amount_cents: int) -> int:
    """What the payer is charged beside the fare: nothing up to KES 100, then 5, from 501 on 10, half above 1,000."""
    if amount_cents > 100_000:
        return charge(amount_cents)
    return 0 if amount_cents <= 10_000 else 500 if amount_cents <= 50_000 else 1_000


def receipt(line: int, salt: int, day: datetime) -> str:
    """Ten characters: year, month and day as letters, then a running number scrambled. The salt is the books' own."""
    places = 36**7
    scrambled = (line * 41_259_265_871 + salt) % places  # coprime with 36, so that no two lines meet
    tail = ""
    for _ in range(7):
        scrambled, digit = divmod(scrambled, 36)
        tail = ALPHABET[digit] + tail
    return chr(ord("Q") + (day.year - 2022) % 10) + chr(ord("A") + day.month - 1) + ALPHABET[day.day] + tail


class Books:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._salt: int = store.fact("salt") or secrets.randbelow(36**7 - 1) + 1
        store.note("salt", self._salt)

    def reserve(self, paid_at: datetime | None = None) -> str:
        """The receipt of a payment that is about to be made: validation already names it."""
        with self._store.atomic() as db:
            line: int = db.fact("receipts", 0) + 1
            db.note("receipts", line)
        return receipt(line, self._salt, (paid_at or eat()).astimezone(EAT))

    def book(
        self,
        channel: str,
        payer: str,
        account: str,
        amount_cents: int,
        *,
        number: str = "",
        paid_at: datetime | None = None,
        refused: str = "",
        play_key: str | None = None,
        checkout_id: str | None = None,
    ) -> Payment:
        """Write one payment down; the balance moves unless it was refused. A play_key already known moves nothing."""
        at = (paid_at or eat()).astimezone(EAT).replace(microsecond=0)
        with self._store.atomic() as db:
            if play_key and (known := self.by_play_key(play_key)):
                return known
            last = db.row("select max(seq) as seq from payments")
            seq = (last["seq"] or 0) + 1 if last else 1
            cost = 0 if refused else charge(amount_cents)
            balance = self.balance() + (0 if refused else amount_cents)
            db.run(
                "insert into payments (seq, receipt, play_key, channel, payer, account, amount_cents, charge_cents,"
                " paid_at, state,"
                " reason, balance_cents, checkout_id) values (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                *(
                    seq,
                    number or self.reserve(at),
                    play_key,
                    channel,
                    payer,
                    account,
                    amount_cents,
                    cost,
                    at.isoformat(),
                ),
                *("Failed" if refused else "Completed", refused, balance, checkout_id),
            )
            return Payment.of(db.rows("select * from payments where seq = ?", seq)[0])

    def balance(self) -> int:
        """The utility account now, after the charge of the last payment."""
        last = self._store.row("select balance_cents - charge_cents as cents from payments order by seq desc limit 1")
        return OPENING_CENTS if last is None else int(last["cents"])

    def by_play_key(self, play_key: str) -> Payment | None:
        row = self._store.row("select * from payments where play_key = ?", play_key)
        return None if row is None else Payment.of(row)

    def by_receipt(self, number: str) -> Payment | None:
        row = self._store.row("select * from payments where receipt = ?", number)
        return None if row is None else Payment.of(row)

    def all(self, since: datetime | None = None, until: datetime | None = None) -> list[Payment]:
        """In the order in which they were paid."""
        first, last = (at.astimezone(EAT).isoformat() if at else "" for at in (since, until))
        rows = self._store.rows(
            "select * from payments where paid_at >= ? and (? = '' or paid_at < ?) order by paid_at, seq",
            *(first, last, last),
        )
        return [Payment.of(row) for row in rows]

    def spent(self, payer: str, day: datetime) -> int:
        """What this payer has moved on the day of Nairobi."""
        start = day.astimezone(EAT).replace(hour=0, minute=0, second=0, microsecond=0)
        row = self._store.row(
            "select coalesce(sum(amount_cents), 0) as cents from payments"
            " where payer = ? and state = 'Completed' and paid_at >= ? and paid_at < ?",
            *(payer, start.isoformat(), (start + timedelta(days=1)).isoformat()),
        )
        return int(row["cents"]) if row else 0

    def similar(self, payer: str, amount_cents: int, within_seconds: int) -> bool:
        """Has this payer just paid the same amount by a prompt? Then the operator refuses the second (code 17)."""
        since = (eat() - timedelta(seconds=within_seconds)).isoformat()
        return bool(
            self._store.rows(
                "select 1 from payments"
                " where payer = ? and amount_cents = ? and channel = 'stk' and state = 'Completed' and paid_at > ?",
                *(payer, amount_cents, since),
            )
        )

    def acknowledge(self, number: str) -> None:
        """Lipa Fare answered 200 to a callback about this receipt."""
        self._store.run("update payments set acknowledged = acknowledged + 1 where receipt = ?", number)
