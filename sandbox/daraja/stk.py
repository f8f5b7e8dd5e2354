"""M-Pesa Express: ask a phone for its PIN, and ask what became of that."""

from __future__ import annotations

import base64
import re

from flask import g, jsonify

from .. import people
from ..push import Ask
from . import daraja
from .common import Answer, RefusedError, authorised, body, need, operator


def invalid(name: str) -> RefusedError:
    return RefusedError(400, "400.002.02", f"Bad Request - Invalid {name}")


def check_password(shortcode: str, password: str, timestamp: str) -> None:
    """base64(ShortCode + Passkey + Timestamp)."""
    settings = operator().settings
    if not re.fullmatch("[0-9]{14}", timestamp):
        raise invalid("Timestamp")
    if shortcode != settings.shortcode:
        raise RefusedError(500, "500.001.1001", "Merchant does not exist")
    if password != base64.b64encode(f"{shortcode}{settings.passkey}{timestamp}".encode()).decode():
        raise RefusedError(500, "500.001.1001", "Wrong credentials")


@daraja.post("/mpesa/stkpush/v1/processrequest")
@authorised
def stk_push() -> Answer:
    fields = body()
    shortcode, password, timestamp, kind, amount, party_a, party_b, number, callback, account = need(
        fields,
        "BusinessShortCode",
        "Password",
        "Timestamp",
        "TransactionType",
        "Amount",
        "PartyA",
        "PartyB",
        "PhoneNumber",
        "CallBackURL",
        "AccountReference",
    )
    check_password(shortcode, password, timestamp)
    if not re.fullmatch("[0-9]{1,7}", amount):
        raise invalid("Amount")
    for name, value in (("PartyA", party_a), ("PhoneNumber", number)):
        if not re.fullmatch("254[17][0-9]{8}", value):
            raise invalid(name)
    if not re.match("https?://", callback):
        raise invalid("CallBackURL")
    if len(account) > 12:
        raise invalid("AccountReference")
    if len(str(fields.get("TransactionDesc") or "")) > 13:
        raise invalid("TransactionDesc")
    if kind not in ("CustomerPayBillOnline", "CustomerBuyGoodsOnline"):
        raise invalid("TransactionType")
    phone = people.normal(number) or number
    g.phone, g.detail = phone, {"amount": amount, "account": account}
    wrong_party = "2028" if kind == "CustomerBuyGoodsOnline" else "SFC_IC0003" if party_b != shortcode else ""
    description = str(fields.get("TransactionDesc") or "")
    push = operator().pushes.ask(Ask(phone, int(amount) * 100, account, description, callback, fate=wrong_party))
    if push is None:
        raise RefusedError(
            500,
            "500.001.1001",
            "Unable to lock subscriber, a transaction is already in process for the current subscriber",
        )
    return jsonify(
        MerchantRequestID=push["merchant_id"],
        CheckoutRequestID=push["checkout_id"],
        ResponseCode="0",
        ResponseDescription="Success. Request accepted for processing",
        CustomerMessage="Success. Request accepted for processing",
    )


@daraja.post("/mpesa/stkpushquery/v1/query")
@authorised
def stk_query() -> Answer:
    """Until it has ended there is no answer: sometimes that is 4999, sometimes a 500 that says the same."""
    shortcode, password, timestamp, checkout = need(
        body(), "BusinessShortCode", "Password", "Timestamp", "CheckoutRequestID"
    )
    check_password(shortcode, password, timestamp)
    push = operator().pushes.by_id(checkout)
    if push is None:
        raise RefusedError(500, "500.001.1001", "The transaction does not exist")
    g.phone = push["phone"]
    code, words = push["result_code"], push["result_desc"]
    if push["state"] == "waiting":
        asked: int = operator().store.fact("count:stk_query", 0)
        if operator().conducts.now.strikes("query_unready", asked):
            raise RefusedError(500, "500.001.1001", "The transaction is being processed")
        code, words = "4999", "The transaction is still under processing"
    g.detail = {"code": code}
    return jsonify(
        ResponseCode="0",
        ResponseDescription="The service request has been accepted successsfully",
        MerchantRequestID=push["merchant_id"],
        CheckoutRequestID=checkout,
        ResultCode=code,
        ResultDesc=words,
    )
