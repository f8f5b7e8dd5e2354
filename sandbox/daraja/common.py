"""What every Daraja route shares: authorisation, refusals, and faults in the answers."""

import re
import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, g, jsonify, request

from sandbox.http_client import Reply
from sandbox.simulated_operator import operator

OUTAGES = (
    ("500.001.1001", "Unable to process request"),
    ("500.003.02", "System is busy. Please try again in few minutes."),  # spike arrest
    ("500.003.03", "Quota Violation"),
)
Answer = Response | tuple[Response, int]


class RefusedError(Exception):
    """The operator refuses a request: an HTTP status, the operator's error code and message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def invalid_field(name: str) -> RefusedError:
    return RefusedError(400, "400.002.02", f"Bad Request - Invalid {name}")


def format_refusal(error: RefusedError) -> Answer:
    request_id = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.randbelow(10**8)}-1"
    return jsonify(requestId=request_id, errorCode=error.code, errorMessage=error.message), error.status


def read_body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise invalid_field("Request Body")
    return body


def require(fields: dict[str, Any], names: str) -> list[str]:
    """The values of these space-separated fields as text. The official samples mix numbers and strings."""
    values = [str(fields.get(name) if fields.get(name) is not None else "") for name in names.split()]
    for name, value in zip(names.split(), values, strict=True):
        if not value:
            raise invalid_field(name)
    return values


def check_shortcode(value: str, name: str = "ShortCode") -> None:
    if value != operator.settings.shortcode:
        raise invalid_field(name)


def check_urls(**urls: str) -> None:
    for name, url in urls.items():
        if not re.match("https?://", url):
            raise invalid_field(name)


def check_token() -> None:
    token, given = operator.store.get_value("token", {}), request.headers.get("Authorization", "")
    is_current = token and token["until"] >= time.time()
    if not is_current or not secrets.compare_digest(given.encode(), f"Bearer {token['value']}".encode()):
        raise RefusedError(404, "404.001.03", "Invalid Access Token")


def authorised(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Apply faults, check the token, call the view, and record the request in the trace."""

    @wraps(view)
    def wrapper(**arguments: str) -> Answer:
        start, kind = time.monotonic(), view.__name__
        try:
            ordinal = apply_faults(kind)
            check_token()
            answer = view(**arguments)
            if operator.fault_profiles.current.has_fault("answer_lost", f"{kind}:{ordinal}"):
                # The work is done; only the answer is lost.
                raise RefusedError(500, "500.001.1001", "The system is busy")
        except RefusedError as error:
            answer = format_refusal(error)
        response, status = answer if isinstance(answer, tuple) else (answer, answer.status_code)
        reply = Reply(status, response.get_data(as_text=True), (time.monotonic() - start) * 1000)
        sent, detail = request.get_data(as_text=True), g.get("detail", {})
        operator.trace.record("from", kind, g.get("phone", ""), sent, reply, **detail)
        return answer

    return wrapper


def apply_faults(kind: str) -> int:
    """Delay or refuse this request when such a fault is drawn. Returns its ordinal among requests of its kind."""
    profile, ordinal = operator.fault_profiles.current, operator.store.increment(f"count:{kind}")
    name = f"{kind}:{ordinal}"
    if profile.has_fault("slow", name):
        time.sleep(profile.slow_seconds)
    if profile.has_fault("error_500", name):
        raise RefusedError(500, *OUTAGES[int(profile.draw("which 500", name) * len(OUTAGES))])
    return ordinal
