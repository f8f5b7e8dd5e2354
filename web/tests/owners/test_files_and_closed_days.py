"""Page, CSV and XLSX are equal to the cent; pages of a closed day add up no fares; tabs are fresh, files are fixed."""

import csv
import io
import itertools
import re
import zipfile
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.i18n import formats
from web.tests.pages import world
from web.tests.pages.html_text import page, words
from web.tests.pages.world import SHARES, World

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(data: bytes, number: int) -> list[list[str]]:
    """The cells of a sheet, as text."""
    xml = zipfile.ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml")
    tree = ElementTree.fromstring(xml)  # noqa: S314  ours
    return [["".join(cell.itertext()) for cell in row.iter(f"{CELL}c")] for row in tree.iter(f"{CELL}row")]


def cents(text: str) -> int:
    return round(float(text) * 100)


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_page_csv_and_xlsx_are_equal_to_the_cent(owner: FlaskClient, small_world: World, period: str) -> None:
    query = f"period={period}&on={small_world.sunday}&asof={small_world.asof}"
    text = words(page(owner, f"/owner/?{query}"))
    file = list(csv.DictReader(io.StringIO(page(owner, f"/owner/fares.csv?{query}"))))
    book = owner.get(f"/owner/fares.xlsx?{query}")
    assert f"-{period}-" in book.headers["Content-Disposition"]
    summary, fares = sheet(book.data, 1), sheet(book.data, 2)
    total = sum(cents(row["amount_kes"]) for row in file)
    assert f"KES {formats.kes(total)}" in text
    assert total == cents(summary[-1][2]) == sum(cents(row[9]) for row in fares[1:])
    assert len(file) == len(fares) - 1 == int(summary[-1][1])
    for place, name in enumerate(("commission", *SHARES)):
        part = sum(cents(row[f"{name}_kes"]) for row in file)
        assert part == cents(summary[-1][3 + place]) == sum(cents(row[10 + place]) for row in fares[1:]), name
    yours = sum(cents(row[f"{name}_kes"]) for row in file for name in SHARES if name != "sacco")
    assert f"SACCO: KES {formats.kes(yours)}" in text
    assert summary[0][0].startswith("Lipa Fare · Ng'ang'a Motors")
    assert "21:50" in summary[2][0]
    assert [row["receipt"] for row in file] == [row[2] for row in fares[1:]]


def test_text_in_a_spreadsheet_is_text(owner: FlaskClient, small_world: World) -> None:
    data = owner.get(f"/owner/fares.xlsx?on={small_world.sunday}&asof={small_world.asof}").data
    raw = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in raw
    assert re.search(r't="inlineStr"[^>]*><is><t>\.\.126</t>', raw)


def test_tabs_and_days_are_fresh_and_files_are_fixed(owner: FlaskClient, small_world: World) -> None:
    for path in ("/owner/", "/owner/vehicle/KZZ001A"):
        html = page(owner, f"{path}?on={small_world.sunday - timedelta(days=1)}&asof={small_world.asof}")
        tabs = re.search(r'<nav class="tabs".*?</form>', html, re.S)
        assert tabs
        links = [unescape(link) for link in re.findall(r'(?:href|action)="([^"]+)"', tabs[0])]
        assert len(links) == 7
        assert links[0] == path, "today is today tomorrow, too"
        assert not [link for link in links if "asof" in link]
        files = re.findall(r'href="(/owner/fares\.(?:csv|xlsx)[^"]*)"', html)
        assert len(files) == 6
        assert all("asof" in link for link in files)
        assert re.search(r'<input type="date" id="on" name="on"', tabs[0])


def test_a_wallet_has_days_running_balances_and_a_file(owner: FlaskClient, small_world: World) -> None:
    matrix = page(owner, f"/owner/wallets?asof={small_world.asof}")
    (link,) = re.findall(r'data-label="Mafuta"><a href="(/owner/wallet/[0-9]+)', matrix)[:1]
    html = page(owner, f"{link}?asof={small_world.asof}")
    file = list(csv.DictReader(io.StringIO(page(owner, f"{link}/entries.csv?asof={small_world.asof}"))))
    assert f"KES {formats.kes(cents(file[0]['balance_kes']))}" in words(html)
    assert file[-1]["balance_kes"] == file[-1]["amount_kes"]
    for newer, older in itertools.pairwise(file):
        assert cents(newer["balance_kes"]) - cents(newer["amount_kes"]) == cents(older["balance_kes"])
    shown = [cents(text.replace(",", "")) for text in re.findall(r'<td class="n">([0-9,.]+)</td></tr>', html)]
    assert shown == [cents(row["balance_kes"]) for row in file[:50]]
    more = page(owner, unescape(re.findall(r'href="(/owner/wallet/[^"]*before=[^"]+)"', html)[0]))
    assert formats.exact(cents(file[50]["balance_kes"])) in words(more)
    on = str(small_world.sunday)
    fares = sum(cents(row["amount_kes"]) for row in file if row["business_on"] == on)
    assert f"{formats.day(on, 'sw')} · kutoka nauli za siku hiyo KES {formats.kes(fares)}" in words(html)


def test_the_matrix_sums_across_and_down(owner: FlaskClient, small_world: World) -> None:
    html = page(owner, f"/owner/wallets?asof={small_world.asof}")
    table = [[cents(n.replace(",", "")) for n in re.findall(r">(?:KES )?([0-9,]+(?:\.[0-9]+)?)<", row)]
             for row in re.findall(r'<tr><th scope="row">.*?</tr>', html, re.S)]  # fmt: skip
    assert len(table) == 4
    for row in table:
        assert sum(row[:-1]) == row[-1]
    assert [sum(column) for column in zip(*table[:-1], strict=True)] == table[-1]


def test_stored_totals_are_what_the_fares_were(owner: FlaskClient, small_world: World, connection: Connection) -> None:
    day = small_world.sunday - timedelta(days=7)
    addresses = [f"/owner/?on={day}", f"/owner/vehicle/KZZ003C?on={day}", f"/owner/fares?on={day}&hour=07",
                 f"/owner/?period=week&on={day}", f"/owner/?on={small_world.sunday}"]  # fmt: skip
    before = [words(page(owner, address)) for address in addresses]
    connection.execute("insert into ledger.closed_days (business_on) values (%s)", (day,))
    store = "select fares.store_day_totals(ledger.horizon())"
    world.eventually(lambda: world.value(connection, store) == 4)
    visible = "select max(horizon) <= ledger.horizon() from fares.totals_until"
    world.eventually(lambda: bool(world.value(connection, visible)))
    clock = re.compile(r"[0-9]{2}:[0-9]{2} · ")
    after = [words(page(owner, address)) for address in addresses]
    assert [clock.sub("", text) for text in after] == [clock.sub("", text) for text in before]


def test_pages_of_a_closed_day_add_up_no_fares(owner: FlaskClient, small_world: World, connection: Connection) -> None:
    """A total that no fares add up to is stored for a day; every page shows it, so none looks at the fares."""
    day = small_world.sunday
    connection.execute("insert into ledger.closed_days (business_on) values (%s)", (day,))
    connection.execute("insert into fares.totals_until (until_on, horizon) values (%s, '5')", (day,))
    vehicle = world.value(connection, "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'")
    sacco = world.value(connection, "select sacco_id from fleet.vehicles where plate = 'KZZ 001A'")
    total = "insert into fares.day_totals values (%s, %s, %s, %s, array[%s], array[12345], array[3], %s, %s)"
    values = (vehicle, small_world.owner_ids[0], sacco, day, small_world.at(7),
              ["fee", "fuel", "sacco"], [245, 12000, 100])  # fmt: skip
    connection.execute(total, values)
    connection.execute("select fares.store_party_days(%s, %s)", (day, day))
    for address in ("/owner/?", "/owner/vehicle/KZZ001A?", "/owner/fares?", "/owner/fares?hour=07&",
                    "/owner/?period=week&", "/owner/vehicle/KZZ001A?period=week&"):  # fmt: skip
        text = words(page(owner, f"{address}on={day}"))
        assert "KES 123.45" in text, address
        assert "fares" in address or "SACCO: KES 120" in text, address
    assert sheet(owner.get(f"/owner/fares.xlsx?on={day}").data, 1)[-1][1:4] == ["3", "123.45", "2.45"]
