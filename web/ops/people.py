"""The operators' pages about people: who may do what, proposed by one and decided by another; and the audit log."""

from flask import Response, request

from web import person_actions
from web.i18n import labels
from web.pages import ask, render, see_other, url
from web.security import phones


def people(session: str) -> Response:
    """Everybody, or who holds a role; and what waits for a decision."""
    return _people(session, None)


def find_person(session: str) -> Response:
    """By phone: posted, so that no number stands in an address."""
    phone = phones.parse_typed(request.form.get("phone", ""))
    return _people(session, phones.lookup_hash(phone) if phone else b"", "" if phone else "phone_wrong")


def register_person(session: str) -> Response:
    """Somebody new; a known phone leads to the person we know."""
    arguments, error = person_actions.read_fields(("phone", "name"))
    if error:
        return _people(session, None, error)
    document = ask("ops.register_person", session, **arguments)
    return see_other(url(f"/ops/people/{document['user_id']}", done="registered"))


def person(session: str, user_id: str) -> Response:
    """One of them."""
    document = ask("ops.person", session, p_user_id=user_id)
    actions = {} if document["is_me"] else person_actions.offered(document)
    return render("ops/person.html", document=document, actions=actions, done=request.args.get("done", ""))


def audit_log(session: str) -> Response:
    """Who changed what."""
    given = {name: request.args.get(name, "") for name in ("actor", "action", "subject", "from", "to", "before")}
    # A link names what it is about in one word; the form, in two.
    chosen = (request.args.get("about", ""), request.args.get("key", "").strip())
    given["subject"] = given["subject"] or ":".join(part for part in chosen if part)
    fields = {f"p_{name}": value for name, value in given.items()}
    return render("ops/audit_log.html", document=ask("ops.audit_log", session, **fields), asked=fields,
                  actions=labels.ACTIONS, things=labels.THINGS)  # fmt: skip


def _people(session: str, phone_hash: bytes | None, error: str = "") -> Response:
    role = request.args.get("role", "")
    document = ask("ops.people", session, p_phone_hash=phone_hash, p_role=role, p_before=request.args.get("before", ""))
    return render("ops/people.html", 422 if error else 200, document=document, role=role, error=error,
                  found=phone_hash is not None, typed=request.form)  # fmt: skip
