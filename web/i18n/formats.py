"""Formats of amounts (integer cents) and times.

Times come from the database in the market's time zone, as 2026-11-22T21:42:07 without a zone.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from babel import Locale

from web.i18n import LANGS

# Counted from Monday as 0, and from January as 1.
WEEKDAYS: dict[str, Mapping[int, str]] = {lang: Locale(lang).days["format"]["wide"] for lang in LANGS}
MONTHS: dict[str, Mapping[int, str]] = {lang: Locale(lang).months["format"]["abbreviated"] for lang in LANGS}

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", re.ASCII)
MINUS = "\N{MINUS SIGN}"


def kes(cents: int) -> str:
    """8,460 or 8,460.50: cents only where there are any."""
    minus, shillings, rest = _parts(cents)
    return f"{minus}{shillings:,}.{rest:02d}" if rest else f"{minus}{shillings:,}"


def exact(cents: int) -> str:
    """8,460.00: always with cents."""
    minus, shillings, rest = _parts(cents)
    return f"{minus}{shillings:,}.{rest:02d}"


def plain(cents: int) -> str:
    """8460.00 with an ASCII minus, for programs."""
    minus, shillings, rest = _parts(cents)
    return f"{minus and '-'}{shillings}.{rest:02d}"


def thousands(number: int) -> str:
    """8,460"""
    return f"{number:,}"


def percent(bps: int) -> str:
    """30 % or 2.5 %, from basis points."""
    whole, rest = divmod(bps, 100)
    return f"{whole}" + (f".{rest:02d}".rstrip("0") if rest else "") + "\N{NO-BREAK SPACE}%"


def signed_percent(value: int) -> str:
    """+8 %, always with a sign."""
    return f"{'+' if value > 0 else MINUS if value else ''}{abs(value)}\N{NO-BREAK SPACE}%"


def clock(at: str) -> str:
    """21:42"""
    return at[11:16]


def clock_seconds(at: str) -> str:
    """21:42:07"""
    return at[11:19]


def when(at: str, now: str, lang: str) -> str:
    """21:42 today, 'Jumapili 21:42' within the week, '22 Nov 21:42' before that."""
    return _of_day(at, now, lang, clock(at))


def when_seconds(at: str, now: str, lang: str) -> str:
    """The same with seconds."""
    return _of_day(at, now, lang, clock_seconds(at))


def audit_value(value: str, now: str, lang: str) -> str:
    """A value of the audit log: a time or a day as on other pages, anything else unchanged."""
    if _TIME.fullmatch(value):
        return when_seconds(value, now, lang)
    return since(value, now, lang) if _DAY.fullmatch(value) else value


def since(at: str, now: str, lang: str) -> str:
    """22 Nov, or of another year 22 Nov 2025."""
    that = date.fromisoformat(at[:10])
    return f"{short_day(that, lang)}{'' if at[:4] == now[:4] else f' {that.year}'}"


def day(on: str, lang: str) -> str:
    """Jumapili 22 Nov"""
    that = date.fromisoformat(on)
    return f"{weekday(on, lang)} {short_day(that, lang)}"


def yesterday(today: str) -> str:
    """The day before, as 2026-11-21."""
    return (date.fromisoformat(today) - timedelta(days=1)).isoformat()


def weekday(on: str, lang: str) -> str:
    """Jumapili"""
    return WEEKDAYS[lang][date.fromisoformat(on).weekday()]


def period(days: dict[str, str], lang: str) -> str:
    """The name of a period: a day, the days of a week, or a month."""
    first, last = date.fromisoformat(days["starts_on"]), date.fromisoformat(days["ends_on"])
    if days["period"] == "day":
        return f"{day(days['starts_on'], lang)} {first.year}"
    if days["period"] == "week":
        return f"{short_day(first, lang)} \N{EN DASH} {short_day(last, lang)} {last.year}"
    return f"{MONTHS[lang][first.month]} {first.year}"


def until(period_kind: str, at: str, lang: str) -> str:
    """The end of a comparison: 17:00 of a day, 'Jumatatu 17:00' of a week, '23 Okt 17:00' of a month."""
    if period_kind == "day":
        return clock(at)
    named = weekday(at[:10], lang) if period_kind == "week" else short_day(date.fromisoformat(at[:10]), lang)
    return f"{named} {clock(at)}"


def short_day(that: date, lang: str) -> str:
    """22 Nov"""
    return f"{that.day} {MONTHS[lang][that.month]}"


def _parts(cents: int) -> tuple[str, int, int]:
    """Sign, whole shillings and remaining cents."""
    return (MINUS if cents < 0 else "", *divmod(abs(cents), 100))


def _of_day(at: str, now: str, lang: str, time: str) -> str:
    that, today = datetime.fromisoformat(at).date(), datetime.fromisoformat(now).date()
    if that == today:
        return time
    if today - timedelta(days=7) < that < today:
        return f"{WEEKDAYS[lang][that.weekday()]} {time}"
    return f"{short_day(that, lang)}{'' if that.year == today.year else f' {that.year}'} {time}"
