"""Whoever hears an alarm finds what to do about it, and what is to be asked there can be asked."""

import re
from pathlib import Path

import psycopg

from db.tests import database

ROOT = Path(__file__).parents[3]
BOOKS = sorted((ROOT / "docs" / "runbooks").glob("*.md"))
KIND = re.compile(r"raise_alarm\(\s*p_kind\s*=>\s*'([a-z_]+)'")
QUERY = re.compile(r"`((?:select|update)\s[^`]*?);?`")


def test_every_alarm_has_its_runbook() -> None:
    kinds = {
        kind for path in ROOT.glob("db/functions/*/*.sql") for kind in KIND.findall(path.read_text(encoding="utf-8"))
    }
    assert kinds >= {"wrong_token", "new_callback_source"}
    assert {kind for kind in kinds if not (ROOT / f"docs/runbooks/{kind}.md").is_file()} == set()


def test_every_runbook_is_named_where_one_looks_first() -> None:
    first = (ROOT / "docs" / "runbooks" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in BOOKS if path.name != "README.md" and f"]({path.name})" not in first] == []


def test_what_a_runbook_asks_can_be_asked() -> None:
    asked = [query for path in BOOKS for query in QUERY.findall(path.read_text(encoding="utf-8"))]
    assert len(asked) > 12
    with database.fresh("runbooks") as place, psycopg.connect(place.owner_url) as connection:
        for query in asked:
            connection.execute(f"explain {query}".encode())
