"""Faults that a test asks for, drawn from a seed."""

import time

import pytest
from flask.testing import FlaskClient

from sandbox.fault_profile import FaultProfile
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, Daraja, answer_prompt, pay, set_faults
from sandbox.tests.fake_lipa import FakeLipa


def test_duplicate_sends_the_same_body_twice(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, duplicate=1)
    pay(http)
    first, second = lipa.wait_for("/c2b/confirmation", 2)
    assert first.body == second.body


def test_lost_confirmation_stays_in_the_books(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, lost=1)
    receipt = pay(http)["receipt"]
    assert not lipa.wait_for("/c2b/confirmation", max_wait=0.3)
    assert [one["receipt"] for one in http.get("/sandbox/books.json").get_json()["payments"]] == [receipt]


def test_late_confirmation(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, late=1, late_seconds=2)
    start = time.monotonic()
    pay(http)
    assert not lipa.wait_for("/c2b/confirmation", max_wait=0)
    assert lipa.wait_for("/c2b/confirmation")
    assert time.monotonic() - start >= 1.9


def test_reordered_confirmation_comes_after_the_next(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, reorder=1)
    first = pay(http)["receipt"]
    set_faults(http, reorder=0)
    second = pay(http)["receipt"]
    assert [call.json["TransID"] for call in lipa.wait_for("/c2b/confirmation", 2)] == [second, first]


def test_result_without_confirmation(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    set_faults(http, both=0)
    daraja.push()
    answer_prompt(http, "1234")
    assert lipa.wait_for("/stk/pay-1")
    assert not lipa.wait_for("/c2b/confirmation", max_wait=1.2)


def test_lost_answer_to_a_finished_request(http: FlaskClient, daraja: Daraja) -> None:
    set_faults(http, answer_lost=1)
    assert daraja.push().status_code == 500
    set_faults(http, answer_lost=0)
    assert http.get(f"/sandbox/prompt?phone={AMINA}").get_json() == {"amount_cents": 6000, "account": "4628"}


def test_error_500_opens_no_prompt(http: FlaskClient, daraja: Daraja) -> None:
    set_faults(http, error_500=1)
    refused = daraja.push()
    assert refused.status_code == 500
    assert refused.get_json()["errorCode"] in ("500.003.02", "500.003.03", "500.001.1001")
    assert http.get(f"/sandbox/prompt?phone={AMINA}").get_json() == {}


def test_slow_answer(http: FlaskClient, daraja: Daraja) -> None:
    set_faults(http, slow=1, slow_seconds=1)
    start = time.monotonic()
    assert daraja.push().status_code == 200
    assert time.monotonic() - start >= 1


def test_same_seed_draws_the_same_faults() -> None:
    drawn = [[n for n in range(500) if FaultProfile(seed=seed, lost=0.1).has_fault("lost", n)] for seed in (7, 7, 8)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert 30 < len(drawn[0]) < 75


def test_settings_survive_a_restart_and_reset(http: FlaskClient, operator: Operator) -> None:
    set_faults(http, duplicate=0.25, push_result="1037")
    assert Operator(operator.settings, operator.store).fault_profiles.current.push_result == "1037"
    assert set_faults(http, reset=True) == http.get("/sandbox/faults").get_json()
    assert operator.fault_profiles.current.duplicate == 0


@pytest.mark.parametrize("changes", [{"duplicate": 1.5}, {"duplicate": "x"}, {"nosuch": 1}, {"push_result": "77"},
                                  {"late_seconds": -1}, {"CHOICES": 1}])  # fmt: skip
def test_invalid_setting_is_named(http: FlaskClient, changes: dict[str, object]) -> None:
    refused = http.post("/sandbox/faults", json=changes)
    assert refused.status_code == 400
    assert next(iter(changes)) in refused.get_json()["error"]


def test_form_changes_settings(http: FlaskClient, operator: Operator) -> None:
    assert http.post("/sandbox/faults", data={"late": "0.05", "validation": "off"}).status_code == 303
    assert (operator.fault_profiles.current.late, operator.fault_profiles.current.validation) == (0.05, "off")
