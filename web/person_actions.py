"""Actions on people, with one table, one page and one form for all parties; and decisions on proposals.

A new action needs a row here, an API function, permissions, texts (action_name, action_will, action_do) and a test.
Its address is /<party>/people/<user_id>/<action>, or /<party>/people/<action> if it is about no known person.
"""

from typing import Any, NamedTuple

from flask import Response, abort, request

from web import confirmations, forms, reauthentication
from web.pages import ask, render, see_other, url
from web.security import phones, sealing


class Action(NamedTuple):
    """One row: the API function that does it, and the fields of its form."""

    function: str
    fields: tuple[str, ...] = ("reason",)
    done: str = "proposed"  # its outcome on success; proposed: a second person decides
    about: str = ""  # the query parameter that names a grant or device of the person


ACTIONS: dict[tuple[str, str], Action] = {
    ("ops", "disable"): Action("ops.disable_person", done="disabled"),
    ("ops", "enable"): Action("ops.propose_enable"),
    ("ops", "grant"): Action("ops.propose_grant", ("role", "scope", "from", "to", "reason")),
    ("ops", "revoke"): Action("ops.propose_revoke", about="grant_id"),
    ("ops", "end_sessions"): Action("ops.end_sessions", (), "ended"),
    ("ops", "lift_freeze"): Action("ops.lift_freeze", done="lifted"),
    ("ops", "forget_device"): Action("ops.forget_device", (), "forgotten", "place"),
    ("sacco", "crew"): Action("sacco.propose_crew", ("phone", "name", "vehicle", "from", "to", "reason")),
    ("sacco", "revoke"): Action("sacco.propose_revoke", about="grant_id"),
}


def person_action(session: str, action: str, user_id: str = "", error: str = "", status: int = 200) -> Response:
    """Show what the action will do, and its form with what was typed."""
    row = _row(action)
    about = request.args.get(row.about) or "none" if row.about else ""
    document = ask(
        f"{request.blueprint}.person_action", session, **_whom(user_id), p_function=row.function, p_about=about
    )
    return render(
        "action.html", status, document=document, action_name=action, proposes=row.done == "proposed", error=error,
        fields=row.fields, typed=request.form or {"vehicle": request.args.get("vehicle", "")}, back=_back(user_id),
        action=url(request.path, **({row.about: about} if row.about else {})),
    )  # fmt: skip


def do_person_action(session: str, action: str, user_id: str = "") -> Response:
    """Do the action, or show its page again with the error."""
    row = _row(action)
    arguments, error = read_fields(row.fields)
    if error:
        return person_action(session, action, user_id, error, 422)
    return confirmations.confirm(
        session, row.function, row.done, _back(user_id),
        lambda session, error, status: person_action(session, action, user_id, error, status),
        **_whom(user_id), **_about(row), **arguments,
    )  # fmt: skip


def role_change(session: str, change_id: str, error: str = "") -> Response:
    """Show a proposal."""
    document = ask(f"{request.blueprint}.role_change", session, p_change_id=change_id)
    return render("role_change.html", 403 if error else 200, party=request.blueprint, document=document, error=error,
                  done=request.args.get("done", ""))  # fmt: skip


def decide_role_change(session: str, change_id: str) -> Response:
    """Approve or decline a proposal, as a second person."""
    session, error = reauthentication.reauthenticate(session)
    if error:
        return role_change(session, change_id, error)
    document = ask(
        f"{request.blueprint}.decide_role_change", session, p_change_id=change_id,
        p_decision=request.form.get("decision", ""), p_reason=request.form.get("reason", ""),
    )  # fmt: skip
    return see_other(url(f"/{request.blueprint}/changes/{change_id}", done=document["outcome"]))


def withdraw_role_change(session: str, change_id: str) -> Response:
    """Withdraw one's own proposal."""
    document = ask(f"{request.blueprint}.withdraw_role_change", session, p_change_id=change_id)
    return see_other(url(f"/{request.blueprint}/changes/{change_id}", done=document["outcome"]))


def offered(document: dict[str, Any]) -> dict[str, list[str]]:
    """Names of the actions that the reader may do, by what they are about ('': the person)."""
    found: dict[str, list[str]] = {"": []}
    for (party, name), row in ACTIONS.items():
        if party == request.blueprint and row.function in document["may"]:
            found.setdefault(row.about, []).append(name)
    return found


def read_fields(fields: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """Arguments of the API function from the form, sealed where necessary; or the key of the error text."""
    arguments: dict[str, Any] = {}
    for field in fields:
        typed = request.form.get(field, "")
        if field == "phone":
            phone = phones.parse(typed)
            if not phone:
                return {}, "phone_wrong"
            arguments["p_phone_hash"] = phones.lookup_hash(phone)
            arguments["p_phone_sealed"] = sealing.seal("phone", phone.encode())
            arguments["p_last3"] = phones.last3(phone)
        elif field == "name":
            name = forms.parse_name(typed)
            if name is None:
                return {}, "name_wrong"
            arguments["p_name_sealed"] = sealing.seal("name", name.encode()) if name else None
        else:
            arguments[f"p_{field}"] = typed
    return arguments, ""


def _row(action: str) -> Action:
    return ACTIONS.get((request.blueprint or "", action)) or abort(404)


def _whom(user_id: str) -> dict[str, str]:
    return {"p_user_id": user_id} if user_id else {}


def _about(row: Action) -> dict[str, str]:
    return {f"p_{row.about}": request.args.get(row.about, "")} if row.about else {}


def _back(user_id: str) -> str:
    return f"/{request.blueprint}/people/{user_id}".rstrip("/")
