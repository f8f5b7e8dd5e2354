"""Daraja: the mobile-money API, with the operator's own formats and spellings."""

from flask import Blueprint

daraja = Blueprint("daraja", __name__)

from sandbox.daraja import c2b, oauth, payouts, pull, status, stk  # noqa: E402,F401  (they register their routes)
