"""A SACCO's own pages: its people. Its admin proposes, its treasurer decides."""

from flask import Response, request

from web import person_actions
from web.pages import ask, render


def home(session: str) -> Response:
    """The SACCO's first page is its people."""
    return people(session)


def people(session: str) -> Response:
    """Officials, crews, and what waits."""
    document = ask("sacco.people", session)
    actions = person_actions.offered(document)
    return render("sacco/people.html", document=document, actions=actions, done=request.args.get("done", ""))
