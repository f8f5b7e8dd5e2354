"""A seeded day of traffic: realistic, repeatable and played once."""

import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.clock import EAT, format_timestamp, nairobi_time, parse_day
from sandbox.settings import Settings
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import UNKNOWN, Daraja
from sandbox.tests.fake_lipa import FakeLipa
from sandbox.traffic.__main__ import days_to_play, play_fares
from sandbox.traffic.passengers import Passengers
from sandbox.traffic.plan import Fare, Vehicle, draw_unknown_account, plan_day

SUNDAY, MONDAY = datetime(2025, 11, 23, tzinfo=EAT), datetime(2025, 11, 24, tzinfo=EAT)
VEHICLES = [Vehicle(f"KZZ 00{n}A", code, "46", seats, 4000, 6000)
            for n, code, seats in ((1, "4628", 14), (2, "1234", 14), (3, "5678", 33))]  # fmt: skip


def test_same_seed_plans_the_same_day() -> None:
    assert plan_day(VEHICLES, MONDAY, 2000, 46) == plan_day(VEHICLES, MONDAY, 2000, 46)
    assert plan_day(VEHICLES, MONDAY, 2000, 46) != plan_day(VEHICLES, MONDAY, 2000, 47)


def test_weekday_has_realistic_fares() -> None:
    fares = plan_day(VEHICLES, MONDAY, 10_000, 46)
    assert 490 <= len(fares) <= 790
    assert 0.5 < len(plan_day(VEHICLES, SUNDAY, 10_000, 46)) / len(fares) < 0.8
    hours = Counter(fare.at.hour for fare in fares)
    assert set(hours) <= set(range(5, 22))
    assert hours[7] > hours[11] < hours[17]
    amounts = sorted(fare.amount for fare in fares)
    assert amounts[0] >= 20
    assert amounts[len(amounts) // 2] in (30, 40, 50, 60)


def test_day_has_at_most_the_given_number_of_fares() -> None:
    fares = plan_day(VEHICLES * 20, MONDAY, 400, 46)
    assert len(fares) == 400


def test_accounts_have_several_spellings() -> None:
    accounts = Counter(fare.account for fare in plan_day(VEHICLES * 5, MONDAY, 10_000, 46))
    assert {"4628", "4628 ", "kzz001a", "KZZ-001A"} <= set(accounts)
    assert {draw_unknown_account(VEHICLES[0], random.Random(n)) for n in range(99)} >= {"4682", "KZZ 999Z", "nauli"}


@pytest.mark.parametrize(("hour", "wanted", "days"), [(3, "", 2), (9, "", 2), (3, "1", 1), (9, "2", 2)])
def test_yesterday_is_played_before_today(hour: int, wanted: str, days: int) -> None:
    found = days_to_play(MONDAY + timedelta(hours=hour), wanted)
    assert len(found) == days
    assert found[-1] == MONDAY


def test_played_fares_are_not_paid_again(sandbox_url: str, operator: Operator, lipa: FakeLipa) -> None:
    passengers, day = Passengers(sandbox_url, "*384*46#"), parse_day("")
    fares = [Fare(nairobi_time() - timedelta(seconds=60 - n), UNKNOWN, "4628", 60) for n in range(30)]
    fares.append(Fare(nairobi_time() + timedelta(hours=1), UNKNOWN, "4628", 60))
    assert play_fares(passengers, fares, day, 1000) == 30
    assert play_fares(passengers, fares, day, 1000) == 0
    passengers.mark_played(day, day)  # as if the sandbox had stopped before it stored how far it got
    assert play_fares(passengers, fares, day, 1000) == 30
    assert len(operator.books.all()) == 30
    times = {call.json["TransTime"] for call in lipa.wait_for("/c2b/confirmation")}
    assert times == {format_timestamp(fare.at) for fare in fares[:30]}


def test_ride_from_dialling_to_payment(sandbox_url: str, operator: Operator, daraja: Daraja) -> None:
    daraja.push_after_ussd()
    fare = Fare(nairobi_time(), UNKNOWN, "4628", 60)
    passengers = Passengers(sandbox_url, "*384*46#")
    assert "0" in {passengers.ride(VEHICLES[0], fare, random.Random(seed), pace=0) for seed in (1, 3)}
    assert operator.books.all()[0].channel == "stk"


def test_token_from_a_file_during_a_rotation(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("new,old\n")
    settings = Settings.from_env({"LIPA_CALLBACK_TOKEN_FILE": str(tmp_path / "token"), "PORT": "8200"})
    assert settings.callback_url == "http://127.0.0.1:8200/telco/new"
