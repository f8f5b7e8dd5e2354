"""The owner's pages against a real database: the figures, the links behind them, and the CSV file."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.core import csv_rows
from web.i18n import formats, labels
from web.owners import csv_file
from web.tests.pages.fixtures import csrf_of
from web.tests.pages.html_text import page, words
from web.tests.pages.world import SHARES, Fare, World

LIMIT = 30 * 1024
HREF = re.compile(r'href="(/(?:owner/[^"]*)?)"')


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page(client, address))))


def read(client: FlaskClient, address: str) -> str:
    return words(page(client, address)).replace("\xa0", " ")


def total(fares: list[Fare]) -> str:
    return f"KES {formats.kes(sum(fare.cents for fare in fares))}"


@pytest.fixture
def home(small_world: World) -> str:
    """The Sunday of the small world at ten to ten in the evening."""
    return f"/owner/?asof={small_world.asof}"


def test_the_first_sentence_names_what_is_wrong(owner: FlaskClient, home: str) -> None:
    html = page(owner, home)
    first = words(html[html.index("<main") :])
    assert first.index("Magari 2 kati ya 3 yanapokea nauli.") < first.index("KZZ 002B: hakuna nauli tangu 14:10")
    assert re.search(r'<a href="/owner/vehicle/KZZ002B[^"]*">KZZ 002B: hakuna', html)


def test_the_total_is_what_was_paid(owner: FlaskClient, home: str, small_world: World) -> None:
    today = small_world.of(on=small_world.sunday)
    text = words(page(owner, home))
    assert f"Leo, {formats.day(small_world.sunday.isoformat(), 'sw')}" in text
    assert total(today) in text
    assert f"nauli {len(today)} · mwisho 21:40" in text


def test_it_compares_with_the_same_weekday_to_the_same_time(owner: FlaskClient, home: str, small_world: World) -> None:
    until = small_world.at(21, 50) - timedelta(days=7)
    before = sum(fare.cents for fare in small_world.of(on=until.date()) if fare.paid_at < until)
    now = sum(fare.cents for fare in small_world.of(on=small_world.sunday))
    more = round((now - before) * 100 / before)
    assert f"+{more} % kuliko Jumapili iliyopita saa hii (21:50)" in read(owner, home)


def test_each_vehicle_has_its_own_sum_and_comparison(owner: FlaskClient, home: str, small_world: World) -> None:
    text = read(owner, home)
    before_on = small_world.sunday - timedelta(days=7)
    for plate, last in (("KZZ 001A", "21:40"), ("KZZ 002B", "14:10"), ("KZZ 003C", "21:30")):
        fares = small_world.of(plate, small_world.sunday)
        now, before = (sum(fare.cents for fare in small_world.of(plate, on)) for on in (small_world.sunday, before_on))
        more = round((now - before) * 100 / before)
        usual = f"KES {formats.kes(now)}; kawaida siku kama hii kufikia saa hiyo: KES {formats.kes(before)}"
        assert f"{plate} {'halipokei sasa' if plate == 'KZZ 002B' else 'njia 46'} {formats.kes(now)} +{more} %" in text
        assert f"{usual} {last}" in text
        assert f"{plate} {formats.kes(now)} {formats.kes(before)} {len(fares)}" in text


def test_the_bars_are_the_same_numbers_as_the_table_beneath(owner: FlaskClient, home: str) -> None:
    html = page(owner, home)
    bars = re.findall(r"<title>([0-9]{2}): KES ([0-9,.]+), nauli ([0-9]+); awali: KES ([0-9,.]+)</title>", html)
    table = re.findall(r">([0-9]{2}):00</a></th>" + 3 * r'<td class="n">([0-9,.]+)</td>', html)
    assert len(bars) == 16
    assert bars == table


def test_the_wallets_are_the_auditors_wallets(owner: FlaskClient, home: str, connection: Connection) -> None:
    balances = connection.execute("""select purpose, sum(balance_cents)::bigint from audit.wallet_balances
            where plate = any (array['KZZ 001A', 'KZZ 002B', 'KZZ 003C']) group by purpose""").fetchall()
    text = words(page(owner, home))
    assert len(balances) == 5
    for purpose, cents in balances:
        assert f"{labels.label('purpose', purpose, 'sw')} {formats.kes(cents)}" in text
    assert f"Jumla KES {formats.kes(sum(cents for _, cents in balances))}" in text


def test_the_latest_twenty_are_the_latest_twenty(owner: FlaskClient, home: str, small_world: World) -> None:
    fares = sorted((fare.paid_at, fare.receipt) for fare in small_world.of(on=small_world.sunday))
    newest = [receipt for _, receipt in reversed(fares[-20:])]
    assert re.findall(r">(TKW[0-9]+)</a>", page(owner, home)) == newest


def test_a_day_without_fares_says_so(owner: FlaskClient, small_world: World) -> None:
    empty = small_world.sunday - timedelta(days=2)
    text = read(owner, f"/owner/?on={empty}&asof={small_world.asof}")
    assert "Hakuna nauli katika kipindi hiki." in text
    assert "KES 0" in text


def test_a_day_that_is_over_shows_its_own_last_fare(owner: FlaskClient, small_world: World) -> None:
    day = small_world.sunday - timedelta(days=7)
    html = page(owner, f"/owner/?on={day}&asof={small_world.asof}")
    for plate in ("KZZ 001A", "KZZ 002B"):
        newest = max(fare.paid_at for fare in small_world.of(plate, day)).replace(tzinfo=None)
        shown = newest.strftime("%H:%M")
        (row,) = re.findall(rf"<tr><th[^>]*><a [^>]*><span>{plate}<.*?</tr>", html, re.DOTALL)
        assert words(row).strip().endswith(shown)
    assert "KZZ 002B: hakuna nauli tangu 14:10" in words(html), "what is wrong is wrong now, whatever day is looked at"


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("sw", "Wiki iliyotangulia hakukuwa na nauli"),
        ("en", "The week before had nothing"),
    ],
)
def test_a_missing_comparison_names_its_period(owner: FlaskClient, small_world: World, lang: str, message: str) -> None:
    owner.set_cookie("lipa_lang", lang)
    assert message in read(owner, f"/owner/?period=week&on={small_world.sunday - timedelta(days=14)}")


def test_showing_anew_keeps_the_filters(owner: FlaskClient, small_world: World) -> None:
    on = str(small_world.sunday)
    html = page(owner, f"/owner/fares?plate=KZZ001A&on={on}&hour=07&asof={small_world.asof}")
    (fresh,) = re.findall(r'<a href="([^"]+)">Onyesha upya', html)
    assert unescape(fresh) == f"/owner/fares?plate=KZZ001A&on={on}&hour=07"


@pytest.mark.parametrize("period", ["week", "month"])
def test_longer_periods_sum_their_days(owner: FlaskClient, small_world: World, period: str) -> None:
    last = small_world.sunday
    first = last - timedelta(days=6) if period == "week" else last.replace(day=1)
    fares = [fare for fare in small_world.of() if first <= fare.paid_at.date() <= last]
    assert total(fares) in words(page(owner, f"/owner/?period={period}&on={last}&asof={small_world.asof}"))


def test_page_list_and_csv_agree(owner: FlaskClient, home: str, small_world: World) -> None:
    fares = small_world.of(on=small_world.sunday)
    html = page(owner, home)
    (link,) = set(re.findall(r'<a class="sum" href="([^"]+)"', html))
    assert total(fares) in words(html)
    assert total(fares) in words(page(owner, unescape(link)))
    file = rows(owner, unescape(link).replace("/owner/fares?", "/owner/fares.csv?"))
    assert sum(int(row["amount_kes"].replace(".", "")) for row in file) == sum(fare.cents for fare in fares)


def test_a_later_fare_changes_only_later_positions(owner: FlaskClient, home: str, small_world: World) -> None:
    before = page(owner, home)
    receipt = small_world.pay("KZZ 001A", 12345, small_world.at(20))
    try:
        assert page(owner, home) == before
        assert receipt in page(owner, f"/owner/fares?on={small_world.sunday}&hour=20")
        assert owner.get(f"/owner/fare/{receipt}").status_code == 200
        assert owner.get(f"/owner/fare/{receipt}?asof={small_world.asof}").status_code == 404
    finally:
        small_world.fares.pop()


def test_an_invalid_position_is_refused(owner: FlaskClient) -> None:
    assert owner.get("/owner/?asof=yesterday").status_code == 422


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_every_link_of_every_page_leads_somewhere_light(owner: FlaskClient, home: str, lang: str) -> None:
    owner.set_cookie("lipa_lang", lang)
    seen = {home}
    ahead = [home, home + "&period=week", home + "&period=month"]
    weight = len(owner.get("/static/lipa.css").data)
    while ahead and len(seen) < 150:
        address = ahead.pop(0)
        answer = owner.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        html = answer.get_data(as_text=True) if (answer.mimetype or "").startswith("text/") else ""
        if address.startswith("/owner/") and answer.mimetype == "text/html":
            assert len(html.encode()) + weight <= LIMIT, address
            assert f'<html lang="{lang}">' in html
        for link in map(unescape, HREF.findall(html)):
            kind = re.sub(r"[0-9]+", "0", link.split("asof")[0])
            if link not in seen and sum(re.sub(r"[0-9]+", "0", old.split("asof")[0]) == kind for old in seen) < 3:
                seen.add(link)
                ahead.append(link)
    kinds = {link.split("?")[0].split("/")[2] for link in seen if link.startswith("/owner/")}
    assert kinds == {"", "vehicle", "fares", "fares.csv", "fares.xlsx", "fare", "wallets", "wallet", "withdraw",
                     "payouts", "destinations", "vendors", "vouchers",
                     *(f"statement{kind}" for kind in ("", ".csv", ".xlsx", ".pdf"))}  # fmt: skip


def test_a_fare_is_explained_to_the_last_cent(owner: FlaskClient, small_world: World) -> None:
    fare = small_world.of("KZZ 003C", small_world.sunday)[0]
    address = f"/owner/fare/{fare.receipt}?asof={small_world.asof}"
    html, text = page(owner, address), read(owner, address)
    assert "KES 50.50 · KZZ 003C · njia 46" in text
    assert "Ada ya Lipa Fare 2 % 1.01" in text
    parts = re.findall(r'<td class="n">([0-9]+\.[0-9]{2})</td>', html)
    assert sum(int(part.replace(".", "")) for part in parts[:-1]) == int(parts[-1].replace(".", "")) == 5050
    assert re.search(r"Mgao wa 1, tangu .* uliwekwa ", text)
    assert re.search(r"M-Pesa ilithibitisha [0-9A-Z]", text)
    assert "Hakuna risiti ya SMS" in text


def test_a_wallet_shows_its_entries(owner: FlaskClient, home: str) -> None:
    wallet = re.findall(r'href="(/owner/wallet/[^"]+)"', page(owner, "/owner/wallets/fuel"))[0]
    html = page(owner, unescape(wallet))
    assert len(re.findall(r"/owner/fare/", html)) == 50
    more = re.findall(r'href="(/owner/wallet/[^"]*before=[^"]+)"', html)
    assert len(re.findall(r"/owner/fare/", page(owner, unescape(more[0])))) == 50


def test_a_long_list_continues_where_it_ended(owner: FlaskClient, small_world: World) -> None:
    address, receipts = f"/owner/fares?on={small_world.sunday}&asof={small_world.asof}", list[str]()
    while address:
        html = page(owner, address)
        receipts += re.findall(r">(TKW[0-9]+)</a>", html)
        address = next((unescape(link) for link in HREF.findall(html) if "before=" in link), "")
    assert sorted(receipts) == sorted(fare.receipt for fare in small_world.of(on=small_world.sunday))


def test_it_has_the_rows_of_the_filters(owner: FlaskClient, small_world: World) -> None:
    file = rows(owner, f"/owner/fares.csv?on={small_world.sunday}&plate=kzz001a&hour=07&asof={small_world.asof}")
    fares = [fare for fare in small_world.of("KZZ 001A", small_world.sunday) if fare.paid_at.hour == 7]
    assert [(row["receipt"], row["amount_kes"], row["paid_at_eat"]) for row in reversed(file)] == [
        (fare.receipt, "60.00", fare.paid_at.strftime("%Y-%m-%d %H:%M:%S")) for fare in fares
    ]


def test_it_has_a_name_and_a_header(owner: FlaskClient, small_world: World) -> None:
    answer = owner.get(f"/owner/fares.csv?period=week&on={small_world.sunday}")
    monday = small_world.sunday - timedelta(days=6)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="lipa-fare-week-{monday}.csv"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.get_data(as_text=True).splitlines()[0] == ",".join(
        (*csv_file.HEADER, *(f"{name}_kes" for name in SHARES))
    )


@pytest.mark.parametrize("text", [
    "=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx", "=cmd|'/c calc'!A1", "\uff1d1+1",
    "007", "6/9", "12E4567890", "0012345678", "1.5", "3-4-26", "7:15", "5MAR", "Sept 2026", "TRUE", "7 PM", "7:15pm",
    "5%", "(5)", ".5", "5.", "$5", "1E+5", "March 5, 2026", "5-Mar-26 7:15",
])  # fmt: skip
def test_a_spreadsheet_leaves_text_as_it_is(text: str) -> None:
    fare = {"local_at": "2026-11-22T21:42:07", "receipt": text, "plate": text, "route": text, "channel": text,
            "payer_last3": text, "amount_cents": 100, "commission_cents": 2, "business_on": "2026-11-22",
            "stage": text, "seats": 2, "parts": {}}  # fmt: skip
    row = dict(zip(csv_file.HEADER, csv_file._fare(fare, []), strict=True))
    assert {row[name] for name in ("receipt", "plate", "channel", "stage")} == {f"'{text}"}
    assert (row["route"], row["payer_last3"]) == (f"Njia {text}", f"..{text}")


@pytest.mark.parametrize(
    "text", ["TKW0000123", "KZZ 001A", "ussd", "SEP1A2B3C4", "Junction", "Market", "Stage 5", "17B", "Maji Mazuri"]
)
def test_a_cell_that_is_text_stays(text: str) -> None:
    assert csv_rows.cell(text) == text


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [("4500", 303, "4,500"), ("elfu nne", 422, "shilingi kamili"), ("", 303, 'name="target" type="text"')],
)
def test_an_owner_sets_a_vehicles_target(owner: FlaskClient, typed: str, status: int, said: str) -> None:
    path = "/owner/vehicle/KZZ001A"
    answer = owner.post(path, data={"csrf": csrf_of(owner), "target": typed})
    assert answer.status_code == status
    if status == 303:
        assert answer.headers["Location"] == f"{path}?done=target_set#target"
        html = page(owner, answer.headers["Location"])
        assert said in html
        assert "Lengo limehifadhiwa" in words(html)
    else:
        assert (said in answer.text, f'value="{typed}"' in answer.text) == (True, True)
