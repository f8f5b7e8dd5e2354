"""Dangerous acts about a person: one table, one page for all. It says what will happen, asks why, and does it."""

from typing import NamedTuple

from flask import Response, request

from web import attempts
from web.pages import ask, render


class Act(NamedTuple):
    """One of them: the door behind its form, the form's fields, and what its outcome is called when it was done."""

    door: str
    fields: tuple[str, ...] = ("reason",)
    done: str = "proposed"
    about: str = ""  # the field that says which device, or which other account


ACTS = {
    "disable": Act("ops.disable_person", done="disabled"),
    "enable": Act("ops.propose_enable"),
    "end_sessions": Act("ops.end_sessions", (), "ended"),
    "forget_device": Act("ops.forget_device", ("place",), "forgotten", "place"),
    "join": Act("ops.propose_join", ("other", "reason"), about="other"),
    "separate": Act("ops.propose_separation"),
    "grant": Act("ops.propose_grant", ("role", "scope", "from", "to", "reason")),
    "revoke": Act("ops.propose_revoke"),
}


def consider_disable(session: str, user_id: str) -> Response:
    """Out at once, with every account; letting in again takes two."""
    return _page(session, "disable", user_id)


def disable_person(session: str, user_id: str) -> Response:
    """Now."""
    return _do(session, "disable", user_id, p_user_id=user_id)


def consider_enable(session: str, user_id: str) -> Response:
    """In again: nothing changes before another person agrees."""
    return _page(session, "enable", user_id)


def propose_enable(session: str, user_id: str) -> Response:
    """Proposed."""
    return _do(session, "enable", user_id, p_user_id=user_id)


def consider_end_sessions(session: str, user_id: str) -> Response:
    """Wherever that person is signed in, they will no longer be."""
    return _page(session, "end_sessions", user_id)


def end_sessions(session: str, user_id: str) -> Response:
    """Now."""
    return _do(session, "end_sessions", user_id, p_user_id=user_id)


def consider_forget_device(session: str, user_id: str) -> Response:
    """What is open there will end; the next sign-in there is one on a new device."""
    return _page(session, "forget_device", user_id)


def forget_device(session: str, user_id: str) -> Response:
    """Now."""
    return _do(session, "forget_device", user_id, p_user_id=user_id)


def consider_join(session: str, user_id: str) -> Response:
    """Two phones, one person: nothing changes before another person agrees."""
    return _page(session, "join", user_id)


def propose_join(session: str, user_id: str) -> Response:
    """Proposed."""
    return _do(session, "join", user_id, p_user_id=user_id)


def consider_separation(session: str, user_id: str) -> Response:
    """Two phones, two persons after all: nothing changes before another person agrees."""
    return _page(session, "separate", user_id)


def propose_separation(session: str, user_id: str) -> Response:
    """Proposed."""
    return _do(session, "separate", user_id, p_user_id=user_id)


def consider_grant(session: str, user_id: str) -> Response:
    """A role for somebody: nothing changes before another person agrees."""
    return _page(session, "grant", user_id)


def propose_grant(session: str, user_id: str) -> Response:
    """Proposed."""
    return _do(session, "grant", user_id, p_user_id=user_id)


def consider_revoke(session: str, user_id: str, grant_id: str) -> Response:
    """A role to be taken: nothing changes before another person agrees."""
    return _page(session, "revoke", user_id, grant_id)


def propose_revoke(session: str, user_id: str, grant_id: str) -> Response:
    """Proposed."""
    return _do(session, "revoke", user_id, grant_id, p_grant_id=grant_id)


def _page(session: str, act: str, user_id: str, about: str = "", wrong: tuple[str, int] = ("", 200)) -> Response:
    """What will happen; what was typed stands in the form again. An address fills in only what the act is about."""
    field, typed = ACTS[act].about, request.form.to_dict()
    if field:
        about = typed[field] = request.form.get(field) or request.args.get(field, "")
    document = ask("ops.consider_act", session, p_user_id=user_id, p_act=act, p_about=about)
    return render("act.html", wrong[1], document=document, error=wrong[0], typed=typed,
                  fields=ACTS[act].fields, action=request.path, back=f"/ops/people/{user_id}")  # fmt: skip


def _do(session: str, name: str, user_id: str, grant_id: str = "", /, **key: str) -> Response:
    """The act, or its page again with what is wrong."""
    act = ACTS[name]
    it = attempts.Attempt(act.door, act.done, f"/ops/people/{user_id}")
    typed = {f"p_{field}": request.form.get(field, "") for field in act.fields}

    def again(session: str, error: str, status: int) -> Response:
        return _page(session, name, user_id, grant_id, (error, status))

    return attempts.attempt(session, it, again, **key, **typed)
