"""How a callback is received: settled if we can, stored if not, refused only if nothing could be written.

1. Readable, and the function accepted it: its outcome may be posted, suspense, conflict … One transaction.
2. Readable, but the function raised (a bug, a lock, a limit): keep_callback stores it as pending, in its own
   transaction, and the worker posts it later.
3. Not readable, or keep_callback raised too: quarantine_callback stores the sealed bytes and the reason.
4. The database can't be reached, is too slow, or refused even that: the message goes into the spool (outage.py).
All four are answered 200. If the spool's disk is full as well, the answer is 503.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from flask import Response, abort, request

from web.callbacks import outage
from web.callbacks.outage import Received
from web.callbacks.payment_message import FLAG, glimpse, to_json
from web.core import db, metrics, strict_json
from web.core.application import Answer
from web.core.strict_json import InvalidPayloadError
from web.security import sealing

log = logging.getLogger("lipa.callbacks")

ACCEPTED = b'{"ResultCode":0,"ResultDesc":"Success"}'

Arguments = dict[str, Any]


class Within(NamedTuple):
    """Seconds for each of the three ways, and to wait for a server that refuses connections."""

    settle: float
    keep: float
    quarantine: float


# All three together must fit into the three seconds in which the operator expects an answer.
LIVE = Within(1.6, 0.7, 0.5)


class Kind(NamedTuple):
    """A kind of message: how its JSON is read (given the path's reference), and which function settles it."""

    name: str
    read: Callable[[str, Any, set[str]], Arguments]
    settle: Callable[[float, Arguments, Arguments], str]
    # False: it answers a query of ours. What can't be settled is quarantined, and queried again.
    brings_money: bool = False


def receive(kind: Kind, ref: str = "") -> Response:
    """Receive a message of the operator's JSON. `ref` is what its address names."""
    message = Received(kind.name, ref, _body(), time.time_ns())
    try:
        outage.check()
        outcome = take(kind, message)
    except db.DatabaseUnavailableError as error:
        outage.begin(error)
        outcome = _spool(message)
    except db.DatabaseError:  # it refused even the bytes
        outcome = _spool(message)
    return _accepted(kind.name, outcome)


def take(kind: Kind, message: Received, within: Within = LIVE) -> str:
    """Settle, keep or quarantine a message; its outcome. Raises what quarantine_callback or the connection raises."""
    sealed = seal(message.body)
    try:
        said = read(kind, message)
    except InvalidPayloadError as why:
        return _quarantine(message, str(why), glimpse(message.body), sealed, within)
    try:
        return kind.settle(within.settle, said, sealed)
    except (db.DatabaseError, db.DatabaseTimeoutError) as error:
        if isinstance(error, db.DatabaseTimeoutError) and not message.spooled:
            raise  # the spool takes it in milliseconds, a second call perhaps never
        reason = _reason(kind.name, error)
    if kind.brings_money:
        try:
            db.call("telco.keep_callback", within=within.keep, connect_within=0.0,
                    p_kind=kind.name, p_reason=reason, p_message=to_json(said), **sealed)  # fmt: skip
            return "pending"
        except db.DatabaseError as error:
            log.error("keep_callback raised %s", error.code, exc_info=error)
            reason = f"could not be stored: {error.code}"
    return _quarantine(message, reason, said, sealed, within)


def read(kind: Kind, message: Received) -> Arguments:
    """What the message says, or InvalidPayloadError. Money of which a part was replaced is flagged."""
    replaced: set[str] = set()
    said = kind.read(message.ref, strict_json.loads(message.body, replaced), replaced)
    if replaced and kind.brings_money:
        said["flag"] = FLAG
    return said | _came_at(message)


def seal(body: bytes) -> Arguments:
    """The arguments of every function that stores a body."""
    return {"p_body_sealed": sealing.seal("body", body), "p_body_sha256": hashlib.sha256(body).digest()}


def receive_unusable(kind: str, reason: str) -> Response:
    """Quarantine a gateway's form that we can't use, with the reason, for staff to look at."""
    return _accepted(kind, _quarantine_form(kind, reason, _body()))


def receive_form(kind: str, function: str, arguments: Arguments) -> Response:
    """Receive a gateway's form. It moves no money, so there is nothing to post later."""
    body = _body()
    try:
        db.call(function, within=LIVE.settle, **arguments)
    except db.DatabaseError as error:
        metrics.board.callback(kind, _quarantine_form(kind, _reason(kind, error), body))
    return Answer("", mimetype="text/plain")


def _body() -> bytes:
    """The request's body. The length of a chunked body is known only after reading it; Flask would cut it silently."""
    body = request.get_data()
    if len(body) > strict_json.MAX_BYTES:
        abort(413)
    return body


def _came_at(message: Received) -> Arguments:
    """When it came, for one that waited; otherwise the database's clock is right."""
    return {"received_at": datetime.fromtimestamp(message.at / 1e9, UTC)} if message.spooled else {}


def _reason(kind: str, error: db.DatabaseError | db.DatabaseTimeoutError) -> str:
    reason = error.code if isinstance(error, db.DatabaseError) else "too slow"
    log.error("a %s could not be settled: %s", kind, reason, exc_info=error)
    return reason


def _quarantine(message: Received, reason: str, said: Arguments, sealed: Arguments, within: Within) -> str:
    log.warning("quarantined a %s: %s", message.kind, reason)
    came_at = {f"p_{name}": value for name, value in _came_at(message).items()}
    known = {"p_receipt": said.get("receipt"), "p_amount": said.get("amount")}
    db.call("telco.quarantine_callback", within=within.quarantine, connect_within=0.0,
            p_kind=message.kind, p_reason=reason, **known, **sealed, **came_at)  # fmt: skip
    return "quarantine"


def _quarantine_form(kind: str, reason: str, body: bytes) -> str:
    try:
        return _quarantine(Received(kind, "", body, 0), reason, {}, seal(body), LIVE)
    except db.DatabaseError as error:
        log.error("quarantine_callback raised %s", error.code, exc_info=error)
        abort(503)


def _spool(message: Received) -> str:
    if not outage.keep(message):
        metrics.board.callback(message.kind, "refused")
        abort(503)
    request.environ["lipa.spooled"] = True
    return "spooled"


def _accepted(kind: str, outcome: str) -> Response:
    metrics.board.callback(kind, outcome)
    return Answer(ACCEPTED, content_type="application/json")
