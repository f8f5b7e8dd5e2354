"""Finance's page: every figure is the ledger's, and the file has the same."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.i18n import formats
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import World, value, wait_for_horizon

OF_KIND = """select abs(coalesce(sum(e.amount_cents), 0))::bigint from ledger.ledger_entries e
               join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
               join ledger.journals j using (journal_id) where w.kind = any (%s) and j.business_on between %s and %s"""
ALWAYS = ("2000-01-01", "2099-01-01")


@pytest.fixture(scope="module")
def finance(seeded: SeededWorld) -> FlaskClient:
    wait_for_horizon(seeded.connection)
    return seeded.browser("finance")


def test_who_has_finance_only_begins_here(finance: FlaskClient) -> None:
    assert finance.get("/").headers["Location"] == "/ops/finance/"
    assert re.search(r'<a href="/ops/finance/" aria-current=page>Pesa</a>', page(finance, "/ops/finance/"))


def test_it_says_that_the_ledger_balances_and_no_more(finance: FlaskClient) -> None:
    text = words(page(finance, "/ops/finance/"))
    assert "Hesabu zinalingana: tunachoshikilia ni tunachodaiwa." in text
    assert "Pesa zilizo M-Pesa hazijalinganishwa bado: hakuna taarifa iliyosomwa." in text
    assert "Hakuna taarifa ya M-Pesa iliyolinganishwa na leja bado." in text


def test_it_says_which_statement_was_compared_last(finance: FlaskClient, seeded: SeededWorld) -> None:
    add = "insert into recon.day_counts (business_on, source, lines, matched) values ('2026-11-20', 'statement', 2, 2)"
    seeded.connection.execute(add.encode())
    try:
        html = page(finance, "/ops/finance/")
    finally:
        seeded.connection.execute(b"delete from recon.day_counts where business_on = '2026-11-20'")
    assert "Taarifa ya M-Pesa ililinganishwa mara ya mwisho na leja kwa siku ya" in words(html)
    assert "20" in words(html).split("kwa siku ya", 1)[1][:20]
    assert '<a href="/ops/reconciliation">' in html


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Mifuko ya magari", ["vehicle"]), ("Pesa zisizo na gari", ["suspense"]), ("Ada yetu", ["commission"]),
        ("Tunazowashikia wengine", ["vehicle", "suspense", "clearing"]), ("Akaunti ya amana", ["trust"]),
    ],
)  # fmt: skip
def test_what_is_held_is_the_ledgers(finance: FlaskClient, connection: Connection, name: str, kinds: list[str]) -> None:
    cents = value(connection, OF_KIND, kinds, *ALWAYS)
    assert f"{name} {formats.exact(cents)}" in words(page(finance, "/ops/finance/"))


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_the_period_is_the_ledgers_and_the_file_has_it(
    finance: FlaskClient, connection: Connection, small_world: World, period: str
) -> None:
    query = f"period={period}&on={small_world.sunday}"
    html = page(finance, f"/ops/finance/?{query}")
    rows = list(csv.DictReader(io.StringIO(page(finance, f"/ops/finance/days.csv?{query}"))))
    days = (rows[0]["business_on"], rows[-1]["business_on"])
    sums = {
        name: sum(int(row[f"{name}_kes"].replace(".", "")) for row in rows) for name in ("fare", "fee", "in", "out")
    }
    assert sums["fee"] == value(connection, OF_KIND, ["commission"], *days)
    assert sums["in"] - sums["out"] == value(connection, OF_KIND, ["trust"], *days)
    fares = "select sum(amount_cents)::bigint from fares.fares where business_on between %s and %s"
    assert sums["fare"] == value(connection, fares, *days)
    text = words(html)
    assert f"KES {formats.kes(sums['fare'])}" in text
    assert f"Jumla {formats.exact(sums['in'])} {formats.exact(sums['out'])}" in text
    last = html[html.index('class="matrix"') :]
    assert [cell.replace(",", "") for cell in re.findall(r'data-label="Kuingia">([0-9,.]+)<', last)][-1] == (
        formats.kes(sums["in"]).replace(",", "")
    )


def test_debit_and_credit_are_equal(finance: FlaskClient, connection: Connection) -> None:
    trust = formats.exact(value(connection, OF_KIND, ["trust"], *ALWAYS))
    text = words(page(finance, "/ops/finance/"))
    assert f"Jumla {trust} {trust}" in text[text.index("Urari wa majaribio") :]


def test_staff_of_operations_have_no_such_page(staff: FlaskClient) -> None:
    assert staff.get("/ops/finance/").status_code == 404
    assert "/ops/finance/" not in page(staff, "/ops/")
