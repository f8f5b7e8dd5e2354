"""Money out by the worker's client to the simulated operator, over HTTP: what it says, and what its books say."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

import web
from sandbox.app import create_app, create_server
from sandbox.credential import Credential
from sandbox.payout_faults import PlannedFault
from sandbox.settings import Settings
from sandbox.sim_swaps import SWAPS
from sandbox.simulated_operator import Operator
from sandbox.store import Store
from sandbox.tests.fake_lipa import FakeLipa
from worker.providers.daraja import Refused, Unknown, Unsent
from worker.providers.daraja_payouts import Accepted, DarajaPayouts
from worker.providers.sim_swap import NotNow, NotTold, SimSwap, Told

from .conftest import World, eventually

KEY, PASSWORD, RECEIVER = Credential(), "Kx7!mQ2vTz", "254199000101"


class Sandbox:
    """The simulated operator, what it sent us, and our client of it."""

    def __init__(self, operator: Operator, lipa: FakeLipa, app: Flask) -> None:
        self.operator, self.lipa, self.app = operator, lipa, app
        self.client = DarajaPayouts(app.extensions["lipa"])

    def pay(self, ref: str = "out-1", amount: str = "1200") -> Any:
        return self.client.pay_phone(ref, RECEIVER, amount, "Malipo")

    def plan(self, fault: str, times: int = 1) -> None:
        self.operator.payout_faults.plan(PlannedFault(fault, times=times))

    def states(self) -> list[str]:
        return [str(row["state"]) for row in self.operator.payouts.all()]

    def result(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = self.lipa.wait_for(path)[0].json["Result"]
        return found


@pytest.fixture
def sandbox(world: World) -> Iterator[Sandbox]:
    lipa = FakeLipa()
    lipa.start()
    secrets = {
        "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": PASSWORD, "LIPA_DARAJA_KEY": "key",
        "LIPA_DARAJA_SECRET": "secret", "LIPA_SHORTCODE": "400222", "LIPA_SIM_SWAP_KEY": "sim-key",
    }  # fmt: skip
    app = create_app(Settings.from_env(secrets | {"LIPA_SANDBOX_KEY": KEY.key_pem, "LIPA_URL": lipa.url}),
                     Store(":memory:"))  # fmt: skip
    operator: Operator = app.extensions["operator"]
    operator.fault_profiles.change({"payout_seconds": 0, "late_seconds": 1})
    operator.start()
    server = create_server(app, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    ours = {"LIPA_DARAJA_URL": address, "LIPA_PUBLIC_URL": lipa.url, "LIPA_SIM_SWAP_URL": f"{address}/sim-swap/v2"}
    world.app = web.create_app(world.environ | secrets | ours | {"LIPA_DARAJA_CERT": KEY.certificate_pem})
    yield Sandbox(operator, lipa, world.app)
    server.shutdown()
    operator.stop()
    lipa.stop()


def test_phone_is_paid_once(sandbox: Sandbox) -> None:
    accepted = sandbox.pay()
    assert isinstance(accepted, Accepted)
    result = sandbox.result("/payout/out-1/result")
    assert (result["ResultCode"], result["OriginatorConversationID"]) == (0, "out-1")
    assert accepted == (result["ConversationID"], "out-1")
    assert repr(sandbox.pay()) == repr(Unknown("500.002.1001"))
    assert sandbox.states() == ["completed"]


def test_a_sim_that_the_console_swaps_is_told_as_swapped(sandbox: Sandbox) -> None:
    asked = SimSwap(sandbox.app.extensions["lipa"])
    assert asked.check(RECEIVER, 168) == Told(swapped=False)
    sandbox.operator.store.set_value(SWAPS, {RECEIVER: time.time() - 86400})
    assert asked.check(RECEIVER, 168) == Told(swapped=True)
    assert asked.check(RECEIVER, 12) == Told(swapped=False)
    assert asked.check("256700000126", 168) == NotTold("IDENTIFIER_NOT_FOUND")
    sandbox.operator.fault_profiles.change({"error_500": 1.0})
    assert asked.check(RECEIVER, 168) == NotNow("500")


def test_same_payout_sent_by_many_at_once_is_paid_once(sandbox: Sandbox) -> None:
    sandbox.pay("other")  # fetches the token
    app = sandbox.app

    def pay(_: int) -> Any:
        with app.app_context():
            return sandbox.pay()

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(pay, range(16)))
    assert [isinstance(outcome, Accepted) for outcome in outcomes].count(True) == 1
    assert [repr(outcome) for outcome in outcomes].count(repr(Unknown("500.002.1001"))) == 15
    assert eventually(lambda: sandbox.states() == ["completed"] * 2, 10)


@pytest.mark.parametrize(("kind", "account"), [("paybill", "KZZ001A"), ("till", "")])
def test_business_is_paid(sandbox: Sandbox, kind: Any, account: str) -> None:
    accepted = sandbox.client.pay_business("out-1", kind, "888880", account, amount="1600", remarks="Mafuta")
    assert isinstance(accepted, Accepted)
    result = sandbox.result("/payout/out-1/result")
    assert (result["ResultCode"], result["OriginatorConversationID"]) == ("0", accepted.originator_conversation_id)
    assert sandbox.operator.books.balance("working") == 20_000_000 - 160_000


@pytest.mark.parametrize("fault", ["answer_500", "connection_cut"])
def test_lost_acknowledgement_is_unknown_and_a_query_finds_the_money(sandbox: Sandbox, fault: str) -> None:
    sandbox.plan(fault)
    assert isinstance(sandbox.pay(), Unknown)
    assert eventually(lambda: sandbox.states() == ["completed"], 10)
    assert sandbox.client.query_payout("out-1", "ref1") is None
    items = sandbox.result("/status/ref1/result")["ResultParameters"]["ResultParameter"]
    assert {"Key": "TransactionStatus", "Value": "Completed"} in items


def test_result_before_the_acknowledgement(sandbox: Sandbox) -> None:
    sandbox.plan("result_first")
    assert isinstance(sandbox.pay(), Accepted)
    assert sandbox.lipa.wait_for("/payout/out-1/result", max_wait=0)


def test_what_was_not_taken_is_unsent_or_refused(sandbox: Sandbox) -> None:
    sandbox.plan("spike_arrest")
    assert repr(sandbox.pay()) == repr(Unsent("500.003.02"))
    sandbox.plan("token_refused", times=2)
    assert repr(sandbox.pay()) == repr(Unsent("404.001.03"))
    assert repr(sandbox.pay(amount="9")) == repr(Refused("400.002.02"))
    assert repr(sandbox.pay(amount="1200.00")) == repr(Refused("400.002.02"))
    assert sandbox.states() == []
    sandbox.plan("token_refused")
    assert isinstance(sandbox.pay(), Accepted), "a new token is fetched"


def test_balances_are_answered(sandbox: Sandbox) -> None:
    assert sandbox.client.query_balance("ref2") is None
    value = sandbox.result("/status/ref2/result")["ResultParameters"]["ResultParameter"][0]["Value"]
    assert "Utility Account|KES|12500.00|12500.00|0.00|0.00" in value.split("&")


def test_payment_is_reversed(sandbox: Sandbox) -> None:
    payment = sandbox.operator.books.record_payment("paybill", RECEIVER, "4628", 6000)
    assert isinstance(sandbox.client.reverse(payment.receipt, "60", "ref3"), Accepted)
    assert sandbox.result("/status/ref3/result")["ResultCode"] == 0
    assert sandbox.operator.books.balance() == 1_250_000
