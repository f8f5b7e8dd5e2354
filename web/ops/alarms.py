"""Alarms that open: what happened, to whom, and what to do about it (docs/runbooks, one file for each kind)."""

import functools
import re
from pathlib import Path

from flask import Response, abort, request
from markdown_it import MarkdownIt
from markupsafe import Markup

from web.pages import ask, render, see_other, url

RUNBOOKS = Path(__file__).parents[2] / "docs" / "runbooks"
_KIND = re.compile(r"[a-z_]{1,40}", re.ASCII)
# HTML is escaped, and only links to runbooks stay links: no other address of the repository is a page.
_MARKDOWN = MarkdownIt("js-default", {"linkify": False, "html": False})
_LINK = re.compile(r'<a href="(?:([a-z_]+)\.md)?[^"]*">(.*?)</a>', re.DOTALL)


def alarm(session: str, alarm_id: str, error: str = "") -> Response:
    """Show one alarm, what it is about and what to do."""
    document = ask("ops.alarm", session, p_alarm_id=alarm_id)
    return render("ops/alarm.html", 422 if error else 200, document=document, error=error, typed=request.form,
                  what_to_do=read_runbook(document["alarm"]["kind"]))  # fmt: skip


def acknowledge_alarm(session: str, alarm_id: str) -> Response:
    """Acknowledge an alarm, with a reason; without a real one, ask again."""
    document = ask("ops.acknowledge_alarm", session, p_alarm_id=alarm_id, p_reason=request.form.get("reason", ""))
    if document["outcome"] == "no_reason":
        return alarm(session, alarm_id, "no_reason")
    return see_other(url("/ops/", done=document["outcome"]))


def runbook(session: str, kind: str) -> Response:
    """Show what to do about one kind of alarm, and the open ones."""
    document = ask("ops.alarms", session, p_kind=kind)
    what_to_do = read_runbook(kind) or abort(404)
    return render("ops/runbook.html", document=document, kind=kind, what_to_do=what_to_do)


@functools.cache
def read_runbook(kind: str) -> Markup | None:
    """The runbook of a kind as HTML, below the headings of a page; None if there is none."""
    path = RUNBOOKS / f"{kind}.md"
    if not _KIND.fullmatch(kind) or not path.is_file():
        return None
    html = _MARKDOWN.render(path.read_text(encoding="utf-8"))
    html = re.sub(r"<(/?)h[1-6]>", r"<\1h3>", html)
    return Markup(_LINK.sub(_link, html))  # noqa: S704 # nosec B704: our own file, escaped by the renderer


def _link(found: re.Match[str]) -> str:
    return f'<a href="/ops/runbooks/{found[1]}">{found[2]}</a>' if found[1] else found[2]
