"""The USSD gateway: it sends the keys pressed and shows the screen that we answer. The menu is in the database."""

import json
import logging
import re

from flask import Response, current_app, request

from web import errors
from web.callbacks import outage
from web.callbacks.fields import clean_text, is_id
from web.callbacks.receive import receive_form, receive_unusable
from web.core import db
from web.core.application import Answer
from web.security import one_time_codes, phones, sealing
from web.security.typed import clean_typed, mask_typed

log = logging.getLogger("lipa.ussd")

# Longer than any path through the menu: no person with a phone sends more.
LONGEST_INPUT = 400
# A station redeems a voucher in one go: digits, vehicle, shillings; some gateways repeat our own code before it.
VOUCHER = re.compile(r"\*?(?:[0-9]{1,5}\*){0,2}8\*([0-9]{6})\*([0-9A-Za-z ]{3,10})\*([0-9]{1,6})#?", re.ASCII)
LAST_KEY = b"input=last_key"
INVALID = "END Ombi si sahihi. Piga tena."
BAD_PHONE = "END Namba ya simu haikutambulika. Piga tena."
# In both languages: only the database knows which one the passenger chose.
UNAVAILABLE = (
    "END Samahani, menyu haipatikani sasa. Lipa PayBill {shortcode}, akaunti namba ya gari. "
    "Menu is away: pay PayBill {shortcode}, account vehicle code."
)


def step() -> Response:
    """Answer a sentence whatever happens: after an error status the passenger would see nothing."""
    form = request.form
    phone = phones.parse(form.get("phoneNumber", ""))
    if phone is None:
        return _screen(BAD_PHONE)
    typed = form.get("text", "")
    if not is_id(form.get("sessionId", "")) or len(typed) > LONGEST_INPUT or "\0" in typed:
        return _screen(INVALID)
    try:
        return _screen(_dial(phone))
    except db.DatabaseError as error:
        log.error("dial_ussd raised %s", error.code, exc_info=error)
        return _screen(_refusal(error.code))
    except db.DatabaseUnavailableError as error:
        log.error("dial_ussd: %s", error)
        return _screen(UNAVAILABLE.format(shortcode=current_app.extensions["lipa"].shortcode))


def end() -> Response:
    """Record how a session ended. Success means ended, not paid."""
    request.get_data()  # read before the form, in case the whole body must be quarantined
    form = request.form
    if not is_id(form.get("sessionId", "")):
        return receive_unusable("ussd", "no session id")
    arguments = {
        "p_session_id": phones.mask_id(form["sessionId"]),
        "p_status": clean_text(form.get("status", "")),
        "p_error": clean_text(form.get("errorMessage", "")) or None,
    }
    return receive_form("ussd", "telco.end_ussd", arguments)


def _dial(phone: str) -> str:
    outage.check()
    form = request.form
    voucher = VOUCHER.fullmatch(form.get("text", ""))
    if voucher:
        return _redeem(phone, *voucher.groups())
    # Only the database knows whether the last answer is a crew PIN, and it must not store a PIN. So it gets hashes.
    key_ids, hashes = phones.pin_hashes(form.get("text", "").rpartition("*")[2]) or (None, None)
    hashed = phones.lookup_hash(phone)
    reply: str = db.value(
        "telco.dial_ussd",
        p_session_id=phones.mask_id(form["sessionId"]),
        # A phone number typed instead of a key is masked by x, because the star separates keys.
        p_input="*".join(mask_typed(answer, "x") for answer in form.get("text", "").split("*")),
        # Most gateways repeat the whole path (4625*2*1); the address of one that sends only the last key says so.
        p_input_mode="last_key" if LAST_KEY in request.query_string.split(b"&") else "cumulative",
        p_phone_hash=hashed,
        p_phone_sealed=sealing.seal("phone", phone.encode()),
        p_phone_last3=phones.last3(phone),
        p_network=clean_text(form.get("networkCode", "")),
        p_service_code=clean_text(form.get("serviceCode", "")),
        p_pin_key_ids=key_ids,
        p_pin_hashes=hashes,
        p_codes=json.dumps(_codes(form.get("text", "").rpartition("*")[2], hashed)),
    )
    return reply


def _codes(answer: str, phone_hash: bytes) -> dict[str, str]:
    """A withdrawal's new code, in case this answer asks for one, or the hash of an answer that may be that code."""
    typed = clean_typed(answer)
    if typed == "1":
        code = one_time_codes.new_code("payout/own", phone_hash)
        return {"new_hash": code.sha256.hex(), "new_sealed": code.sealed.hex()}
    if re.fullmatch("[0-9]{6}", typed, re.ASCII):
        return {"typed_hash": one_time_codes.hash_code("payout/own", phone_hash, typed).hex()}
    return {}


def _redeem(phone: str, digits: str, vehicle: str, amount: str) -> str:
    """A station redeems a voucher; the digits are hashed and nothing of it is stored."""
    reply: str = db.value(
        "telco.redeem_voucher", p_session_id=phones.mask_id(request.form["sessionId"]),
        p_phone_hash=phones.lookup_hash(phone), p_digits_hash=one_time_codes.hash_code("voucher", b"", digits),
        p_vehicle=vehicle, p_amount=amount,
    )  # fmt: skip
    return reply


def _refusal(sqlstate: str) -> str:
    words = errors.words(sqlstate)
    return f"END {words.sw} {words.en}"


def _screen(text: str) -> Response:
    return Answer(text, content_type="text/plain; charset=utf-8")
