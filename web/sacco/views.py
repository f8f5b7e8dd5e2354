"""A SACCO's own pages: its people. Its admin proposes, its treasurer decides."""

from flask import Response, request

from web import names, phones
from web.doors import address
from web.pages import ask, go, render


def home(session: str) -> Response:
    """The SACCO's first page is its people."""
    return _people(session)


def people(session: str) -> Response:
    """Officials, crews, and what waits."""
    return _people(session)


def propose_crew(session: str) -> Response:
    """Somebody for a vehicle: nothing changes before the treasurer agrees."""
    phone, name = phones.typed(request.form.get("phone", "")), names.typed(request.form.get("name", ""))
    if not phone or name is None:
        return _people(session, "name_wrong" if phone else "phone_wrong")
    fields = {f"p_{field}": request.form.get(field, "") for field in ("vehicle", "from", "to", "reason")}
    document = ask(
        "sacco.propose_crew", session, p_phone_hash=phones.lookup_hash(phone),
        p_phone_sealed=phones.seal("phone", phone.encode()), p_last3=phones.last3(phone),
        p_name_sealed=phones.seal("name", name.encode()) if name else None, **fields,
    )  # fmt: skip
    return _after(session, document)


def propose_revoke(session: str, grant_id: str) -> Response:
    """Somebody leaves a crew: nothing changes before the treasurer agrees."""
    reason = request.form.get("reason", "")
    return _after(session, ask("sacco.propose_revoke", session, p_grant_id=grant_id, p_reason=reason))


def role_change(session: str, change_id: str) -> Response:
    """What will happen; nothing changes here."""
    return render(
        "sacco/role_change.html", document=ask("sacco.role_change", session, p_change_id=change_id),
        done=request.args.get("done", ""),
    )  # fmt: skip


def decide_role_change(session: str, change_id: str) -> Response:
    """Now it changes, or never will."""
    document = ask(
        "sacco.decide_role_change", session, p_change_id=change_id, p_decision=request.form.get("decision", "")
    )
    return go(address(f"/sacco/changes/{change_id}", done=document["outcome"]))


def withdraw_role_change(session: str, change_id: str) -> Response:
    """Whoever proposed it thinks better of it."""
    document = ask("sacco.withdraw_role_change", session, p_change_id=change_id)
    return go(address(f"/sacco/changes/{change_id}", done=document["outcome"]))


def _after(session: str, document: dict[str, str]) -> Response:
    if document["outcome"] != "proposed":
        return _people(session, f"change_not.{document['outcome']}")
    return go(address("/sacco/people", done="proposed"))


def _people(session: str, error: str = "") -> Response:
    """Nothing is asked twice: what was typed stands in the form again."""
    return render("sacco/people.html", 422 if error else 200, document=ask("sacco.people", session), error=error,
                  typed=request.form, done=request.args.get("done", ""))  # fmt: skip
