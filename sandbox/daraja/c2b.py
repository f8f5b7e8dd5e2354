"""Payments to the PayBill: where to tell about them, and making one without a phone."""

from __future__ import annotations

import re
import secrets
import threading

from flask import g, jsonify

from .. import people
from ..c2b import Order
from . import daraja
from .common import Answer, RefusedError, authorised, body, need, operator

FORBIDDEN = re.compile("m-?pesa|safaricom|exe|exec|cmd|sql|query|ngrok|requestbin", re.IGNORECASE)


def conversation() -> str:
    return f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(8)}"


@daraja.post("/mpesa/c2b/v1/registerurl", endpoint="register_v1")
@authorised
def register_v1() -> Answer:
    return _register("v1")


@daraja.post("/mpesa/c2b/v2/registerurl", endpoint="register_v2")
@authorised
def register_v2() -> Answer:
    return _register("v2")


def _register(version: str) -> Answer:
    fields = body()
    shortcode, response_type, confirmation = need(fields, "ShortCode", "ResponseType", "ConfirmationURL")
    validation = str(fields.get("ValidationURL") or "")
    if shortcode != operator().settings.shortcode:
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid ShortCode")
    if response_type not in ("Completed", "Cancelled"):
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid ResponseType")
    for name, url in (("ConfirmationURL", confirmation), ("ValidationURL", validation)):
        if url and (FORBIDDEN.search(url) or not re.match("https?://", url)):
            raise RefusedError(400, "400.002.02", f"Bad Request - Invalid {name}")
    operator().c2b.register(version, response_type, confirmation, validation)
    return jsonify(OriginatorCoversationID=conversation(), ResponseCode="0", ResponseDescription="Success")


@daraja.post("/mpesa/c2b/v1/simulate", endpoint="simulate_v1")
@daraja.post("/mpesa/c2b/v2/simulate", endpoint="simulate")
@authorised
def simulate() -> Answer:
    """The payment itself happens afterwards, as it does there."""
    fields = body()
    shortcode, command, amount, msisdn = need(fields, "ShortCode", "CommandID", "Amount", "Msisdn")
    payer = people.normal(msisdn)
    if shortcode != operator().settings.shortcode:
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid ShortCode")
    if command not in ("CustomerPayBillOnline", "CustomerBuyGoodsOnline"):
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid CommandID")
    if not re.fullmatch("[1-9][0-9]{0,6}", amount):
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid Amount")
    if payer is None:
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid Msisdn")
    g.phone = payer
    order = Order(payer, str(fields.get("BillRefNumber") or "")[:20], int(amount) * 100)
    threading.Thread(target=operator().c2b.pay, args=(order,), daemon=True).start()
    return jsonify(
        OriginatorCoversationID=conversation(),
        ResponseCode="0",
        ResponseDescription="Accept the service request successfully.",
    )
