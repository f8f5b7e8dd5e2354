"""The SACCO's home: its sentence, its figures against the fares and the ledger, and the CSV file."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.i18n import formats
from web.tests.pages.fixtures import send
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import Fare, World, value

ROW = re.compile(
    r'>(KZZ [0-9]{3}[A-Z])<.*?<td class="n">([0-9,.]+)</td>.*?<td class="n">([0-9,.]+)<small>([0-9,.]+)<', re.DOTALL
)
CLOSE = "update fleet.vehicles set state = 'closed' where plate = 'KZZ 002B'"
PILOT = """insert into fleet.pilot_entries (kind, vehicle_id, valid_from)
           select 'vehicle', vehicle_id, now() - interval '30 days' from fleet.vehicles where plate = 'KZZ 001A'"""


@pytest.fixture(scope="module")
def treasurer(seeded: SeededWorld) -> FlaskClient:
    return seeded.browser("sacco_treasurer")


@pytest.fixture
def home(small_world: World) -> str:
    return f"/sacco/?asof={small_world.asof}"


def at(small_world: World, hour: int, minute: int) -> str:
    horizon = small_world.asof.split("-", maxsplit=1)[0]
    return f"/sacco/?asof={horizon}-{int(small_world.at(hour, minute).timestamp())}"


def of_sunday(small_world: World, plate: str = "") -> list[Fare]:
    return [
        fare for fare in small_world.fares
        if fare.paid_at.date() == small_world.sunday and plate in ("", fare.plate)
    ]  # fmt: skip


def total(fares: list[Fare]) -> str:
    return formats.kes(sum(fare.cents for fare in fares))


@pytest.mark.parametrize(
    ("hour", "minute", "sentence"),
    [
        (21, 50, "Magari 3 kati ya 4 yanapokea nauli."),
        (23, 30, "Usiku: nauli zinatarajiwa tena kuanzia 05:00."),
    ],
)
def test_the_first_sentence_is_of_that_moment(
    treasurer: FlaskClient, small_world: World, hour: int, minute: int, sentence: str
) -> None:
    html = page(treasurer, at(small_world, hour, minute))
    assert words(html[html.index("<h1") : html.index("</h1>")]).strip() == sentence


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (CLOSE, ["Magari yote 3 yanapokea nauli."]),
        (PILOT, ["1 kati ya 4", "KZZ 003C bado haliwezi kupokea nauli"]),
    ],
)
def test_it_says_why_vehicles_take_no_fares(
    treasurer: FlaskClient, home: str, seeded: SeededWorld, change: str, said: list[str]
) -> None:
    seeded.execute(change)
    try:
        text = words(page(treasurer, home))
    finally:
        seeded.execute("update fleet.vehicles set state = 'active'")
        seeded.execute("delete from fleet.pilot_entries")
    assert not [sentence for sentence in said if sentence not in text]


def test_silent_vehicles_come_first(treasurer: FlaskClient, home: str) -> None:
    html = page(treasurer, home)
    assert "KZZ 002B: hakuna nauli tangu 14:10" in words(html)
    assert ROW.findall(html)[0][0] == "KZZ 002B"


def test_every_figure_is_the_ledgers(
    treasurer: FlaskClient, home: str, small_world: World, connection: Connection
) -> None:
    html = page(treasurer, home)
    assert f"KES {total(of_sunday(small_world))}" in words(html)
    found = ROW.findall(html)
    assert {row[0] for row in found} == {fare.plate for fare in small_world.fares}
    dues = """select coalesce(sum(e.amount_cents), 0)::bigint from ledger.ledger_entries e
                join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
                join fleet.vehicles v on v.vehicle_id = w.vehicle_id join ledger.journals j using (journal_id)
               where s.purpose = 'sacco' and v.plate = %s and j.business_on between %s and %s"""
    for plate, cents, of_day, of_month in found:
        assert cents == total(of_sunday(small_world, plate))
        sunday = small_world.sunday
        assert of_day == formats.kes(value(connection, dues, plate, sunday, sunday))
        assert of_month == formats.kes(value(connection, dues, plate, sunday.replace(day=1), sunday))


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_the_file_has_what_the_page_shows(treasurer: FlaskClient, home: str, small_world: World, period: str) -> None:
    query = f"{home}&period={period}&on={small_world.sunday}"
    html = page(treasurer, query)
    rows = list(csv.DictReader(io.StringIO(page(treasurer, query.replace("/sacco/", "/sacco/vehicles.csv")))))
    shown = {row[0]: row[1:] for row in ROW.findall(html)}
    columns = ("takings_kes", "dues_kes", "dues_month_kes")
    assert {row["plate"]: tuple(_page_form(row[name]) for name in columns) for row in rows} == shown
    assert {row["route"] for row in rows} == {"Njia 46"}


def _page_form(plain: str) -> str:
    return formats.kes(int(plain.replace(".", "")))


def test_routes_sum_their_vehicles_and_the_board_says_what_a_seat_costs(
    treasurer: FlaskClient, home: str, small_world: World, connection: Connection
) -> None:
    text = words(page(treasurer, home))
    assert re.search(rf"46 {total(of_sunday(small_world))} .*3 kati ya 4", text)
    assert "46 Kencom-Kawangware" in text
    connection.execute("""insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from)
        select stage_id, 'peak', 6000, now() - interval '30 days' from fleet.stages where name = 'Yaya'""")
    assert re.search(r"Yaya – 60 –", words(page(treasurer, home)))


def test_requests_to_approve_are_counted_and_led_to(treasurer: FlaskClient, home: str) -> None:
    assert re.search(r'<a href="/sacco/people">[^<]*: 2\.</a>', page(treasurer, home))


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [("4500", 303, "4,500"), ("5,000", 303, "5,000"), ("elfu nne", 422, "shilingi kamili"), ("", 303, 'value=""')],
)
def test_a_target_is_set_on_the_vehicles_page(treasurer: FlaskClient, typed: str, status: int, said: str) -> None:
    path = "/sacco/vehicle/KZZ001A"
    if status == 303:
        assert send(treasurer, path, target=typed) == f"{path}?done=target_set#target"
        assert said in page(treasurer, path)
    else:
        token = re.search(r'name="csrf" value="(\w+)"', page(treasurer, path))
        assert token
        answer = treasurer.post(path, data={"csrf": token[1], "target": typed})
        assert (answer.status_code, said in answer.text, f'value="{typed}"' in answer.text) == (status, True, True)


def test_the_vehicles_page_has_its_days(treasurer: FlaskClient, small_world: World) -> None:
    html = page(treasurer, f"/sacco/vehicle/KZZ001A?period=month&on={small_world.sunday}&asof={small_world.asof}")
    sunday = formats.day(small_world.sunday.isoformat(), "sw")
    assert re.search(rf'{sunday}</a></th><td class="n">{total(of_sunday(small_world, "KZZ 001A"))}</td>', html)
