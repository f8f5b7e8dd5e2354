"""How one callback is received: settled if we can, kept if not, refused only when nothing could be committed.

1. Readable, and the function took it: posted, suspense, conflict … are all its outcomes. One transaction.
2. Readable, but the function raised (a bug, a lock, a limit): keep_callback keeps it as pending, in a
   transaction of its own, and the worker posts it later.
3. Not readable, or not even keepable: quarantine_callback keeps the sealed bytes and the reason.
All three are answered 200. When none could be committed, db.DatabaseUnavailableError or db.DatabaseError leaves as a 503.
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
# Three tries must fit into the three seconds after which the operator is owed an answer.
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
    """Receive an answer to a question of ours. No money comes with it: what can't be settled is asked again."""
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
    """Receive a message that nothing of ours can use: its bytes and why, for a person to see."""
    return _accepted(kind, _quarantine(kind, reason, _sealed(_body())))


def receive_form(kind: str, function: str, told: Arguments) -> Response:
    """Receive a gateway's form. It moves no money, so there is nothing to keep and post later."""
    body = _body()
    try:
        db.call(function, within=SETTLE_WITHIN, **told)
    except db.DatabaseError as error:
        metrics.board.callback(kind, _quarantine(kind, _reason(kind, error), _sealed(body)))
    return Response("", mimetype="text/plain")


def _body() -> bytes:
    """The request's bytes. A body in chunks tells its length only by being read, and Flask would cut it off unsaid."""
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
        raise InvalidPayloadError(f"could not be kept: {error.code}") from error
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
