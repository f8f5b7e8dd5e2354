"""M-Pesa C2B: asks whether a payment may be made (validation), and reports a payment made (confirmation)."""

from flask import Response, request

from web.callbacks import outage
from web.callbacks.batcher import Batcher
from web.callbacks.fields import text
from web.callbacks.payment_message import PaymentMessage, read_confirmation
from web.callbacks.receive import Arguments, Kind, receive
from web.core import db, logs, strict_json
from web.core.db_arrays import array
from web.security.typed import mask_typed

# A passenger has typed the PIN and waits. If we can't answer, the operator's default (Completed) applies: boarding
# never waits for us, and such a payment goes to suspense if need be. docs/decisions/provider-callbacks.md.
ANSWER_WITHIN = 0.5

_fares = Batcher("telco.confirm_fares", key="receipt", note=logs.note_money)


def validation() -> Response:
    """Code 0 accepts; C2B00012 and other codes refuse before any money moves."""
    outage.check()
    try:
        body = strict_json.loads(request.get_data())
        code = db.value(
            "telco.validate_fare", within=ANSWER_WITHIN,
            p_bill_ref=mask_typed(text(body, "BillRefNumber") or ""),
            p_amount=text(body, "TransAmount"), p_short_code=text(body, "BusinessShortCode"),
        )  # fmt: skip
    except strict_json.InvalidPayloadError:
        code = "C2B00016"
    description = "Accepted" if code == "0" else "Rejected"
    return Response(f'{{"ResultCode":"{code}","ResultDesc":"{description}"}}', content_type="application/json")


def confirmation() -> Response:
    """The money has arrived already, so the message is stored whatever it says."""
    return receive(CONFIRMATION)


def _settle(within: float, message: PaymentMessage, sealed: Arguments) -> str:
    arguments = {f"p_{name}": value for name, value in message.items()} | sealed
    if "flag" not in message and "received_at" not in message:
        return _fares.settle(within, arguments)
    # Rare messages go alone, so that the arrays of all others need no column for them.
    (outcome,) = settle_batch(within, [arguments])
    return outcome


def settle_batch(within: float, batch: list[Arguments]) -> list[str]:
    """Settle messages with different receipts in one call; their outcomes, in no order."""
    names = {name for arguments in batch for name in arguments}
    arrays = {name: array([arguments.get(name) for arguments in batch]) for name in sorted(names)}
    rows = db.call("telco.confirm_fares", within=within, connect_within=0.0, **arrays)
    return [row["outcome"] for row in rows]


CONFIRMATION = Kind("c2b_confirmation", read_confirmation, _settle, brings_money=True)
