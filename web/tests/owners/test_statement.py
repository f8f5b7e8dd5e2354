"""The statement of an account: page, PDF, CSV and XLSX show the same figures, which are the ledger's, to the cent."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.i18n import formats
from web.tests.pages import world
from web.tests.pages.html_text import page, pdf_texts
from web.tests.pages.world import World

FORMS = ("", ".csv", ".xlsx", ".pdf")


def cents(text: str) -> int:
    sign = -1 if text.startswith(("-", formats.MINUS)) else 1
    shillings, _, rest = text.lstrip(f"-{formats.MINUS}").replace(",", "").partition(".")
    return sign * (int(shillings) * 100 + int(rest.ljust(2, "0") or 0))


def amounts(texts: Iterator[str]) -> list[int]:
    """The money among the texts, in order: it always has two decimals."""
    return [cents(text) for text in texts if re.fullmatch(rf"[-{formats.MINUS}]?[0-9,]+\.[0-9]{{2}}", text)]


def money_on_page(html: str) -> list[int]:
    cells = re.findall(r"<t[dh].*?</t[dh]>", unescape(html))
    return amounts(re.sub(r"<[^>]+>", "", cell).strip() for cell in cells)


def money_in_csv(text: str) -> list[int]:
    order = ("opening_kes", "in_kes", "other_kes", "closing_kes", "amount_kes", "balance_kes")
    return amounts(row[key] for row in csv.DictReader(io.StringIO(text)) for key in order if row[key])


def money_in_xlsx(data: bytes) -> list[int]:
    """The number cells that have a style: those of money."""
    book = zipfile.ZipFile(io.BytesIO(data))
    sheets = [book.read(name).decode() for name in sorted(book.namelist()) if "/worksheets/" in name]
    number = re.compile(r'<c r="[A-Z]+[0-9]+" s="[0-9]+"><v>([^<]+)</v>')
    return [round(float(text) * 100) for xml in sheets for text in number.findall(xml)]


def money_in_pdf(data: bytes) -> list[int]:
    return amounts(iter(pdf_texts(data)))


def of_page(client: FlaskClient, query: str) -> list[int]:
    html = page(client, f"/owner/statement?{query}")
    assert len(html.encode()) < 30_000
    return money_on_page(html)


def of_csv(client: FlaskClient, query: str) -> list[int]:
    return money_in_csv(page(client, f"/owner/statement.csv?{query}"))


@pytest.mark.parametrize("plate", ["", "KZZ002B"])
@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_page_csv_xlsx_and_pdf_show_the_same_figures(
    owner: FlaskClient, small_world: World, period: str, plate: str,
) -> None:  # fmt: skip
    query = f"period={period}&on={small_world.sunday}&asof={small_world.asof}&plate={plate}"
    shown = of_page(owner, query)
    book, paper = (owner.get(f"/owner/statement.{kind}?{query}").data for kind in ("xlsx", "pdf"))
    assert shown == of_csv(owner, query) == money_in_xlsx(book) == money_in_pdf(paper)
    days = {"day": (small_world.sunday, small_world.sunday),
            "week": (small_world.sunday - timedelta(days=6), small_world.sunday),
            "month": (small_world.sunday.replace(day=1), small_world.sunday)}[period]  # fmt: skip
    taken = sum(fare.cents for fare in small_world.of(plate and "KZZ 002B")
                if days[0] <= fare.paid_at.date() <= days[1])  # fmt: skip
    opening, gross, fee, *_ = shown
    assert gross == taken
    closing = shown[3 + 2]
    assert opening + gross + fee + shown[3] + shown[4] == closing, "it adds up, to the cent"


def test_the_balance_is_the_ledgers(owner: FlaskClient, small_world: World, connection: Connection) -> None:
    query = f"period=day&on={small_world.sunday}&asof={small_world.asof}"
    ledger = world.value(connection, """
        select sum(b.balance_cents)::bigint from ledger.owner_wallets(
          p_owner_ids => array[%s::bigint], p_horizon => split_part(%s, '-', 1)::xid8) b""",
        small_world.owner_ids[0], small_world.asof)  # fmt: skip
    assert of_page(owner, query)[5] == ledger
    before = small_world.sunday - timedelta(days=1)
    assert of_page(owner, f"on={before}&asof={small_world.asof}")[5] == of_page(owner, query)[0], "day follows day"


def test_closed_days_are_read_from_stored_totals(
    owner: FlaskClient, small_world: World, connection: Connection
) -> None:
    """A total that no fares add up to is stored for a day; the statement shows it, so none looks at the fares."""
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
    shown = of_page(owner, f"on={day}")
    assert shown[1:3] == [12345, -245]


def test_the_pdf_is_whole(owner: FlaskClient, small_world: World) -> None:
    answer = owner.get(f"/owner/statement.pdf?period=month&on={small_world.sunday}&asof={small_world.asof}")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert re.search(r'filename="lipa-fare-statement-month-[0-9-]+\.pdf"', answer.headers["Content-Disposition"])
    texts = pdf_texts(answer.data)
    assert "Ng'ang'a Motors" in " ".join(texts)
    assert {"1 / ", "2 / "} <= set(texts), "every page has its number"
    assert texts.count("Gari") > texts.count("Magari"), "a table that goes on begins again with its heading"
    assert "21:50:00 EAT" in " ".join(texts)


def test_another_owners_vehicle_has_no_statement(owner: FlaskClient) -> None:
    assert {owner.get(f"/owner/statement{form}?plate=KZZ900Z").status_code for form in FORMS} == {404}


def test_a_wrong_period_is_refused_before_a_file_begins(owner: FlaskClient, small_world: World) -> None:
    tomorrow = small_world.sunday + timedelta(days=9)
    for form in FORMS:
        assert owner.get(f"/owner/statement{form}?period=year").status_code == 422
        assert owner.get(f"/owner/statement{form}?on={tomorrow}").status_code == 422


def test_the_page_of_a_large_owner_is_light(owner: FlaskClient, small_world: World, connection: Connection) -> None:
    """Thirty vehicles, and more lines than a page shows; the files have all of them."""
    weight = len(owner.get("/static/lipa.css").data)
    connection.execute(
        """select fares.set_split_rule(fleet.register_vehicle(format('KZZ %%sB', 100 + n), (select min(route_id) from
             fleet.routes), %s, 14, now()), now(), 200, 0, array['fuel', 'maintenance', 'sacco', 'insurance', 'savings',
             'loan', 'profit'], array[2000, 500, 1000, 2000, 500, 500, 3500], 'profit', 'test')
             from generate_series(1, 30) n""", (small_world.owner_ids[0],))  # fmt: skip
    connection.execute("""
        select ledger.post_journals('manual', array['light ' || n], array[ledger.open_day(now())], array[now()], null,
                 null, array[1, 1], array[1, 2], array[r.trust_sub_wallet_id, r.sub_wallet_ids[1]],
                 array[-n::bigint, n],
                 array['KES', 'KES'])
          from generate_series(1, 41) n, (select * from fares.split_rules order by 1 limit 1) r""")
    world.wait_for_horizon(connection)
    html = page(owner, "/owner/statement?period=month")
    assert len(html.encode()) + weight <= 30 * 1024
    (further,) = {unescape(link) for link in re.findall(r'href="(/owner/statement\?[^"]*page=2[^"]*)"', html)}
    assert len(page(owner, further.partition("#")[0]).encode()) + weight <= 30 * 1024
    rows = list(csv.DictReader(io.StringIO(page(owner, "/owner/statement.csv?period=month"))))
    assert sum(row["section"] == "vehicles" for row in rows) == 33
    assert sum(row["section"] == "lines" for row in rows) > 40
