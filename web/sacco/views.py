"""A SACCO's own pages: its people. Its admin proposes, its treasurer decides."""

from flask import Response, request

from web import attempts, names, phones
from web.doors import address
from web.owners import second_step
from web.pages import ask, go, render


def home(session: str) -> Response:
    """The SACCO's first page is its people."""
    return _people(session)


def people(session: str) -> Response:
    """Officials, crews, and what waits."""
    return _people(session)


def consider_crew(session: str) -> Response:
    """Somebody for a vehicle: who would decide."""
    return _act(session, "crew")


def propose_crew(session: str) -> Response:
    """Nothing changes before the treasurer agrees."""
    phone, name = phones.typed(request.form.get("phone", "")), names.typed(request.form.get("name", ""))
    if not phone or name is None:
        return _act(session, "crew", "", "name_wrong" if phone else "phone_wrong", 422)
    fields = {f"p_{field}": request.form.get(field, "") for field in ("vehicle", "from", "to", "reason")}
    return attempts.attempt(
        session, attempts.Attempt("sacco.propose_crew", "proposed", "/sacco/people"),
        lambda session, error, status: _act(session, "crew", "", error, status),
        p_phone_hash=phones.lookup_hash(phone), p_phone_sealed=phones.seal("phone", phone.encode()),
        p_last3=phones.last3(phone), p_name_sealed=phones.seal("name", name.encode()) if name else None, **fields,
    )  # fmt: skip


def consider_revoke(session: str, grant_id: str) -> Response:
    """Somebody leaves a crew: who is left, and who would decide."""
    return _act(session, "revoke", grant_id)


def propose_revoke(session: str, grant_id: str) -> Response:
    """Nothing changes before the treasurer agrees."""
    return attempts.attempt(
        session, attempts.Attempt("sacco.propose_revoke", "proposed", "/sacco/people"),
        lambda session, error, status: _act(session, "revoke", grant_id, error, status),
        p_grant_id=grant_id, p_reason=request.form.get("reason", ""),
    )  # fmt: skip


def role_change(session: str, change_id: str) -> Response:
    """What will happen; nothing changes here."""
    return _change(session, change_id)


def decide_role_change(session: str, change_id: str) -> Response:
    """Now it changes, or never will."""
    session, wrong = second_step.step_up(session)
    if wrong:
        return _change(session, change_id, wrong)
    decision = request.form.get("decision", "")
    document = ask("sacco.decide_role_change", session, p_change_id=change_id, p_decision=decision)
    return go(address(f"/sacco/changes/{change_id}", done=document["outcome"]))


def withdraw_role_change(session: str, change_id: str) -> Response:
    """Whoever proposed it thinks better of it."""
    document = ask("sacco.withdraw_role_change", session, p_change_id=change_id)
    return go(address(f"/sacco/changes/{change_id}", done=document["outcome"]))


def _people(session: str) -> Response:
    document = ask("sacco.people", session)
    return render("sacco/people.html", document=document, done=request.args.get("done", ""))


def _change(session: str, change_id: str, error: str = "") -> Response:
    return render("sacco/role_change.html", 403 if error else 200, error=error, done=request.args.get("done", ""),
                  document=ask("sacco.role_change", session, p_change_id=change_id))  # fmt: skip


# The form of each act.
FIELDS = {"crew": ("phone_typed", "name", "vehicle", "from", "to", "reason"), "revoke": ("reason",)}


def _act(session: str, act: str, about: str = "", error: str = "", status: int = 200) -> Response:
    """What will happen; what was typed stands in the form again."""
    return render(
        "act.html", status, document=ask("sacco.consider_act", session, p_act=act, p_about=about),
        error=error, typed=request.form, fields=FIELDS[act], action=request.path, back="/sacco/people",
    )  # fmt: skip
