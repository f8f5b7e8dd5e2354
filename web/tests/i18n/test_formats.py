"""Formats of amounts and times, and which addresses are ours."""

import pytest

from web import pages
from web.i18n import formats

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(("cents", "short", "full", "program"), [
    (846000, "8,460", "8,460.00", "8460.00"), (846050, "8,460.50", "8,460.50", "8460.50"), (0, "0", "0.00", "0.00"),
    (5, "0.05", "0.05", "0.05"), (-6001, "−60.01", "−60.01", "-60.01"), (-6000, "−60", "−60.00", "-60.00"),
    (9007199254740993, "90,071,992,547,409.93", "90,071,992,547,409.93", "90071992547409.93")
])  # fmt: skip
def test_money_is_shown_exactly(cents: int, short: str, full: str, program: str) -> None:
    assert (formats.kes(cents), formats.exact(cents), formats.plain(cents)) == (short, full, program)


def test_percentages_are_shown_with_their_sign() -> None:
    shares = [formats.percent(bps) for bps in (3000, 250, 205, 10000, 0)]
    assert shares == [f"{number}{NBSP}%" for number in ("30", "2.5", "2.05", "100", "0")]
    changes = [formats.signed_percent(value) for value in (8, -17, 0)]
    assert changes == [f"{number}{NBSP}%" for number in ("+8", "\N{MINUS SIGN}17", "0")]


@pytest.mark.parametrize(("at", "shown"), [
    ("2026-11-22T21:42:07", "21:42"), ("2026-11-21T23:59:59", "Jumamosi 23:59"),
    ("2026-11-16T00:00:00", "Jumatatu 00:00"), ("2026-11-15T10:00:00", "15 Nov 10:00"),
    ("2025-12-31T10:00:00", "31 Des 2025 10:00"), ("2026-11-23T00:10:00", "23 Nov 00:10")
])  # fmt: skip
def test_times_are_shown_short(at: str, shown: str) -> None:
    assert formats.when(at, "2026-11-22T21:50:00", "sw") == shown


@pytest.mark.parametrize(("address", "local"), [
    *((ours, ours) for ours in ("/", "/owner/?a=b&c=%2F", "/ops/suspense/TKX")),
    *((other, "/") for other in ("", "//evil", "/\\evil", "http://evil", "/ x", "/\n", "/é", "javascript:1")),
])  # fmt: skip
def test_only_local_addresses_are_kept(address: str, local: str) -> None:
    assert pages.local_or_home(address) == local
