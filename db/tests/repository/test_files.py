"""What holds for the files of db/: the path is the name, every function has its test, every code has its words."""

import re
from pathlib import Path

import pytest

from web import errors

DB = Path(__file__).parents[2]
CODE = re.compile(r"'(LF[VANCFB][0-9]{2})'")
FUNCTIONS = sorted(path.relative_to(DB / "functions") for path in DB.glob("functions/*/*.sql"))
TESTS = {path.relative_to(DB / "tests") for path in DB.glob("tests/*/*.sql")}
REPOSITORY = {"repository", "seeded", "tour", "fixtures"}  # tests of no single function
LINES, BODY_LINES = 100, 60


def raised() -> set[str]:
    """Every LF code that some SQL of ours can raise."""
    files = [*DB.glob("functions/*/*.sql"), *DB.glob("migrations/*.sql"), *DB.glob("hardening/*.sql")]
    return {code for path in files for code in CODE.findall(path.read_text())}


def test_every_code_that_sql_raises_has_its_words_and_the_reverse() -> None:
    assert raised() == set(errors.ERRORS)


def is_view(path: Path) -> bool:
    return "create or replace view" in (DB / "functions" / path).read_text()


def test_there_are_functions_to_look_at() -> None:
    assert len(FUNCTIONS) > 100


@pytest.mark.parametrize("path", FUNCTIONS, ids=str)
def test_every_function_has_its_test(path: Path) -> None:
    assert path in TESTS or (is_view(path) and Path("audit/views.sql") in TESTS), f"db/tests/{path} is missing"


def test_every_test_names_a_function_or_a_guard() -> None:
    migrations = "".join(path.read_text() for path in DB.glob("migrations/*.sql"))
    strays = [
        path for path in TESTS
        if path.parts[0] not in REPOSITORY and path not in FUNCTIONS and path != Path("audit/views.sql")
        and f"create function {path.parent.name}.{path.stem}(" not in migrations
    ]  # fmt: skip
    assert not strays


@pytest.mark.parametrize("path", FUNCTIONS, ids=str)
def test_a_function_is_short_and_says_why_it_exists(path: Path) -> None:
    text = (DB / "functions" / path).read_text()
    body = text.split("$$")[1].strip().splitlines() if "$$" in text else []
    assert text.startswith("-- "), "begin with why it exists, in words a conductor would recognise"
    assert len(text.splitlines()) <= LINES
    assert len(body) <= BODY_LINES


def test_who_acts_is_named_in_one_place() -> None:
    """So that who names an actor has looked up a session first."""
    named = [path for path in DB.glob("functions/*/*.sql") if re.search(r"set_config\('lipa\.actor", path.read_text())]
    assert [path.name for path in named] == ["name_actor.sql"]


def test_nobody_catches_everything() -> None:
    files = [*DB.glob("functions/*/*.sql"), *DB.glob("migrations/*.sql")]
    guilty = [path.name for path in files if re.search(r"\bwhen\s+others\b", path.read_text(), re.IGNORECASE)]
    assert not guilty, "a typo and a refusal would look alike"
