"""Reads the forms of onboarding. What a value means is checked in the database; personal data is sealed here."""

import re
from collections.abc import Callable
from typing import Any

from flask import request

from web import person_actions
from web.core.masking import mask_digits
from web.security import sealing

Typed = dict[str, Any]
# Of an id card, a passport or a company's registration.
ID_NUMBER = re.compile(r"[0-9A-Za-z/-]{5,20}", re.ASCII)
POT = ("purpose", "cents", "arrears")
PURPOSES = ("fuel", "maintenance", "sacco", "insurance", "crew", "savings", "loan", "profit")


def read(form: str) -> tuple[Typed, str]:
    """What was typed into this form, and the key of its error, if it can't be read."""
    return READERS[form]()


def split() -> Typed:
    """The percentages of a split by purpose, its pots in order, the crew's part above a target, and its first day."""
    pots = zip(*(request.form.getlist(f"pot_{name}") for name in POT), strict=False)
    return {
        **{name: request.form.get(name, "") for name in (*PURPOSES, "crew_target", "crew_surplus", "from")},
        "pots": [dict(zip(POT, row, strict=True)) for row in pots],
    }


def seal_id_number(written: str) -> str | None:
    """The id number, sealed; '' if there is none; None if it is none."""
    number = written.strip()
    if number and not ID_NUMBER.fullmatch(number):
        return None
    return sealing.seal("id_number", number.upper().encode()).hex() if number else ""


def _person() -> tuple[Typed, str]:
    arguments, error = person_actions.read_fields(("phone", "name"))
    return {
        name.removeprefix("p_"): value.hex() if isinstance(value, bytes) else value for name, value in arguments.items()
    }, error


def _person_if_any() -> tuple[Typed, str]:
    return _person() if request.form.get("phone", "").strip() else ({}, "")


def _sacco() -> tuple[Typed, str]:
    person, error = _person_if_any()
    return {**person, "sacco": request.form.get("sacco", "")}, error


def _owner() -> tuple[Typed, str]:
    person, error = _person()
    number = seal_id_number(request.form.get("id_number", ""))
    typed = {**person, "name": request.form.get("name", ""), "id_number_sealed": number or None}
    return typed, error or ("id_number_wrong" if number is None else "")


def _route() -> tuple[Typed, str]:
    typed: Typed = {name: request.form.get(name, "") for name in ("number", "corridor", "peak_hours", "cap")}
    rows = list(zip(*(request.form.getlist(name) for name in ("stage", *BANDS)), strict=False))
    while rows and not any(cell.strip() for cell in rows[-1]):  # rows at the end that were not needed
        rows.pop()
    typed["stages"] = [row[0] for row in rows]
    return typed | {band: [row[n] for row in rows[1:]] for n, band in enumerate(BANDS, 1)}, ""


def _vehicle() -> tuple[Typed, str]:
    person, error = _person_if_any()
    names = ("plate", "seats", "route_id", "owner_id", "door_code")
    return person | {name: request.form.get(name, "") for name in names}, error


def _change() -> tuple[Typed, str]:
    typed = {name: request.form.get(name, "") for name in ("door_code", "route_id", "owner_id")}
    return typed | {"reason": mask_digits(request.form.get("reason", ""))}, ""


BANDS = ("off_peak", "peak", "rain")
READERS: dict[str, Callable[[], tuple[Typed, str]]] = {
    "sacco": _sacco, "route": _route, "owner": _owner, "vehicle": _vehicle,
    "code": _change, "close": _change, "reopen": _change, "move": _change, "transfer": _change,
}  # fmt: skip
