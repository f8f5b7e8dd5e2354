"""Runbooks, decisions and names of files in texts: each alarm has its runbook, and every named file exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db.tests import database
from web.i18n import labels

ROOT = Path(__file__).parents[3]
RUNBOOKS = sorted(path for path in (ROOT / "docs" / "runbooks").glob("*.md") if path.name != "README.md")
DECISIONS = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md")
# Runbooks for other causes than alarms: states that /readyz or Prometheus report, and planned acts.
STATES = {"restored_ledger", "key_change", "customer_query", "reversal", "manual_journal", "down", "slow", "mpesa_down",
          "backup", "restore", "promotion"}  # fmt: skip
# The figures whose alarms the job watch_gates raises: the rows of gates.gates that name no other source.
GATES = re.compile(r"\('([a-z_]+)',\s+[0-9]+, '[a-z]+', [^)]*?'(watch_gates|watch_payouts|prove_trust)'")
RAISED = re.compile(r"messaging\.raise_alarm\(\s*p_kind\s*=>\s*('[a-z_]+'|[^,]+),")
QUERY = re.compile(r"`((?:select|update)\s[^`]*?);?`")
NAMED = re.compile(r"\b(?:docs|db|web|worker|deploy|scripts|bench)/[\w./-]*\w\.(?:md|py|sql|sh|csv|png|conf|out)\b")
NUMBERED = re.compile(r"\bdecisions?[ /]([0-9]{4})\b")
HEADINGS = (["Context", "Decision", "Rejected", "Limits"], ["Context", "Decision", "Rejected", "Measured", "Limits"])


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def alarm_kinds() -> set[str]:
    """Every kind of alarm that some function raises."""
    found: set[str] = set()
    for path in ROOT.glob("db/functions/*/*.sql"):
        text = read(path)
        kinds = RAISED.findall(text)
        assert len(kinds) == text.count("perform messaging.raise_alarm"), f"{path}: p_kind comes first"
        for kind in kinds:
            if kind == "p_outcome || '_callback'":  # the alarms of mobile_money.store_rejected
                (outcomes,) = re.findall(r"if p_outcome in \(([^)]*)\) then", text)
                found |= {f"{outcome}_callback" for outcome in re.findall(r"'([a-z]+)'", outcomes)}
            elif kind == "v_gate.gate":  # the alarms of gates.watch
                rows = GATES.findall(read(ROOT / "db/migrations/20261129002000_gates.sql"))
                found |= {gate for gate, alarm_from in rows if alarm_from == "watch_gates"}
            else:
                assert kind.startswith("'"), f"{path}: {kind} is not a literal"
                found.add(kind.strip("'"))
    return found


def test_every_kind_of_alarm_has_a_runbook_and_the_reverse() -> None:
    assert len(alarm_kinds()) > 5
    assert alarm_kinds() | STATES == {path.stem for path in RUNBOOKS}


@pytest.mark.parametrize("kind", sorted(alarm_kinds()))
def test_a_runbook_has_the_five_parts(kind: str) -> None:
    page = read(ROOT / "docs" / "runbooks" / f"{kind}.md")
    assert page.startswith(f"# {kind}: ")
    for part in ("**What happened.**", "**Whose money.**", "**Look.**", "**Do.**", "**Acknowledge**"):
        assert part in page


def test_every_figure_has_its_texts_and_an_alarm_if_it_can_be_measured() -> None:
    rows = dict(GATES.findall(read(ROOT / "db/migrations/20261129002000_gates.sql")))
    assert len(rows) == 19, "one for each line of the table of gates (page weight and time are two), two of backups"
    assert set(rows) == set(labels.LABELS["gate"])
    assert set(rows) <= set(labels.LABELS["alarm"])


def test_every_kind_of_alarm_is_shown_to_staff() -> None:
    """In one of the lists on the staff's page, or among its alarms, in both languages."""
    (listed,) = re.findall(r"m\.kind not in \(([^)]*)\)", read(ROOT / "db/functions/messaging/open_alarms.sql"))
    assert alarm_kinds() - set(re.findall(r"'([a-z_]+)'", listed)) <= set(labels.LABELS["alarm"])


def test_every_query_of_a_runbook_can_be_run() -> None:
    queries = [query for path in RUNBOOKS for query in QUERY.findall(read(path))]
    assert len(queries) > 12
    with database.fresh("runbooks") as made, psycopg.connect(made.owner_url) as connection:
        for query in queries:
            connection.execute(f"explain {query}".encode())


@pytest.mark.parametrize("page", [*RUNBOOKS, *DECISIONS], ids=lambda page: page.stem)
def test_a_page_stands_in_its_index(page: Path) -> None:
    assert f"]({page.name})" in read(page.parent / "README.md")


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_the_fixed_headings(page: Path) -> None:
    assert re.findall(r"^## (.+)$", read(page), re.MULTILINE) in HEADINGS
    assert re.search(r"^- Status: \w.*\n- Date: \d{4}-\d\d-\d\d", read(page), re.MULTILINE)


def texts() -> Iterator[tuple[str, str]]:
    """Every document and source outside the tests, with its path."""
    folders = ("docs", "db", "web", "worker", "deploy", "scripts", "sandbox", "bench")
    for path in [*ROOT.glob("*.md"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]:
        if path.suffix in (".md", ".py", ".sql", ".sh") and "tests" not in path.parts:
            yield str(path.relative_to(ROOT)), read(path)


def test_every_file_that_a_text_names_exists() -> None:
    named = [(path, name) for path, text in texts() for name in NAMED.findall(text)]
    assert len(named) > 20
    assert [pair for pair in named if not (ROOT / pair[1]).exists()] == []
    numbered = [(path, number) for path, text in texts() for number in NUMBERED.findall(text)]
    assert numbered == [], "a decision is cited by its file"
