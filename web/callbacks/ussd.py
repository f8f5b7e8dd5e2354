"""The USSD gateway: one key or the whole path in, one screen out. The menu itself lives in the database."""

import logging

from flask import Response, current_app, request

from web import errors
from web.callbacks.fields import is_name, short
from web.callbacks.receive import receive_form, receive_unusable
from web.core import db, masking
from web.security import phones, sealing

log = logging.getLogger("lipa.ussd")

# Longer than any path through the menu; whoever sends more isn't a person with a phone.
LONGEST_INPUT = 400
INVALID = "END Ombi si sahihi. Piga tena."
BAD_PHONE = "END Namba ya simu haikutambulika. Piga tena."
# Both languages: which one the passenger chose only the database knows.
AWAY = (
    "END Samahani, menyu haipatikani sasa. Lipa PayBill {shortcode}, akaunti namba ya gari. "
    "Menu is away: pay PayBill {shortcode}, account vehicle code."
)


def step() -> Response:
    """Whatever happens the passenger reads a sentence: an error status would only end the session mute."""
    form = request.form
    phone = phones.parse(form.get("phoneNumber", ""))
    if phone is None:
        return _say(BAD_PHONE)
    typed = form.get("text", "")
    if not is_name(form.get("sessionId", "")) or len(typed) > LONGEST_INPUT or "\0" in typed:
        return _say(INVALID)
    try:
        return _say(_dial(phone))
    except db.DatabaseError as error:
        log.error("dial_ussd raised %s", error.code, exc_info=error)
        return _say(_refusal(error.code))
    except db.DatabaseUnavailableError as error:
        log.error("dial_ussd: %s", error)
        return _say(AWAY.format(shortcode=current_app.extensions["lipa"].shortcode))


def end() -> Response:
    """The gateway tells how a session ended. Success means ended, not paid."""
    request.get_data()  # kept whole, in case it must be quarantined after the form is read
    form = request.form
    if not is_name(form.get("sessionId", "")):
        return receive_unusable("ussd", "no session id")
    told = {
        "p_session_id": form["sessionId"],
        "p_status": short(form.get("status", "")),
        "p_error": short(form.get("errorMessage", "")) or None,
    }
    return receive_form("ussd", "telco.end_ussd", told)


def _dial(phone: str) -> str:
    form = request.form
    # Whether the last answer is a crew's number only the database knows; what that number is, it must not keep.
    key_ids, hashes = phones.pin_hashes(form.get("text", "").rpartition("*")[2].strip(" #\t\r\n")) or (None, None)
    reply: str = db.value(
        "telco.dial_ussd",
        p_session_id=form["sessionId"],
        # Who types a number where a key is asked gets the same screen again; the star is what keys are joined by.
        p_input=masking.mask_digits(form.get("text", ""), "x"),
        # Most gateways repeat the whole path (4625*2*1); one that sends the last key says so in its address.
        p_input_mode="last_key" if request.args.get("input") == "last_key" else "cumulative",
        p_phone_hash=phones.lookup_hash(phone),
        p_phone_sealed=sealing.seal("phone", phone.encode()),
        p_phone_last3=phones.last3(phone),
        p_network=short(form.get("networkCode", "")),
        p_service_code=short(form.get("serviceCode", "")),
        p_pin_key_ids=key_ids,
        p_pin_hashes=hashes,
    )
    return reply


def _refusal(code: str) -> str:
    said = errors.words(code)
    return f"END {said.sw} {said.en}"


def _say(screen: str) -> Response:
    return Response(screen, content_type="text/plain; charset=utf-8")
