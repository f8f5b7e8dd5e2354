"""Files of the operator against the ledger: what each wrong row becomes (hostile inputs D, scenario 32)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import NAIROBI, faults, make_user, register, value
from db.tests.database import fresh
from worker.tests.reconciling import PROPOSE, SETTLE, OwnersImporter, agree

HEAD = ";".join((
    "Receipt No.", "Completion Time", "Details", "Transaction Status", "Paid In", "Withdrawn", "Balance", "Reason Type",
    "Other Party Info", "Linked Transaction ID", "A/C No.",
))  # fmt: skip
DAY = datetime(2026, 11, 20, tzinfo=NAIROBI)
MATCH = "select recon.match_lines(p_at => %s, p_limit => 1000)"
BREAKS = """select kind, receipt, operator_cents, ledger_cents, unexplained_cents, state from recon.breaks
  order by receipt, kind"""


@pytest.fixture
def owner() -> Iterator[Connection[Any]]:
    """The owner of the tables of a database with one vehicle."""
    with fresh("statement") as database, psycopg.connect(database.owner_url, autocommit=True) as connection:
        register(connection)
        yield connection
        assert faults(connection) == []


def told(owner: Connection[Any], receipt: str, at: datetime, shillings: str = "60.00") -> None:
    """The message about a payment, nine seconds after it."""
    owner.execute(SETTLE, {"receipt": receipt, "amount": shillings, "account": "4628", "body": receipt,
                           "time": f"{at:%Y%m%d%H%M%S}", "at": at + timedelta(seconds=9)})  # fmt: skip


def row(receipt: str, at: datetime, amount: str = "60.00", balance: str = "", **cells: str) -> str:
    """One row of the file."""
    paid_in, withdrawn = ("", amount) if amount.startswith("-") else (amount, "")
    named = {
        "details": "Pay Bill",
        "status": "Completed",
        "reason": "Pay Utility",
        "linked": "",
        "account": "4628",
    } | cells
    return ";".join((receipt, f"{at:%d-%m-%Y %H:%M:%S}", named["details"], named["status"], paid_in, withdrawn, balance,
                     named["reason"], "2541****126 - N", named["linked"], named["account"]))  # fmt: skip


def import_file(owner: Connection[Any], folder: Path, *rows: str, name: str = "day.csv") -> Any:
    """Read a file with a BOM and semicolons, and run the job the next morning."""
    preamble = (f"Short Code:;400222\r\nAccount:;Utility Account\r\nTime Period:;From;{DAY:%d-%m-%Y} 00:00:00;To;"
                f"{DAY:%d-%m-%Y} 23:59:59\r\n")  # fmt: skip
    (folder / name).write_bytes(("\ufeff" + preamble + "\r\n".join((HEAD, *rows)) + "\r\n").encode())
    outcome = OwnersImporter(owner).read(folder / name, name)
    value(owner, MATCH, DAY + timedelta(days=1, hours=7))
    return outcome


def test_scenario_32_each_wrong_row_is_typed(owner: Connection[Any], tmp_path: Path) -> None:
    """A missing row, an extra row, a duplicate, a fee, an amount + 1, a wrong date, BOM and `;`, a total line."""
    noon = DAY + timedelta(hours=12)
    for n in range(1, 6):
        told(owner, f"TSC000000{n}", noon + timedelta(minutes=n))
    told(owner, "TSC0000006", noon + timedelta(days=1))  # the file says that it was the day before
    told(owner, "TSC0000007", noon)
    rows = (
        row("TSC0000001", noon), row("TSC0000002", noon, "61.00"), row("TSC0000006", noon),
        row("TSC0000003", noon, balance="1,060.00"), row("TSC0000003", noon, balance="1,060.00"),
        row("TSC0000004", noon, balance="1,120.00"), row("TSC0000004", noon, balance="1,180.00"),
        row("TSC0000001", noon, "-5.00", details="Pay Bill Charge", reason="Business Pay Bill Charge"),
        row("TSC0000008", noon), row("TSC0000005", noon).replace("20-11-2026", "2026/20/11"),
        row("TSC0000009", noon, "75.00", details="Something new", reason="Something new"), "Total;;;;435.00;-5.00",
        row("TSC0000010", noon, "-60.00", details="Pay Reversal", reason="Pay Reversal", linked="TSC0000007"),
    )  # fmt: skip
    outcome = import_file(owner, tmp_path, *rows)
    assert (outcome.state, outcome.bad_count) == ("read", 1)
    expected = [
        ("missing_in_ledger", "TSC0000001", -500, None, 500, "open"),
        ("amount_differs", "TSC0000002", 6100, 6000, 100, "open"),
        ("duplicate", "TSC0000003", 6000, 6000, 0, "open"),
        ("duplicate", "TSC0000004", 6000, 6000, 6000, "open"),
        ("missing_at_operator", "TSC0000005", None, 6000, 6000, "open"),
        ("wrong_day", "TSC0000006", 6000, 6000, 0, "open"),
        ("missing_at_operator", "TSC0000007", None, 6000, 6000, "open"),
        ("missing_in_ledger", "TSC0000008", 6000, None, 6000, "open"),
        ("unknown_kind", "TSC0000009", 7500, None, 7500, "open"),
        ("missing_in_ledger", "TSC0000010", -6000, None, 6000, "open"),
    ]
    assert owner.execute(BREAKS).fetchall() == expected
    assert agree(owner) == 2, "the fee above the tariff, and the payment"
    expected = [(*found[:5], "resolved") if found[1] in ("TSC0000001", "TSC0000008") else found for found in expected]
    assert owner.execute(BREAKS).fetchall() == expected
    assert value(owner, "select balance_cents from audit.wallet_balances where kind = 'charges'") == -500
    # The same file again changes nothing, nor does the job.
    assert import_file(owner, tmp_path, *rows).state == "known"
    assert owner.execute(BREAKS).fetchall() == expected


def test_statement_d_missing_on_either_side_and_reversed(owner: Connection[Any], tmp_path: Path) -> None:
    """Posted from the statement with 4-eyes and held; investigated; a reversal by two people. No silent fix."""
    noon = DAY + timedelta(hours=12)
    told(owner, "THD0000001", noon)
    told(owner, "THD0000002", noon)
    before = value(owner, "select count(*) from ledger.journals")
    import_file(
        owner, tmp_path, row("THD0000001", noon), row("THD0000003", noon),
        row("THD0000004", noon, "-60.00", details="Pay Reversal", reason="Pay Reversal", linked="THD0000001"),
    )  # fmt: skip
    assert value(owner, "select count(*) from ledger.journals") == before
    found = [(kind, receipt, state) for kind, receipt, *_, state in owner.execute(BREAKS)]
    assert found[1] == ("missing_in_ledger", "THD0000003", "open")
    agree(owner)
    assert value(owner, "select count(*) from ledger.journals") == before + 1
    assert value(owner, "select why from mobile_money.verifications where receipt = 'THD0000003'") == ["from_statement"]
    assert value(owner, "select sum(amount_cents) from ledger.holds where released_at is null") == 12000
    found = [(kind, receipt, state) for kind, receipt, *_, state in owner.execute(BREAKS)]
    assert found == [("missing_at_operator", "THD0000002", "open"), ("missing_in_ledger", "THD0000003", "resolved"),
                     ("missing_in_ledger", "THD0000004", "open")]  # fmt: skip
    assert value(owner, "select resolution from recon.breaks where receipt = 'THD0000004'") == "reversal"


def test_overlapping_files_and_another_amount_overwrite_nothing(owner: Connection[Any], tmp_path: Path) -> None:
    noon = DAY + timedelta(hours=12)
    told(owner, "THD0000001", noon)
    import_file(owner, tmp_path, row("THD0000001", noon), name="first.csv")
    lines = "select receipt, amount_cents, state from recon.lines where state <> 'copy'"
    known = owner.execute(lines).fetchall()
    outcome = import_file(owner, tmp_path, row("THD0000001", noon), row("THD0000002", noon), name="second.csv")
    assert (outcome.new, outcome.known) == (1, 1)
    outcome = import_file(owner, tmp_path, row("THD0000001", noon, "600.00"), name="third.csv")
    assert (outcome.new, outcome.conflicting) == (0, 1)
    assert set(known) < set(owner.execute(lines).fetchall())
    differs = [found for found in owner.execute(BREAKS) if found[0] == "amount_differs"]
    assert differs == [("amount_differs", "THD0000001", 60000, 6000, 54000, "open")]


def test_a_fare_of_the_last_second_and_one_after_midnight(owner: Connection[Any], tmp_path: Path) -> None:
    """Paid 23:59:58 and called back 00:00:07: the first day. Paid 00:10 on a trip that began 23:50: the second day."""
    last, after = DAY + timedelta(hours=23, minutes=59, seconds=58), DAY + timedelta(days=1, minutes=10)
    owner.execute(
        "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('c'), '\\x01', '126')"
    )
    trip = """insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at)
                select vehicle_id, user_id, %s, %s from fleet.vehicles, accounts.users"""
    owner.execute(trip, (DAY + timedelta(hours=23, minutes=50), after + timedelta(hours=1)))
    told(owner, "TMN0000001", last)
    told(owner, "TMN0000002", after)
    import_file(owner, tmp_path, row("TMN0000001", last))
    assert owner.execute("select receipt, business_on from fares.fares order by 1").fetchall() == [
        ("TMN0000001", DAY.date()), ("TMN0000002", (DAY + timedelta(1)).date())]  # fmt: skip
    days = "select business_on, lines, matched, unexplained_cents from audit.reconciliation"
    assert owner.execute(days).fetchall() == [(DAY.date(), 1, 1, 0)]


def test_a_forged_file_posts_nothing_without_a_second_person(owner: Connection[Any], tmp_path: Path) -> None:
    """Real receipts with another account, a sweep to the bank: each waits for somebody else than the uploader."""
    noon = DAY + timedelta(hours=12)
    told(owner, "TFG0000001", noon)
    before = value(owner, "select count(*) from ledger.journals")
    forged = (
        row("TFG0000002", noon, account="4628"),
        row("TFG0000003", noon, "-5000.00", details="Merchant transfer",
            reason="Utility Account to Organization Settlement Account", account=""),
    )  # fmt: skip
    import_file(owner, tmp_path, row("TFG0000001", noon), *forged)
    value(owner, MATCH, DAY + timedelta(days=3))
    assert value(owner, "select count(*) from ledger.journals") == before
    uploader, colleague = (make_user(owner, name) for name in ("uploader", "colleague"))
    owner.execute("update recon.statements set channel = 'page', taken_by = %s", (uploader,))
    for (number,) in owner.execute("select break_id from recon.breaks").fetchall():
        decide = "select recon.decide_resolution(%s, %s, 'approved')"
        assert value(owner, PROPOSE, colleague, number) == "proposed"
        assert value(owner, decide, uploader, number) == "uploaded_it"
        assert value(owner, decide, colleague, number) == "same_person"
    value(owner, MATCH, DAY + timedelta(days=4))
    assert value(owner, "select count(*) from ledger.journals") == before
    assert value(owner, "select string_agg(distinct state, ' ') from recon.breaks") == "proposed"


def test_what_the_pull_api_tells_too_needs_nobody(owner: Connection[Any], tmp_path: Path) -> None:
    """The account is M-Pesa's own word then, not the file's."""
    noon = DAY + timedelta(hours=12)
    import_file(owner, tmp_path, row("TFG0000002", noon, account="4628"))
    assert [found[5] for found in owner.execute(BREAKS)] == ["open"]
    pulled = """with asked as (
        insert into recon.statements (source, channel, short_code, account, period_from, period_to, state, ended_at)
        values ('pull', 'pull', '400222', 'utility', %(at)s, %(at)s::timestamptz + interval '1 hour', 'read', now())
        returning statement_id)
      insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind, amount_cents,
        completed_at, business_on, bill_ref)
      select statement_id, 1, 'pull', '400222', 'utility', 'TFG0000002', 'payment', 6000, %(at)s, %(at)s::date, 'KBX'
        from asked"""
    owner.execute(pulled, {"at": noon})
    value(owner, MATCH, DAY + timedelta(days=2))
    assert owner.execute("select state, bill_ref from mobile_money.payments").fetchall() == [("suspense", "KBX")]
    assert {found[5] for found in owner.execute(BREAKS)} == {"cleared"}
