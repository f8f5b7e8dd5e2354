"""The plan of the demo's people through all processes: what their pages show, and the operator's books beside ours."""

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db.tests.database import fresh
from sandbox.traffic import browser, money_out
from sandbox.traffic.browser import Login, Person
from sandbox.traffic.plan import Vehicle
from web.tests.pages.html_text import words
from web.tests.pages.world import value

from .test_demo_day import PASSWORD, PHONE, Day, running, wait_until

pytestmark = pytest.mark.slow

APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
# Those who look: the staff and the treasurer of the plan have used their codes.
STAFF, FINANCE, TREASURER = "0199000002", "0199000003", "0199000005"
VEHICLES = """select jsonb_agg(jsonb_build_object('plate', v.plate, 'door_code', d.door_code, 'route', r.number,
    'seats', v.seats, 'off_peak_cents', 4000, 'peak_cents', 6000) order by v.vehicle_id)::text
    from fleet.vehicles v join fleet.routes r using (route_id) join fleet.door_codes d using (vehicle_id)
    where v.vehicle_id <= 6"""
OURS = "select receipt, amount_cents from audit.payouts where state = 'paid'"


class PlannedDay(Day):
    """A day on which only the people of the plan do something."""

    def prepare(self) -> None:
        super().prepare()
        self.environ["LIPA_NEW_TOTP"] = APP
        self.create_user("--phone", STAFF, "--role", "ops")
        self.create_user("--phone", FINANCE, "--role", "finance")
        self.create_user("--phone", TREASURER, "--role", "sacco_treasurer", "--scope-sacco", "1")
        self.environ["LIPA_NEW_TOTP"] = ""
        people = Path(self.environ["LIPA_DEMO_VEHICLES"]).with_name("people.json")
        laid = self.run(sys.executable, "-m", "scripts.demo_people", "1", "2", "1", "4", str(people)).stdout
        self.run("psql", "-X", "-q", "-o", "/dev/null", "-v", f"laid={laid}", "-f", "db/demo_money.sql")
        with psycopg.connect(self.database.owner_url) as owner:
            # A person may ask for a code a minute; the plan waits for that, a test need not.
            owner.execute("update config.settings set value = '5' where setting = 'codes_a_minute'")
            rows = json.loads(value(owner, VEHICLES))
        assert people.stat().st_mode & 0o777 == 0o600
        self.demo = money_out.Demo(
            self.url, self.sandbox, "*384*46#", money_out.read_people(people, f"{PHONE}:{PASSWORD}"),
            [Vehicle(**row) for row in rows],
        )  # fmt: skip

    def play(self) -> tuple[int, list[str]]:
        """Play all chains side by side, as the traffic does. How many steps were done, and what was said."""
        made, said = list[int](), list[str]()
        threads = [
            threading.Thread(target=lambda steps=steps: made.append(money_out.play(self.demo, steps, said.append)))
            for steps in money_out.chains(self.demo)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(made), said

    def open_disputes(self) -> list[tuple[int, str]]:
        with psycopg.connect(self.database.owner_url) as owner:
            return owner.execute("select dispute_id, receipt from fares.disputes where state = 'open'").fetchall()

    def look(self, phone: str, *pages: str) -> list[str]:
        """What this person reads on these pages."""
        person = Person(self.url, self.sandbox, Login(phone, PASSWORD, totp=APP))
        return [words(person.open(page)) for page in pages]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlannedDay]:
    """The plan, played once."""
    with fresh("plan") as database, pytest.MonkeyPatch.context() as patch:
        patch.setattr(browser, "CODE_SECONDS", 0.0)
        day = PlannedDay(database, tmp_path_factory.mktemp("plan"))
        day.prepare()
        with (
            running(day, "gunicorn", "--config", "deploy/gunicorn.conf.py", "app:app"),
            running(day, "flask", "--app", "app", "worker"),
            running(day, "sandbox"),
        ):
            wait_until(day.is_up)
            assert money_out.earn(day.demo)
            made, said = day.play()
            assert not said
            assert made == 14
            wait_until(lambda: len(day.ask(OURS)) == 7)
            yield day


def test_what_left_the_operator_is_ours_once(day: PlannedDay) -> None:
    out = [one for one in day.read_books()["payments"] if (one["direction"], one["state"]) == ("out", "completed")]
    assert {(one["receipt"], one["amount_cents"]) for one in out} == set(day.ask(OURS))
    assert sorted(one["amount_cents"] // 100 for one in out) == [30, 40, 60, 120, 150, 640, 20_900]
    assert day.ask("select difference_cents from audit.trial_balance") == [(0,)]
    assert day.ask("select invariant, faults from audit.ledger_proof where faults <> 0") == []


def test_the_approved_one_was_approved_by_another_person(day: PlannedDay) -> None:
    decided = day.ask("select state, approved_by <> requested_by from audit.payouts where amount_cents = 2090000")
    assert decided == [("paid", True)]
    assert day.ask("select state, approved_by from audit.payouts where amount_cents = 2040000") == [("requested", None)]


def test_staff_see_what_waits_and_what_ended(day: PlannedDay) -> None:
    approvals, board, disputes, vouchers = day.look(
        STAFF, "/ops/approvals", "/ops/payouts", "/ops/disputes", "/ops/vouchers"
    )
    assert "Demo Mmiliki 002 → 07xx..008" in approvals
    assert "20,400" in approvals
    for row in ("Demo Mmiliki 001 → 600980 ..8901 640", "Demo Mmiliki 002 → 07xx..008 20,900", "abiria → 07xx..500 60",
                "Demo Mmiliki 001 → till 654321 150"):  # fmt: skip
        assert row in board
    assert "Abiria wanaosubiri jibu: 1." in disputes
    assert "KZZ 004D" in disputes
    for one in money_out.COMPLAINTS[:2]:
        assert one.reason in disputes
    assert "KES 150 · Demo Petrol Yaya" in vouchers


def test_the_open_dispute_has_its_evidence(day: PlannedDay) -> None:
    ((dispute_id, receipt),) = day.open_disputes()
    (text,) = day.look(FINANCE, f"/ops/disputes/{dispute_id}")
    assert text.count(receipt) >= 3, "the fare, the crew's list, and what the payer paid"
    assert "Demo Kondakta 2" in text


def test_the_treasurer_and_the_owner_see_theirs(day: PlannedDay) -> None:
    (approvals,) = day.look(TREASURER, "/sacco/approvals")
    assert "20,400" in approvals
    assert "20,900" not in approvals
    payouts, destinations, vouchers = day.look(PHONE, "/owner/payouts", "/owner/destinations", "/owner/vouchers")
    for row in ("600980 ..8901", "till 654321", "120", "640"):
        assert row in payouts
    assert "Benki ya Demo" in destinations
    assert "KZZ 003C" in vouchers


def test_a_second_start_repeats_nothing(day: PlannedDay) -> None:
    before = day.ask("select count(*) from audit.payouts")
    assert money_out.earn(day.demo)
    assert day.play() == (0, [])
    assert day.ask("select count(*) from audit.payouts") == before
