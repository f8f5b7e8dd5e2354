"""Access tokens. A new token invalidates the previous one, so all clients of one app must share it."""

import secrets
import time

from flask import jsonify, request

from sandbox.daraja import daraja
from sandbox.daraja.common import Answer, RefusedError, answer_oddly
from sandbox.http_client import Reply
from sandbox.simulated_operator import operator

LIFETIME = 3599


@daraja.get("/oauth/v1/generate")
def generate() -> Answer:
    given, settings = request.authorization, operator.settings
    if given is None or given.type != "basic":
        raise RefusedError(400, "400.008.01", "Invalid Authentication passed")
    if request.args.get("grant_type") != "client_credentials":
        raise RefusedError(400, "400.008.02", "Invalid grant type passed")
    wanted = (settings.daraja_key, settings.daraja_secret)
    if all(wanted) and (given.username, given.password) != wanted:
        raise RefusedError(400, "400.008.01", "Invalid Authentication passed")
    answer_oddly("oauth", operator.store.increment("count:oauth"))
    token = secrets.token_urlsafe(21)
    operator.store.set_value("token", {"value": token, "until": time.time() + LIFETIME})
    operator.trace.record("from", "oauth", reply=Reply(200, "", 0))
    spelled: dict[str, dict[str, int | str]] = {
        "number": {"expires_in": LIFETIME}, "text": {"expires_in": str(LIFETIME)}, "missing": {},
    }  # fmt: skip
    return jsonify({"access_token": token} | spelled[operator.fault_profiles.current.expires_in])
