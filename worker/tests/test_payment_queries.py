"""A payment whose money is held is queried, again and again until the operator answers."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

import web
from sandbox.credential import Credential
from worker.jobs.payment_queries import PaymentQueries
from worker.providers.daraja import Daraja

from .conftest import World
from .operator_server import BAD_TOKENS, Reply, hangs_up, is_silent, says, trouble

STATUS = "transactionstatus/v1"
TAKEN = says(200, {"ConversationID": "AG_1", "OriginatorConversationID": "1", "ResponseCode": "0"})
KEY = Credential()
PASSWORD = "Kx7!mQ2vTz"
RECEIPT = "QKX0000001"
INITIATOR = {
    "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": PASSWORD,
    "LIPA_DARAJA_CERT": KEY.certificate_pem,
}  # fmt: skip


@pytest.fixture
def held(world: World) -> World:
    """The application with an initiator, and one payment to query."""
    world.execute("delete from mobile_money.verifications")
    world.execute("delete from mobile_money.payments")
    world.execute("insert into mobile_money.payments (receipt, amount_cents, paid_at, state, channel, short_code)"
                  " values (%s, 150000, now(), 'suspense', 'paybill', '400222')", RECEIPT)  # fmt: skip
    world.execute("insert into mobile_money.verifications (receipt, journal_id, why, ref)"
                  " values (%s, -1, '{above_limit}', 'ref1')", RECEIPT)  # fmt: skip
    world.execute("select messaging.enqueue('status_query', %s, '{}')", f"{RECEIPT}/1")
    world.app = web.create_app(world.environ | INITIATOR)
    return world


def query(world: World) -> None:
    world.drain(PaymentQueries(Daraja(world.settings)))


def state(world: World, began: object = None) -> tuple[str, str, bool]:
    """State of the verification, state of its query, and whether the next one is at least 2 seconds after `began`."""
    return world.one(  # type: ignore[no-any-return]
        "select v.state, o.state, o.next_attempt_at > %s::timestamptz + interval '2 seconds'"
        " from mobile_money.verifications v, messaging.outbox o where o.topic = 'status_query'", began,
    )  # fmt: skip


def test_query_is_sent_as_the_operator_documents(held: World) -> None:
    held.operator.will(STATUS, TAKEN)
    began = held.now()
    query(held)
    (asked,) = held.operator.heard(STATUS)
    credential = asked.pop("SecurityCredential")
    token = held.settings.callback_tokens[0]
    assert asked == {
        "Initiator": "lipafare", "CommandID": "TransactionStatusQuery", "TransactionID": RECEIPT, "PartyA": "400222",
        "IdentifierType": "4", "Remarks": "Lipa Fare", "Occasion": "Lipa Fare",
        "ResultURL": f"http://lipa.test/telco/{token}/status/ref1/result",
        "QueueTimeOutURL": f"http://lipa.test/telco/{token}/status/ref1/timeout",
    }  # fmt: skip
    key = load_pem_private_key(KEY.key_pem.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    assert key.decrypt(base64.b64decode(credential), padding.PKCS1v15()) == PASSWORD.encode()
    assert state(held, began) == ("asked", "ready", True)
    query(held)
    assert len(held.operator.heard(STATUS)) == 1


NOT_TAKEN: dict[str, Reply] = {
    "refused": says(400, {"errorCode": "400.002.02"}), "overloaded": trouble(500, "500.001.1001"),
    "throttled": trouble(500, "500.003.02"), "not accepted": says(200, {"ResponseCode": "1"}), "500": says(500),
    "no JSON": says(200), "hangs up": hangs_up, "silent": is_silent,
}  # fmt: skip


@pytest.mark.parametrize("reply", NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_query_that_was_not_accepted_is_sent_again_later(reply: Reply, held: World) -> None:
    held.operator.will(STATUS, reply)
    began = held.now()
    query(held)
    assert state(held, began) == ("wanted", "ready", True)


def test_payment_without_answer_to_8_queries_waits_for_staff(held: World) -> None:
    held.operator.will(STATUS, TAKEN)
    for _ in range(8):
        held.make_due()
        query(held)
    assert len(held.operator.heard(STATUS)) == 8
    assert state(held)[:2] == ("unknown", "dead")
    assert held.one("select subject from messaging.alarms where kind = 'payment_unverified'") == RECEIPT
    query(held)
    assert len(held.operator.heard(STATUS)) == 8


def test_answer_before_the_acknowledgement_counts(held: World) -> None:
    def settle_first(handler: object) -> None:
        held.execute("select telco.settle_status('ref1', '0', %s, 'Completed', '1500.00', '\\x01', sha256('answer'))",
                     RECEIPT)  # fmt: skip
        TAKEN(handler)  # type: ignore[arg-type]

    held.operator.will(STATUS, settle_first)
    query(held)
    assert held.one("select state from mobile_money.verifications") == "verified"
    assert held.one("select count(*) from messaging.outbox") == 0
    assert held.one("select key from messaging.outbox_done") == f"{RECEIPT}/1"


def test_decided_payment_is_not_queried(held: World) -> None:
    held.execute("update mobile_money.verifications set state = 'differs', decided_at = now()")
    query(held)
    assert held.operator.heard(STATUS) == []
    assert held.one("select count(*) from messaging.outbox") == 0


def test_without_an_initiator_no_query_is_sent(held: World) -> None:
    held.app = web.create_app(held.environ)
    query(held)
    assert held.operator.heard(STATUS) == []
    assert held.one("select last_error from messaging.outbox") == "no initiator is set"


def test_expired_token_is_replaced(held: World) -> None:
    held.operator.will(STATUS, trouble(404, "404.001.03"), TAKEN)
    query(held)
    assert len(held.operator.heard("oauth")) == 2
    assert state(held)[0] == "asked"


@pytest.mark.parametrize(("reply", "code"), BAD_TOKENS.values(), ids=BAD_TOKENS)
def test_refused_token_is_replaced_once_and_then_an_alarm(reply: Reply, code: str, held: World) -> None:
    held.operator.will(STATUS, reply, TAKEN, reply)
    query(held)
    assert (state(held)[0], held.refused()) == ("asked", [])
    held.make_due()
    query(held)
    assert held.refused() == [("transactionstatus", f"the operator refuses our new token: {code}")]
    assert held.one("select last_error from messaging.outbox where topic = 'status_query'") == code
