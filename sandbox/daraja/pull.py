"""The Pull API: payments of the last 48 hours, for missed callbacks. Keys are lower case, the list is nested twice."""

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import jsonify

from sandbox.books import Payment
from sandbox.clock import EAT, nairobi_time
from sandbox.daraja import daraja
from sandbox.daraja.common import (
    Answer,
    RefusedError,
    authorised,
    check_shortcode,
    invalid_field,
    read_body,
    require,
)
from sandbox.simulated_operator import operator
from sandbox.subscribers import parse_phone

PAGE_SIZE = 500


@daraja.post("/pulltransactions/v1/register")
@authorised
def pull_register() -> Answer:
    shortcode, kind, nominated, _ = require(read_body(), "ShortCode RequestType NominatedNumber CallBackURL")
    check_shortcode(shortcode)
    if kind != "Pull" or parse_phone(nominated) is None:
        raise invalid_field("ShortCode")
    is_known = operator.store.get_value("pull")
    operator.store.set_value("pull", True)
    status, text = (
        ("1001", "Shortcode already Registered") if is_known else ("1000", "Shortcode Registered Successfully")
    )
    return jsonify(
        ResponseRefID=secrets.token_hex(8), ResponseStatus=status, ShortCode=shortcode, ResponseDescription=text
    )


@daraja.route("/pulltransactions/v1/query", methods=["POST", "GET"])
@authorised
def pull_query() -> Answer:
    """The documentation uses GET with a body, clients use POST. Both are accepted."""
    shortcode, start, end, offset = require(read_body(), "ShortCode StartDate EndDate OffSetValue")
    check_shortcode(shortcode)
    if not operator.store.get_value("pull"):
        raise invalid_field("ShortCode")
    if not (offset.isascii() and offset.isdigit()):
        raise invalid_field("OffSetValue")
    since, until = parse_time(start, "StartDate"), parse_time(end, "EndDate") + timedelta(seconds=1)
    since = max(since, nairobi_time() - timedelta(hours=48))
    listed = list_payments(since, until)
    page = [format_payment(payment) for payment in listed[int(offset) : int(offset) + PAGE_SIZE]]
    profile, ordinal = operator.fault_profiles.current, operator.store.get_value("count:pull_query", 0)
    if profile.has_fault("pull_none", ordinal):
        page = []
    if page and profile.has_fault("pull_cut", ordinal):
        raise RefusedError(200, "", "", json.dumps(format_answer(page))[:-40])  # the connection ended too early
    return jsonify(format_answer(page))


def list_payments(since: datetime, until: datetime) -> list[Payment]:
    """Completed payments of that time; some are listed twice, or not yet, when such a fault is drawn."""
    profile, now = operator.fault_profiles.current, nairobi_time()
    listed = []
    for payment in operator.books.all(since, until):
        is_late = profile.has_fault("pull_late", payment.seq)
        if is_late and payment.paid_at + timedelta(seconds=profile.pull_late_seconds) > now:
            continue
        if payment.state == "Completed":
            listed += [payment] * (2 if profile.has_fault("pull_twice", payment.seq) else 1)
    return listed


def format_answer(page: list[dict[str, Any]]) -> dict[str, Any]:
    """The list is nested twice. Without payments its code is 1001."""
    code, text = ("1000", "Success") if page else ("1001", "No transactions found")
    return {"ResponseRefID": secrets.token_hex(8), "ResponseCode": code, "ResponseMessage": text, "Response": [page]}


def parse_time(text: str, name: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=EAT)
    except ValueError:
        raise invalid_field(name) from None


def format_payment(payment: Payment) -> dict[str, Any]:
    """trxDate ends in Z. It is not known whether it is UTC or Nairobi time, so pull_zone decides."""
    zone = UTC if operator.fault_profiles.current.pull_zone == "utc" else EAT
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
