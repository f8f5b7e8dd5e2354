"""Money out: what is sent, and what each answer means for sending it again.

Outcomes are compared by what they show: named tuples with the same values are equal, whatever their classes.
"""

import base64
import io
import logging

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

import web
from db.tests.long import some
from sandbox.credential import Credential
from web.core import logs
from web.security import sealing
from worker.providers.daraja import Refused, Unknown, Unsent
from worker.providers.daraja_payouts import Accepted, DarajaPayouts, PayoutOutcome

from .conftest import World
from .operator_server import BAD_TOKENS, PHONE, TOKEN, Reply, hangs_up, is_silent, says, trouble

B2C, B2B, REVERSAL = "b2c/v3", "b2b/v1", "reversal/v1"
KEY, PASSWORD = Credential(), "Kx7!mQ2vTz"
TAKEN = says(200, {"ConversationID": "AG_1", "OriginatorConversationID": "out-1", "ResponseCode": "0",
                   "ResponseDescription": "Accept the service request successfully."})  # fmt: skip
ACCEPTED = Accepted("AG_1", "out-1")


@pytest.fixture(autouse=True)
def initiator(world: World) -> None:
    """The application with an initiator."""
    names = {"LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": PASSWORD}
    world.app = web.create_app(world.environ | names | {"LIPA_DARAJA_CERT": KEY.certificate_pem})


def pay(world: World, *replies: Reply, ref: str = "out-1") -> PayoutOutcome:
    """Pay a phone; the operator answers so."""
    if replies:
        world.operator.will(B2C, *replies)
    return DarajaPayouts(world.settings).pay_phone(ref, PHONE, "1200", "Malipo")


def sent(world: World, part: str) -> dict[str, str]:
    """The only request of that part, without its credential, which must hold the password."""
    (asked,) = world.operator.heard(part)
    key = load_pem_private_key(KEY.key_pem.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    credential = base64.b64decode(asked.pop("SecurityCredential"), validate=True)
    assert key.decrypt(credential, padding.PKCS1v15()) == PASSWORD.encode()
    return asked


def addresses(world: World, path: str) -> dict[str, str]:
    base = f"http://lipa.test/telco/{world.settings.callback_tokens[0]}/{path}"
    return {"ResultURL": f"{base}/result", "QueueTimeOutURL": f"{base}/timeout"}


def test_payment_to_a_phone_is_sent_as_the_operator_documents(world: World) -> None:
    assert repr(pay(world, TAKEN)) == repr(ACCEPTED)
    assert sent(world, B2C) == {
        "OriginatorConversationID": "out-1", "InitiatorName": "lipafare", "CommandID": "BusinessPayment",
        "Amount": "1200", "PartyA": "400222", "PartyB": PHONE, "Remarks": "Malipo", "Occassion": "Lipa Fare",
        **addresses(world, "payout/out-1"),
    }  # fmt: skip


def test_payment_to_a_business_is_sent_as_the_operator_documents(world: World) -> None:
    world.operator.will(B2B, TAKEN)
    client = DarajaPayouts(world.settings)
    assert repr(client.pay_business("out-1", "paybill", "888880", "KZZ001A", amount="1600", remarks="Mafuta")) == repr(
        ACCEPTED
    )
    paybill = {
        "Initiator": "lipafare", "CommandID": "BusinessPayBill", "SenderIdentifierType": "4",
        "RecieverIdentifierType": "4", "Amount": "1600", "PartyA": "400222", "PartyB": "888880",
        "AccountReference": "KZZ001A", "Remarks": "Mafuta", **addresses(world, "payout/out-1"),
    }  # fmt: skip
    assert sent(world, B2B) == paybill
    world.operator.asked.clear()
    assert repr(client.pay_business("out-1", "till", "777770", "", amount="1600", remarks="Mafuta")) == repr(ACCEPTED)
    del paybill["AccountReference"]
    assert sent(world, B2B) == paybill | {"CommandID": "BusinessBuyGoods", "PartyB": "777770"}


def test_reversal_is_sent_as_the_operator_documents(world: World) -> None:
    world.operator.will(REVERSAL, TAKEN)
    assert repr(DarajaPayouts(world.settings).reverse("QKX0000001", "60", "ref1")) == repr(ACCEPTED)
    assert sent(world, REVERSAL) == {
        "Initiator": "lipafare", "CommandID": "TransactionReversal", "TransactionID": "QKX0000001", "Amount": "60",
        "ReceiverParty": "400222", "RecieverIdentifierType": "11", "Remarks": "Lipa Fare", "Occasion": "Lipa Fare",
        **addresses(world, "status/ref1"),
    }  # fmt: skip


def test_questions_are_sent_as_the_operator_documents(world: World) -> None:
    world.operator.will("transactionstatus/v1", TAKEN)
    world.operator.will("accountbalance/v1", TAKEN)
    client = DarajaPayouts(world.settings)
    assert client.query_payout("out-1", "ref1") is None
    common = {"Initiator": "lipafare", "PartyA": "400222", "IdentifierType": "4", "Remarks": "Lipa Fare"}
    assert sent(world, "transactionstatus") == {
        **common, "CommandID": "TransactionStatusQuery", "OriginalConversationID": "out-1", "Occasion": "Lipa Fare",
        **addresses(world, "status/ref1"),
    }  # fmt: skip
    assert client.query_balance("ref2") is None
    balance = common | {"CommandID": "AccountBalance"} | addresses(world, "status/ref2")
    assert sent(world, "accountbalance") == balance


ERRORS: dict[str, tuple[Reply, PayoutOutcome]] = {
    "invalid field": (trouble(400, "400.002.02"), Refused("400.002.02")),
    "no such address": (trouble(404, "404.001.01"), Refused("404.001.01")),
    "not accepted": (says(200, {"ResponseCode": "1"}), Refused("1")),
    "not accepted, in words": (says(200, {"ResponseCode": "SFC_IC0003"}), Refused("SFC_IC0003")),
    "spike arrest": (trouble(500, "500.003.02"), Unsent("500.003.02")),
    "quota": (trouble(500, "500.003.03"), Unsent("500.003.03")),
    "429": (says(429), Unsent("429")),
    "gateway's quota": (
        says(500, {"fault": {"detail": {"errorcode": "policies.ratelimit.QuotaViolation"}}}),
        Unsent("policies.ratelimit.QuotaViolation"),
    ),
    "duplicate": (trouble(500, "500.002.1001"), Unknown("500.002.1001")),
    "duplicate as 400": (trouble(400, "500.002.1001"), Unknown("500.002.1001")),
    "duplicate as ResponseCode": (says(200, {"ResponseCode": "500.002.1001"}), Unknown("500.002.1001")),
    "duplicate in words": (
        says(400, {"errorCode": "400.002.02", "errorMessage": "Duplicate OriginatorConversationID."}),
        Unknown("400.002.02"),
    ),
    "duplicate accepted": (
        says(200, {"ResponseCode": "1", "ResponseDescription": "A duplicate was detected"}), Unknown("1"),
    ),
    "overloaded": (trouble(500, "500.001.1001"), Unknown("500.001.1001")),
    "unknown code": (trouble(500, "500.999.9999"), Unknown("500.999.9999")),
    "400 of the gateway": (says(400), Unknown("400")),
    "404 of the gateway": (says(404), Unknown("404")),
    "403 in the gateway's words": (
        says(403, {"fault": {"detail": {"errorcode": "messaging.runtime.Whatever"}}}),
        Unknown("messaging.runtime.Whatever"),
    ),
    "400 with a code of trouble": (trouble(400, "500.001.1001"), Unknown("500.001.1001")),
    "408": (trouble(408, "400.002.02"), Unknown("400.002.02")),
    "409": (trouble(409, "409.001.01"), Unknown("409.001.01")),
    "500": (says(500), Unknown("500")),
    "503 that accepts": (
        says(503, {"ResponseCode": "0", "ConversationID": "AG_1", "OriginatorConversationID": "out-1"}), Unknown("503"),
    ),
    "500 with a code of refusal": (trouble(500, "400.002.02"), Unknown("400.002.02")),
    "accepted without ids": (says(200, {"ResponseCode": "0"}), Unknown("200")),
    "accepted with an error": (
        says(200, {"ResponseCode": "0", "ConversationID": "AG_1", "OriginatorConversationID": "out-1",
                   "errorCode": "500.001.1001"}), Unknown("500.001.1001"),
    ),
    "no JSON": (says(200), Unknown("200")), "a list": (says(200, []), Unknown("200")),
    "an error that says 200": (says(200, {"errorCode": "400.002.02"}), Unknown("400.002.02")),
    "redirect": (says(302, None, Location="/elsewhere"), Unknown("302")),
    "hangs up": (hangs_up, Unknown("no answer")), "silent": (is_silent, Unknown("no answer")),
}  # fmt: skip


@pytest.mark.parametrize(("reply", "outcome"), some(list(ERRORS.values()), 2), ids=some(list(ERRORS), 2))
def test_answer_decides_whether_it_may_be_sent_again(reply: Reply, outcome: PayoutOutcome, world: World) -> None:
    assert repr(pay(world, reply)) == repr(outcome)
    assert len(world.operator.heard(B2C)) == 1


@pytest.mark.parametrize("name", ["invalid field", "spike arrest", "overloaded", "hangs up"])
def test_business_and_reversal_are_classified_alike(name: str, world: World) -> None:
    reply, outcome = ERRORS[name]
    world.operator.will(B2B, reply)
    world.operator.will(REVERSAL, reply)
    client = DarajaPayouts(world.settings)
    assert repr(client.pay_business("out-1", "paybill", "888880", "A", amount="60", remarks="Mafuta")) == repr(outcome)
    assert repr(client.reverse("QKX0000001", "60", "ref1")) == repr(outcome)


@pytest.mark.parametrize(("reply", "code"), BAD_TOKENS.values(), ids=BAD_TOKENS)
def test_refused_token_is_replaced_once_and_then_unsent(reply: Reply, code: str, world: World) -> None:
    world.operator.will("oauth", TOKEN, says(200, {"access_token": "t-2", "expires_in": 3599}))
    assert repr(pay(world, reply, TAKEN)) == repr(ACCEPTED)
    tokens = [headers["Authorization"] for path, _, headers in world.operator.asked if B2C in path]
    assert tokens == ["Bearer t-1", "Bearer t-2"]
    assert repr(pay(world, reply, reply, TAKEN)) == repr(Unsent(code))
    assert world.refused() == [("b2c", f"the operator refuses our new token: {code}")]


@pytest.mark.parametrize("reply", [trouble(400, "400.008.01"), says(200), says(503), hangs_up, is_silent])
def test_without_a_new_token_an_old_one_is_never_used(reply: Reply, world: World) -> None:
    old = sealing.seal("token", b"t-0")
    world.execute("insert into mobile_money.access_tokens values ('daraja', %s, now() - interval '1 second')", old)
    world.operator.will("oauth", reply)
    assert repr(pay(world, TAKEN)) == repr(Unsent("NoTokenError"))
    assert world.operator.heard(B2C) == []


def test_refused_token_without_a_new_one_is_unsent(world: World) -> None:
    world.execute("insert into mobile_money.access_tokens values ('daraja', %s, now() + interval '1 hour')",
                  sealing.seal("token", b"t-0"))  # fmt: skip
    world.operator.will("oauth", says(503))
    assert repr(pay(world, trouble(404, "404.001.03"), TAKEN)) == repr(Unsent("NoTokenError"))
    assert len(world.operator.heard(B2C)) == 1


def test_unreachable_operator_is_unsent(world: World) -> None:
    world.execute("insert into mobile_money.access_tokens values ('daraja', %s, now() + interval '1 hour')",
                  sealing.seal("token", b"t-0"))  # fmt: skip
    world.operator.close()
    assert repr(pay(world)) == repr(Unsent("NotSentError"))
    assert DarajaPayouts(world.settings).query_payout("out-1", "ref1") == "NotSentError"


def test_without_an_initiator_nothing_is_sent(world: World) -> None:
    world.app = web.create_app(world.environ)
    client = DarajaPayouts(world.settings)
    assert repr(pay(world, TAKEN)) == repr(Unsent("no initiator is set"))
    assert repr(client.reverse("QKX0000001", "60", "ref1")) == repr(Unsent("no initiator is set"))
    assert client.query_balance("ref1") == client.query_payout("out-1", "ref1") == "no initiator is set"
    assert world.operator.asked == []


@pytest.mark.parametrize(("reply", "reason"), [
    (trouble(400, "400.002.02"), "400.002.02"), (says(200, {"ResponseCode": "1"}), "1"), (says(500), "500"),
    (hangs_up, "NoAnswerError"),
])  # fmt: skip
def test_question_that_was_not_taken_says_why(reply: Reply, reason: str, world: World) -> None:
    world.operator.will("transactionstatus", reply)
    world.operator.will("accountbalance", reply)
    client = DarajaPayouts(world.settings)
    assert client.query_payout("out-1", "ref1") == client.query_balance("ref2") == reason


@pytest.mark.parametrize("reply", [TAKEN, hangs_up, is_silent, trouble(500, "500.001.1001"), says(400)],
                         ids=["taken", "hangs up", "silent", "trouble", "400"])  # fmt: skip
def test_number_password_and_token_are_in_no_log_and_no_outcome(reply: Reply, world: World) -> None:
    world.operator.will("oauth", says(200, {"access_token": "the-token", "expires_in": 3599}))
    written = io.StringIO()
    logs.configure(written)
    outcome = pay(world, reply)
    logging.getLogger("lipa.worker").info("payout: %r", outcome)
    logged = written.getvalue()
    assert "payout" in logged
    assert not [secret for secret in (PHONE, PHONE[3:], PASSWORD, "the-token") if secret in logged + repr(outcome)]
