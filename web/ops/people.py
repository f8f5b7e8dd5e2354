"""Staff pages about people and their roles, and the audit log."""

from flask import Response, request

from web import person_actions
from web.i18n import labels
from web.pages import ask, render, see_other, url
from web.security import phones


def people(session: str, phone_hash: bytes | None = None, error: str = "") -> Response:
    """Show everyone, the holders of a role or the owner of a phone; and the proposals that wait."""
    role = request.args.get("role", "")
    document = ask("ops.people", session, p_phone_hash=phone_hash, p_role=role, p_before=request.args.get("before", ""))
    return render("ops/people.html", 422 if error else 200, document=document, role=role, error=error,
                  found=phone_hash is not None, typed=request.form)  # fmt: skip


def find_person(session: str) -> Response:
    """Find a person by phone. It is a POST so that no number appears in an address."""
    phone = phones.parse(request.form.get("phone", ""))
    return people(session, phones.lookup_hash(phone) if phone else b"", "" if phone else "phone_wrong")


def register_person(session: str) -> Response:
    """Register a person; for a known phone, show the person who has it."""
    arguments, error = person_actions.read_fields(("phone", "name"))
    if error:
        return people(session, None, error)
    document = ask("ops.register_person", session, **arguments)
    return see_other(url(f"/ops/people/{document['user_id']}", done=document["outcome"]))


def person(session: str, user_id: str) -> Response:
    """Show one person."""
    document = ask("ops.person", session, p_user_id=user_id)
    actions = {} if document["is_me"] else person_actions.offered(document)
    return render("ops/person.html", document=document, actions=actions, done=request.args.get("done", ""))


def audit_log(session: str) -> Response:
    """Search the audit log."""
    filters = {name: request.args.get(name, "") for name in ("actor", "action", "subject", "from", "to", "before")}
    # A link gives the subject in one parameter, the form in two.
    about = (request.args.get("about", ""), request.args.get("key", "").strip())
    filters["subject"] = filters["subject"] or ":".join(part for part in about if part)
    fields = {f"p_{name}": value for name, value in filters.items()}
    return render("ops/audit_log.html", document=ask("ops.audit_log", session, **fields), asked=fields,
                  actions=labels.ACTIONS, things=labels.THINGS)  # fmt: skip
