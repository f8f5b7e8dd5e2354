"""Every way a call can be refused, and the only place where a code becomes words.

SQLSTATE class LF; the third character says what the caller can do: V the value is wrong, A not
allowed, N no such thing, C conflicts with what is recorded, F funds or limit, B busy, try again.
A test holds this table and the codes raised in SQL to the same set. Add a line when you raise a
new code: Kiswahili, English, and M-Pesa's validation word where it isn't C2B00016 (other error).
"""

import json
import logging
from http import HTTPStatus
from typing import NamedTuple

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from web import db, dialling, doors, phones

STATUS_BY_LETTER = {"V": 400, "A": 403, "N": 404, "C": 409, "F": 422, "B": 503}
# Statement or lock time-out, and transactions that lost every race: the same call may be made later.
BUSY_STATES = ("40001", "40P01", "55P03", "57014")
# These blueprints are pages for people; all others speak problem+json.
PAGES = ("crew", "owners", "sacco", "ops", "people")
# No such session, or it has ended: a person is sent to sign in.
NOT_SIGNED_IN = "LFA60"
# Signed in by password only, or too long ago for this act: a person is asked for a code from the app.
SECOND_STEP = ("LFA85", "LFA86")

DIAL = "{dial}"  # where the words name what a crew dials

log = logging.getLogger("lipa.errors")


class Words(NamedTuple):
    """What a refusal says to a person, and to M-Pesa when it asks us to validate."""

    sw: str
    en: str
    mpesa: str = "C2B00016"
    status: int = 0  # where the letter's own status would mislead


ERRORS: dict[str, Words] = {
    "LFA10": Words("Kumbukumbu haiwezi kubadilishwa.", "What is recorded can't be changed."),
    "LFA43": Words(
        "Kilichozuiwa kinaachiliwa mara moja tu.", "A hold is released once, and nothing else of it changes."
    ),
    "LFA55": Words("Safari imekwisha. Piga {dial} uombe kiungo kipya.", "The trip is over. Dial {dial} for a link."),
    "LFA60": Words("Ingia kwanza.", "Sign in first."),
    "LFA80": Words("Jukumu lililochukuliwa halibadiliki.", "A duty that was taken stays taken."),
    "LFA85": Words("Weka namba ya programu kwanza.", "Take the second step first."),
    "LFA86": Words("Weka namba ya programu tena.", "Take the second step again."),
    "LFB10": Words("Mfumo hauko tayari kwa pesa. Jaribu tena.", "Not ready for money. Try again."),
    "LFB11": Words("Mfumo una kazi nyingi. Jaribu tena.", "Busy. Try again."),
    "LFB40": Words("Mfumo una kazi nyingi. Piga tena.", "Busy. Dial again."),
    "LFB90": Words(
        "Gari hili lina maombi mengi sasa. Piga tena baada ya dakika 1.",
        "Too many prompts for this vehicle. Dial again in 1 min.",
    ),
    "LFC10": Words("Rejea hii ilishatumika kwa malipo mengine.", "This reference is already used for something else."),
    "LFC11": Words("Siku hiyo imefungwa.", "That day's books are closed."),
    "LFC30": Words("Namba hii ya mlangoni inatumika.", "This door code is in use, or was within 24 hours."),
    "LFC31": Words("Gari hili ni la SACCO nyingine.", "This plate rides for another SACCO."),
    "LFC75": Words(
        "Hapo hatabaki wa kupendekeza na mwingine wa kukubali.", "Then nobody would be left to propose and to decide."
    ),
    "LFF10": Words("Salio halitoshi.", "Not enough money in this wallet."),
    "LFF11": Words("Pesa hii bado inathibitishwa na M-Pesa.", "This money is still being verified with M-Pesa."),
    "LFN10": Words("Muamala haupo.", "There is no such journal."),
    "LFN20": Words("Gari halina mmiliki.", "Nobody owns this vehicle at that time."),
    "LFN30": Words("Gari halipo.", "There is no such vehicle.", "C2B00012"),
    "LFN31": Words("Njia haipo.", "There is no such route."),
    "LFN40": Words("Simu hii bado haijapiga menyu.", "This SIM has never dialled us."),
    "LFN43": Words("Hakuna cha kuuliza tena.", "There is nothing to ask again."),
    "LFN50": Words("Maandishi hayapo.", "There is no such text."),
    "LFN51": Words("Ujumbe haupo.", "There is no such message."),
    "LFN52": Words("Hakuna kinachosubiri.", "Nothing waits under this id."),
    "LFN60": Words("Mtu au jukumu halipo.", "There is no such person, role or owner."),
    "LFN70": Words("Hakuna kukataa kwa aina hiyo.", "There is no such kind of refusal."),
    "LFV10": Words("Hesabu hazilingani.", "The entries don't sum to zero."),
    "LFV11": Words("Muamala huja na maingizo yake.", "A journal comes with its entries."),
    "LFV12": Words("Maingizo si ya muamala huu.", "The entries belong to another journal."),
    "LFV13": Words("Pochi haipo katika sarafu hiyo.", "There is no such wallet in that currency."),
    "LFV14": Words("Salio lililoandikwa si sahihi.", "That balance is not what the entries say."),
    "LFV15": Words("Ukurasa hauwezi kufungwa hapo.", "A page can't be closed there."),
    "LFV20": Words("Kanuni iwe na sehemu 1 hadi 20.", "A split rule has 1 to 20 parts."),
    "LFV21": Words("Asilimia zijumlishe 100.", "The shares must sum to 100 %."),
    "LFV22": Words("Kila pochi mara moja tu.", "Each purpose stands once."),
    "LFV23": Words("Pochi hizo si za gari hili.", "Those wallets don't belong to this vehicle."),
    "LFV24": Words("Kanuni mpya haianzi siku iliyopita.", "A new rule can't start in the past."),
    "LFV30": Words("Namba ya mlangoni si sahihi.", "The door code's check digit is wrong.", "C2B00012"),
    "LFV31": Words("Namba ya gari si sahihi.", "That isn't a number plate.", "C2B00012"),
    "LFV32": Words("Bei moja kwa kila stage.", "One price for each stage after the first."),
    "LFV40": Words("Kiasi hakiruhusiwi.", "That amount isn't taken by the menu."),
    "LFV41": Words("Weka shilingi kamili.", "Whole shillings only."),
    "LFV42": Words("Nauli imebadilika. Piga tena.", "That isn't the quoted fare. Dial again."),
    "LFV43": Words("Kiasi cha kuzuia si sahihi.", "A hold keeps what its journal brought."),
    "LFV50": Words("Kiasi cha kazi si sahihi.", "Claim 1 to 100 messages for 5 to 900 seconds."),
    "LFV51": Words("Ombi la malipo halitumwi mara mbili.", "A payment prompt is never sent twice."),
    "LFV52": Words("Kazi hiyo haipo.", "There is no such chore."),
    "LFV61": Words("Nenosiri si sahihi.", "The password is malformed."),
    "LFV62": Words("Ingia tena.", "The session is malformed."),
    "LFV63": Words("Lugha ni Kiswahili au English.", "The language is Kiswahili or English.", status=422),
    "LFV64": Words("Wakati wa hesabu si sahihi.", "That isn't a position in the book.", status=422),
    "LFV65": Words("Kipindi si sahihi.", "That isn't a period we have books of.", status=422),
    "LFV66": Words("Ukurasa huo haupo.", "That isn't a place in the list.", status=422),
    "LFV98": Words("Kubali au kataa.", "Approved or declined.", status=422),
    "LFV96": Words("Simu hiyo si sahihi.", "That isn't the hash of a phone."),
    "LFV97": Words("Muda wa kuhifadhi haueleweki.", "Nobody knows how to end that kind of data."),
    "LFV95": Words("Haijafungwa kwa ufunguo mpya.", "It isn't sealed under the new key."),
    "LFV80": Words("Kubali au kataa.", "Approve or decline."),
    "LFV81": Words("Tarehe si sahihi.", "That isn't a day.", status=422),
}
UNKNOWN = Words("Kuna hitilafu. Jaribu tena.", "Something went wrong. Try again.")
AWAY = Words("Mfumo haupatikani kwa sasa. Jaribu tena.", "Not reachable right now. Try again.")
BY_STATUS = {
    400: Words("Ombi si sahihi.", "The request isn't right."),
    403: Words(
        "Fomu haikukubaliwa. Fungua ukurasa upya, kisha jaribu tena.",
        "Form not taken. Open its page anew and try again.",
    ),
    404: Words("Haipo.", "There is no such thing."),
    405: Words("Njia hiyo hairuhusiwi.", "That method is not allowed here."),
    413: Words("Ni kubwa mno.", "Too large: 64 KB at most."),
    503: AWAY,
}


def too_often(seconds: int) -> Words:
    """Said to who knocks too often."""
    return Words(
        f"Umejaribu mara nyingi. Jaribu tena baada ya sekunde {seconds}.", f"Too often. Try again in {seconds} s."
    )


def words(code: str) -> Words:
    """The words of an LF code, or the ones for what should not have happened."""
    said = ERRORS.get(code, UNKNOWN)
    if DIAL in said.sw:
        dial = dialling.crew()
        return said._replace(sw=said.sw.replace(DIAL, dial), en=said.en.replace(DIAL, dial))
    return said


def status_of(code: str) -> int:
    """The HTTP status of a SQLSTATE."""
    if code in BUSY_STATES:
        return 503
    return ERRORS.get(code, UNKNOWN).status or (STATUS_BY_LETTER.get(code[2:3], 500) if code.startswith("LF") else 500)


def register(app: Flask) -> None:
    """Let every exception leave the process as one of the answers above."""
    app.register_error_handler(db.Raised, _refused)
    app.register_error_handler(db.Away, _away)
    app.register_error_handler(phones.SealBroken, _unreadable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def answer(status: int, said: Words, code: str) -> Response:
    """A page for people, problem+json for machines."""
    blueprint = request.blueprint or ("people" if request.accept_mimetypes.accept_html else "")
    if blueprint in PAGES:
        response = Response(render_template("error.html", status=status, said=said, code=code), status)
    else:
        problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status,
                   "code": code, "detail": said.en, "detail_sw": said.sw}  # fmt: skip
        response = Response(json.dumps(problem), status, mimetype="application/problem+json")
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _refused(error: db.Raised) -> ResponseReturnValue:
    if error.code == NOT_SIGNED_IN and request.blueprint in PAGES:
        return doors.to_login()
    if error.code in SECOND_STEP and request.blueprint in PAGES:
        if request.method == "POST":  # a page is only looked at later; an act was refused
            doors.turned_away("step")
        return doors.to_second_step()
    status = status_of(error.code)
    if status == 500:
        log.error("a function raised %s", error.code, exc_info=error)
    return answer(status, AWAY if error.code in BUSY_STATES else words(error.code), error.code)


def _away(error: db.Away) -> Response:
    log.error("the database is away: %s", error)
    return answer(503, AWAY, "away")


def _unreadable(error: phones.SealBroken) -> Response:
    """A key was taken away before nothing was left under it (decision 0075): as long as it is missing, we are away."""
    log.error("something is sealed by a key we lack: %s", error)
    return answer(503, AWAY, "sealed")


def _http(error: HTTPException) -> ResponseReturnValue:
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


def _unforeseen(error: Exception) -> Response:
    log.error("unforeseen: %s", type(error).__name__, exc_info=error)
    return answer(500, UNKNOWN, "500")


def _drain() -> None:
    """Read away a body that is too large: closing on unread bytes resets the line before our 413 is seen."""
    left = 16 * 1024 * 1024
    stream = request.environ["wsgi.input"]
    while left > 0:
        chunk = stream.read(min(left, 65536))
        if not chunk:
            return
        left -= len(chunk)
