"""The SMS gateway's address: POST /version1/messaging, form in, 201 and one line for each recipient out."""

from __future__ import annotations

import time

from flask import Blueprint, Response, jsonify, request

from . import people
from .daraja.common import Answer, RefusedError, operator, troubled

sms_api = Blueprint("sms_api", __name__)


@sms_api.post("/version1/messaging")
def messaging() -> Answer:
    begin, form = time.monotonic(), request.form
    wanted = operator().settings.sms_key
    if not request.headers.get("apiKey") or (wanted and request.headers["apiKey"] != wanted):
        return Response("The supplied authentication is invalid", 401, content_type="text/plain")
    missing = [name for name in ("username", "to", "message") if not form.get(name)]
    if missing:
        return Response(f"Request is missing required form field '{missing[0]}'", 400, content_type="text/plain")
    try:
        troubled("sms")
    except RefusedError as problem:
        return Response(problem.message, 500, content_type="text/plain")
    lines = [operator().gateway.take(to.strip(), form.get("from", ""), form["message"]) for to in form["to"].split(",")]
    taken = [line for line in lines if line["statusCode"] == 101]
    cost = sum(float(line["cost"].removeprefix("KES ")) for line in taken)
    for line in taken:
        operator().trace.note(
            "from",
            "sms",
            people.normal(line["number"]) or "",
            status=201,
            ms=(time.monotonic() - begin) * 1000,
            sent=form["message"],
            got=line["messageId"],
        )
    answer = jsonify(
        SMSMessageData={"Message": f"Sent to {len(taken)}/{len(lines)} Total Cost: KES {cost:.4f}", "Recipients": lines}
    )
    return answer, 201
