"""SIM swaps: who was given another SIM lately, and the API that says so (CAMARA SIM Swap).

POST /sim-swap/v2/check {phoneNumber, maxAge} answers {swapped}. The console marks a phone.
"""

import re
import secrets
import time
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request

from sandbox.daraja.common import Answer, RefusedError, apply_faults, format_refusal
from sandbox.http_client import Reply
from sandbox.simulated_operator import operator
from sandbox.subscribers import parse_phone
from sandbox.texts import get_language

sim_swaps = Blueprint("sim_swaps", __name__)

SWAPS = "sim_swaps"
MOST_HOURS = 2400


def swapped_at() -> dict[str, float]:
    """When each marked phone got another SIM, in seconds since 1970."""
    found: dict[str, float] = operator.store.get_value(SWAPS, {})
    return found


def refuse(status: int, code: str, message: str) -> Answer:
    return jsonify(status=status, code=code, message=message), status


@sim_swaps.post("/sim-swap/v2/check")
def check() -> Answer:
    """Tell whether this number got another SIM within so many hours."""
    start, fields, key = time.monotonic(), request.get_json(silent=True), operator.settings.sim_swap_key
    given = request.headers.get("Authorization", "")
    if not given or (key and not secrets.compare_digest(given.encode(), f"Bearer {key}".encode())):
        return refuse(401, "UNAUTHENTICATED", "Request not authenticated due to missing or invalid credentials.")
    try:
        apply_faults("sim_swap")
    except RefusedError as error:
        return format_refusal(error)
    number, hours = (fields.get("phoneNumber"), fields.get("maxAge", 240)) if isinstance(fields, dict) else (None, 240)
    if not isinstance(number, str) or not re.fullmatch(r"\+[1-9][0-9]{4,14}", number) or type(hours) is not int:
        return refuse(400, "INVALID_ARGUMENT", "Client specified an invalid argument.")
    if not 1 <= hours <= MOST_HOURS:
        return refuse(400, "OUT_OF_RANGE", "Client specified an invalid range.")
    phone = parse_phone(number)
    if phone is None:
        return refuse(404, "IDENTIFIER_NOT_FOUND", "Device identifier not found.")
    swapped = swapped_at().get(phone, 0.0) > time.time() - hours * 3600
    answer = jsonify(swapped=swapped)
    reply = Reply(200, answer.get_data(as_text=True), (time.monotonic() - start) * 1000)
    operator.trace.record("from", "sim_swap", phone, request.get_data(as_text=True), reply, to=phone[-3:])
    return answer


@sim_swaps.route("/sandbox/sim-swaps", methods=["GET", "POST"])
def mark() -> Response | Answer | Any:
    """The marked phones. POST {phone, days?} gives it another SIM so many days ago; {"reset": true} forgets all."""
    if request.method == "POST":
        fields = (request.get_json(silent=True) or {}) if request.is_json else request.form
        phone, days = parse_phone(str(fields.get("phone", ""))), str(fields.get("days") or "0")
        if fields.get("reset"):
            operator.store.set_value(SWAPS, {})
        elif phone is None or not re.fullmatch("[0-9]{1,4}", days):
            return jsonify(error="phone: a Kenyan mobile number; days: a whole number"), 400
        else:
            operator.store.set_value(SWAPS, swapped_at() | {phone: time.time() - int(days) * 86400})
        if not request.is_json:
            return redirect(f"/sandbox/?lugha={'en' if get_language() else 'sw'}", 303)
    return jsonify(swapped=sorted(swapped_at()))
