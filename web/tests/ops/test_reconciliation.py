"""The desk of breaks, the month's report and the trust proof, as operations and finance see them."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web.tests.pages.fixtures import csrf_of
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World, value

STATEMENT = """insert into recon.statements (source, channel, file_name, file_sha256, short_code, account, period_from,
    period_to, state, proof, ended_at)
  values ('statement', 'command', 'Utility.csv', sha256(gen_random_uuid()::text::bytea), '400222', 'utility',
    now() - interval '1 hour', now() - interval '59 minutes', 'read', 'not_stated', now()) returning statement_id"""
LINE = """insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind, amount_cents,
    balance_cents, completed_at, business_on, bill_ref)
  select %s, 7, 'statement', p.short_code, 'utility', p.receipt, 'payment', %s, 1310000, p.paid_at,
    (p.paid_at at time zone 'Africa/Nairobi')::date, p.bill_ref from mobile_money.payments p where p.receipt = %s"""
MATCH = "select recon.match_lines(p_at => now(), p_limit => 1000)"
BREAK = "select break_id from recon.breaks where receipt = %s order by break_id desc limit 1"
DIFFERENCE = "select coalesce(sum(balance_cents), 0)::bigint from audit.wallet_balances where kind = 'difference'"
STATES = "select string_agg(state, ' ' order by break_id) from recon.breaks where receipt = any (%s)"
WHY = "nambari iliandikwa vibaya kwenye lango"


def submit(client: FlaskClient, path: str, **form: str | list[str]) -> TestResponse:
    return client.post(path, data={**form, "csrf": csrf_of(client)})


@pytest.fixture
def offices(staff: FlaskClient, finance: FlaskClient) -> tuple[FlaskClient, FlaskClient]:
    for client in (staff, finance):
        client.set_cookie("lipa_lang", "en")
    return staff, finance


def differs(small_world: World, connection: Connection) -> tuple[str, str]:
    """A fare of KES 60 that the operator lists with 600; its receipt and break."""
    receipt = small_world.pay("KZZ 001A", 6000, small_world.at(12))
    connection.execute(LINE.encode(), (value(connection, STATEMENT), 60000, receipt))
    connection.execute(MATCH.encode())
    return receipt, str(value(connection, BREAK, receipt))


def test_scenario_33_forced_match_of_600_to_60_takes_two_and_is_in_the_months_report(
    offices: tuple[FlaskClient, FlaskClient], small_world: World, connection: Connection
) -> None:
    ops, finance = offices
    receipt, number = differs(small_world, connection)
    before = value(connection, DIFFERENCE)
    address = f"/ops/breaks/{number}"
    shown = words(page(ops, address))
    assert f"Amount differs: {receipt}, KES 540.00 not explained" in shown
    assert "Payment in KES 600.00" in shown
    assert "row 7" in shown
    assert "Payment KES 60.00" in shown
    assert submit(ops, address, resolution="forced", reason="ok").status_code == 422, "a reason that says something"
    assert submit(ops, address, resolution="forced", reason=WHY).headers["Location"] == f"{address}?done=proposed"
    assert submit(ops, address, decision="approved").status_code == 404, "operations don't decide"
    assert value(connection, DIFFERENCE) == before, "nothing moved yet"
    assert WHY in words(page(finance, address))
    assert submit(finance, address, decision="approved").headers["Location"] == f"{address}?done=approved"
    assert value(connection, DIFFERENCE) - before == 54000
    report = words(page(finance, "/ops/reconciliation/month"))
    assert "breaks matched by force" in report
    assert f"{receipt} Amount differs" in report
    assert WHY in report
    rows = list(csv.DictReader(io.StringIO(page(finance, "/ops/reconciliation/month.csv"))))
    (row,) = [row for row in rows if row["receipt"] == receipt]
    assert (row["resolution"], row["difference_kes"], row["reason"]) == ("forced", "540.00", WHY)
    assert row["proposed_by"] != row["decided_by"]


def test_many_breaks_end_for_one_reason_and_one_that_cleared_says_so(
    offices: tuple[FlaskClient, FlaskClient], small_world: World, connection: Connection
) -> None:
    ops, finance = offices
    pairs = [differs(small_world, connection) for _ in range(3)]
    receipts, numbers = ([pair[n] for pair in pairs] for n in (0, 1))
    assert "Tick at least one break." in words(
        submit(ops, "/ops/breaks", resolution="explained").get_data(as_text=True)
    )
    answer = submit(ops, "/ops/breaks", resolution="explained", reason=WHY, **{"break": numbers})
    assert answer.headers["Location"] == "/ops/breaks?done=proposed"
    connection.execute(
        "update recon.lines set state = 'matched', rule = 'receipt', matched_at = now(), journal_id = -line_id"
        " where receipt = %s", (receipts[0],)
    )  # fmt: skip
    one = submit(finance, f"/ops/breaks/{numbers[0]}", decision="approved")
    assert "It has explained itself meanwhile." in words(one.get_data(as_text=True))
    answer = submit(finance, "/ops/breaks", decision="approved", **{"break": numbers})
    assert answer.headers["Location"] == "/ops/breaks?done=approved&left=1"
    assert "are left as they were" in words(page(finance, answer.headers["Location"]))
    assert value(connection, STATES, receipts) == "proposed resolved resolved"


def test_a_page_left_open_does_not_approve_what_was_proposed_since(
    offices: tuple[FlaskClient, FlaskClient], small_world: World, connection: Connection
) -> None:
    ops, finance = offices
    _, number = differs(small_world, connection)
    address = f"/ops/breaks/{number}"
    submit(ops, address, resolution="explained", reason=WHY)
    old = re.findall(r'name="seen" value="([0-9]+)"', page(finance, address))
    submit(finance, address, decision="declined")
    submit(ops, address, resolution="forced", reason=WHY)
    refused = submit(finance, address, decision="approved", seen=old)
    assert (refused.status_code, "Something else is proposed now" in words(refused.text)) == (422, True)
    seen = re.findall(r'name="seen" value="([0-9]+)"', page(finance, "/ops/breaks"))
    answer = submit(finance, "/ops/breaks", decision="declined", seen=seen, **{"break": number})
    assert answer.headers["Location"] == "/ops/breaks?done=declined"


def test_days_say_whether_everything_is_explained(
    offices: tuple[FlaskClient, FlaskClient], small_world: World, connection: Connection
) -> None:
    ops, _ = offices
    receipt, number = differs(small_world, connection)
    shown = words(page(ops, "/ops/reconciliation"))
    assert "open: KES" in shown
    assert "not explained" in shown
    listed = words(page(ops, "/ops/breaks?kind=amount_differs"))
    assert receipt in listed
    assert "M-Pesa 600.00, we 60.00" in listed
    assert "Nothing" not in words(page(ops, f"/ops/breaks/{number}"))


def test_trust_proof_is_asked_for_and_shown_in_one_line(offices: tuple[FlaskClient, FlaskClient]) -> None:
    ops, finance = offices
    assert "no statement was read" in words(page(finance, "/ops/finance/"))
    assert submit(finance, "/ops/trust").headers["Location"] == "/ops/trust?done=wanted"
    assert "Without one" not in words(page(ops, "/ops/trust"))


def test_what_only_a_file_tells_is_posted_by_two_people_and_never_by_its_uploader(
    offices: tuple[FlaskClient, FlaskClient], connection: Connection, small_world: World
) -> None:
    """All that are listed at once; the desk shows the account that the file names."""
    ops, finance = offices
    small_world.pay("KZZ 001A", 6000, small_world.at(12))
    statement, receipts = value(connection, STATEMENT), ["TFORGED001", "TFORGED002"]
    line = """insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind, amount_cents,
        completed_at, business_on, bill_ref)
      select %s, n, 'statement', '400222', 'utility', %s, 'payment', 6000, now() - interval '1 day',
        (now() - interval '1 day')::date, '4628' from generate_series(1, 1) n"""
    for receipt in receipts:
        connection.execute(line.encode(), (statement, receipt))
    uploads = "update recon.statements set channel = 'page', taken_by = %s where statement_id = %s"
    whose = "select user_id from access.role_grants where role = 'finance' order by 1 desc limit 1"
    connection.execute(uploads.encode(), (value(connection, whose), statement))
    connection.execute(MATCH.encode())
    posted = "select count(*) from mobile_money.payments where receipt = any (%s)"
    assert value(connection, posted, receipts) == 0
    address = "/ops/breaks?kind=missing_in_ledger"
    assert "account 4628" in words(page(ops, address))
    numbers = [str(value(connection, BREAK, receipt)) for receipt in receipts]
    answer = submit(ops, "/ops/breaks", resolution="posted", reason=WHY, all="yes", listed=numbers)
    assert answer.headers["Location"] == "/ops/breaks?done=proposed"
    refused = submit(finance, "/ops/breaks", decision="approved", all="yes", listed=numbers)
    assert "You uploaded the file. Somebody else must decide." in words(refused.get_data(as_text=True))
    assert value(connection, posted, receipts) == 0
    connection.execute(uploads.encode(), (None, statement))
    answer = submit(finance, "/ops/breaks", decision="approved", all="yes", listed=numbers)
    assert answer.headers["Location"] == "/ops/breaks?done=approved"
    assert value(connection, posted, receipts) == 2
