"""SIMs are asked about before money goes out, where somebody can be asked; nothing waits for it for ever."""

from typing import Any

import pytest

import web
import worker
from db.tests.money_out import fund, open_payout
from web.security import sealing
from worker.jobs.sim_checks import SimChecks
from worker.providers.sim_swap import SimSwap

from .conftest import World
from .operator_server import PHONE, Reply, hangs_up, is_silent, says

CONNECTED = {"LIPA_SIM_SWAP_KEY": "sim-key"}


@pytest.fixture
def asking(world: World) -> World:
    """The application with somebody to ask, and an owner with money."""
    world.environ |= CONNECTED | {"LIPA_SIM_SWAP_URL": f"{world.operator.url}/sim-swap/v2"}
    world.app = web.create_app(world.environ)
    world.execute("insert into fleet.owners (name) select 'Mama Njeri' where not exists (select from fleet.owners)")
    fund(world.connection, 300_000)
    world.execute("delete from payouts.sim_checks")
    world.execute("update payouts.float_balances set told_at = '-infinity'")
    check(world)
    return world


def check(world: World) -> None:
    world.drain(SimChecks(SimSwap(world.settings)))


def open_own(world: World, sealed: bytes) -> str:
    """A payout to the phone of who asks for it: one SIM."""
    return open_payout(world.connection, phone_hash="\\x" + "07" * 32, phone_sealed="\\x" + sealed.hex())


def ask(world: World, *replies: Reply) -> str:
    """A payout to the passenger's phone whose SIM is asked about; its reference."""
    world.operator.will("/check", *replies)
    ref = open_own(world, sealing.seal("phone", PHONE.encode()))
    check(world)
    return ref


def told(world: World, ref: str) -> tuple[str, str]:
    """The state of the payout, and what is known of its SIM."""
    query = "select state, payouts.sim_state(payout_id) from payouts.payouts where payout_ref = %s"
    return world.one(query, ref)  # type: ignore[no-any-return]


def test_the_number_and_the_hours_are_asked_as_the_standard_says(asking: World) -> None:
    ref = ask(asking, says(200, {"swapped": False}))
    (path, asked, headers) = next(one for one in asking.operator.asked if "/check" in one[0])
    assert (path, asked) == ("/sim-swap/v2/check", {"phoneNumber": f"+{PHONE}", "maxAge": 168})
    assert headers["Authorization"] == "Bearer sim-key"
    assert told(asking, ref) == ("queued", "clean")
    assert len(asking.operator.heard("/check")) == 1


@pytest.mark.parametrize("said", [True, "true"])
def test_a_swapped_sim_makes_the_payout_wait_for_a_second_person(asking: World, said: object) -> None:
    ref = ask(asking, says(200, {"swapped": said}))
    assert told(asking, ref) == ("requested", "swapped")
    assert asking.one("select count(*) from messaging.outbox where topic = 'payout' and key = %s", ref) == 0
    assert asking.one("select subject from messaging.alarms where kind = 'sim_swapped'") == ref


NOT_TOLD: dict[str, Reply] = {
    "not known": says(404, {"status": 404, "code": "IDENTIFIER_NOT_FOUND"}),
    "refused": says(422, {"code": "SERVICE_NOT_APPLICABLE"}), "no word": says(200, {"swapped": None}),
    "no JSON": says(200), "moved": says(302, None, Location="/elsewhere"), "bad": says(400, {"swapped": True}),
}  # fmt: skip


@pytest.mark.parametrize("reply", NOT_TOLD.values(), ids=NOT_TOLD)
def test_an_answer_that_says_nothing_lets_the_payout_go(asking: World, reply: Reply) -> None:
    assert told(asking, ask(asking, reply)) == ("queued", "unknown")
    assert not asking.refused()


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_an_alarm_and_stops_nothing(asking: World, status: int) -> None:
    assert told(asking, ask(asking, says(status, {"code": "UNAUTHENTICATED"}))) == ("queued", "unknown")
    assert asking.refused() == [("sim_swap", "the operator refuses our new token: UNAUTHENTICATED")]


TROUBLE: dict[str, Reply] = {
    "silent": is_silent, "hangs up": hangs_up, "500": says(500), "503": says(503, {"swapped": True}), "429": says(429),
}  # fmt: skip


@pytest.mark.parametrize("reply", TROUBLE.values(), ids=TROUBLE)
def test_without_an_answer_it_is_asked_again_and_then_the_payout_goes(asking: World, reply: Reply) -> None:
    ref = ask(asking, reply)
    assert told(asking, ref) == ("approved", "waiting")
    assert asking.one("select waits_for from payouts.payouts where payout_ref = %s", ref) == "sim"
    asking.execute("update payouts.sim_checks set ask_after = now()")
    check(asking)
    assert len(asking.operator.heard("/check")) == 2
    asking.execute("update payouts.sim_checks set waits_until = now()")
    asking.execute("select payouts.watch()")
    assert told(asking, ref) == ("queued", "unknown")


def test_a_number_sealed_by_an_unknown_key_is_not_asked_about(asking: World) -> None:
    ref = open_own(asking, b"\x01\x02k9" + bytes(40))
    check(asking)
    assert told(asking, ref) == ("queued", "unknown")
    assert not asking.operator.heard("/check")


def test_without_somebody_to_ask_nothing_waits(world: World) -> None:
    def names(settings: Any) -> list[str]:
        return [pool.name for pool in worker.pools(settings)]

    assert "SIM checks" not in names(world.settings)
    world.environ |= CONNECTED | {"LIPA_SIM_SWAP_URL": world.operator.url}
    assert "SIM checks" in names(web.create_app(world.environ).extensions["lipa"])
