"""A day of traffic through all processes, with faults: the operator's books equal our ledger to the cent."""

import csv
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
from psycopg.rows import tuple_row

from db.tests.database import Database, fresh
from sandbox.clock import format_timestamp, nairobi_time
from sandbox.credential import Credential
from sandbox.traffic.browser import Login
from sandbox.traffic.withdrawals import Owner
from web.tests.conftest import key
from web.tests.pages.world import value
from web.tests.servers import ROOT, free_port

pytestmark = pytest.mark.slow

PASSWORD = "twiga-ndovu-4628"
PHONE = "0199000001"
FARES = 260
KEY = Credential()
EMPTY = ("InvoiceNumber", "OrgAccountBalance", "ThirdPartyTransID", "FirstName", "MiddleName", "LastName")
# Callbacks are repeated, late, out of order; the operator answers 500; its answers are lost.
FAULTS = {"duplicate": 0.3, "late": 0.1, "late_seconds": 2, "reorder": 0.2, "error_500": 0.1, "answer_lost": 0.05}


class Day:
    """An instance of the test's own, and the operator's side of it."""

    def __init__(self, database: Database, folder: Path) -> None:
        web, sandbox = free_port(), free_port()
        self.url, self.sandbox = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{sandbox}"
        self.database = database
        settings = {
            "SANDBOX_PORT": str(sandbox), "MODE": "demo", "SHORTCODE": "400222", "URL": self.url,
            "PUBLIC_URL": self.url, "DARAJA_URL": self.sandbox, "SMS_URL": self.sandbox,
            "CALLBACK_TOKEN": "token-of-a-test-day-01",
            "SEAL_KEYS": f"k1:{key(1)}", "LOOKUP_KEY": key(3), "WEB_SECRET": "secret-of-a-test-day-01",
            "DARAJA_KEY": "daraja", "DARAJA_SECRET": "daraja", "DARAJA_INITIATOR": "lipafare",
            "DARAJA_INITIATOR_PASSWORD": "initiator-of-a-day", "SANDBOX_KEY": KEY.key_pem,
            "DARAJA_CERT": KEY.certificate_pem, "PASSKEY": "passkey", "SMS_USERNAME": "sandbox", "SMS_KEY": "sms",
            "METRICS_DIR": str(folder), "SANDBOX_BOOKS": str(folder / "books.sqlite3"), "NEW_PASSWORD": PASSWORD,
            "DEMO_VEHICLES": str(folder / "vehicles.json"), "TRAFFIC_FARES": str(FARES),
            "TRAFFIC_DAYS": "2",  # today has few fares in the morning, and none at night
        }  # fmt: skip
        self.environ = database.addresses | {f"LIPA_{name}": value for name, value in settings.items()}
        self.environ["PORT"] = str(web)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=ROOT, env=os.environ | self.database.login | self.environ, check=True, text=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database.url("auditor"), row_factory=tuple_row) as auditor:
            return auditor.execute(question).fetchall()

    def prepare(self) -> None:
        """Load demo data, the vehicles that the traffic pays, and an owner who can sign in."""
        self.run("psql", "-X", "-q", "-o", "/dev/null", "-v", "shortcode=400222", "-f", "db/demo.sql")
        with psycopg.connect(self.database.owner_url) as owner:
            query = """select jsonb_agg(jsonb_build_object(
                'plate', v.plate, 'door_code', d.door_code, 'route', r.number,
                'seats', v.seats, 'off_peak_cents', 4000, 'peak_cents', 6000) order by v.vehicle_id)::text
                from fleet.vehicles v join fleet.routes r using (route_id) join fleet.door_codes d using (vehicle_id)
                where v.vehicle_id <= 3"""
            vehicles = value(owner, query)
        Path(self.environ["LIPA_DEMO_VEHICLES"]).write_text(vehicles, encoding="utf-8")
        self.create_user("--phone", PHONE, "--role", "owner", "--scope-owner", "1")
        self.create_user("--phone", "0199000004", "--role", "sacco_admin", "--scope-sacco", "1")
        self.create_user("--phone", "0199000006", "--role", "crew", "--scope-vehicle", "1")
        trips = self.run(sys.executable, "-m", "scripts.demo_trips", "46").stdout
        self.run("psql", "-X", "-q", "-v", "route=46", "-v", f"trips={trips}", "-f", "db/demo_trips.sql")

    def create_user(self, *arguments: str) -> None:
        self.run(sys.executable, "-m", "flask", "--app", "app", "create-user", *arguments)

    def is_up(self) -> bool:
        return requests.get(f"{self.url}/readyz", timeout=2).ok and requests.get(self.sandbox, timeout=2).ok

    def set_faults(self, faults: dict[str, float]) -> None:
        requests.post(f"{self.sandbox}/sandbox/faults", json=faults, timeout=5).raise_for_status()

    def read_books(self) -> dict[str, Any]:
        books: dict[str, Any] = requests.get(f"{self.sandbox}/sandbox/books.json", timeout=10).json()
        return books


@contextmanager
def running(day: Day, *command: str, stdout: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """Run a process, and stop it afterwards. It would hang after 64 KB of output into a pipe that nobody reads."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env=os.environ | day.environ, text=True,
        stdout=stdout, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """A day that is over, with all its work done."""
    with fresh("day") as database:
        day = Day(database, tmp_path_factory.mktemp("day"))
        day.prepare()
        with (
            running(day, "gunicorn", "--config", "deploy/gunicorn.conf.py", "app:app"),
            running(day, "flask", "--app", "app", "worker"),
            running(day, "sandbox"),
        ):
            wait_until(day.is_up)
            day.set_faults(FAULTS)
            with running(day, "sandbox.traffic", stdout=subprocess.PIPE) as traffic:
                assert traffic.stdout is not None
                for line in traffic.stdout:
                    if "from here on" in line:
                        break
            wait_until(lambda: not differences(day), within=90)
            yield day


def wait_until(happened: Callable[[], bool], within: float = 60) -> None:
    """Wait until it happens or the time is up; the test then finds what is missing."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        with suppress(requests.RequestException):
            if happened():
                return
        time.sleep(0.5)


def payments(day: Day) -> dict[str, int]:
    listed = day.read_books()["payments"]
    paid = [payment for payment in listed if (payment["direction"], payment["state"]) == ("in", "completed")]
    return {payment["receipt"]: payment["amount_cents"] for payment in paid}


def differences(day: Day) -> set[tuple[str, int]]:
    """What only one of the two knows, or knows with another amount."""
    paid, lost = (f"select receipt, amount_cents from audit.{view}" for view in ("fares", "suspense"))  # noqa: S608
    ours = day.ask(f"{paid} union all {lost}")
    assert len({receipt for receipt, _ in ours}) == len(ours), "a receipt is in our ledger twice"
    return set(payments(day).items()) ^ set(ours)


def test_every_receipt_of_the_operator_is_in_our_ledger_once(day: Day) -> None:
    assert differences(day) == set()
    assert len(payments(day)) >= 20


def test_the_faults_happened(day: Day) -> None:
    ((repeats,),) = day.ask("select coalesce(sum(times_received - 1), 0) from audit.callbacks where outcome = 'posted'")
    assert repeats > 0, "without repeats the test proves nothing"


def test_the_ledger_balances_and_proves_itself(day: Day) -> None:
    assert day.ask("select difference_cents from audit.trial_balance") == [(0,)]
    assert day.ask("select invariant, faults from audit.ledger_proof where faults <> 0") == []


def test_shadow_mode_compares_both_counts_of_yesterdays_trips(day: Day) -> None:
    """The crews' counts are made before the fares are paid; but for what a crew missed, both are equal."""
    with psycopg.connect(day.database.owner_url) as owner:
        count = "select fares.count_trips(p_at => now() + interval '1 day')"
        owner.execute(count)
        apart = """select count(*), count(told_cents), sum(system_cents) > 300000,
                          array_agg(distinct (system_cents - told_cents) / 100
                                    order by (system_cents - told_cents) / 100)
                            filter (where system_cents <> told_cents)
                     from fares.trip_counts where mode = 'shadow'"""
        assert owner.execute(apart).fetchone() == (27, 26, True, [60, 120, 180])


def agreement(day: Day, person: requests.Session) -> tuple[list[int], list[int], bool]:
    """Fares and cents of the first day by the CSV file and by the audit; whether the page has the audit's wallets."""
    ((first,),) = day.ask("select min(business_on) from audit.fares")
    home = person.get(f"{day.url}/owner/?on={first}", timeout=10).text
    link = re.search(r'href="(/owner/fares\.csv\?[^"]*)"', home)
    assert link is not None
    file = person.get(day.url + unescape(link[1]), timeout=10).text.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(file)))
    cents = [int(row["amount_kes"].replace(".", "")) for row in rows]
    (audited,) = day.ask("select count(*), coalesce(sum(amount_cents), 0)::bigint from audit.fares"
                         " where plate in ('KZZ 001A', 'KZZ 002B', 'KZZ 003C')"
                         " and business_on = (select min(business_on) from audit.fares)")  # fmt: skip
    total = "select sum(balance_cents)::bigint from audit.wallet_balances where owner = 'Demo Mmiliki 001'"
    ((balance,),) = day.ask(total)
    shillings, rest = divmod(balance, 100)
    return [len(rows), sum(cents)], list(audited), f"{shillings:,}" + (f".{rest:02}" if rest else "") in home


def test_the_owners_page_the_file_and_the_audit_agree(day: Day) -> None:
    person = requests.Session()
    signed_in = person.post(f"{day.url}/login", data={"phone": PHONE, "password": PASSWORD}, timeout=10)
    assert signed_in.url == f"{day.url}/owner/"
    # A page shows what is final. A transaction anywhere on this server may delay that for a moment.
    found: list[tuple[list[int], list[int], bool]] = []

    def agreed() -> bool:
        found.append(agreement(day, person))
        by_file, by_audit, is_shown = found[-1]
        return by_file == by_audit and is_shown

    wait_until(agreed, within=30)
    by_file, by_audit, is_shown = found[-1]
    assert by_file == by_audit
    assert by_file[0] > 20
    assert is_shown


def test_the_owner_withdraws_through_the_pages_and_is_paid_once(day: Day) -> None:
    owner = Owner(day.url, day.sandbox, Login(PHONE, PASSWORD))
    payout_ref = owner.withdraw(120, "answer_500")  # the operator took it, and its answer said nothing
    assert payout_ref
    ours = f"select state, receipt, amount_cents from audit.payouts where payout_ref = '{payout_ref}'"  # noqa: S608
    wait_until(lambda: day.ask(ours)[0][0] == "paid")
    ((state, receipt, cents),) = day.ask(ours)
    assert (state, cents) == ("paid", 12_000)
    out = [one for one in day.read_books()["payments"] if one["direction"] == "out"]
    assert [(one["receipt"], one["amount_cents"], one["state"]) for one in out] == [(receipt, 12_000, "completed")]
    assert day.ask("select difference_cents from audit.trial_balance") == [(0,)]


def verification(day: Day, receipt: str) -> tuple[str, int]:
    """What the operator answered about a payment, and the cents that are held."""
    rows = day.ask(f"select state, held_cents from audit.verifications where receipt = '{receipt}'")  # noqa: S608
    return rows[0] if rows else ("none", 0)


def test_a_large_payment_is_verified_with_the_operator(day: Day) -> None:
    plate = day.ask("select plate from audit.fares where plate like 'KZZ%' limit 1")[0][0]
    large = {"payer": "254199000101", "account": plate, "amount": "1500"}
    paid = requests.post(f"{day.sandbox}/sandbox/pay", json=large, timeout=20).json()
    wait_until(lambda: verification(day, paid["receipt"])[0] == "verified")
    assert verification(day, paid["receipt"]) == ("verified", 0)


def test_a_forged_confirmation_cannot_be_cashed_out(day: Day) -> None:
    """Somebody who knows the token sends a confirmation. The operator is asked and knows no such payment."""
    (plate,) = day.ask("select plate from audit.fares where plate like 'KZZ%' limit 1")[0]
    forged = {
        "TransactionType": "Pay Bill", "TransID": "QFORGED001", "TransTime": format_timestamp(nairobi_time()),
        "TransAmount": "9000.00", "BusinessShortCode": "400222", "BillRefNumber": plate, "MSISDN": "2547 ***** 126",
        **dict.fromkeys(EMPTY, ""),
    }  # fmt: skip
    token = day.environ["LIPA_CALLBACK_TOKEN"]
    assert requests.post(f"{day.url}/telco/{token}/c2b/confirmation", json=forged, timeout=10).status_code == 200
    wait_until(lambda: verification(day, "QFORGED001")[0] == "differs")
    assert verification(day, "QFORGED001") == ("differs", 900_000)
    with psycopg.connect(day.database.owner_url) as owner:
        own = "select sub_wallet_id, balance_cents from audit.wallet_balances where plate = %s and purpose = 'profit'"
        profit, cents = owner.execute(own, (plate,)).fetchone() or (0, 0)
        cash_out = """select ledger.post_journals('test', array['cash out'], array[current_date], array[now()], null,
                        null, array[1, 1], array[1, 2],
                        array[%s, (select trust_sub_wallet_id from fares.split_rules limit 1)],
                        array[-%s, %s]::bigint[], array['KES', 'KES'])"""
        with pytest.raises(psycopg.Error) as refused:
            owner.execute(cash_out, (profit, cents, cents))
        assert refused.value.sqlstate == "LFF11"
        owner.rollback()
        correct = """select ledger.correct_journal(v.journal_id, 'forged', f.business_on)
                       from audit.verifications v join audit.fares f using (receipt) where receipt = 'QFORGED001'"""
        owner.execute(correct)
    assert verification(day, "QFORGED001") == ("differs", 0)
    assert day.ask("select invariant, faults from audit.ledger_proof where faults <> 0") == []
