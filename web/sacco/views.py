"""Pages for SACCO officials: the SACCO's people. The admin proposes, the treasurer decides."""

from flask import Response, request

from web import person_actions
from web.pages import ask, render


def home(session: str) -> Response:
    """The SACCO's first page is its people."""
    return people(session)


def people(session: str) -> Response:
    """Show officials, crews, and the proposals that wait."""
    document = ask("sacco.people", session)
    actions = person_actions.offered(document)
    return render("sacco/people.html", document=document, actions=actions, done=request.args.get("done", ""))
