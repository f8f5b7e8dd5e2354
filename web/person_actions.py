"""Actions on people, for every party that has some: one table, one page and one form; and decisions on proposals.

A new action is a row here, with its API function, its permissions, its texts (act_name, act_will, act_do) and its test.
Its address is /<party>/people/<user_id>/<action>; where nobody is named yet, /<party>/people/<action>.
"""

from typing import Any, NamedTuple

from flask import Response, abort, request

from web import confirmations, forms, reauthentication
from web.doors import address
from web.pages import ask, go, render
from web.security import phones


class Action(NamedTuple):
    """One row: the API function that does it, and its form."""

    function: str
    fields: tuple[str, ...] = ("reason",)
    done: str = "proposed"  # its outcome when it was done; proposed: a second person decides
    about: str = ""  # what names one grant or one device of the person, in the address


ACTIONS: dict[tuple[str, str], Action] = {
    ("ops", "disable"): Action("ops.disable_person", done="disabled"),
    ("ops", "enable"): Action("ops.propose_enable"),
    ("ops", "grant"): Action("ops.propose_grant", ("role", "scope", "from", "to", "reason")),
    ("ops", "revoke"): Action("ops.propose_revoke", about="grant_id"),
    ("ops", "end_sessions"): Action("ops.end_sessions", (), "ended"),
    ("ops", "forget_device"): Action("ops.forget_device", (), "forgotten", "place"),
    ("sacco", "crew"): Action("sacco.propose_crew", ("phone", "name", "vehicle", "from", "to", "reason")),
    ("sacco", "revoke"): Action("sacco.propose_revoke", about="grant_id"),
}


def person_action(session: str, action: str, user_id: str = "") -> Response:
    """Show what will happen, and the form."""
    return _page(session, action, user_id)


def do_person_action(session: str, action: str, user_id: str = "") -> Response:
    """Do it, or show its page again with what is wrong."""
    row = _row(action)
    arguments, error = read_fields(row.fields)
    if error:
        return _page(session, action, user_id, error, 422)
    return confirmations.confirm(
        session, row.function, row.done, _back(user_id),
        lambda session, error, status: _page(session, action, user_id, error, status),
        **_whom(user_id), **_about(row), **arguments,
    )  # fmt: skip


def role_change(session: str, change_id: str) -> Response:
    """Show a proposal."""
    return _role_change(session, change_id)


def decide_role_change(session: str, change_id: str) -> Response:
    """Approve or decline it, as a second person."""
    session, error = reauthentication.reauthenticate(session)
    if error:
        return _role_change(session, change_id, error)
    decision = request.form.get("decision", "")
    document = ask(f"{request.blueprint}.decide_role_change", session, p_change_id=change_id, p_decision=decision)
    return go(address(f"/{request.blueprint}/changes/{change_id}", done=document["outcome"]))


def withdraw_role_change(session: str, change_id: str) -> Response:
    """Take back one's own proposal."""
    document = ask(f"{request.blueprint}.withdraw_role_change", session, p_change_id=change_id)
    return go(address(f"/{request.blueprint}/changes/{change_id}", done=document["outcome"]))


def offered(document: dict[str, Any]) -> dict[str, list[str]]:
    """Names of the actions that this reader may do, by what they are about ('': the person)."""
    found: dict[str, list[str]] = {"": []}
    for (party, name), row in ACTIONS.items():
        if party == request.blueprint and row.function in document["may"]:
            found.setdefault(row.about, []).append(name)
    return found


def read_fields(fields: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """Arguments of the API function from the form, sealed where they must be; or the key of what is wrong."""
    arguments: dict[str, Any] = {}
    for field in fields:
        typed = request.form.get(field, "")
        if field == "phone":
            phone = phones.typed(typed)
            if not phone:
                return {}, "phone_wrong"
            arguments["p_phone_hash"] = phones.lookup_hash(phone)
            arguments["p_phone_sealed"] = phones.seal("phone", phone.encode())
            arguments["p_last3"] = phones.last3(phone)
        elif field == "name":
            name = forms.typed(typed)
            if name is None:
                return {}, "name_wrong"
            arguments["p_name_sealed"] = phones.seal("name", name.encode()) if name else None
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


def _page(session: str, action: str, user_id: str, error: str = "", status: int = 200) -> Response:
    """What was typed stands in the form again. An address fills in only what the action is about."""
    row = _row(action)
    about = request.args.get(row.about) or "none" if row.about else ""
    document = ask(
        f"{request.blueprint}.person_action", session, **_whom(user_id), p_function=row.function, p_about=about
    )
    return render(
        "action.html", status, document=document, action_name=action, proposes=row.done == "proposed", error=error,
        fields=row.fields, typed=request.form, back=_back(user_id),
        action=address(request.path, **({row.about: about} if row.about else {})),
    )  # fmt: skip


def _role_change(session: str, change_id: str, error: str = "") -> Response:
    document = ask(f"{request.blueprint}.role_change", session, p_change_id=change_id)
    return render("role_change.html", 403 if error else 200, party=request.blueprint, document=document, error=error,
                  done=request.args.get("done", ""))  # fmt: skip
