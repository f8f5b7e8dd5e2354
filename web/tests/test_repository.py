"""Rules for the web's code: short handlers, no SQL, no arithmetic on cents, one schema for each package."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import web
from web.auth import Auth
from web.core.config import ACTORS
from web.routes import ROUTES, Route

ROOT = Path(web.__file__).parent
SOURCES = [path for path in ROOT.rglob("*.py") if "tests" not in path.relative_to(ROOT).parts]

# SQL statements; only db.py builds one.
SQL = re.compile(r"\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|call\s+\w+\.\w+\()", re.I)


# Packages that are not named after their actor.
ACTOR_OF = {"callbacks": "telco"}


def parse_sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def database_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "db" and node.func.attr in ("call", "row", "value"):
                yield node


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.handler.__name__)
def test_handler_has_at_most_15_lines(route: Route) -> None:
    tree = ast.parse(Path(route.handler.__code__.co_filename).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    (node,) = [node for node in functions if node.name == route.handler.__name__]
    body = node.body[1:] if ast.get_docstring(node) else node.body
    assert (body[-1].end_lineno or 0) - body[0].lineno + 1 <= 15


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.handler.__name__)
def test_every_route_has_auth_actor_and_description(route: Route) -> None:
    assert isinstance(route.auth, Auth)
    assert route.handler.__doc__
    package = route.handler.__module__.split(".")[1]
    package = ACTOR_OF.get(package, package)
    shared = ("about", "fleet", "payouts", "person_actions", "search", "statements")  # of several parties
    assert package in (route.actor, *shared) or route.actor in ("none", "people")


def test_no_sql_outside_db() -> None:
    for path, tree in parse_sources():
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        if path.name not in ("db.py", "db_pool.py"):
            assert not [text for text in constants if isinstance(text, str) and SQL.search(text)], path
            # db_arrays.py uses the driver's dumpers, but no statement.
            assert path.name == "db_arrays.py" or "import psycopg" not in path.read_text(encoding="utf-8"), path


def test_package_calls_its_own_schema_only() -> None:
    for path, tree in parse_sources():
        package = path.relative_to(ROOT).parts[0]
        actor = ACTOR_OF.get(package, package)
        if actor not in ACTORS or path.name == "cli.py":  # the command line runs as the tables' owner
            continue
        for call in database_calls(tree):
            name = call.args[0] if call.args else None
            if isinstance(name, ast.Constant):
                assert str(name.value).startswith(f"{actor}."), f"{path}: {name.value!r}"


def test_every_argument_of_a_call_is_named() -> None:
    for path, tree in parse_sources():
        for call in database_calls(tree):
            assert len(call.args) == 1, f"{path}:{call.lineno}"


def test_no_arithmetic_on_cents() -> None:
    arithmetic = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
    for path, tree in parse_sources():
        for node in ast.walk(tree):
            sides = []
            if isinstance(node, ast.BinOp) and isinstance(node.op, arithmetic):
                sides = [node.left, node.right]
            if isinstance(node, ast.AugAssign):
                sides = [node.target, node.value]
            assert not [side for side in sides if "cents" in ast.unparse(side)], f"{path}:{node}"
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("float", "Decimal", "sum", "round"):
                assert "cents" not in ast.unparse(node), f"{path}:{node.lineno}"


def test_every_macro_that_a_template_calls_is_imported() -> None:
    """Jinja says so only when a page is shown, and then with an error."""
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")}
    shared = set(re.findall(r"{%-? macro (\w+)", texts[ROOT / "templates" / "_components.html"]))
    missing = set()
    for path, text in texts.items():
        known = set(
            re.findall(r"\w+", " ".join(re.findall(r"{%-? (?:from .+? import|macro|set|call\() ?(.+?)%}", text)))
        )
        called = set(re.findall(r"(?<![\w.])(\w+)\(", " ".join(re.findall(r"{[{%].+?[%}]}", text, re.DOTALL))))
        missing |= {(path.name, name) for name in (called & shared) - known}
    assert missing == set()
