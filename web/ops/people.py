"""The operators' pages about people: who may do what, proposed by one and decided by another; and the trail."""

from flask import Response, request

from web import names, phones
from web.doors import address
from web.pages import ask, go, render, show


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
    return _person(session, user_id)


def propose_grant(session: str, user_id: str) -> Response:
    """A role for somebody: nothing changes before another person agrees."""
    fields = {f"p_{name}": request.form.get(name, "") for name in ("role", "scope", "from", "to", "reason")}
    document = ask("ops.propose_grant", session, p_user_id=user_id, **fields)
    if document["outcome"] != "proposed":
        return _person(session, user_id, document["outcome"])
    return go(address(f"/ops/people/{user_id}", done="proposed"))


def propose_revoke(session: str, user_id: str, grant_id: str) -> Response:
    """A role to be taken: nothing changes before another person agrees."""
    document = ask("ops.propose_revoke", session, p_grant_id=grant_id, p_reason=request.form.get("reason", ""))
    if document["outcome"] != "proposed":
        return _person(session, user_id, document["outcome"])
    return go(address(f"/ops/people/{user_id}", done="proposed"))


def end_sessions(session: str, user_id: str) -> Response:
    """Wherever that person is signed in, they are no longer."""
    ask("ops.end_sessions", session, p_user_id=user_id)
    return go(address(f"/ops/people/{user_id}", done="ended"))


def propose_join(session: str, user_id: str) -> Response:
    """Two phones, one person: nothing changes before another person agrees."""
    fields = {f"p_{name}": request.form.get(name, "") for name in ("other", "reason")}
    document = ask("ops.propose_join", session, p_user_id=user_id, **fields)
    if document["outcome"] != "proposed":
        return _person(session, user_id, document["outcome"])
    return go(address(f"/ops/people/{user_id}", done="proposed"))


def propose_separation(session: str, user_id: str) -> Response:
    """Two phones, two persons after all: nothing changes before another person agrees."""
    document = ask("ops.propose_separation", session, p_user_id=user_id, p_reason=request.form.get("reason", ""))
    if document["outcome"] != "proposed":
        return _person(session, user_id, document["outcome"])
    return go(address(f"/ops/people/{user_id}", done="proposed"))


def disable_person(session: str, user_id: str) -> Response:
    """Out at once, with every account; letting in again takes two."""
    document = ask("ops.disable_person", session, p_user_id=user_id, p_reason=request.form.get("reason", ""))
    if document["outcome"] != "disabled":
        return _person(session, user_id, document["outcome"])
    return go(address(f"/ops/people/{user_id}", done="disabled"))


def propose_enable(session: str, user_id: str) -> Response:
    """In again: nothing changes before another person agrees."""
    document = ask("ops.propose_enable", session, p_user_id=user_id, p_reason=request.form.get("reason", ""))
    if document["outcome"] != "proposed":
        return _person(session, user_id, document["outcome"])
    return go(address(f"/ops/people/{user_id}", done="proposed"))


def forget_device(session: str, user_id: str) -> Response:
    """What is open there ends; the next sign-in there is one on a new device."""
    ask("ops.forget_device", session, p_user_id=user_id, p_place=request.form.get("place", ""))
    return go(address(f"/ops/people/{user_id}", done="forgotten"))


def role_change(session: str, change_id: str) -> Response:
    """What will happen; nothing changes here."""
    return render(
        "ops/role_change.html", document=ask("ops.role_change", session, p_change_id=change_id),
        done=request.args.get("done", ""),
    )  # fmt: skip


def decide_role_change(session: str, change_id: str) -> Response:
    """Now it changes, or never will."""
    document = ask(
        "ops.decide_role_change", session, p_change_id=change_id, p_decision=request.form.get("decision", "")
    )
    return go(address(f"/ops/changes/{change_id}", done=document["outcome"]))


def withdraw_role_change(session: str, change_id: str) -> Response:
    """Whoever proposed it thinks better of it."""
    document = ask("ops.withdraw_role_change", session, p_change_id=change_id)
    return go(address(f"/ops/changes/{change_id}", done=document["outcome"]))


def trail(session: str) -> Response:
    """Who changed what."""
    fields = {
        f"p_{name}": request.args.get(name, "") for name in ("actor", "action", "subject", "from", "to", "before")
    }
    return show("ops/trail.html", "ops.trail", session, **fields)


def _people(session: str, phone_hash: bytes | None, error: str = "") -> Response:
    role = request.args.get("role", "")
    document = ask("ops.people", session, p_phone_hash=phone_hash, p_role=role, p_before=request.args.get("before", ""))
    return render("ops/people.html", 422 if error else 200, document=document, role=role, error=error,
                  found=phone_hash is not None, typed=request.form)  # fmt: skip


def _person(session: str, user_id: str, error: str = "") -> Response:
    """Nothing is asked twice: what was typed stands in the form again."""
    document = ask("ops.person", session, p_user_id=user_id)
    return render("ops/person.html", 422 if error else 200, document=document, error=error, typed=request.form,
                  done=request.args.get("done", ""))  # fmt: skip
