"""The Pull API: payments of the last 48 hours, for whoever missed a callback. Lowercase keys, a list within a list."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import jsonify

from .. import people
from ..books import Payment
from ..clock import EAT, eat
from . import daraja
from .common import Answer, RefusedError, authorised, body, need, operator

PAGE = 500


@daraja.post("/pulltransactions/v1/register")
@authorised
def pull_register() -> Answer:
    shortcode, kind, nominated, _ = need(body(), "ShortCode", "RequestType", "NominatedNumber", "CallBackURL")
    if shortcode != operator().settings.shortcode or kind != "Pull" or people.normal(nominated) is None:
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid ShortCode")
    known = operator().store.fact("pull")
    operator().store.note("pull", True)
    status, words = ("1001", "Shortcode already Registered") if known else ("1000", "Shortcode Registered Successfully")
    return jsonify(
        ResponseRefID=secrets.token_hex(8), ResponseStatus=status, ShortCode=shortcode, ResponseDescription=words
    )


@daraja.route("/pulltransactions/v1/query", methods=["POST", "GET"])
@authorised
def pull_query() -> Answer:
    """GET with a body in the documentation, POST in every client: both are taken."""
    shortcode, start, end, offset = need(body(), "ShortCode", "StartDate", "EndDate", "OffSetValue")
    if shortcode != operator().settings.shortcode or not operator().store.fact("pull"):
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid ShortCode")
    if not (offset.isascii() and offset.isdigit()):
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid OffSetValue")
    since, until = _time(start, "StartDate"), _time(end, "EndDate") + timedelta(seconds=1)
    since = max(since, eat() - timedelta(hours=48))
    found = [payment for payment in operator().books.all(since, until) if payment.state == "Completed"]
    page = [_line(payment) for payment in found[int(offset) : int(offset) + PAGE]]
    code, words = ("1000", "Success") if page else ("1001", "No transactions found")
    return jsonify(ResponseRefID=secrets.token_hex(8), ResponseCode=code, ResponseMessage=words, Response=[page])


def _time(text: str, name: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=EAT)
    except ValueError:
        raise RefusedError(400, "400.002.02", f"Bad Request - Invalid {name}") from None


def _line(payment: Payment) -> dict[str, Any]:
    """trxDate ends in Z; whether that is UTC or Nairobi with a wrong letter is not known, so the terms choose."""
    zone = UTC if operator().conducts.now.pull_zone == "utc" else EAT
    return {
        "transactionId": payment.receipt,
        "trxDate": f"{payment.paid_at.astimezone(zone):%Y-%m-%dT%H:%M:%SZ}",
        "msisdn": int(payment.payer),
        "sender": "MPESA",
        "transactiontype": "c2b-pay-bill-debit",
        "billreference": payment.account,
        "amount": payment.amount,
        "organizationname": "LIPA FARE",
    }
