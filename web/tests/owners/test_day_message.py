"""The SMS of the evening equals page, statement and CSV of its position, to the cent, whatever was paid after it."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.i18n import formats
from web.tests.owners.payees import post
from web.tests.owners.test_statement import cents, of_csv, of_page
from web.tests.pages import world
from web.tests.pages.html_text import page, words
from web.tests.pages.world import Fare, World

PARTS = {"Ada": "commission", "Mafuta": "fuel", "Ukarabati": "maintenance", "Sacco": "sacco", "Bima": "insurance",
        "Faida": "profit"}  # fmt: skip
SMS = "select payload ->> 'text' from messaging.outbox where topic = 'sms' and key like 'day/%%' order by outbox_id"
SILENT = "select payload ->> 'text' from messaging.outbox where topic = 'sms' and key like 'silent/%%' order by 1"


@pytest.fixture
def sms(owner: FlaskClient, small_world: World, connection: Connection) -> str:
    """Of Sunday, at 21:00."""
    send = "select fares.send_day_messages(%s)"
    world.wait_for_horizon(connection)
    assert world.value(connection, send, small_world.at(21)) >= 1
    assert world.value(connection, send, small_world.at(21, 30)) == 0, "once for each owner and day"
    return str(world.value(connection, SMS))


def test_it_equals_page_statement_and_csv(
    owner: FlaskClient, small_world: World, connection: Connection, sms: str
) -> None:
    assert len(sms) <= 160
    total, fares = re.findall(r"KES ([0-9,.]+), nauli ([0-9,]+)\.", sms)[0]
    small_world.pay("KZZ 001A", 7_000, small_world.at(20))  # is not in it, and not in pages as of its position
    html = page(owner, f"/owner/statement?on={small_world.sunday}")
    (as_in_sms,) = [unescape(link) for link in re.findall(r'href="(/owner/statement\?[^"]*asof=[^"]*)">[^<]*SMS', html)]
    query = as_in_sms.partition("?")[2]
    shown = of_page(owner, query)
    assert shown[1] == cents(total)
    assert shown == of_csv(owner, query)
    assert of_page(owner, f"on={small_world.sunday}")[1] == cents(total) + 7_000, "the fresh page has it"
    assert f"KES {formats.kes(cents(total))}" in words(page(owner, f"/owner/?{query}"))
    file = list(csv.DictReader(io.StringIO(page(owner, f"/owner/fares.csv?{query}"))))
    assert len(file) == int(fares.replace(",", ""))
    for name, column in PARTS.items():
        told = re.findall(rf"{name} ([0-9,]+(?:\.[0-9]+)?)", sms)
        if told:  # with many vehicles the pots are one sum
            assert cents(told[0]) == sum(cents(row[f"{column}_kes"]) for row in file), name
    assert told or re.search(r"yako [0-9,.]+", sms)
    assert -shown[2] == sum(cents(row["commission_kes"]) for row in file)


def test_who_does_not_want_it_gets_none(owner: FlaskClient, small_world: World, connection: Connection) -> None:
    assert "Nitumiwe SMS" in post(owner, "/owner/statement", state="off")[1]
    before = small_world.at(21) - timedelta(days=7)
    assert world.value(connection, "select fares.send_day_messages(%s)", before) >= 1
    told = "select people from fares.day_messages where owner_id = %s and business_on = %s"
    assert world.value(connection, told, small_world.owner_ids[0], before.date()) == 0
    assert "Nisitumiwe SMS" in post(owner, "/owner/statement", state="on")[1]


def test_a_silent_vehicle_shows_and_its_owner_is_told_once(
    owner: FlaskClient, small_world: World, connection: Connection
) -> None:
    """Until 18:00 KZZ 002B takes a fare every ten minutes, but not on the last Sunday after 14:10."""
    for week in (7, 14):
        at = small_world.at(14, 20) - timedelta(days=week)
        usual = [Fare(small_world.next_receipt(), "KZZ 002B", 4_000, at + timedelta(minutes=10 * n)) for n in range(23)]
        world._settle(connection, usual, "")
        small_world.fares += usual
    world.wait_for_horizon(connection)

    def watch(hour: int, minute: int) -> tuple[list[str], str]:
        """Run the job at that time; what was sent, and what the page of the minute after it says."""
        world.value(connection, "select fares.watch_silence(%s)", small_world.at(hour, minute))
        texts = connection.execute(SILENT.encode()).fetchall()
        moment = int(small_world.at(hour, minute + 1).timestamp())
        asof = f"{world.value(connection, 'select ledger.horizon()::text')}-{moment}"
        return [text for (text,) in texts], words(page(owner, f"/owner/?asof={asof}"))

    assert watch(15, 0)[0] == [], "an hour is not long enough for this vehicle"
    sent, shown = watch(17, 50)
    (text,) = sent
    assert text.startswith("Lipa Fare: KZZ 002B haijapokea nauli tangu 14:10. Kwa kawaida huwa imepokea kama 22 tangu")
    assert "KZZ 002B: hakuna nauli tangu" in shown
    signs = "select sign from fares.sacco_signs(array[(select sacco_id from fleet.saccos limit 1)], %s, %s,"
    signs += " ledger.horizon(), %s) where plate = 'KZZ 002B'"
    zone = "Africa/Nairobi"
    assert world.value(connection, signs, small_world.sunday, zone, small_world.at(17, 51)) == "silent"
    assert watch(17, 55)[0] == sent, "told once"
    small_world.pay("KZZ 002B", 4_000, small_world.at(18))
    sent_later, shown = watch(18, 5)
    assert sent_later == sent
    assert "KZZ 002B: hakuna nauli tangu" not in shown, "a fare came: it is over"
    assert world.value(connection, "select count(*) from fares.silences where ended_at is null") == 0


def test_a_fare_of_the_last_second_belongs_to_its_day(
    owner: FlaskClient, small_world: World, connection: Connection
) -> None:
    """Paid at 23:59:58, told at 00:00:00: of the first day on the statement, in its files and in its SMS."""
    day, after = small_world.sunday, small_world.sunday + timedelta(days=1)
    before = [of_page(owner, f"on={on}")[1] for on in (day, after)]
    late = Fare(small_world.next_receipt(), "KZZ 003C", 5_000, small_world.at(23, 59) + timedelta(seconds=58))
    world._settle(connection, [late], "")
    world.wait_for_horizon(connection)
    assert [of_page(owner, f"on={on}")[1] for on in (day, after)] == [before[0] + 5_000, before[1]]
    assert of_csv(owner, f"on={day}")[1] == before[0] + 5_000
    text = "select fares.day_message(%s, %s, ledger.horizon(), 'sw')"
    told = world.value(connection, text, small_world.owner_ids[0], day)
    assert f"KES {formats.kes(before[0] + 5_000)}," in told
