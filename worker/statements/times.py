"""Times of a statement. A file has one order of day and month; a row of the other one is not guessed at."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

_CLOCK = r" (?P<H>[0-9]{2}):(?P<M>[0-9]{2}):(?P<S>[0-9]{2})"
FORMATS = {
    "dmy": re.compile(r"(?P<d>[0-9]{2})-(?P<m>[0-9]{2})-(?P<y>20[0-9]{2})" + _CLOCK),
    "ymd": re.compile(r"(?P<y>20[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})" + _CLOCK),
}


def find_order(written: Iterable[object]) -> str:
    """The order that most of these times have: dmy or ymd."""
    counted = Counter(order for one in written for order in FORMATS if parse_time(one, order, is_typed_only=True))
    return counted.most_common(1)[0][0] if counted else "dmy"


def parse_time(written: object, order: str, *, is_typed_only: bool = False) -> datetime | None:
    """The moment on the market's clock, or None. A cell may break the line between day and time."""
    if isinstance(written, datetime):  # a real date of a spreadsheet has no order
        return None if is_typed_only else written.replace(microsecond=0, tzinfo=None)
    found = FORMATS[order].fullmatch(" ".join(str(written).split()))
    if not found:
        return None
    try:
        return datetime(*(int(found[part]) for part in "ymdHMS"))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
