"""The SACCO's statement: its dues of each vehicle and owner, its payouts, and four forms with the same figures."""

import csv
import io
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.owners.test_statement import FORMS, cents, money_in_csv, money_in_pdf, money_in_xlsx, money_on_page
from web.tests.pages.html_text import page
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import SHARES, World, value


@pytest.fixture(scope="module")
def treasurer(seeded: SeededWorld) -> FlaskClient:
    return seeded.browser("sacco_treasurer")


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_its_four_forms_are_equal(treasurer: FlaskClient, small_world: World, period: str) -> None:
    query = f"period={period}&on={small_world.sunday}&asof={small_world.asof}"
    pages, files, book, paper = (treasurer.get(f"/sacco/statement{form}?{query}").data for form in FORMS)
    assert len(pages) < 30_000
    shown = money_on_page(pages.decode())
    assert shown == money_in_csv(files.decode()) == money_in_xlsx(book) == money_in_pdf(paper)


def test_dues_are_by_vehicle_and_owner(treasurer: FlaskClient, small_world: World) -> None:
    query = f"period=day&on={small_world.sunday}&asof={small_world.asof}"
    rows = list(csv.DictReader(io.StringIO(page(treasurer, f"/sacco/statement.csv?{query}"))))
    dues = {(row["plate"], row["owner"]): cents(row["in_kes"]) for row in rows if row["section"] == "vehicle_purposes"}
    assert sorted(owner for _, owner in dues) == ["Baba Otieno", *["Ng'ang'a Motors"] * 3]
    for (plate, _), in_cents in dues.items():
        taken = [fare.cents for fare in small_world.fares
                 if fare.plate == plate and fare.paid_at.date() == small_world.sunday]  # fmt: skip
        # Each fare's share is rounded by itself; the fee of 2 % comes first.
        assert abs(in_cents - sum(taken) * 98 * SHARES["sacco"] // 1_000_000) <= len(taken)
    total = next(row for row in rows if row["section"] == "summary" and row["what"] == "Ada ya SACCO kutoka nauli")
    assert sum(dues.values()) == cents(total["amount_kes"])


def test_the_balance_is_the_ledgers(treasurer: FlaskClient, small_world: World, connection: Connection) -> None:
    html = unescape(page(treasurer, f"/sacco/statement?on={small_world.sunday}&asof={small_world.asof}"))
    ledger = value(connection, """
        select sum(b.balance_cents)::bigint from ledger.balances(p_asof => split_part(%s, '-', 1)::xid8,
          p_sub_wallet_ids => array(select sub_wallet_id from ledger.sub_wallets where purpose = 'sacco')) b""",
        small_world.asof)  # fmt: skip
    assert cents(re.findall(r'class="sum">KES ([0-9,.]+)<', html)[0]) == ledger
