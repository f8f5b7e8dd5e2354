"""Every error code and the only place where a code becomes text.

SQLSTATE class LF; the third character says what the caller can do: V the value is wrong, A not
allowed, N no such thing, C conflicts with what is recorded, F funds or limit, B busy, try again.
A test checks that this table and SQL have the same set of codes. Add a line when you raise a
new code: the English text, and M-Pesa's validation code if it is not C2B00016 (other error).
"""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import unquote

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from web import audit_refusals, csrf, i18n, pages
from web.auth import Auth
from web.core import db, live_settings
from web.i18n import N_, translate
from web.security import passwords, sealing

STATUS_BY_LETTER = {"V": 400, "A": 403, "N": 404, "C": 409, "F": 422, "B": 503}
# Statement or lock time-out, and transactions that lost every race: the same call may be made later.
BUSY_STATES = ("40001", "40P01", "55P03", "57014")
# These blueprints are pages for people (people: an address that does not exist); all others answer problem+json.
PAGES = ("account", "crew", "owners", "sacco", "ops", "people")
# No such session, or it has ended: a person is sent to sign in.
NOT_SIGNED_IN = "LFA60"
# Signed in by password only, or too long ago for this action: a person is asked for a code from the app.
SECOND_FACTOR = ("LFA85", "LFA86")

DIAL = "%(dial)s"  # where a text names what a crew dials

log = logging.getLogger("lipa.errors")


class Words(NamedTuple):
    """The text of an error for a person, and its code for M-Pesa's validation."""

    text: str
    mpesa: str = "C2B00016"
    status: int = 0  # if the status of the letter would mislead
    values: Mapping[str, object] = {"dial": "USSD"}  # until it is known what a crew dials

    @property
    def sw(self) -> str:
        return translate(self.text, "sw", **self.values)

    @property
    def en(self) -> str:
        return translate(self.text, "en", **self.values)


ERRORS: dict[str, Words] = {
    "LFA10": Words(N_("What is recorded can't be changed.")),
    "LFA43": Words(N_("A hold is released once, and nothing else of it changes.")),
    "LFA55": Words(N_("The trip is over. Dial %(dial)s for a link.")),
    "LFA60": Words(N_("Sign in first.")),
    "LFA61": Words(N_("You may no longer do this. Nothing was changed.")),
    "LFA72": Words(N_("A break is resolved by one person's proposal and another's decision.")),
    "LFA80": Words(N_("A recorded decision of a second person can't be changed.")),
    "LFA90": Words(N_("A payout is kept for ever.")),
    "LFA91": Words(N_("A payout can't go from that state to this.")),
    "LFA92": Words(N_("What was asked for and approved can't be changed.")),
    "LFA85": Words(N_("Enter a code from your app first.")),
    "LFA86": Words(N_("Enter a new code from your app.")),
    "LFB10": Words(N_("Not ready for money. Try again.")),
    "LFB11": Words(N_("Busy. Try again.")),
    "LFB12": Words(N_("Not ready for money. Try again.")),
    "LFB40": Words(N_("Busy. Dial again.")),
    "LFB90": Words(N_("Too many prompts for this vehicle. Dial again in 1 min.")),
    "LFC10": Words(N_("This reference is already used for something else.")),
    "LFC11": Words(N_("That day's accounts are closed.")),
    "LFC30": Words(N_("This door code is in use, or was within 24 hours.")),
    "LFC31": Words(N_("This plate rides for another SACCO.")),
    "LFC75": Words(N_("Then nobody would be left to propose or to decide.")),
    "LFC76": Words(N_("That has just changed. Look at it again.")),
    "LFF10": Words(N_("Not enough money in this wallet.")),
    "LFF11": Words(N_("This money is still being verified with M-Pesa.")),
    "LFN10": Words(N_("There is no such journal.")),
    "LFN20": Words(N_("Nobody owns this vehicle at that time.")),
    "LFN30": Words(N_("There is no such vehicle."), "C2B00012"),
    "LFN31": Words(N_("There is no such route.")),
    "LFN40": Words(N_("This SIM has never dialled us.")),
    "LFN43": Words(N_("There is nothing to ask again.")),
    "LFN50": Words(N_("There is no such text.")),
    "LFN51": Words(N_("There is no such message.")),
    "LFN52": Words(N_("Nothing is waiting under this id.")),
    "LFN60": Words(N_("There is no such person, role or owner.")),
    "LFN70": Words(N_("There is no such kind of refusal.")),
    "LFV10": Words(N_("The entries don't sum to zero.")),
    "LFV11": Words(N_("A journal comes with its entries.")),
    "LFV12": Words(N_("The entries belong to another journal.")),
    "LFV13": Words(N_("There is no such wallet in that currency.")),
    "LFV14": Words(N_("That balance is not what the entries say.")),
    "LFV15": Words(N_("The ledger can't be closed there.")),
    "LFV16": Words(N_("A seal continues the chain over settled journals.")),
    "LFV20": Words(N_("A split rule has 1 to 20 parts.")),
    "LFV21": Words(N_("The shares must sum to 100 %%.")),
    "LFV22": Words(N_("Each purpose may appear only once.")),
    "LFV23": Words(N_("Those wallets don't belong to this vehicle.")),
    "LFV24": Words(N_("A new rule can't start in the past.")),
    "LFV30": Words(N_("The door code's check digit is wrong."), "C2B00012"),
    "LFV31": Words(N_("That isn't a number plate."), "C2B00012"),
    "LFV32": Words(N_("One price for each stage after the first.")),
    "LFV33": Words(N_("A row of the file does not fit what is recorded.")),
    "LFV34": Words(N_("A fare is above the cap of its route.")),
    "LFV40": Words(N_("The menu does not take that amount.")),
    "LFV41": Words(N_("Whole shillings only.")),
    "LFV42": Words(N_("That isn't the quoted fare. Dial again.")),
    "LFV43": Words(N_("A hold keeps the amount of its journal.")),
    "LFV50": Words(N_("Claim 1 to 100 messages for 5 to 900 seconds.")),
    "LFV51": Words(N_("A payment prompt is never sent twice.")),
    "LFV52": Words(N_("There is no such scheduled job.")),
    "LFV61": Words(N_("The password is malformed.")),
    "LFV62": Words(N_("The session is malformed.")),
    "LFV63": Words(N_("The language is Kiswahili or English."), status=422),
    "LFV64": Words(N_("That isn't a position in the ledger."), status=422),
    "LFV65": Words(N_("We have no accounts for that period."), status=422),
    "LFV66": Words(N_("That isn't a position in the list."), status=422),
    "LFA94": Words(N_("Vouchers are kept.")),
    "LFA95": Words(N_("A voucher ends once.")),
    "LFV90": Words(N_("The parts of a payout must sum to its amount and fee.")),
    "LFV91": Words(N_("Approved or declined."), status=422),
    "LFV98": Words(N_("Approved or declined."), status=422),
    "LFV96": Words(N_("That isn't the hash of a phone.")),
    "LFV97": Words(N_("There is no rule for deleting that kind of data.")),
    "LFV95": Words(N_("It isn't sealed under the new key.")),
    "LFV80": Words(N_("Approve or decline.")),
    "LFV81": Words(N_("Enter a date such as 31/12/2026."), status=422),
}
UNKNOWN = Words(N_("Something went wrong. Try again."))
AWAY = Words(N_("Not reachable right now. Try again."))
BY_STATUS = {
    400: Words(N_("The request isn't right.")),
    403: Words(N_("The form was refused. Open its page again and try again.")),
    404: Words(N_("We can't find that page, or it is not yours.")),
    405: Words(N_("That method is not allowed here.")),
    413: Words(N_("Too large: 64 KB at most.")),
    503: AWAY,
}


def too_often(seconds: int) -> Words:
    return Words(N_("Too often. Try again in %(seconds)s s."), values={"seconds": seconds})


def words(code: str) -> Words:
    found = ERRORS.get(code, UNKNOWN)
    return found._replace(values={"dial": live_settings.crew_dial_code()}) if DIAL in found.text else found


def status_of(code: str) -> int:
    if code in BUSY_STATES:
        return 503
    return ERRORS.get(code, UNKNOWN).status or (STATUS_BY_LETTER.get(code[2:3], 500) if code.startswith("LF") else 500)


def init_app(app: Flask) -> None:
    """Turn every exception into one of the answers above."""
    app.register_error_handler(csrf.StaleFormError, _stale_form)
    app.register_error_handler(db.DatabaseError, _database_error)
    app.register_error_handler(db.DatabaseUnavailableError, _database_unavailable)
    app.register_error_handler(passwords.BusyError, _busy)
    app.register_error_handler(sealing.DecryptionError, _decryption_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def answer(status: int, words: Words, code: str) -> Response:
    """A page for people, problem+json for machines."""
    blueprint = request.blueprint or ("people" if request.accept_mimetypes.accept_html else "")
    if blueprint in PAGES:
        lang = i18n.language()
        response = Response(render_template("error.html", lang=lang, message=getattr(words, lang), code=code), status)
    else:
        problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status,
                   "code": code, "detail": words.en, "detail_sw": words.sw}  # fmt: skip
        response = Response(json.dumps(problem), status, mimetype="application/problem+json")
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _database_error(error: db.DatabaseError) -> ResponseReturnValue:
    if error.code == NOT_SIGNED_IN and request.blueprint in PAGES:
        return pages.redirect_to_login()
    if error.code in SECOND_FACTOR and request.blueprint in PAGES:
        if request.method == "POST":  # an action was refused; reading a page is only put off
            audit_refusals.mark("reauthentication")
        return pages.redirect_to_second_factor()
    status = status_of(error.code)
    if status == 500:
        log.error("a function raised %s", error.code, exc_info=error)
    return answer(status, AWAY if error.code in BUSY_STATES else words(error.code), error.code)


def _database_unavailable(error: db.DatabaseUnavailableError) -> Response:
    log.error("the database is away: %s", error)
    return answer(503, AWAY, "away")


def _busy(_error: passwords.BusyError) -> Response:
    log.warning("too many passwords at once")
    return answer(503, ERRORS["LFB11"], "busy")


def _decryption_error(error: sealing.DecryptionError) -> Response:
    """A key was removed too early (docs/decisions/privacy-and-keys.md): answer 503 until it is back."""
    log.error("something is sealed by a key we do not have: %s", error)
    return answer(503, AWAY, "sealed")


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status == 413:
        _drain()
    if error.response is not None or status < 400:
        return error.get_response(request.environ)
    response = answer(status, BY_STATUS.get(status, UNKNOWN), str(status))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _stale_form(_error: csrf.StaleFormError) -> Response:
    """Nothing was done with what was typed. Link to the page that the form was on, if it is one of ours."""
    return pages.render("old_form.html", 403, back=_readable(pages.previous_page()) or pages.page_path())


def _readable(address: str) -> str:
    """The address if it is a page for signed-in people, else ''."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not pages.is_local(address):
        return ""
    try:
        endpoint, _ = adapter.match(unquote(address.partition("?")[0]), method="GET")
    except HTTPException:
        return ""
    route = current_app.extensions["lipa.routes"].get(endpoint)
    return address if route and route.auth is Auth.SESSION else ""


def _unexpected(error: Exception) -> Response:
    log.error("unexpected: %s", type(error).__name__, exc_info=error)
    return answer(500, UNKNOWN, "500")


def _drain() -> None:
    """Read and drop a body that is too large: a connection closed with unread bytes is reset before our 413 arrives."""
    left = 16 * 1024 * 1024
    stream = request.environ["wsgi.input"]
    while left > 0:
        chunk = stream.read(min(left, 65536))
        if not chunk:
            return
        left -= len(chunk)
