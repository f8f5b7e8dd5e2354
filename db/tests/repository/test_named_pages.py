"""Who follows a name finds a page: each kind of alarm its runbook, each mention of a decision or a file the thing itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.i18n import labels

ROOT = Path(__file__).parents[3]
RUNBOOKS = ROOT / "docs" / "runbooks"
# Not alarms: a state that /readyz reports, and an act of a maintenance window.
STATES = {"restored_ledger", "key_change"}
RAISED = re.compile(r"messaging\.raise_alarm\(\s*p_kind\s*=>\s*('[a-z_]+'|[^,]+),")


def kinds() -> set[str]:
    """Every kind that some function raises."""
    found: set[str] = set()
    for path in ROOT.glob("db/functions/*/*.sql"):
        text = path.read_text(encoding="utf-8")
        calls = RAISED.findall(text)
        assert len(calls) == text.count("perform messaging.raise_alarm"), f"{path}: p_kind comes first"
        for said in calls:
            if said == "p_outcome || '_callback'":  # what mobile_money.store_rejected raises its alarm for
                (outcomes,) = re.findall(r"if p_outcome in \(([^)]*)\) then", text)
                found |= {f"{outcome}_callback" for outcome in re.findall(r"'([a-z]+)'", outcomes)}
            else:
                assert said.startswith("'"), f"{path}: {said} is not a kind that can be read here"
                found.add(said.strip("'"))
    return found


def test_every_kind_of_alarm_has_a_runbook_and_the_reverse() -> None:
    pages = {path.stem for path in RUNBOOKS.glob("*.md")} - {"README"}
    assert kinds() == pages - STATES
    assert pages >= STATES


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_runbook_answers_what_is_asked_at_night(kind: str) -> None:
    page = (RUNBOOKS / f"{kind}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {kind}: ")
    for question in ("**What happened.**", "**Whose money.**", "**Look.**", "**Do.**", "**Acknowledge**"):
        assert question in page


def test_there_are_alarms_to_look_at() -> None:
    assert len(kinds()) > 5


NAMED = re.compile(r"\b(?:docs|db|web|worker|deploy|scripts|bench)/[\w./-]*\w\.(?:md|py|sql|sh|csv|png|conf|out)\b")
DECISION = re.compile(r"\bdecisions?[ /]([0-9]{4})\b")


def written() -> Iterator[tuple[str, str]]:
    """Everything people read, with its path."""
    folders = ("docs", "db", "web", "worker", "deploy", "scripts", "sandbox", "bench")
    for path in [*ROOT.glob("*.md"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]:
        if path.suffix in (".md", ".py", ".sql", ".sh") and "tests" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def test_every_page_that_a_text_names_is_there() -> None:
    """A decision, a runbook, a file of the project: whoever follows the name finds it."""
    named = [(path, name) for path, text in written() for name in NAMED.findall(text)]
    decided = [(path, number) for path, text in written() for number in DECISION.findall(text)]
    assert len(named) > 20
    assert [pair for pair in named if not (ROOT / pair[1]).exists()] == []
    assert decided == [], "a decision is cited by its file"


def test_every_kind_of_alarm_is_seen_by_an_operator() -> None:
    """In one of the lists on the operators' page, or among its alarms, in both languages."""
    alarms = (ROOT / "db/functions/messaging/open_alarms.sql").read_text(encoding="utf-8")
    (listed,) = re.findall(r"m\.kind not in \(([^)]*)\)", alarms)
    assert kinds() - set(re.findall(r"'([a-z_]+)'", listed)) <= set(labels.LABELS["alarm"])


PAGES = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md")
HEADINGS = (["Context", "Decision", "Rejected", "Limits"], ["Context", "Decision", "Rejected", "Measured", "Limits"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_has_the_fixed_headings_and_stands_in_the_index(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) in HEADINGS
    assert re.search(r"^- Status: \w.*\n- Date: \d{4}-\d\d-\d\d", text, re.MULTILINE)
    assert f"]({page.name})" in (page.parent / "README.md").read_text(encoding="utf-8")
