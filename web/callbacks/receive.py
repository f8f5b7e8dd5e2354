"""How a callback is received: settled if we can, stored if not, refused only if nothing could be committed.

1. Readable, and the function accepted it: its outcome may be posted, suspense, conflict … One transaction.
2. Readable, but the function raised (a bug, a lock, a limit): keep_callback stores it as pending, in its own
   transaction, and the worker posts it later.
3. Not readable, or keep_callback raised too: quarantine_callback stores the sealed bytes and the reason.
All three are answered 200. If none could be committed, the answer is 503.
"""

import hashlib
import logging
from collections.abc import Callable
from typing import Any

from flask import Response, abort, request

from web.callbacks.payment_message import PaymentMessage, to_json
from web.core import db, metrics, strict_json
from web.core.strict_json import InvalidPayloadError
from web.security import sealing

log = logging.getLogger("lipa.callbacks")

ACCEPTED = b'{"ResultCode":0,"ResultDesc":"Success"}'
# All three together must fit into the three seconds in which the operator expects an answer.
SETTLE_WITHIN, KEEP_WITHIN, QUARANTINE_WITHIN = 1.6, 0.7, 0.5

Arguments = dict[str, Any]


def receive_payment(
    kind: str, settle: Callable[[float, PaymentMessage, Arguments], str], read: Callable[[Any], PaymentMessage]
) -> Response:
    """Receive a message about money: `read` makes a message of the JSON body, `settle` gives its outcome."""
    body = _body()
    sealed = _sealed(body)
    try:
        message = read(strict_json.loads(body))
        try:
            outcome = settle(SETTLE_WITHIN, message, sealed)
        except (db.DatabaseError, db.DatabaseTimeoutError) as error:
            outcome = _keep(kind, _reason(kind, error), message, sealed)
    except InvalidPayloadError as why:
        outcome = _quarantine(kind, str(why), sealed)
    return _accepted(kind, outcome)


def receive_answer(kind: str, function: str, read: Callable[[Any], Arguments]) -> Response:
    """Receive the answer to a query of ours. It brings no money: what can't be settled is queried again."""
    body = _body()
    sealed = _sealed(body)
    try:
        outcome = str(db.row(function, within=SETTLE_WITHIN, **read(strict_json.loads(body)), **sealed)["outcome"])
    except InvalidPayloadError as why:
        outcome = _quarantine(kind, str(why), sealed)
    except (db.DatabaseError, db.DatabaseTimeoutError) as error:
        outcome = _quarantine(kind, _reason(kind, error), sealed)
    return _accepted(kind, outcome)


def receive_unusable(kind: str, reason: str) -> Response:
    """Quarantine a message that we can't use, with the reason, for staff to look at."""
    return _accepted(kind, _quarantine(kind, reason, _sealed(_body())))


def receive_form(kind: str, function: str, arguments: Arguments) -> Response:
    """Receive a gateway's form. It moves no money, so there is nothing to post later."""
    body = _body()
    try:
        db.call(function, within=SETTLE_WITHIN, **arguments)
    except db.DatabaseError as error:
        metrics.board.callback(kind, _quarantine(kind, _reason(kind, error), _sealed(body)))
    return Response("", mimetype="text/plain")


def _body() -> bytes:
    """The request's body. The length of a chunked body is known only after reading it; Flask would cut it silently."""
    body = request.get_data()
    if len(body) > strict_json.MAX_BYTES:
        abort(413)
    return body


def _sealed(body: bytes) -> Arguments:
    return {"p_body_sealed": sealing.seal("body", body), "p_body_sha256": hashlib.sha256(body).digest()}


def _reason(kind: str, error: db.DatabaseError | db.DatabaseTimeoutError) -> str:
    reason = error.code if isinstance(error, db.DatabaseError) else "too slow"
    log.error("a %s could not be settled: %s", kind, reason, exc_info=error)
    return reason


def _keep(kind: str, reason: str, message: PaymentMessage, sealed: Arguments) -> str:
    try:
        db.call("telco.keep_callback", within=KEEP_WITHIN,
                p_kind=kind, p_reason=reason, p_message=to_json(message), **sealed)  # fmt: skip
    except db.DatabaseError as error:
        log.error("keep_callback raised %s", error.code, exc_info=error)
        raise InvalidPayloadError(f"could not be stored: {error.code}") from error
    return "pending"


def _quarantine(kind: str, reason: str, sealed: Arguments) -> str:
    log.warning("quarantined a %s: %s", kind, reason)
    try:
        db.call("telco.quarantine_callback", within=QUARANTINE_WITHIN,
                p_kind=kind, p_reason=reason, p_receipt=None, **sealed)  # fmt: skip
    except db.DatabaseError as error:
        log.error("quarantine_callback raised %s", error.code, exc_info=error)
        abort(503)
    return "quarantine"


def _accepted(kind: str, outcome: str) -> Response:
    metrics.board.callback(kind, outcome)
    return Response(ACCEPTED, content_type="application/json")
