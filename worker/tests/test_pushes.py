"""A payment prompt is sent at most once, and it fails only when it was surely refused."""

import base64
import io
from datetime import datetime, timedelta

import pytest

from web.core import logs
from web.security import sealing
from web.tests.pages.world import EAT
from worker.jobs.pushes import Pushes
from worker.providers.daraja import Daraja

from .conftest import World
from .operator_server import ACCEPTED, BAD_TOKENS, PHONE, TOKEN, Reply, hangs_up, is_silent, says, trouble

PUSH = "stkpush/v1"


def send(world: World) -> None:
    world.drain(Pushes(Daraja(world.settings)))


def ask_and_send(world: World, *replies: Reply, ref: str = "ref1") -> None:
    """Send a prompt for a new payment; the operator answers so."""
    if replies:
        world.operator.will(PUSH, *replies)
    world.ask_to_pay(ref)
    send(world)


def state(world: World, ref: str = "ref1") -> tuple[str, bool]:
    """The state of the payment intent, and whether its prompt is still in the outbox."""
    return world.one(  # type: ignore[no-any-return]
        "select state, exists (select from messaging.outbox where topic = 'stk_push' and key = %s)"
        " from mobile_money.payment_intents where payment_ref = %s", ref, ref,
    )  # fmt: skip


def test_prompt_is_sent_as_the_operator_documents(world: World) -> None:
    ask_and_send(world, ACCEPTED)
    (asked,) = world.operator.heard(PUSH)
    stamp = asked.pop("Timestamp")
    sent = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=EAT)
    assert abs(world.now() - sent) < timedelta(minutes=1), "the clock in Kenya, wherever the server stands"
    assert asked == {
        "BusinessShortCode": "400222", "TransactionType": "CustomerPayBillOnline", "Amount": "60", "PartyA": PHONE,
        "Password": base64.b64encode(f"400222passkey{stamp}".encode()).decode(), "PartyB": "400222",
        "PhoneNumber": PHONE, "AccountReference": "46-ref1", "TransactionDesc": "Nauli",
        "CallBackURL": "http://lipa.test/telco/token-for-tests-0123456789/stk/ref1",
    }  # fmt: skip
    assert state(world) == ("pushed", False)
    sealed = world.one("select checkout_sealed from mobile_money.payment_intents where payment_ref = 'ref1'")
    assert sealing.open_sealed("checkout", bytes(sealed)) == b"C1"


@pytest.mark.parametrize(
    "reply",
    [hangs_up, is_silent, says(500), says(502), says(200), says(200, []), says(200, {"ResponseCode": "0"}),
     trouble(500, "500.001.1001"), trouble(500, "500.999.9999"), says(302, None, Location="/elsewhere"),
     says(503, {"ResponseCode": "0", "CheckoutRequestID": "ws_CO_1"})],
    ids=["hangs up", "silent", "500", "502", "no JSON", "a list", "no id", "overloaded", "unknown code", "redirect",
         "trouble with an id"],
)  # fmt: skip
def test_prompt_that_may_be_on_the_phone_is_never_sent_again(reply: Reply, world: World) -> None:
    ask_and_send(world, reply)
    world.execute("select messaging.enqueue('stk_push', 'ref1', '{}')")
    world.make_due()
    send(world)
    assert len(world.operator.heard(PUSH)) == 1
    assert state(world) == ("unknown", False)


@pytest.mark.parametrize("reply", [trouble(400, "400.002.02"), says(403), says(200, {"ResponseCode": "1"})])
def test_refused_prompt_fails_at_once(reply: Reply, world: World) -> None:
    ask_and_send(world, reply)
    assert len(world.operator.heard(PUSH)) == 1
    assert state(world) == ("failed", False)


@pytest.mark.parametrize("reply", [trouble(500, "500.003.02"), trouble(500, "500.003.03"), says(429)])
def test_throttled_prompt_is_sent_again(reply: Reply, world: World) -> None:
    ask_and_send(world, reply, ACCEPTED)
    assert state(world) == ("created", True)
    world.make_due()
    send(world)
    assert state(world) == ("pushed", False)


def test_prompt_waits_while_the_operator_is_unreachable(world: World) -> None:
    world.execute("insert into mobile_money.access_tokens values ('daraja', %s, now() + interval '1 hour')",
                  sealing.seal("token", b"t-0"))  # fmt: skip
    world.operator.close()
    ask_and_send(world)
    assert state(world) == ("created", True)


@pytest.mark.parametrize("reply", [reply for reply, _ in BAD_TOKENS.values()], ids=BAD_TOKENS)
def test_refused_token_is_replaced_and_the_prompt_sent_once(reply: Reply, world: World) -> None:
    world.operator.will("oauth", TOKEN, says(200, {"access_token": "t-2", "expires_in": 3599}))
    ask_and_send(world, ACCEPTED, reply, ACCEPTED)
    ask_and_send(world, ref="ref2")
    tokens = [headers["Authorization"] for path, _, headers in world.operator.asked if PUSH in path]
    assert tokens == ["Bearer t-1", "Bearer t-1", "Bearer t-2"]
    assert state(world, "ref2")[0] == "pushed"
    assert world.refused() == []


@pytest.mark.parametrize(("reply", "code"), BAD_TOKENS.values(), ids=BAD_TOKENS)
def test_two_refused_tokens_leave_the_prompt_unsent_with_an_alarm(reply: Reply, code: str, world: World) -> None:
    ask_and_send(world, reply, reply, ACCEPTED)
    assert (len(world.operator.heard(PUSH)), state(world)) == (2, ("created", True))
    assert world.refused() == [("stkpush", f"the operator refuses our new token: {code}")]
    world.make_due()
    send(world)
    assert state(world)[0] == "pushed"


def test_without_a_token_the_prompt_waits(world: World) -> None:
    world.operator.will("oauth", trouble(400, "400.008.01"))
    ask_and_send(world)
    assert world.operator.heard(PUSH) == []
    assert state(world) == ("created", True)
    assert world.one("select state from messaging.outbox") == "ready", "released: its lease must not run out"


def test_one_prompt_is_taken_at_a_time(world: World) -> None:
    for ref in ("ref1", "ref2"):
        world.ask_to_pay(ref)
    assert len(Pushes(Daraja(world.settings)).take()) == 1


def test_prompt_older_than_a_minute_is_dropped(world: World) -> None:
    world.ask_to_pay()
    world.age_intents(61)
    send(world)
    assert world.operator.heard(PUSH) == []
    assert state(world) == ("expired", False)


def test_number_and_token_are_neither_logged_nor_stored(world: World) -> None:
    # The operator's real form: time and number in one run of digits.
    named = {"MerchantRequestID": "M1", "CheckoutRequestID": f"ws_CO_23112026171457103{PHONE[3:]}", "ResponseCode": "0"}
    world.operator.will(PUSH, says(200, named), hangs_up, trouble(500, "500.001.1001"))
    for ref in ("ref1", "ref2", "ref3"):
        world.ask_to_pay(ref)
    written = io.StringIO()
    logs.configure(written)
    send(world)
    logged = written.getvalue()
    assert "push" in logged
    assert PHONE not in logged
    assert "t-1" not in logged
    stored = str(world.connection.execute("select o::text from messaging.outbox_done o").fetchall())
    stored += str(world.connection.execute("select i::text from mobile_money.payment_intents i").fetchall())
    assert PHONE[3:] not in stored
