"""What we keep of people: how long, everything about one person as a file, and forgetting somebody who asks for it."""

import json
from typing import Any

from flask import Response, request

from web import confirmations
from web.pages import ask, render
from web.security import phones

# What a sealed value of the export was sealed for.
KINDS = {"phone_sealed": "phone", "name_sealed": "name", "text_sealed": "sms", "body_sealed": "body"}


def privacy(session: str) -> Response:
    """Periods, erasures, keys."""
    return _page(session)


def export_person(session: str) -> Response:
    """A file of all that we hold about the owner of a phone, for that person."""
    phone = phones.typed(request.form.get("phone", ""))
    if phone is None:
        return _page(session, "export")
    document = ask("ops.export_person", session, p_phone_hash=phones.lookup_hash(phone))
    written = json.dumps(_opened(document["held"]), ensure_ascii=False, indent=1)
    response = Response(written, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="lipa-fare-{phones.last3(phone)}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


def preview_erasure(session: str) -> Response:
    """What will go and what will stay; posted, so that no number stands in an address."""
    phone = phones.typed(request.form.get("phone", ""))
    return _erasure(session, phone) if phone else _page(session, "erase")


def erase_person(session: str) -> Response:
    """Forget the owner of a phone."""
    phone = phones.typed(request.form.get("phone", ""))
    if phone is None:
        return _page(session, "erase")
    return confirmations.confirm(
        session, "ops.erase_person", "erased", "/ops/privacy",
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


def _page(session: str, wrong: str = "") -> Response:
    """Periods and erasures; and which of the two forms has a phone that is none."""
    return render(
        "ops/privacy.html", 422 if wrong else 200, document=ask("ops.privacy", session),
        wrong=wrong, typed=request.form, done=request.args.get("done", ""),
    )  # fmt: skip


def _opened(held: Any) -> Any:
    """The document with what was sealed in clear."""
    if isinstance(held, list):
        return [_opened(one) for one in held]
    if not isinstance(held, dict):
        return held
    return {name.removesuffix("_sealed"): _open(name, value) for name, value in held.items()}


def _open(name: str, value: Any) -> Any:
    if name not in KINDS or not value:
        return _opened(value)
    try:
        return phones.open_sealed(KINDS[name], bytes.fromhex(value.removeprefix("\\x"))).decode("utf-8", "replace")
    except phones.DecryptionError:
        return None
