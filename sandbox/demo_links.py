"""What only the demo has: how a fare was split, and the owner's page without typing a password."""

import re
from urllib.parse import urlsplit

import psycopg
import requests
from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from sandbox.http_client import create_session
from sandbox.simulated_operator import operator

demo_links = Blueprint("demo_links", __name__)

LEGS = """select wallet_kind, purpose, credit_cents from audit.ledger
           where reference = %s and credit_cents > 0 order by entry_id"""


def legs(receipt: str) -> list[tuple[str, int]]:
    """(where to, cents) of each leg of this fare, as an auditor reads it; none while it has none."""
    if not receipt or not operator.settings.auditor_url:
        return []
    try:
        with psycopg.connect(operator.settings.auditor_url, connect_timeout=2) as auditor:
            rows = auditor.execute(LEGS, (receipt,)).fetchall()
    except psycopg.Error:  # the page is shown without them
        return []
    return [(str(purpose if kind == "vehicle" else kind), int(cents)) for kind, purpose, cents in rows]


@demo_links.get("/fare/<receipt>")
def open_fare(receipt: str) -> Response:
    """Sign the demo's owner in with the password that `make run` prints, and go to this fare.

    The sandbox posts the sign-in form as a person would. The browser takes over the cookies, because it sends those of
    a host to each of its ports. In another mode, or on another host, this is a plain link.
    """
    lipa, page = operator.settings.lipa_url, f"/owner/fare/{receipt}"
    answer = redirect(lipa + (page if re.fullmatch("[A-Z0-9]{6,16}", receipt) else "/"), 303)
    phone, _, password = operator.settings.demo_owner.partition(":")
    if password and urlsplit(lipa).hostname == urlsplit(request.host_url).hostname:
        form = {"phone": phone, "password": password, "next": page}
        try:
            signed_in = create_session().post(f"{lipa}/login", form, timeout=5, allow_redirects=False)
        except requests.RequestException:
            return answer
        for cookie in signed_in.raw.headers.getlist("Set-Cookie"):
            answer.headers.add("Set-Cookie", cookie)
    return answer
