"""C2B: register the callback addresses, and simulate a payment to the PayBill."""

import re
import threading

from flask import g, jsonify

from sandbox.c2b import PaymentRequest, generate_conversation_id
from sandbox.daraja import daraja
from sandbox.daraja.common import Answer, authorised, check_shortcode, check_urls, invalid_field, read_body, require
from sandbox.simulated_operator import operator
from sandbox.subscribers import parse_phone

FORBIDDEN = re.compile("m-?pesa|safaricom|exe|exec|cmd|sql|query|ngrok|requestbin", re.IGNORECASE)


@daraja.post("/mpesa/c2b/<any(v1, v2):version>/registerurl")
@authorised
def register_urls(version: str) -> Answer:
    g.detail = {"version": version}
    fields = read_body()
    shortcode, response_type, confirmation = require(fields, "ShortCode ResponseType ConfirmationURL")
    validation = str(fields.get("ValidationURL") or "")
    check_shortcode(shortcode)
    if response_type not in ("Completed", "Cancelled"):
        raise invalid_field("ResponseType")
    urls = {"ConfirmationURL": confirmation} | ({"ValidationURL": validation} if validation else {})
    check_urls(**urls)
    for name, url in urls.items():
        if FORBIDDEN.search(url):
            raise invalid_field(name)
    operator.c2b.register_urls(version, response_type, confirmation, validation)
    return jsonify(OriginatorCoversationID=generate_conversation_id(), ResponseCode="0", ResponseDescription="Success")


@daraja.post("/mpesa/c2b/<any(v1, v2):version>/simulate")
@authorised
def simulate(version: str) -> Answer:
    """Accept the payment now and make it afterwards, as the operator does."""
    fields = read_body()
    shortcode, command, amount, msisdn = require(fields, "ShortCode CommandID Amount Msisdn")
    check_shortcode(shortcode)
    if command not in ("CustomerPayBillOnline", "CustomerBuyGoodsOnline"):
        raise invalid_field("CommandID")
    if not re.fullmatch("[1-9][0-9]{0,6}", amount):
        raise invalid_field("Amount")
    payer = parse_phone(msisdn)
    if payer is None:
        raise invalid_field("Msisdn")
    g.phone, g.detail = payer, {"version": version}
    payment = PaymentRequest(payer, str(fields.get("BillRefNumber") or "")[:20], int(amount) * 100)
    threading.Thread(target=operator.c2b.pay, args=(payment,), daemon=True).start()
    return jsonify(
        OriginatorCoversationID=generate_conversation_id(),
        ResponseCode="0",
        ResponseDescription="Accept the service request successfully.",
    )
