"""Money out: B2C to phones, B2B to PayBills and tills, reversals of payments to us, and our balances.

Each request is accepted at once and answered later. A wrong credential shows only in that later answer.
"""

import re
import socket
from typing import NoReturn

from flask import g, jsonify, request

from sandbox.daraja import daraja
from sandbox.daraja.common import (
    TOKEN_REFUSALS,
    Answer,
    RefusedError,
    authorised,
    check_initiator,
    check_shortcode,
    check_urls,
    generate_ids,
    invalid_field,
    read_body,
    require,
)
from sandbox.payouts import PayoutRequest
from sandbox.simulated_operator import operator

COMMANDS = {"BusinessPayBill": "paybill", "BusinessBuyGoods": "till"}
BUSY = RefusedError(500, "500.001.1001", "The system is busy")
ACCEPTED = {"ResponseCode": "0", "ResponseDescription": "Accept the service request successfully."}


def check_fields(*rules: tuple[str, str, str]) -> None:
    for name, value, pattern in rules:
        if not re.fullmatch(pattern, value):
            raise invalid_field(name)


def parse_amount(text: str, least: int = 1) -> int:
    """Whole shillings as cents."""
    check_fields(("Amount", text, "[1-9][0-9]{0,5}"))
    if not least <= int(text) <= 250_000:
        raise invalid_field("Amount")
    return int(text) * 100


@daraja.post("/mpesa/b2c/v3/paymentrequest")
@authorised
def b2c() -> Answer:
    """Pay a phone. The caller's own id makes a repeat harmless."""
    fields = read_body()
    originator_id, initiator, credential, command, amount, party, phone, remarks, timeout_url, result_url = require(
        fields,
        "OriginatorConversationID InitiatorName SecurityCredential CommandID Amount PartyA PartyB Remarks"
        " QueueTimeOutURL ResultURL",
    )
    g.detail = {"amount": amount, "to": phone[-3:]}
    check_shortcode(party, "PartyA")
    check_fields(
        ("CommandID", command, "BusinessPayment|SalaryPayment|PromotionPayment"),
        ("PartyB", phone, "254[17][0-9]{8}"), ("Remarks", remarks, "(?s).{2,100}"),
        ("OriginatorConversationID", originator_id, "(?s).{1,100}"),
        ("Occassion", str(fields.get("Occassion") or ""), "(?s).{0,100}"),
    )  # fmt: skip
    check_urls(QueueTimeOutURL=timeout_url, ResultURL=result_url)
    g.phone, cents = phone, parse_amount(amount, 10)
    code = check_initiator(initiator, credential)
    return take(PayoutRequest("b2c", phone, cents, result_url, timeout_url, "", originator_id, code))


@daraja.post("/mpesa/b2b/v1/paymentrequest")
@authorised
def b2b() -> Answer:
    """Pay a business. Nothing in the request makes a repeat harmless: it pays again."""
    fields = read_body()
    initiator, credential, command, sender, kind, amount, party, receiver, remarks, timeout_url, result_url = require(
        fields,
        "Initiator SecurityCredential CommandID SenderIdentifierType RecieverIdentifierType Amount PartyA PartyB"
        " Remarks QueueTimeOutURL ResultURL",
    )
    account = str(fields.get("AccountReference") or "")
    g.detail = {"amount": amount, "to": receiver, "account": account}
    check_shortcode(party, "PartyA")
    check_fields(
        ("CommandID", command, "|".join(COMMANDS)), ("SenderIdentifierType", sender, "4"),
        ("RecieverIdentifierType", kind, "4" if command == "BusinessPayBill" else "[24]"),
        ("PartyB", receiver, "[0-9]{5,8}"), ("Remarks", remarks, "(?s).{1,100}"),
        ("AccountReference", account, "(?s).{1,13}" if command == "BusinessPayBill" else "(?s).{0,13}"),
    )  # fmt: skip
    check_urls(QueueTimeOutURL=timeout_url, ResultURL=result_url)
    code = check_initiator(initiator, credential)
    cents = parse_amount(amount)
    return take(PayoutRequest(COMMANDS[command], receiver, cents, result_url, timeout_url, account, "", code))


def take(asked: PayoutRequest) -> Answer:
    """Take the request and acknowledge it, with the fault that is planned or drawn for it."""
    refuse_known(asked.originator_id)
    fault = operator.payout_faults.draw(asked.receiver, asked.amount_cents)
    g.detail |= {"fault": fault}
    if fault == "token_refused":
        raise TOKEN_REFUSALS[operator.fault_profiles.current.token_refusal]
    if fault == "spike_arrest":
        raise RefusedError(500, "500.003.02", "System is busy. Please try again in few minutes.")
    row = operator.payouts.take(asked, fault)
    if row is None:  # the same request at the same moment
        raise duplicate()
    if fault == "answer_500":
        raise BUSY
    if fault == "connection_cut":
        cut_connection()
    ids = {"ConversationID": row["conversation_id"], "OriginatorConversationID": row["originator_id"]}
    return jsonify(**ids, **ACCEPTED)


def duplicate() -> RefusedError:
    return RefusedError(500, "500.002.1001", "Duplicate OriginatorConversationID.")


def refuse_known(originator_id: str) -> None:
    if originator_id and operator.payouts.find(originator_id):
        raise duplicate()


def cut_connection() -> NoReturn:
    """End the connection without an answer. A test's client has no connection and gets an answer 500."""
    connection = request.environ.get("werkzeug.socket")
    if connection is not None:
        connection.shutdown(socket.SHUT_RDWR)
    raise BUSY


@daraja.post("/mpesa/accountbalance/v1/query")
@authorised
def account_balance() -> Answer:
    command, party, kind, initiator, credential, _, timeout_url, result_url = require(
        read_body(),
        "CommandID PartyA IdentifierType Initiator SecurityCredential Remarks QueueTimeOutURL ResultURL",
    )
    check_fields(("CommandID", command, "AccountBalance"), ("IdentifierType", kind, "4"))
    check_shortcode(party, "PartyA")
    check_urls(QueueTimeOutURL=timeout_url, ResultURL=result_url)
    ids = generate_ids()
    ordinal: int = operator.store.get_value("count:account_balance", 0)
    operator.status_queries.answer_balance(
        ids, (result_url, timeout_url), ordinal, check_initiator(initiator, credential)
    )
    return jsonify(**ids, **ACCEPTED)


@daraja.post("/mpesa/reversal/v1/request")
@authorised
def reversal() -> Answer:
    """Give a payment to us back to its payer. What can't be reversed shows only in the result."""
    command, receipt, amount, receiver, kind, initiator, credential, _, timeout_url, result_url = require(
        read_body(),
        "CommandID TransactionID Amount ReceiverParty RecieverIdentifierType Initiator SecurityCredential Remarks"
        " QueueTimeOutURL ResultURL",
    )
    g.detail = {"amount": amount, "receipt": receipt}
    check_fields(("CommandID", command, "TransactionReversal"), ("RecieverIdentifierType", kind, "11"))
    check_shortcode(receiver, "ReceiverParty")
    check_urls(QueueTimeOutURL=timeout_url, ResultURL=result_url)
    cents = parse_amount(amount)
    payment = operator.books.find_by_receipt(receipt)
    is_known = payment is not None and payment.state == "Completed" and cents <= payment.amount_cents
    code = check_initiator(initiator, credential) or ("" if is_known else "R000002")
    code = code or ("R000001" if operator.payouts.reversed_cents(receipt) else "")
    payer = payment.payer if payment else ""
    g.phone = payer
    return take_reversal(PayoutRequest("reversal", payer, cents, result_url, timeout_url, receipt, "", code))


def take_reversal(asked: PayoutRequest) -> Answer:
    row = operator.payouts.take(asked)
    assert row is not None  # noqa: S101 (the id was generated just now)
    ids = {"OriginatorConversationID": row["originator_id"], "ConversationID": row["conversation_id"]}
    return jsonify(**ids, **ACCEPTED)
