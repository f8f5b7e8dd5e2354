"""Amounts as a statement writes them: 1,234.50, 60, -59.4. Commas separate thousands, the point cents."""

import re

AMOUNT = re.compile(r"(-?)([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,2}))?")


def parse_cents(written: object) -> int | None:
    """Cents, or None: another notation is not guessed at, because 1.234 could be two amounts."""
    amount = AMOUNT.fullmatch(str(written).strip())
    if not amount:
        return None
    sign, whole, cents = amount.groups()
    return int(sign + "1") * (int(whole.replace(",", "")) * 100 + int((cents or "0").ljust(2, "0")))
