"""M-Pesa C2B: may this payment be taken (validation), and this one was taken (confirmation)."""

from typing import Any

from flask import Response, request

from web import db, phones, strict_json
from web.telco.fields import text
from web.telco.gathering import Gathering
from web.telco.keeping import Arguments, hold

# A passenger waits with the PIN typed. When we can't answer, the operator's default (Completed) decides:
# boarding never waits for us, and what that lets through is held in suspense. docs/decisions/0031.
ANSWER_WITHIN = 0.5

_fares = Gathering(
    one="telco.confirm_fare",
    many="telco.confirm_fares",
    key="p_receipt",
    plurals={
        "p_receipt": "p_receipts",
        "p_amount": "p_amounts",
        "p_bill_ref": "p_bill_refs",
        "p_trans_time": "p_trans_times",
        "p_short_code": "p_short_codes",
        "p_org_balance": "p_org_balances",
        "p_payer_hash": "p_payer_hashes",
        "p_payer_last3": "p_payer_last3s",
        "p_body_sealed": "p_bodies_sealed",
        "p_body_sha256": "p_bodies_sha256",
    },
)


def validation() -> Response:
    """'0' accepts; C2B00012 and the like refuse before any money moves."""
    try:
        told = strict_json.loads(request.get_data())
        code = db.value(
            "telco.validate_fare",
            within=ANSWER_WITHIN,
            p_bill_ref=phones.mask_digits(text(told, "BillRefNumber") or ""),
            p_amount=text(told, "TransAmount"),
            p_short_code=text(told, "BusinessShortCode"),
        )
    except strict_json.Unusable:
        code = "C2B00016"
    said = "Accepted" if code == "0" else "Rejected"
    return Response(f'{{"ResultCode":"{code}","ResultDesc":"{said}"}}', content_type="application/json")


def confirmation() -> Response:
    """The money is ours already: hold it, whatever it says."""
    return hold("c2b_confirmation", _fares.settle, _read)


def _read(told: Any) -> Arguments:
    """Amounts and times go on as text: the database parses them, in one place."""
    payer_hash, payer_last3 = phones.payer(text(told, "MSISDN"))
    return {
        "p_receipt": text(told, "TransID"),
        "p_amount": text(told, "TransAmount"),
        "p_bill_ref": phones.mask_digits(text(told, "BillRefNumber") or ""),
        "p_trans_time": text(told, "TransTime"),
        "p_short_code": text(told, "BusinessShortCode"),
        "p_org_balance": text(told, "OrgAccountBalance"),
        "p_payer_hash": payer_hash,
        "p_payer_last3": payer_last3,
    }
