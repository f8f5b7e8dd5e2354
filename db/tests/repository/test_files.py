"""Rules for files: every function of db/ has its test, every error code its text, and files are short."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from web import errors

DB = Path(__file__).parents[2]
CODE = re.compile(r"'(LF[VANCFB][0-9]{2})'")
FUNCTIONS = sorted(path.relative_to(DB / "functions") for path in DB.glob("functions/*/*.sql"))
TESTS = {path.relative_to(DB / "tests") for path in DB.glob("tests/*/*.sql")}
REPOSITORY = {"repository", "tour", "fixtures"}  # tests of no single function
LINES, BODY_LINES = 100, 60
MODULE_LINES = 300  # tests, and tables such as that of the routes, may be as long as their data
TABLES = {"web/routes.py"}


def raised_codes() -> set[str]:
    """Every LF code that SQL can raise."""
    files = [*DB.glob("functions/*/*.sql"), *DB.glob("migrations/*.sql"), *DB.glob("hardening/*.sql")]
    return {code for path in files for code in CODE.findall(path.read_text())}


def test_every_code_that_sql_raises_has_its_text_and_the_reverse() -> None:
    assert raised_codes() == set(errors.ERRORS)


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
def test_a_function_is_short_and_has_a_header(path: Path) -> None:
    text = (DB / "functions" / path).read_text()
    body = text.split("$$")[1].strip().splitlines() if "$$" in text else []
    assert text.startswith("-- "), "begin with what it does and for whom"
    assert len(text.splitlines()) <= LINES
    assert len(body) <= BODY_LINES


def test_the_actor_is_set_in_one_place() -> None:
    """So that the session was looked up before the actor is set."""
    named = [path for path in DB.glob("functions/*/*.sql") if re.search(r"set_config\('lipa\.actor", path.read_text())]
    assert [path.name for path in named] == ["name_actor.sql"]


def test_no_function_catches_every_error() -> None:
    files = [*DB.glob("functions/*/*.sql"), *DB.glob("migrations/*.sql")]
    guilty = [path.name for path in files if re.search(r"\bwhen\s+others\b", path.read_text(), re.IGNORECASE)]
    assert not guilty, "a programming error would look like a refusal"


def test_functions_and_modules_of_python_are_short() -> None:
    root = DB.parent
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout
    long = []
    for name in listed.splitlines():
        if not (root / name).is_file():  # removed, and not yet committed
            continue
        text = (root / name).read_text(encoding="utf-8")
        if "/tests/" not in name and name not in TABLES and len(text.splitlines()) > MODULE_LINES:
            long.append(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                long += [f"{name}: {node.name}"] if lines > BODY_LINES else []
    assert not long
