"""The staff's home: its sentence from real rows, the figures of today, and the pilot's weeks."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

LIMIT = 30 * 1024
SETTLE = (
    """update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'a test'
        where acknowledged_at is null""",
    "update jobs.schedule set last_run_at = now()",
    "delete from gates.figures",
    "delete from recon.breaks",
    "delete from gates.week_drops",
    "delete from gates.pilot_weeks",
    "delete from gates.channel_days",
)
WEEK = """insert into gates.pilot_weeks (week_on, until_on, counted_at, final_at, vehicles, vehicles_paid, sims, fares,
            ussd_fares, fare_cents, commission_cents, lines, lines_matched, breaks, breaks_open, oldest_break_seconds,
            payouts, payout_seconds, payout_slow_seconds, disputes, disputes_decided)
          select d, d + 6, now(), now(), 15, 12, 310, 2000, 1500, 12000000, 240000, 2100, 2090, 7, 1, 90000, 20, 61,
                 900, 0, 0
            from (values (date_trunc('week', now())::date - 7), (date_trunc('week', now())::date - 14)) as w(d)"""
BREAK = """insert into recon.breaks (kind, source, short_code, journal_id, receipt, business_on, unexplained_cents)
           values ('missing_at_operator', 'pull', '400222', %s, %s, current_date, %s) returning break_id"""


@pytest.fixture
def quiet(staff: FlaskClient, connection: Connection) -> Iterator[FlaskClient]:
    """Staff whose world has nothing wrong but payments that wait for a vehicle, and who read English."""
    for statement in SETTLE:
        connection.execute(statement)
    staff.set_cookie("lipa_lang", "en")
    yield staff
    for statement in SETTLE[3:]:
        connection.execute(statement)


def sentence(staff: FlaskClient) -> tuple[str, str]:
    """The heading in words, and where its link leads."""
    heading = re.search(r"<h1.*?</h1>", page(staff, "/ops/"), re.S)
    assert heading
    link = re.search(r'href="([^"]*)"', heading[0])
    return words(heading[0]).strip(), link[1] if link else ""


def place_all(connection: Connection, vehicle_id: int) -> None:
    waiting = connection.execute("select receipt from mobile_money.payments where state = 'suspense'").fetchall()
    for (receipt,) in waiting:
        connection.execute("select mobile_money.claim_suspense(%s, %s, 'passenger')", (receipt, vehicle_id))


def test_the_sentence_says_that_everything_is_all_right(
    quiet: FlaskClient, connection: Connection, small_world: World
) -> None:
    place_all(connection, world.value(connection, "select min(vehicle_id) from fleet.vehicles"))
    assert sentence(quiet) == ("Everything is all right.", "")
    quiet.set_cookie("lipa_lang", "sw")
    assert sentence(quiet) == ("Kila kitu kiko sawa.", "")
    quiet.set_cookie("lipa_lang", "en")
    small_world.pay("", 6000, small_world.at(12), account="KZZ 00IA")
    assert sentence(quiet) == ("Everything works. To do first: unallocated payments: 1", "#suspense")


def test_the_sentence_names_the_worst_thing_with_its_page(quiet: FlaskClient, connection: Connection) -> None:
    world.value(connection, BREAK, 1, "TKB0000001", 6000)
    text, link = sentence(quiet)
    assert (text, link) == ("Everything works. To do first: differences with M-Pesa: 1", "#breaks")
    assert f'id="{link[1:]}"' in page(quiet, "/ops/")
    connection.execute("select messaging.raise_alarm('job_failing', 'seal', 'x')")
    connection.execute("select messaging.raise_alarm('trust_differs', 'gate', 'x')")
    text, link = sentence(quiet)
    assert text.startswith("Not all right: What M-Pesa holds is not what we owe since ")
    assert "What M-Pesa holds is not what we owe" in words(page(quiet, link))
    connection.execute("update jobs.schedule set last_run_at = now() - interval '6 minutes'")
    text, link = sentence(quiet)
    assert re.fullmatch(r"Not all right: the worker has stood still since [0-9:]+", text)
    assert "Everything is all right" not in page(quiet, link)


def test_a_figure_that_is_an_alarm_is_in_the_sentence(quiet: FlaskClient, connection: Connection) -> None:
    connection.execute("insert into gates.figures (gate, state, since, measured_at) values ('ussd_drops', 'alarm', "
                       "now(), now())")  # fmt: skip
    text, link = sentence(quiet)
    assert text.startswith("Not all right: USSD sessions cut off since ")
    assert page(quiet, link)


def test_money_today_and_what_a_fare_leaves_us(quiet: FlaskClient, connection: Connection) -> None:
    cents, fares = connection.execute(
        "select coalesce(sum(amount_cents), 0), count(*) from fares.fares "
        "where business_on = (now() at time zone 'Africa/Nairobi')::date"
    ).fetchone() or (0, 0)
    connection.execute("""insert into gates.channel_days values
        (current_date - 1, 'ussd', 100, 12000, 0, 0, 16000), (current_date - 1, 'paybill', 100, 12000, 0, 0, 0)""")
    text = words(page(quiet, "/ops/"))
    assert f"Fares today KES {cents // 100:,}" in text
    assert f"{fares} fares," in text
    assert "Nothing to compare with yet" in text
    assert "PayBill 1.20 100 fares 1.20 100 fares" in text
    assert "\N{MINUS SIGN}0.40 100 fares" in text
    assert "Withdrawals without an answer 0 M-Pesa has answered every one" in text


def test_breaks_open_only_where_the_page_exists(quiet: FlaskClient, connection: Connection) -> None:
    for n in range(7):
        break_id = world.value(connection, BREAK, n, f"TKB000000{n}", 100 * n)
    html = page(quiet, "/ops/")
    assert "7 open, KES 21 not explained" in words(html)
    assert html.count("</b>: TKB") == 5
    may = world.value(connection, "select to_regprocedure('ops.breaks(bytea,text,text)') is not null")
    assert (f"/ops/breaks/{break_id}" in html) == may


def test_suspense_by_age_and_who_claimed(quiet: FlaskClient, connection: Connection, small_world: World) -> None:
    receipt = small_world.pay("", 7000, small_world.at(12), account="KZZ 00IA")
    claimed = small_world.pay("", 8000, small_world.at(12), account="KZZ 00IB")
    vehicle = world.value(connection, "select min(vehicle_id) from fleet.vehicles")
    connection.execute("update mobile_money.payments set first_seen_at = now() - interval '8 days' where receipt = %s",
                       (receipt,))  # fmt: skip
    connection.execute("select mobile_money.claim_suspense(%s, %s, 'passenger')", (claimed, vehicle))
    html = page(quiet, "/ops/")
    assert re.search(r"longer 1 70\b", words(html))
    assert f'<a href="/ops/suspense/{receipt}"><span>{receipt}<small>Assign ›' in html
    assert "Claimed by passengers in 7 days:" in words(html)
    assert f'<a href="/ops/payment/{claimed}">{claimed}</a>' in html


def test_the_week_is_a_card_and_a_page_that_reads_what_was_stored(quiet: FlaskClient, connection: Connection) -> None:
    assert "Counted for the first time tonight." in words(page(quiet, "/ops/"))
    assert "This week is not counted." in words(page(quiet, "/ops/week"))
    connection.execute(WEEK)
    connection.execute("""insert into gates.week_drops select w.week_on, s.step, s.n from gates.pilot_weeks w,
        (values ('end', 900), ('confirm', 60), ('stage', 40)) as s(step, n)""")
    home = words(page(quiet, "/ops/"))
    assert "12 of 15 vehicles take fares · 310 SIMs paid · 75 % of fares by USSD" in home
    assert "10 % of sessions left early · 99.5 % of M-Pesa's lines matched" in home
    html = page(quiet, "/ops/week")
    text = words(html)
    assert "12 of 15 vehicles take fares, 310 SIMs paid. " in text
    assert "Amount and Pay 60 6 % 6 %" in text
    assert "Longest open difference 25 h 25 h" in text
    assert "Withdrawal, from code to money 95 of 100 within 15 min; paid: 20 61 s 61 s" in text
    assert "These figures stay." in text
    before = re.search(r'href="(/ops/week\?on=[0-9-]+)" aria-label="Before', html)
    assert before
    assert "12 of 15 vehicles" in words(page(quiet, before[1]))
    assert quiet.get("/ops/week?on=yesterday").status_code == 422
    for lang in ("en", "sw"):
        quiet.set_cookie("lipa_lang", lang)
        assert len(page(quiet, "/ops/week").encode()) < LIMIT


def test_a_full_home_stays_light(quiet: FlaskClient, connection: Connection, small_world: World) -> None:
    for n in range(30):
        small_world.pay("", 6000, small_world.at(12), account=f"mama mboga wa Kawangware {n}")
        world.value(connection, BREAK, n, f"TKB00000{n:02d}", 100 * n)
        kind = ("prompts_unsent", "wrong_token", "codes_guessed")[n % 3]
        connection.execute("select messaging.raise_alarm(%s, %s, 'x')", (kind, f"about the source {n}"))
    connection.execute("""insert into messaging.outbox (topic, key, payload, state, attempts, last_error)
        select 'sms', 'heavy' || n, '{}', 'dead', 8, 'gateway said 403: too many requests'
          from generate_series(1, 30) n""")
    connection.execute(WEEK)
    connection.execute("""insert into gates.figures (gate, state, value, cases, since, measured_at)
        select gate, 'between', 12345, 12, now(), now() from gates.gates""")
    assert page(quiet, "/ops/?list=suspense").count('href="/ops/suspense/') == 25, "the page of one list has all of it"
    assert words(page(quiet, "/ops/?list=dead")).count("heavy") == 20
    sheet = len(quiet.get("/static/lipa.css").data)
    for lang in ("en", "sw"):
        quiet.set_cookie("lipa_lang", lang)
        assert len(page(quiet, "/ops/").encode()) + sheet < LIMIT
    connection.execute("delete from messaging.outbox where key like 'heavy%'")
