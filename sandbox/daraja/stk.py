"""M-Pesa Express: open a PIN prompt on a phone, and query its result."""

import base64
import re

from flask import g, jsonify

from sandbox.daraja import daraja
from sandbox.daraja.common import Answer, RefusedError, authorised, check_urls, invalid_field, read_body, require
from sandbox.fault_profile import RESULTS
from sandbox.simulated_operator import operator
from sandbox.stk_push import PushRequest


def system_error(message: str) -> RefusedError:
    return RefusedError(500, "500.001.1001", message)


def check_password(shortcode: str, password: str, timestamp: str) -> None:
    """The password is base64(ShortCode + Passkey + Timestamp)."""
    settings = operator.settings
    if not re.fullmatch("[0-9]{14}", timestamp):
        raise invalid_field("Timestamp")
    if shortcode != settings.shortcode:
        raise system_error("Merchant does not exist")
    if password != base64.b64encode(f"{shortcode}{settings.passkey}{timestamp}".encode()).decode():
        raise system_error("Wrong credentials")


@daraja.post("/mpesa/stkpush/v1/processrequest")
@authorised
def stk_push() -> Answer:
    fields = read_body()
    shortcode, password, timestamp, kind, amount, party_a, party_b, phone, callback, account = require(
        fields,
        "BusinessShortCode Password Timestamp TransactionType Amount PartyA PartyB PhoneNumber CallBackURL"
        " AccountReference",
    )
    description = str(fields.get("TransactionDesc") or "")
    check_password(shortcode, password, timestamp)
    for name, value, pattern in (
        ("Amount", amount, "[0-9]{1,7}"),
        ("PartyA", party_a, "254[17][0-9]{8}"),
        ("PhoneNumber", phone, "254[17][0-9]{8}"),
        ("AccountReference", account, "(?s).{1,12}"),
        ("TransactionDesc", description, "(?s).{0,13}"),
        ("TransactionType", kind, "CustomerPayBillOnline|CustomerBuyGoodsOnline"),
    ):
        if not re.fullmatch(pattern, value):
            raise invalid_field(name)
    check_urls(CallBackURL=callback)
    g.phone, g.detail = phone, {"amount": amount, "account": account}
    forced_result = "2028" if kind == "CustomerBuyGoodsOnline" else "SFC_IC0003" if party_b != shortcode else ""
    push = operator.stk_pushes.send(
        PushRequest(phone, int(amount) * 100, account, description, callback, forced_result)
    )
    if push is None:
        raise system_error(RESULTS["1001"])
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
    """An open prompt has no result yet: the operator answers 4999, sometimes HTTP 500."""
    shortcode, password, timestamp, checkout_id = require(
        read_body(), "BusinessShortCode Password Timestamp CheckoutRequestID"
    )
    check_password(shortcode, password, timestamp)
    push = operator.stk_pushes.find(checkout_id)
    if push is None:
        raise system_error("The transaction does not exist")
    g.phone = push["phone"]
    code, description = push["result_code"], push["result_desc"]
    if code is None:
        ordinal: int = operator.store.get_value("count:stk_query", 0)
        if operator.fault_profiles.current.has_fault("query_unready", ordinal):
            raise system_error("The transaction is being processed")
        code, description = "4999", "The transaction is still under processing"
    g.detail = {"code": code}
    return jsonify(
        ResponseCode="0",
        ResponseDescription="The service request has been accepted successsfully",
        MerchantRequestID=push["merchant_id"],
        CheckoutRequestID=checkout_id,
        ResultCode=code,
        ResultDesc=description,
    )
