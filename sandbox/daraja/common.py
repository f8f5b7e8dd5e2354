"""What every Daraja route shares: authorisation, refusals, and faults in the answers."""

import json
import re
import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, g, jsonify, request

from sandbox.c2b import generate_conversation_id
from sandbox.http_client import Reply
from sandbox.simulated_operator import operator

OUTAGES = (
    ("500.001.1001", "Unable to process request"),
    ("500.003.02", "System is busy. Please try again in few minutes."),  # spike arrest
    ("500.003.03", "Quota Violation"),
)
Answer = Response | tuple[Response, int]


PAGE = "<!DOCTYPE html><html><head><title>Error</title></head><body>Service unavailable</body></html>"


class RefusedError(Exception):
    """The operator refuses a request: an HTTP status, the operator's error code and message.

    With a body, exactly that is answered instead of the operator's JSON.
    """

    def __init__(self, status: int, code: str, message: str, body: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.body = status, code, message, body


def format_fault(text: str, code: str) -> str:
    """The refusal of the gateway in front of the operator."""
    return json.dumps({"fault": {"faultstring": text, "detail": {"errorcode": code}}})


# A token that is old or was never given, by the setting token_refusal. An app without that product gets the same.
TOKEN_REFUSALS = {
    "404.001.03": RefusedError(404, "404.001.03", "Invalid Access Token"),
    "401.003.01": RefusedError(401, "401.003.01", "Error Occurred - Invalid Access Token"),
    "401.002.01": RefusedError(401, "401.002.01", "Error Occurred - Invalid Access Token"),
    "400.003.01": RefusedError(400, "400.003.01", "Invalid Access Token"),
    "fault": RefusedError(
        401, "", "", format_fault("Invalid Access Token", "keymanagement.service.invalid_access_token")
    ),
    "401": RefusedError(401, "", "", ""),
}
# Answers that are none of the documented ones, by the setting odd_answer_kind.
ODD_ANSWERS = {
    "200 error": RefusedError(200, "500.001.1001", "Unable to process request"),
    "200 html": RefusedError(200, "", "", PAGE),
    "200 empty": RefusedError(200, "", "", ""),
    "404": RefusedError(404, "404.001.01", "Resource not found"),
    "405": RefusedError(405, "405.001", "Method Not Allowed"),
    "429": RefusedError(429, "", "", format_fault("Spike arrest violation", "policies.ratelimit.SpikeArrestViolation")),
    "503 html": RefusedError(503, "", "", PAGE),
}


def invalid_field(name: str) -> RefusedError:
    return RefusedError(400, "400.002.02", f"Bad Request - Invalid {name}")


def format_refusal(error: RefusedError) -> Answer:
    if error.body is not None:
        kind = "text/html" if error.body == PAGE else "application/json"
        return Response(error.body, error.status, content_type=kind), error.status
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


def check_initiator(initiator: str, credential: str) -> str:
    """'' when the API user and its password are right, else the result code that says so later."""
    settings, password = operator.settings, operator.credential.open_password(credential)
    is_right = password is not None and secrets.compare_digest(password.encode(), settings.initiator_password.encode())
    return "" if is_right and initiator == settings.initiator else "2001"


def generate_ids() -> dict[str, str]:
    """The two ids of a request that is answered later."""
    return {"OriginatorConversationID": generate_conversation_id(), "ConversationID": f"AG_{secrets.token_hex(10)}"}


def check_token(name: str) -> None:
    """Refuse an old token, and a good one when such a fault is drawn for the request of that name."""
    profile = operator.fault_profiles.current
    if profile.has_fault("token_dropped", name):
        operator.store.set_value("token", {})
    token, given = operator.store.get_value("token", {}), request.headers.get("Authorization", "")
    is_current = token and token["until"] >= time.time()
    is_right = is_current and secrets.compare_digest(given.encode(), f"Bearer {token['value']}".encode())
    if not is_right or profile.has_fault("token_refused", name):
        raise TOKEN_REFUSALS[profile.token_refusal]


def authorised(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Apply faults, check the token, call the view, and record the request in the trace."""

    @wraps(view)
    def wrapper(**arguments: str) -> Answer:
        start, kind = time.monotonic(), view.__name__
        try:
            ordinal = apply_faults(kind)
            check_token(f"{kind}:{ordinal}")
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
    answer_oddly(kind, ordinal)
    return ordinal


def answer_oddly(kind: str, ordinal: int) -> None:
    """Answer nothing that is documented, when that fault is drawn."""
    profile = operator.fault_profiles.current
    if profile.has_fault("odd_answer", f"{kind}:{ordinal}"):
        raise ODD_ANSWERS[profile.odd_answer_kind]
