"""The operator's time: Nairobi, written without a zone in several formats."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

EAT = ZoneInfo("Africa/Nairobi")
TIMESTAMP = "%Y%m%d%H%M%S"


def nairobi_time(seconds: float | None = None) -> datetime:
    """Seconds since 1970 as Nairobi time; the current time by default."""
    return datetime.fromtimestamp(time.time() if seconds is None else seconds, EAT)


def format_timestamp(at: datetime) -> str:
    """yyyyMMddHHmmss: TransTime, TransactionDate, Timestamp."""
    return at.astimezone(EAT).strftime(TIMESTAMP)


def parse_timestamp(text: str) -> datetime:
    """The time in a yyyyMMddHHmmss text. Any other text raises ValueError."""
    if len(text) != 14 or not (text.isascii() and text.isdigit()):
        raise ValueError(f"not a yyyyMMddHHmmss time: {text[:20]!r}")
    return datetime.strptime(text, TIMESTAMP).replace(tzinfo=EAT)


def parse_day(text: str) -> datetime:
    """The first moment in Nairobi of a yyyy-MM-dd day; of today when the text is empty."""
    day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=EAT) if text else nairobi_time()
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def format_statement_time(at: datetime) -> str:
    """dd-MM-yyyy HH:mm:ss: the PayBill statement."""
    return at.astimezone(EAT).strftime("%d-%m-%Y %H:%M:%S")


def format_gateway_time(at: datetime) -> str:
    """yyyy-MM-dd HH:mm:ss in UTC: the USSD and SMS gateway."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
