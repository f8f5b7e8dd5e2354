"""Personal data: how long we keep it, a file of all data about one person, and erasure on request."""

import json
from typing import Any

from flask import Response, request

from web import confirmations
from web.pages import ask, render
from web.security import phones, sealing

# For which purpose each value of the export was sealed.
KINDS = {
    "phone_sealed": "phone",
    "name_sealed": "name",
    "id_number_sealed": "id_number",
    "account_sealed": "account",
    "text_sealed": "sms",
    "body_sealed": "body",
}


def privacy(session: str, wrong: str = "") -> Response:
    """Show retention periods, erasures and keys. wrong: which of the two forms has an invalid phone number."""
    return render(
        "ops/privacy.html", 422 if wrong else 200, document=ask("ops.privacy", session),
        wrong=wrong, typed=request.form, done=request.args.get("done", ""),
    )  # fmt: skip


def export_person(session: str) -> Response:
    """Download all data about the owner of a phone, for that person."""
    phone = phones.parse(request.form.get("phone", ""))
    if phone is None:
        return privacy(session, "export")
    document = ask("ops.export_person", session, p_phone_hash=phones.lookup_hash(phone))
    written = json.dumps(_decrypted(document["held"]), ensure_ascii=False, indent=1)
    response = Response(written, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="lipa-fare-{phones.last3(phone)}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


def preview_erasure(session: str) -> Response:
    """Show what an erasure deletes and keeps. It is a POST so that no number appears in an address."""
    phone = phones.parse(request.form.get("phone", ""))
    return _erasure(session, phone) if phone else privacy(session, "erase")


def erase_person(session: str) -> Response:
    """Propose to erase the data of the owner of a phone; a second person decides."""
    phone = phones.parse(request.form.get("phone", ""))
    if phone is None:
        return privacy(session, "erase")
    return confirmations.confirm(
        session, "ops.erase_person", "proposed", "/ops/privacy",
        lambda session, error, status: _erasure(session, phone, error, status), refusals="privacy.",
        p_phone_hash=phones.lookup_hash(phone), p_reason=request.form.get("reason", ""),
    )  # fmt: skip


def _erasure(session: str, phone: str, error: str = "", status: int = 200) -> Response:
    document = ask("ops.preview_erasure", session, p_phone_hash=phones.lookup_hash(phone))
    return render(
        "action.html", status, document=document, action_name="erase", proposes=False, error=error, fields=("reason",),
        phone=phone, typed=request.form, action="/ops/privacy/erase", back="/ops/privacy",
        last3=phones.last3(phone),
    )  # fmt: skip


def _decrypted(held: Any) -> Any:
    """The document with its sealed values decrypted."""
    if isinstance(held, list):
        return [_decrypted(one) for one in held]
    if not isinstance(held, dict):
        return held
    return {name.removesuffix("_sealed"): _decrypted_value(name, value) for name, value in held.items()}


def _decrypted_value(name: str, value: Any) -> Any:
    if name not in KINDS or not value:
        return _decrypted(value)
    try:
        return sealing.open_sealed(KINDS[name], bytes.fromhex(value.removeprefix("\\x"))).decode("utf-8", "replace")
    except sealing.DecryptionError:
        return None
