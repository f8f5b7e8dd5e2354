"""A payout is sent at most once, fails only when surely refused, and is never lost while it was surely not sent."""

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

import web
from db.tests.long import LONG, some
from db.tests.money_out import fund, open_payout
from sandbox.credential import Credential
from web.security import sealing
from worker.jobs.payout_queries import BalanceQueries, PayoutQueries
from worker.jobs.payouts import Payouts
from worker.providers.daraja_payouts import DarajaPayouts

from .conftest import World
from .operator_server import BAD_TOKENS, PHONE, TOKEN, Reply, hangs_up, is_silent, says, trouble

B2C, B2B, STATUS, BALANCE = "b2c/v3/paymentrequest", "b2b/v1", "transactionstatus/v1", "accountbalance/v1"
IDS = {"ConversationID": "AG_1", "OriginatorConversationID": "O-1"}
TAKEN = says(200, IDS | {"ResponseCode": "0"})
KEY = Credential()
PASSWORD = "Kx7!mQ2vTz"
INITIATOR = {
    "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": PASSWORD,
    "LIPA_DARAJA_CERT": KEY.certificate_pem,
}  # fmt: skip


@pytest.fixture
def paying(world: World) -> World:
    """The application with an initiator, and an owner with money; no payout is open."""
    world.app = web.create_app(world.environ | INITIATOR)
    world.execute("insert into fleet.owners (name) select 'Mama Njeri' where not exists (select from fleet.owners)")
    fund(world.connection, 300_000)
    world.execute("update payouts.float_balances set told_at = now(), cents = 100000000, asked_at = now()")
    world.execute(
        "update payouts.payouts set query_after = now() + interval '1 hour' where state in ('sent', 'unknown')"
    )
    return world


def seal(kind: str, clear: str) -> str:
    return "\\x" + sealing.seal(kind, clear.encode()).hex()


def ask(world: World, **changes: Any) -> str:
    """A payout to the passenger's phone, ready to be sent; its reference."""
    return open_payout(world.connection, **({"phone_sealed": seal("phone", PHONE)} | changes))


def send(world: World) -> None:
    world.drain(Payouts(DarajaPayouts(world.settings)))


def ask_and_send(world: World, *replies: Reply, path: str = B2C, **changes: Any) -> str:
    """Send a new payout; the operator answers so."""
    if replies:
        world.operator.will(path, *replies)
    ref = ask(world, **changes)
    send(world)
    return ref


def state(world: World, ref: str) -> tuple[str, bool]:
    """The state of the payout, and whether it is still in the outbox."""
    return world.one(  # type: ignore[no-any-return]
        "select state, exists (select from messaging.outbox where topic = 'payout' and key = payout_ref)"
        " from payouts.payouts where payout_ref = %s", ref,
    )  # fmt: skip


def clearing(world: World) -> tuple[int, int]:
    """Cents in clearing, and what the open payouts hold."""
    return world.one(  # type: ignore[no-any-return]
        "select (select coalesce(sum(balance_cents), 0)::bigint from audit.wallet_balances where kind = 'clearing'),"
        " (select coalesce(sum(amount_cents + fee_cents), 0)::bigint from audit.payouts"
        "   where state not in ('paid', 'failed', 'cancelled', 'expired'))",
    )  # fmt: skip


def test_payout_to_a_phone_is_sent_as_the_operator_documents(paying: World) -> None:
    ref = ask_and_send(paying, TAKEN)
    (asked,) = paying.operator.heard(B2C)
    credential = asked.pop("SecurityCredential")
    address = f"http://lipa.test/telco/{paying.settings.callback_tokens[0]}/payout/{ref}"
    assert asked == {
        "OriginatorConversationID": ref, "InitiatorName": "lipafare", "CommandID": "BusinessPayment", "Amount": "1000",
        "PartyA": "400222", "PartyB": PHONE, "Remarks": "Lipa Fare", "Occassion": "Lipa Fare",
        "ResultURL": f"{address}/result", "QueueTimeOutURL": f"{address}/timeout",
    }  # fmt: skip
    key = load_pem_private_key(KEY.key_pem.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    assert key.decrypt(base64.b64decode(credential), padding.PKCS1v15()) == PASSWORD.encode()
    assert state(paying, ref) == ("sent", False)
    assert paying.one("select attempts, originator_id from payouts.payouts where payout_ref = %s", ref) == (1, "O-1")


@pytest.mark.parametrize(("channel", "account"), [("paybill", "0100123456"), ("till", None)])
def test_business_is_paid_from_its_account(paying: World, channel: str, account: str | None) -> None:
    ref = ask_and_send(paying, TAKEN, path=B2B, channel=channel, short_code="247247", tail="3456",
                       account_sealed=account and seal("account", account))  # fmt: skip
    (asked,) = paying.operator.heard(B2B)
    said = (asked["PartyB"], asked.get("AccountReference"), asked["Amount"], asked["ResultURL"][-39:])
    assert said == ("247247", account, "1000", f"{ref}/result")
    assert state(paying, ref) == ("sent", False)


MAYBE: dict[str, Reply] = {
    "hangs up": hangs_up, "silent": is_silent, "500": says(500), "502": says(502), "no JSON": says(200),
    "a list": says(200, []), "no id": says(200, {"ResponseCode": "0"}), "overloaded": trouble(500, "500.001.1001"),
    "known already": trouble(500, "500.002.1001"), "redirect": says(302, None, Location="/elsewhere"),
    "trouble with an id": says(503, IDS | {"ResponseCode": "0"}), "gateway": says(403), "conflict": says(409),
}  # fmt: skip


@pytest.mark.parametrize("reply", MAYBE.values(), ids=MAYBE)
def test_payout_that_may_be_on_its_way_is_never_sent_again(reply: Reply, paying: World) -> None:
    ref = ask_and_send(paying, reply)
    paying.execute("select messaging.enqueue('payout', %s, '{}')", ref)
    paying.make_due()
    send(paying)
    assert len(paying.operator.heard(B2C)) == 1
    assert state(paying, ref) == ("unknown", False)
    assert paying.one("select query_after > now() from payouts.payouts where payout_ref = %s", ref)
    held, opened = clearing(paying)
    assert held == opened


@pytest.mark.parametrize("reply", [trouble(400, "400.002.02"), says(200, {"ResponseCode": "2001"})])
def test_refused_payout_fails_at_once_and_its_money_is_back(reply: Reply, paying: World) -> None:
    before = clearing(paying)
    ref = ask_and_send(paying, reply)
    assert len(paying.operator.heard(B2C)) == 1
    assert state(paying, ref) == ("failed", False)
    assert clearing(paying) == before
    assert paying.one("select key from messaging.outbox where topic = 'sms'") == f"payout/{ref}/failed"


@pytest.mark.parametrize(
    "reply", [trouble(500, "500.003.02"), *some([says(429), *(reply for reply, _ in BAD_TOKENS.values())], 4)]
)
def test_payout_that_was_surely_not_taken_is_sent_again_for_ever(reply: Reply, paying: World) -> None:
    paying.operator.will(B2C, reply)
    ref = ask(paying)
    for _ in range(12 if LONG else 5):
        paying.make_due()
        send(paying)
    assert state(paying, ref) == ("queued", True)
    assert paying.one("select state from messaging.outbox where topic = 'payout'") == "ready"
    paying.operator.will(B2C, TAKEN)
    paying.make_due()
    send(paying)
    assert state(paying, ref) == ("sent", False)


def test_payout_waits_while_the_operator_is_unreachable(paying: World) -> None:
    paying.execute("insert into mobile_money.access_tokens values ('daraja', %s, now() + interval '1 hour')",
                   sealing.seal("token", b"t-0"))  # fmt: skip
    paying.operator.close()
    assert state(paying, ask_and_send(paying)) == ("queued", True)


def test_without_a_new_token_the_old_one_is_not_used(paying: World) -> None:
    paying.execute("insert into mobile_money.access_tokens values ('daraja', %s, now() - interval '1 second')",
                   sealing.seal("token", b"t-0"))  # fmt: skip
    paying.operator.will("oauth", trouble(400, "400.008.01"))
    ref = ask_and_send(paying, TAKEN)
    assert (paying.operator.heard(B2C), state(paying, ref)) == ([], ("queued", True))
    paying.operator.will("oauth", TOKEN)
    paying.execute("update mobile_money.access_tokens set lease_until = null")
    paying.make_due()
    send(paying)
    tokens = [headers["Authorization"] for path, _, headers in paying.operator.asked if B2C in path]
    assert (tokens, state(paying, ref)) == (["Bearer t-1"], ("sent", False))


def test_without_an_initiator_it_waits(paying: World) -> None:
    paying.app = web.create_app(paying.environ)
    ref = ask_and_send(paying, TAKEN)
    assert (paying.operator.heard(B2C), state(paying, ref)) == ([], ("queued", True))


def test_number_that_can_not_be_read_gives_the_money_back(paying: World) -> None:
    ref = ask_and_send(paying, TAKEN, phone_sealed="\\x0102")
    assert (paying.operator.heard(B2C), state(paying, ref)) == ([], ("failed", False))


def test_result_before_the_acknowledgement_counts(paying: World) -> None:
    def settle_first(handler: Any) -> None:
        newest = paying.one("select max(payout_id) from payouts.payouts")
        paying.execute("select telco.settle_payout(payout_ref, '0', 'QAA0000001', '1000', null, null, null, '\\x01',"
                       " sha256('first')) from payouts.payouts where payout_id = %s", newest)  # fmt: skip
        TAKEN(handler)

    assert state(paying, ask_and_send(paying, settle_first)) == ("paid", False)


def test_worker_that_lost_its_lease_before_it_sent_does_no_harm(paying: World) -> None:
    """The lease ran out, so the payout is asked about; then the worker wakes up and sends after all."""
    paying.operator.will(B2C, TAKEN)
    ref = ask(paying)
    job = Payouts(DarajaPayouts(paying.settings))
    with paying.app.app_context():
        (work,) = job.take()
        paying.execute("update messaging.outbox set lease_until = now() - interval '1 second' where topic = 'payout'")
        paying.execute("select worker.release_leases()")
        assert state(paying, ref) == ("unknown", False)
        assert list(job.take()) == [], "it is never given to another worker"
        job.do(work)
    assert state(paying, ref) == ("sent", False)
    assert len(paying.operator.heard(B2C)) == 1


def test_two_workers_never_hold_the_same_payout(paying: World) -> None:
    refs = {ask(paying, cents=cents) for cents in (50_000, 60_000)}
    job = Payouts(DarajaPayouts(paying.settings))
    with paying.app.app_context():
        assert {work["payout_ref"] for works in (job.take(), job.take(), job.take()) for work in works} == refs


def test_payout_without_a_result_is_asked_about(paying: World) -> None:
    taken, lost = ask_and_send(paying, TAKEN), ask_and_send(paying, hangs_up, cents=50_000)
    paying.operator.will(STATUS, says(500), TAKEN)
    paying.execute("update payouts.payouts set query_after = now() where state in ('sent', 'unknown')"
                   " and payout_ref in (%s, %s)", taken, lost)  # fmt: skip
    paying.drain(PayoutQueries(DarajaPayouts(paying.settings)))
    asked = paying.operator.heard(STATUS)
    assert {one["OriginalConversationID"] for one in asked} == {"O-1", lost}
    rows = paying.connection.execute(
        "select state, queries, query_after > now(), query_ref from payouts.payouts where payout_ref in (%s, %s)",
        (taken, lost)).fetchall()  # fmt: skip
    assert [row[:3] for row in rows] == [("unknown", 1, True)] * 2
    refs = {one["ResultURL"].split("/")[-2] for one in asked}
    assert refs == {row[3] for row in rows}
    assert len(paying.operator.heard(B2C)) == 2


def test_balances_are_asked_for_while_a_payout_is_open(paying: World) -> None:
    paying.operator.will(BALANCE, TAKEN)
    job = BalanceQueries(DarajaPayouts(paying.settings))
    ask(paying)
    paying.drain(job)
    assert paying.operator.heard(BALANCE) == [], "they were told a moment ago"
    paying.execute("update payouts.float_balances set told_at = '-infinity', asked_at = null")
    paying.drain(job)
    paying.drain(job)
    (asked,) = paying.operator.heard(BALANCE)
    assert (asked["CommandID"], asked["PartyA"], asked["IdentifierType"]) == ("AccountBalance", "400222", "4")
    ref = paying.one("select query_ref from payouts.float_balances where account = 'utility'")
    assert asked["ResultURL"].endswith(f"/status/{ref}/result")
