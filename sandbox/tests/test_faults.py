"""Faults on demand, drawn by seed."""

import time

import pytest
from flask.testing import FlaskClient

from sandbox.fault_profile import FaultProfile
from sandbox.simulated_operator import SimulatedOperator
from sandbox.tests.conftest import AMINA, Daraja
from sandbox.tests.fake_lipa import FakeLipa
from sandbox.tests.test_c2b import pay


def set_faults(http: FlaskClient, **knobs: object) -> dict[str, object]:
    answer = http.post("/sandbox/faults", json=knobs)
    assert answer.status_code == 200, answer.get_json()
    found: dict[str, object] = answer.get_json()
    return found


def test_a_duplicate_is_the_same_message_twice(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, duplicate=1)
    pay(http)
    first, second = lipa.wait_for("/c2b/confirmation", 2)
    assert first.body == second.body


def test_a_lost_confirmation_is_in_the_books_all_the_same(
    http: FlaskClient, lipa: FakeLipa, operator: SimulatedOperator
) -> None:
    set_faults(http, lost=1)
    receipt = pay(http)["receipt"]
    assert not lipa.wait_for("/c2b/confirmation", max_wait=0.3)
    assert [one["receipt"] for one in http.get("/sandbox/books.json").get_json()["payments"]] == [receipt]


def test_a_late_confirmation_comes_later(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, late=1, late_seconds=2)
    begin = time.monotonic()
    pay(http)
    assert not lipa.wait_for("/c2b/confirmation", max_wait=0)
    assert lipa.wait_for("/c2b/confirmation")
    assert time.monotonic() - begin >= 1.9


def test_an_overtaken_confirmation_comes_after_the_next(http: FlaskClient, lipa: FakeLipa) -> None:
    set_faults(http, reorder=1)
    first = pay(http)["receipt"]
    set_faults(http, reorder=0)
    second = pay(http)["receipt"]
    assert [call.json["TransID"] for call in lipa.wait_for("/c2b/confirmation", 2)] == [second, first]


def test_only_the_result_without_its_confirmation(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    set_faults(http, both=0)
    daraja.push(lipa)
    http.post("/sandbox/prompt", json={"phone": AMINA, "answer": "1234"})
    assert lipa.wait_for("/stk/pay-1")
    assert not lipa.wait_for("/c2b/confirmation", max_wait=1.2)


def test_an_answer_may_be_lost_although_the_work_was_done(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    set_faults(http, answer_lost=1)
    assert daraja.push(lipa).status_code == 500
    set_faults(http, answer_lost=0)
    assert http.get(f"/sandbox/prompt?phone={AMINA}").get_json() == {"amount_cents": 6000, "account": "4628"}


def test_an_error_does_no_work(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    set_faults(http, error_500=1)
    refused = daraja.push(lipa)
    assert refused.status_code == 500
    assert refused.get_json()["errorCode"] in ("500.003.02", "500.003.03", "500.001.1001")
    assert http.get(f"/sandbox/prompt?phone={AMINA}").get_json() == {}


def test_a_slow_operator_answers_in_the_end(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    set_faults(http, slow=1, slow_seconds=1)
    begin = time.monotonic()
    assert daraja.push(lipa).status_code == 200
    assert time.monotonic() - begin >= 1


def test_the_same_seed_strikes_the_same_payments() -> None:
    struck = [[n for n in range(500) if FaultProfile(seed=seed, lost=0.1).has_fault("lost", n)] for seed in (7, 7, 8)]
    assert struck[0] == struck[1] != struck[2]
    assert 30 < len(struck[0]) < 75


def test_knobs_are_remembered_and_put_back(http: FlaskClient, operator: SimulatedOperator) -> None:
    set_faults(http, duplicate=0.25, push_result="1037")
    assert SimulatedOperator(operator.settings, operator.store).fault_profiles.current.push_result == "1037"
    assert set_faults(http, reset=True) == http.get("/sandbox/faults").get_json()
    assert operator.fault_profiles.current.duplicate == 0


@pytest.mark.parametrize("wish", [{"duplicate": 1.5}, {"duplicate": "x"}, {"nosuch": 1}, {"push_result": "77"},
                                  {"late_seconds": -1}, {"CHOICES": 1}])  # fmt: skip
def test_a_knob_that_is_not_there_is_named(http: FlaskClient, wish: dict[str, object]) -> None:
    refused = http.post("/sandbox/faults", json=wish)
    assert refused.status_code == 400
    assert next(iter(wish)) in refused.get_json()["error"]


def test_the_form_turns_knobs_too(http: FlaskClient, operator: SimulatedOperator) -> None:
    assert http.post("/sandbox/faults", data={"late": "0.05", "validation": "off"}).status_code == 303
    assert (operator.fault_profiles.current.late, operator.fault_profiles.current.validation) == (0.05, "off")
