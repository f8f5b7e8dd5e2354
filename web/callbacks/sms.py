"""The SMS gateway: delivery reports of our messages, and messages that people send to us."""

import re

from flask import Response, request

from web.callbacks.fields import clean_text, is_id
from web.callbacks.receive import receive_form, receive_unusable
from web.security import phones, sealing

WORDS = ("zuia", "pointi")
# T (tatizo), as the receipt's SMS asks for: alone, or with the M-Pesa receipt that it is about.
DISPUTE = re.compile(r"\s*T(?:ATIZO)?[\s.:]*([A-Z0-9]{10})?[\s.]*", re.IGNORECASE | re.ASCII)

# What a crew asks about a passenger: "4628 SIMBA 27", or without the vehicle, as fares.check_by_sms reads it.
CHECK = re.compile(r"\s*(?:\d{3,6}\s+)?(?:[A-Z]{3,8}\s*)?\d{1,3}(?:\s*-\s*\d{1,3})?[\s.]*", re.IGNORECASE | re.ASCII)


def delivery() -> Response:
    """Record whether a message was sent, delivered or rejected."""
    request.get_data()  # read before the form, in case the whole body must be quarantined
    form = request.form
    if not is_id(form.get("id", "")):
        return receive_unusable("sms_delivery", "no message id")
    arguments = {
        "p_message_id": phones.mask_id(form["id"]),
        "p_status": clean_text(form.get("status", "")),
        "p_failure_reason": clean_text(form.get("failureReason", "")) or None,
    }
    return receive_form("sms_delivery", "telco.note_delivery", arguments)


def inbound() -> Response:
    """Receive a message from a person. Its text is sealed here."""
    request.get_data()
    form = request.form
    if not is_id(form.get("id", "")):
        return receive_unusable("sms_inbound", "no message id")
    sender = phones.parse(form.get("from", ""))
    arguments = {
        "p_message_id": phones.mask_id(form["id"]),
        "p_phone_hash": phones.lookup_hash(sender) if sender else None,
        "p_phone_last3": phones.last3(sender) if sender else None,
        "p_text_sealed": sealing.seal("sms", form.get("text", "").encode()),
        "p_word": _word(form.get("text", "")),
        "p_disputed": _disputed(form.get("text", "")),
        "p_checked": _checked(form.get("text", "")),
    }
    return receive_form("sms_inbound", "telco.take_sms", arguments)


def _word(text: str) -> str | None:
    """The first word, where it asks for something: ZUIA stops withdrawals, POINTI asks for points; however written."""
    word = re.match(r"\W*(\w+)", text)
    return word[1].lower() if word and word[1].lower() in WORDS else None


def _disputed(text: str) -> str | None:
    """The receipt of a disputed fare, empty for the newest; None for another message."""
    found = DISPUTE.fullmatch(text)
    return (found[1] or "").upper() if found else None


def _checked(text: str) -> str | None:
    """The message itself, if it is a passenger's code; None for another one."""
    return text.strip() if CHECK.fullmatch(text) else None
