"""What every Daraja address shares: who may call, how a refusal looks, what today's faults do to the answer."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, current_app, g, jsonify, request

from ..carrier import Operator

OUTAGES = (
    ("500.001.1001", "Unable to process request"),
    ("500.003.02", "System is busy. Please try again in few minutes."),  # spike arrest
    ("500.003.03", "Quota Violation"),
)
Answer = Response | tuple[Response, int]


class RefusedError(Exception):
    """The operator's refusal: an HTTP status, its own error code and its words."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def operator() -> Operator:
    found: Operator = current_app.extensions["operator"]
    return found


def refusal(problem: RefusedError) -> Answer:
    request_id = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.randbelow(10**8)}-1"
    return jsonify(requestId=request_id, errorCode=problem.code, errorMessage=problem.message), problem.status


def body() -> dict[str, Any]:
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid Request Body")
    return found


def need(fields: dict[str, Any], *names: str) -> list[str]:
    """These fields as text; numbers and strings are both accepted, as the official samples mix them."""
    found = [str(fields.get(name) if fields.get(name) is not None else "") for name in names]
    for name, value in zip(names, found, strict=True):
        if not value:
            raise RefusedError(400, "400.002.02", f"Bad Request - Invalid {name}")
    return found


def authorised(view: Callable[[], Answer]) -> Callable[[], Answer]:
    """Today's faults, then the token, then the work; every call leaves its line in the trace."""

    @wraps(view)
    def guarded() -> Answer:
        begin, what = time.monotonic(), view.__name__
        try:
            ordinal = troubled(what)
            token = operator().store.fact("token", {})
            given = request.headers.get("Authorization", "")
            if (
                not token
                or token["until"] < time.time()
                or not secrets.compare_digest(given.encode(), f"Bearer {token['value']}".encode())
            ):
                raise RefusedError(404, "404.001.03", "Invalid Access Token")
            answer = view()
            if operator().conducts.now.strikes("answer_lost", f"{what}:{ordinal}"):
                raise RefusedError(
                    500, "500.001.1001", "The system is busy"
                )  # done all the same: only the answer is lost
        except RefusedError as problem:
            answer = refusal(problem)
        response, status = answer if isinstance(answer, tuple) else (answer, answer.status_code)
        sent = request.get_data(as_text=True)
        operator().trace.note(
            "from",
            what,
            g.get("phone", ""),
            status=status,
            ms=(time.monotonic() - begin) * 1000,
            sent=sent,
            got=response.get_data(as_text=True),
            **g.get("detail", {}),
        )
        return answer

    return guarded


def troubled(what: str) -> int:
    """Apply slowness and errors of the day to this request; its ordinal among requests of its kind."""
    operator_, conduct = operator(), operator().conducts.now
    with operator_.store.atomic() as db:
        ordinal: int = db.fact(f"count:{what}", 0) + 1
        db.note(f"count:{what}", ordinal)
    name = f"{what}:{ordinal}"
    if conduct.strikes("slow", name):
        time.sleep(conduct.slow_seconds)
    if conduct.strikes("error_500", name):
        raise RefusedError(500, *OUTAGES[int(conduct.draw("which 500", name) * len(OUTAGES))])
    return ordinal
