"""A seeded day: believable, repeatable, and played once."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from sandbox.app import create_server
from sandbox.clock import EAT, format_timestamp, nairobi_time
from sandbox.settings import Settings
from sandbox.simulated_operator import SimulatedOperator
from sandbox.tests.conftest import STRANGER, Daraja
from sandbox.tests.fake_lipa import Call, FakeLipa, usual_answer
from sandbox.traffic.__main__ import days_to_play, play_fares
from sandbox.traffic.passengers import Passengers
from sandbox.traffic.plan import Fare, Vehicle, draw_unknown_account, plan_day, share_until

SUNDAY, MONDAY = datetime(2025, 11, 23, tzinfo=EAT), datetime(2025, 11, 24, tzinfo=EAT)
VEHICLES = [Vehicle(f"KZZ 00{n}A", code, "46", seats, 4000, 6000)
            for n, code, seats in ((1, "4628", 14), (2, "1234", 14), (3, "5678", 33))]  # fmt: skip


@pytest.fixture
def sandbox(app: Flask) -> Iterator[str]:
    server = create_server(app, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_same_seed_plays_the_same_day() -> None:
    assert plan_day(VEHICLES, MONDAY, 2000, 46) == plan_day(VEHICLES, MONDAY, 2000, 46)
    assert plan_day(VEHICLES, MONDAY, 2000, 46) != plan_day(VEHICLES, MONDAY, 2000, 47)


def test_a_weekday_has_the_fares_of_the_trade() -> None:
    fares = plan_day(VEHICLES, MONDAY, 10_000, 46)
    assert 490 <= len(fares) <= 790
    assert 0.5 < len(plan_day(VEHICLES, SUNDAY, 10_000, 46)) / len(fares) < 0.8
    hours = Counter(fare.at.hour for fare in fares)
    assert set(hours) <= set(range(5, 22))
    assert hours[7] > hours[11] < hours[17]
    singles = sorted(fare.amount for fare in fares)
    assert singles[0] >= 20
    assert singles[len(singles) // 2] in (30, 40, 50, 60)


def test_a_day_is_thinned_to_the_most_that_was_asked() -> None:
    fares = plan_day(VEHICLES * 20, MONDAY, 400, 46)
    assert len(fares) == 400


def test_accounts_are_typed_by_thumbs() -> None:
    accounts = Counter(fare.account for fare in plan_day(VEHICLES * 5, MONDAY, 10_000, 46))
    assert {"4628", "4628 ", "kzz001a", "KZZ-001A"} <= set(accounts)
    assert {draw_unknown_account(VEHICLES[0], random.Random(n)) for n in range(99)} >= {"4682", "KZZ 999Z", "nauli"}


@pytest.mark.parametrize(("hour", "wanted", "days"), [(3, "", 2), (6, "", 2), (9, "", 1), (3, "1", 1), (9, "2", 2)])
def test_before_the_morning_there_is_yesterday(hour: int, wanted: str, days: int) -> None:
    played = days_to_play(MONDAY + timedelta(hours=hour), wanted)
    assert len(played) == days
    assert played[-1] == MONDAY


def test_the_share_of_the_day_grows_to_one() -> None:
    assert [round(share_until(MONDAY + timedelta(hours=hour)), 2) for hour in (4, 6, 8, 22)] == [0, 0.02, 0.24, 1]


def test_what_was_played_is_not_played_again(sandbox: str, operator: SimulatedOperator, lipa: FakeLipa) -> None:
    passengers, day = Passengers(sandbox, "*384*46#"), nairobi_time().replace(hour=0, minute=0, second=0, microsecond=0)
    fares = [Fare(nairobi_time() - timedelta(seconds=60 - n), STRANGER, "4628", 60) for n in range(30)]
    fares.append(Fare(nairobi_time() + timedelta(hours=1), STRANGER, "4628", 60))
    assert play_fares(passengers, fares, day, 1000) == 30
    assert play_fares(passengers, fares, day, 1000) == 0
    passengers.mark_played(day, day)  # as if the sandbox had stopped before noting how far it got
    assert play_fares(passengers, fares, day, 1000) == 30
    assert len(operator.books.all()) == 30
    assert {call.json["TransTime"] for call in lipa.wait_for("/c2b/confirmation")} == {
        format_timestamp(fare.at) for fare in fares[:30]
    }


def test_a_ride_goes_the_whole_way(sandbox: str, operator: SimulatedOperator, daraja: Daraja, lipa: FakeLipa) -> None:
    """The passenger dials and follows the menus; Lipa Fare asks for the PIN; the passenger gives it."""

    def answer(call: Call) -> tuple[int, str]:
        if call.path.endswith("/ussd") and call.form["text"].endswith("*1"):
            daraja.push(lipa, call.form["phoneNumber"].lstrip("+"))
        return usual_answer(call)

    lipa.answer = answer
    fare = Fare(nairobi_time(), STRANGER, "4628", 60)
    codes = {Passengers(sandbox, "*384*46#").ride(VEHICLES[0], fare, random.Random(seed), pace=0) for seed in (1, 3)}
    assert "0" in codes
    assert operator.books.all()[0].channel == "stk"


def test_a_secret_may_stand_in_a_file_and_two_tokens_may_rotate(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("new,old\n")
    settings = Settings.from_env({"LIPA_CALLBACK_TOKEN_FILE": str(tmp_path / "token"), "PORT": "8200"})
    assert settings.callback_url == "http://127.0.0.1:8200/telco/new"
