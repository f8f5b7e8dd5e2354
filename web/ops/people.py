"""The operators' pages about people: who may do what, proposed by one and decided by another; and the trail."""

from flask import Response, request

from web import names, phones, texts_of_trail
from web.doors import address
from web.owners import second_step
from web.pages import ask, go, render


def people(session: str) -> Response:
    """Everybody, or who holds a role; and what waits for a decision."""
    return _people(session, None)


def find_person(session: str) -> Response:
    """By phone: posted, so that no number stands in an address."""
    phone = phones.typed(request.form.get("phone", ""))
    return _people(session, phones.lookup_hash(phone) if phone else b"", "" if phone else "phone_wrong")


def register_person(session: str) -> Response:
    """Somebody new; a known phone leads to the person we know."""
    phone, name = phones.typed(request.form.get("phone", "")), names.typed(request.form.get("name", ""))
    if not phone or name is None:
        return _people(session, None, "name_wrong" if phone else "phone_wrong")
    document = ask(
        "ops.register_person", session, p_phone_hash=phones.lookup_hash(phone),
        p_phone_sealed=phones.seal("phone", phone.encode()), p_last3=phones.last3(phone),
        p_name_sealed=phones.seal("name", name.encode()) if name else None,
    )  # fmt: skip
    return go(address(f"/ops/people/{document['user_id']}", done="registered"))


def person(session: str, user_id: str) -> Response:
    """One of them."""
    return render(
        "ops/person.html", document=ask("ops.person", session, p_user_id=user_id), done=request.args.get("done", "")
    )


def role_change(session: str, change_id: str) -> Response:
    """What will happen; nothing changes here."""
    return _change(session, change_id)


def decide_role_change(session: str, change_id: str) -> Response:
    """Now it changes, or never will."""
    session, wrong = second_step.step_up(session)
    if wrong:
        return _change(session, change_id, wrong)
    decision = request.form.get("decision", "")
    document = ask("ops.decide_role_change", session, p_change_id=change_id, p_decision=decision)
    return go(address(f"/ops/changes/{change_id}", done=document["outcome"]))


def withdraw_role_change(session: str, change_id: str) -> Response:
    """Whoever proposed it thinks better of it."""
    document = ask("ops.withdraw_role_change", session, p_change_id=change_id)
    return go(address(f"/ops/changes/{change_id}", done=document["outcome"]))


def trail(session: str) -> Response:
    """Who changed what."""
    given = {name: request.args.get(name, "") for name in ("actor", "action", "subject", "from", "to", "before")}
    # A link names what it is about in one word; the form, in two.
    chosen = (request.args.get("about", ""), request.args.get("key", "").strip())
    given["subject"] = given["subject"] or ":".join(part for part in chosen if part)
    fields = {f"p_{name}": value for name, value in given.items()}
    return render("ops/trail.html", document=ask("ops.trail", session, **fields), asked=fields,
                  actions=texts_of_trail.ACTIONS, things=texts_of_trail.THINGS)  # fmt: skip


def _people(session: str, phone_hash: bytes | None, error: str = "") -> Response:
    role = request.args.get("role", "")
    document = ask("ops.people", session, p_phone_hash=phone_hash, p_role=role, p_before=request.args.get("before", ""))
    return render("ops/people.html", 422 if error else 200, document=document, role=role, error=error,
                  found=phone_hash is not None, typed=request.form)  # fmt: skip


def _change(session: str, change_id: str, error: str = "") -> Response:
    return render("ops/role_change.html", 403 if error else 200, error=error, done=request.args.get("done", ""),
                  document=ask("ops.role_change", session, p_change_id=change_id))  # fmt: skip
