"""The web, with a crash point of LIPA_CRASH_AT in place (web/tests/payout_lives.py). Product code never reads it."""

import os

from app import create_app
from web.tests import payout_lives

if _named := os.environ.get("LIPA_CRASH_AT", ""):
    payout_lives.install(_named)
app = create_app()
