"""The SMS gateway's route: POST /version1/messaging takes a form and answers 201 with one entry per recipient."""

import time

from flask import Blueprint, Response, jsonify, request

from sandbox.daraja.common import Answer, RefusedError, apply_faults, format_refusal
from sandbox.http_client import Reply
from sandbox.simulated_operator import operator
from sandbox.subscribers import parse_phone

sms_api = Blueprint("sms_api", __name__)


def refuse(status: int, text: str) -> Response:
    return Response(text, status, content_type="text/plain")


@sms_api.post("/version1/messaging")
def messaging() -> Answer:
    start, form, key = time.monotonic(), request.form, operator.settings.sms_key
    if not request.headers.get("apiKey") or (key and request.headers["apiKey"] != key):
        return refuse(401, "The supplied authentication is invalid")
    missing = [name for name in ("username", "to", "message") if not form.get(name)]
    if missing:
        return refuse(400, f"Request is missing required form field '{missing[0]}'")
    try:
        apply_faults("sms")
    except RefusedError as error:
        return refuse(500, error.message) if error.status == 500 else format_refusal(error)
    if refusal := operator.sms_gateway.draw_refusal():
        return jsonify(SMSMessageData=refusal), 201
    recipients = [
        operator.sms_gateway.accept(to.strip(), form.get("from", ""), form["message"]) for to in form["to"].split(",")
    ]
    accepted = [recipient for recipient in recipients if recipient["statusCode"] == 101]
    for recipient in accepted:
        reply = Reply(201, recipient["messageId"], (time.monotonic() - start) * 1000)
        operator.trace.record("from", "sms", parse_phone(recipient["number"]) or "", form["message"], reply)
    cost = sum(float(recipient["cost"].removeprefix("KES ")) for recipient in accepted)
    message = f"Sent to {len(accepted)}/{len(recipients)} Total Cost: KES {cost:.4f}"
    return jsonify(SMSMessageData={"Message": message, "Recipients": recipients}), 201
