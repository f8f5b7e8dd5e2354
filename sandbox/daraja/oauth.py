"""Tokens. A new one makes the one before it worthless, so every client of one app must share."""

from __future__ import annotations

import secrets
import time

from flask import jsonify, request

from . import daraja
from .common import Answer, RefusedError, operator, refusal

LIFE = 3599


@daraja.get("/oauth/v1/generate")
def generate() -> Answer:
    found, settings = request.authorization, operator().settings
    try:
        if found is None or found.type != "basic":
            raise RefusedError(400, "400.008.01", "Invalid Authentication passed")
        if request.args.get("grant_type") != "client_credentials":
            raise RefusedError(400, "400.008.02", "Invalid grant type passed")
        wanted = (settings.daraja_key, settings.daraja_secret)
        if all(wanted) and (found.username, found.password) != wanted:
            raise RefusedError(400, "400.008.01", "Invalid Authentication passed")
    except RefusedError as problem:
        return refusal(problem)
    token = secrets.token_urlsafe(21)
    operator().store.note("token", {"value": token, "until": time.time() + LIFE})
    operator().trace.note("from", "oauth", status=200)
    return jsonify(access_token=token, expires_in=LIFE)
