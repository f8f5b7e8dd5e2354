"""The SMS gateway: what became of a message we sent, and messages people send to us."""

from flask import Response, request

from web.callbacks.fields import is_name, short
from web.callbacks.receive import receive_form, receive_unusable
from web.security import phones, sealing


def delivery() -> Response:
    """Sent, delivered, rejected: noted beside the message."""
    request.get_data()  # kept whole, in case it must be quarantined after the form is read
    form = request.form
    if not is_name(form.get("id", "")):
        return receive_unusable("sms_delivery", "no message id")
    told = {
        "p_message_id": form["id"],
        "p_status": short(form.get("status", "")),
        "p_failure_reason": short(form.get("failureReason", "")) or None,
    }
    return receive_form("sms_delivery", "telco.note_delivery", told)


def inbound() -> Response:
    """A person wrote to us: the words are sealed before anything else sees them."""
    request.get_data()
    form = request.form
    if not is_name(form.get("id", "")):
        return receive_unusable("sms_inbound", "no message id")
    sender = phones.parse(form.get("from", ""))
    told = {
        "p_message_id": form["id"],
        "p_phone_hash": phones.lookup_hash(sender) if sender else None,
        "p_phone_last3": phones.last3(sender) if sender else None,
        "p_text_sealed": sealing.seal("sms", form.get("text", "").encode()),
    }
    return receive_form("sms_inbound", "telco.take_sms", told)
