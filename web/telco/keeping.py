"""How one callback is held: used if we can, kept if not, refused only when nothing could be committed.

1. Readable, and the function took it: posted, suspense, conflict … are all its outcomes. One transaction.
2. Readable, but the function raised (a bug, a lock, a limit): keep_callback keeps it as pending, in a
   transaction of its own, and the worker posts it later.
3. Not readable, or not even keepable: quarantine_callback keeps the sealed bytes and the reason.
All three are answered 200. When none could be committed, db.Away or db.Raised leaves as a 503.
"""

import hashlib
import logging
from collections.abc import Callable
from typing import Any

from flask import Response, abort, request

from web import db, metrics, phones, strict_json
from web.strict_json import Unusable

log = logging.getLogger("lipa.callbacks")

ACCEPTED = b'{"ResultCode":0,"ResultDesc":"Success"}'
# Three tries must fit into the three seconds after which the operator is owed an answer.
USE_WITHIN, KEEP_WITHIN, QUARANTINE_WITHIN = 1.6, 0.7, 0.5
# What keep_callback takes of a message, where the message says it.
FIELDS = ("p_receipt", "p_amount", "p_bill_ref", "p_trans_time", "p_short_code", "p_org_balance",
          "p_payment_ref", "p_result_code", "p_payer_hash", "p_payer_last3")  # fmt: skip

Arguments = dict[str, Any]
# (seconds it may take, arguments) -> outcome
Use = Callable[[float, Arguments], str]


def by(function: str) -> Use:
    """Settle by one call of this function."""

    def use(within: float, arguments: Arguments) -> str:
        outcome: str = db.row(function, within=within, **arguments)["outcome"]
        return outcome

    return use


def hold(kind: str, use: Use, read: Callable[[Any], Arguments]) -> Response:
    """Hold this request's JSON body: `read` makes arguments of it, `use` settles them and gives the outcome."""
    body = _body()
    sealed = _sealed(body)
    try:
        outcome = _use_or_keep(kind, use, read(strict_json.loads(body)), sealed)
    except Unusable as why:
        outcome = _quarantine(kind, str(why), sealed)
    metrics.board.callback(kind, outcome)
    return Response(ACCEPTED, content_type="application/json")


def hold_answer(kind: str, use: Use, read: Callable[[Any], Arguments]) -> Response:
    """Hold an answer to a question of ours. No money comes with it: what can't be used now is kept, and asked again."""
    body = _body()
    sealed = _sealed(body)
    try:
        outcome = use(USE_WITHIN, read(strict_json.loads(body)) | sealed)
    except Unusable as why:
        outcome = _quarantine(kind, str(why), sealed)
    except (db.Raised, db.TooSlow) as error:
        log.error("a %s could not be settled", kind, exc_info=error)
        outcome = _quarantine(kind, getattr(error, "code", "too slow"), sealed)
    metrics.board.callback(kind, outcome)
    return Response(ACCEPTED, content_type="application/json")


def hold_unread(kind: str, reason: str) -> Response:
    """Hold a message that nothing of ours can use: its bytes and why, for a person to see."""
    metrics.board.callback(kind, _quarantine(kind, reason, _sealed(_body())))
    return Response(ACCEPTED, content_type="application/json")


def hold_form(kind: str, use: str, told: Arguments) -> Response:
    """Hold a gateway's form. It moves no money, so there is nothing to keep and post later."""
    body = _body()
    try:
        db.call(use, within=USE_WITHIN, **told)
    except db.Raised as error:
        log.error("%s raised %s", use, error.code, exc_info=error)
        metrics.board.callback(kind, _quarantine(kind, error.code, _sealed(body)))
    return Response("", mimetype="text/plain")


def _body() -> bytes:
    """The request's bytes. A body in chunks tells its length only by being read, and Flask would cut it off unsaid."""
    body = request.get_data()
    if len(body) > strict_json.MAX_BYTES:
        abort(413)
    return body


def _sealed(body: bytes) -> Arguments:
    return {"p_body_sealed": phones.seal("body", body), "p_body_sha256": hashlib.sha256(body).digest()}


def _quarantine(kind: str, reason: str, sealed: Arguments) -> str:
    log.warning("quarantined a %s: %s", kind, reason)
    try:
        db.call("telco.quarantine_callback", within=QUARANTINE_WITHIN,
                p_kind=kind, p_reason=reason, p_receipt=None, **sealed)  # fmt: skip
    except db.Raised as error:
        log.error("quarantine_callback raised %s", error.code, exc_info=error)
        abort(503)
    return "quarantine"


def _use_or_keep(kind: str, use: Use, told: Arguments, sealed: Arguments) -> str:
    try:
        return use(USE_WITHIN, told | sealed)
    except db.Raised as error:
        reason = error.code
        log.error("a %s raised %s", kind, reason, exc_info=error)
    except db.TooSlow:
        reason = "too slow"
        log.error("a %s was too slow", kind)
    try:
        kept = dict.fromkeys(FIELDS) | told
        db.call("telco.keep_callback", within=KEEP_WITHIN, p_kind=kind, p_reason=reason, **kept, **sealed)
    except db.Raised as error:
        log.error("keep_callback raised %s", error.code, exc_info=error)
        raise Unusable(f"could not be kept: {error.code}") from error
    return "pending"
