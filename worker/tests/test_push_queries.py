"""A prompt without a result is queried; it fails only when the operator surely calls it a failure."""

import pytest

from worker.jobs.push_queries import PushQueries
from worker.providers.daraja import Daraja

from .conftest import World
from .operator_server import BAD_TOKENS, Reply, hangs_up, is_silent, result, says, trouble

QUERY = "stkpushquery/v1"


def query(world: World, reply: Reply | None = None, state: str = "pushed") -> object:
    """Let the worker query one prompt, which the operator answers so; when it began."""
    if reply:
        world.operator.will(QUERY, reply)
        world.ask_to_pay(state=state)
    began = world.now()
    world.drain(PushQueries(Daraja(world.settings)))
    return began


def state(world: World) -> str:
    return str(world.one("select state from mobile_money.payment_intents"))


def is_planned(world: World, began: object) -> bool:
    return bool(world.one("select query_after > %s + interval '5 seconds' from mobile_money.payment_intents", began))


@pytest.mark.parametrize("code", ["1", "17", "1032", "2001", "SFC_IC0003"])
def test_failure_code_fails_the_payment(code: str, world: World) -> None:
    query(world, result(code))
    assert world.operator.heard(QUERY)[0]["CheckoutRequestID"] == "C1"
    assert state(world) == "failed"
    query(world)
    assert len(world.operator.heard(QUERY)) == 1


NO_ANSWERS: dict[str, Reply] = {
    "in progress": result("4999"), "overloaded": trouble(500, "500.001.1001"), "throttled": trouble(500, "500.003.02"),
    "500": says(500), "500 with a code": says(500, {"ResultCode": "1032"}), "no JSON": says(200), "hangs up": hangs_up,
    "silent": is_silent,
}  # fmt: skip


@pytest.mark.parametrize("reply", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_no_answer_changes_nothing_and_plans_another_query(reply: Reply, world: World) -> None:
    began = query(world, reply)
    assert (state(world), is_planned(world, began)) == ("pushed", True)
    query(world)
    assert len(world.operator.heard(QUERY)) == 1


@pytest.mark.parametrize(("reply", "code"), BAD_TOKENS.values(), ids=BAD_TOKENS)
def test_refused_token_is_replaced_once_and_then_an_alarm(reply: Reply, code: str, world: World) -> None:
    world.operator.will(QUERY, reply, result("1032"))
    world.ask_to_pay("ref0", state="pushed")
    world.drain(PushQueries(Daraja(world.settings)))
    assert (len(world.operator.heard("oauth")), state(world), world.refused()) == (2, "failed", [])
    world.execute("delete from mobile_money.payment_intents")
    query(world, reply)
    assert state(world) == "pushed"
    assert world.refused() == [("stkpushquery", f"the operator refuses our new token: {code}")]


def test_success_without_a_receipt_posts_nothing_and_fails_nothing(world: World) -> None:
    query(world, result("0"))
    assert state(world) == "unknown"
    assert world.one("select count(*) from mobile_money.payments") == 0
    world.age_intents(660)
    world.execute("select worker.run_job('expire_intents')")
    assert state(world) == "unknown"
    assert world.one("select kind from messaging.alarms") == "paid_without_receipt"


@pytest.mark.parametrize("code", ["31415", "1001", "1019", "1025", "1037", "9999"])
def test_code_that_money_may_follow_is_unknown_and_sends_no_new_prompt(code: str, world: World) -> None:
    began = query(world, result(code))
    assert (state(world), is_planned(world, began)) == ("unknown", True)
    assert world.one("select count(*) from messaging.outbox") == 0


def test_prompt_without_acknowledgement_is_not_queried(world: World) -> None:
    world.ask_to_pay(state="unknown")
    world.execute("update mobile_money.payment_intents set checkout_sealed = null")
    query(world)
    assert world.operator.heard(QUERY) == []
    world.age_intents(660)
    world.execute("select worker.run_job('expire_intents')")
    assert state(world) == "expired"
