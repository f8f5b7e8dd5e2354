"""Daraja: the mobile-money API, in the operator's own shapes and spellings."""

from __future__ import annotations

from flask import Blueprint

daraja = Blueprint("daraja", __name__)

from . import c2b, oauth, pull, status, stk  # noqa: E402,F401  (they hang their routes on the blueprint)
