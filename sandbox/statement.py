"""The PayBill's statement as the portal exports it: preamble, newest first, charges, failed rows.

Balances run in the order of completion times, so that opening + rows = closing within any period.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

from . import people
from .books import OPENING_CENTS, Payment
from .clock import EAT, eat, portal

COLUMNS = (
    "Receipt No.",
    "Completion Time",
    "Initiation Time",
    "Details",
    "Transaction Status",
    "Paid In",
    "Withdrawn",
    "Balance",
    "Balance Confirmed",
    "Reason Type",
    "Other Party Info",
    "Linked Transaction ID",
    "A/C No.",
    "Currency",
)


def money(cents: int) -> str:
    """1,234.50: the portal separates thousands."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def statement(payments: list[Payment], first: datetime, last: datetime, shortcode: str) -> str:
    """All payments ever, in the order of their times; the rows are those from first up to (not with) last."""
    balance = opening = OPENING_CENTS
    rows: list[tuple[str, ...]] = []
    paid_in = withdrawn = 0
    for payment in payments:
        if payment.paid_at >= last:
            break
        done = payment.state == "Completed"
        moves = [(payment.amount_cents, False)] + ([(-payment.charge_cents, True)] if payment.charge_cents else [])
        for cents, is_charge in moves:
            balance += cents if done else 0
            if payment.paid_at < first:
                opening = balance
                continue
            paid_in += cents if done and cents > 0 else 0
            withdrawn += cents if done and cents < 0 else 0
            rows.append(line(payment, cents, balance, charge=is_charge))
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerows(
        (
            ("Account Holder:", "LIPA FARE DEMO"),
            ("Short Code:", shortcode),
            ("Account:", "Utility Account"),
            ("Time Period:", "From", portal(first), "To", portal(last - timedelta(seconds=1))),
            ("Operator:", "Sandbox", "Date of Report:", portal(eat())),
            (
                "Opening Balance:",
                money(opening),
                "Closing Balance:",
                money(balance),
                "Available Balance:",
                money(balance),
            ),
            ("Total Paid In:", money(paid_in), "Total Withdrawn:", money(withdrawn)),
            (),
        )
    )
    sheet.writerow(COLUMNS)
    sheet.writerows(reversed(rows))
    return out.getvalue()


def line(payment: Payment, cents: int, balance: int, *, charge: bool) -> tuple[str, ...]:
    """One row. The charge shares the receipt with its payment."""
    when, party = (
        portal(payment.paid_at),
        f"{people.shaded(payment.payer)} - {' '.join(filter(None, people.names(payment.payer))).upper()}",
    )
    kind = "Pay Bill Online" if payment.channel == "stk" else "Pay Utility"
    details = (
        "Pay Bill Charge"
        if charge
        else f"{'Pay Bill Online' if payment.channel == 'stk' else 'Pay Bill'} from {party} Acc. {payment.account}"
    )
    return (
        *(payment.receipt, when, when, details, payment.state),
        *(money(cents) if cents > 0 else "", money(cents) if cents < 0 else "", money(balance)),
        *("true" if payment.state == "Completed" else "false", "Business Pay Bill Charge" if charge else kind),
        *("" if charge else party, "", payment.account, "KES"),
    )


def day_of(text: str) -> datetime:
    """yyyy-MM-dd as the first moment of that day in Nairobi; today when empty."""
    day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=EAT) if text else eat()
    return day.replace(hour=0, minute=0, second=0, microsecond=0)
