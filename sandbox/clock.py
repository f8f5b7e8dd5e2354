"""The operator's clock hangs in Nairobi: its stamps are local time without a zone, in several styles."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

EAT = ZoneInfo("Africa/Nairobi")


def eat(moment: float | None = None) -> datetime:
    """A moment (seconds since 1970, now when absent) as Nairobi sees it."""
    return datetime.fromtimestamp(time.time() if moment is None else moment, EAT)


def stamp(at: datetime) -> str:
    """yyyyMMddHHmmss: TransTime, TransactionDate, Timestamp."""
    return at.astimezone(EAT).strftime("%Y%m%d%H%M%S")


def read_stamp(text: str) -> datetime:
    """The reverse of stamp; ValueError when it isn't one."""
    if len(text) != 14 or not (text.isascii() and text.isdigit()):
        raise ValueError(f"not a yyyyMMddHHmmss time: {text[:20]!r}")
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=EAT)


def portal(at: datetime) -> str:
    """dd-MM-yyyy HH:mm:ss: the statement."""
    return at.astimezone(EAT).strftime("%d-%m-%Y %H:%M:%S")


def gateway(at: datetime) -> str:
    """yyyy-MM-dd HH:mm:ss in UTC: the USSD and SMS gateway."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
