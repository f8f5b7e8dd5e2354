"""Runs only what concerns the files given: make check FILE=db/functions/fares/split_amount.sql (or FILE="a b").

A changed function is applied to the kept database test_check, a clone of the template for tests, and its pgTAP test
runs there. A migration, the loader or a role builds the template anew. Python files are linted, and the pytest files
that mirror or import them run. The whole suite stays `make test`.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from urllib.parse import urlsplit

import psycopg

from scripts import env

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "test_check"
STATE = ROOT / ".local" / "check.json"
SHAPE = ("db/actors.csv", "db/migrations/*", "db/hardening/*", "db/functions/load*", "db/functions/*.awk",
         "scripts/template.sh", "scripts/migrate.sh", "scripts/build.sh")  # fmt: skip
REPOSITORY = ("seeded", "repository")  # the folder of tests that belong to no single function


@dataclass
class Plan:
    """What is to be run."""

    functions: set[str] = field(default_factory=set)  # plpgsql_check looks at them
    pgtap: set[str] = field(default_factory=set)
    pytest: set[str] = field(default_factory=set)
    lint: set[str] = field(default_factory=set)

    def add(self, other: Plan) -> None:
        """What concerns one more file."""
        self.functions |= other.functions
        self.pgtap |= other.pgtap
        self.pytest |= other.pytest
        self.lint |= other.lint


def plan(file: str, root: Path = ROOT) -> Plan:
    """What concerns this file."""
    path = PurePath(file)
    if path.match("db/tests/**/*.sql") or path.match("db/tests/*/*.sql"):
        return Plan(pgtap=_including(file, root) if "fixtures" in path.parts else {file})
    if path.suffix == ".py":
        return Plan(pytest=_tests_of(path, root), lint={file})
    if path.suffix == ".sh":
        return Plan(lint={file}, pgtap=_repository_tests(root) if path.parts[0] == "db" else set())
    if path.parts[0] == "db":
        return _of_database(path, root)
    if path.suffix in (".html", ".po", ".css"):
        return Plan(pytest=_found(root, "web/tests", "test_texts*.py"))
    return Plan()


def _of_database(path: PurePath, root: Path) -> Plan:
    if path.match("db/functions/*/*.sql"):
        schema, name = path.parent.name, path.stem
        mirror = f"db/tests/{schema}/{name}.sql"
        views = f"db/tests/{schema}/views.sql"
        tests = {test for test in (mirror, views) if (root / test).is_file()}
        return Plan(functions={f"{schema}.{name}"}, pgtap={mirror} if mirror in tests else tests)
    tests = _repository_tests(root)
    if path.match("db/migrations/*.sql"):
        text = (root / path).read_text(encoding="utf-8")
        changed = re.findall(r"^(?:create|alter|drop)\b[^;]*?\b([a-z_]+)\.[a-z_]+", text, re.MULTILINE)
        for schema in set(changed):
            tests |= _found(root, f"db/tests/{schema}", "*.sql")
    return Plan(pgtap=tests, lint={str(path)} if path.match("db/migrations/*.sql") else set())


def _tests_of(path: PurePath, root: Path) -> set[str]:
    """The test itself; or the test that mirrors this module; or those that import it; or those of its name."""
    if "tests" in path.parts:
        return {str(path)} if path.name.startswith("test_") else _found(root, str(path.parent), "test_*.py")
    top, *folders = path.parts[:-1] or (".",)
    if path.match("web/texts*.py"):
        return _found(root, "web/tests", "test_texts*.py")
    mirror = Path(top, "tests", *folders, f"test_{path.stem}.py")
    if (root / mirror).is_file():
        return {str(mirror)}
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    places = ("db/tests", "web/tests", "worker/tests", "sandbox/tests")
    tests = {test for place in places for test in _found(root, place, "test_*.py")}
    importing = {test for test in tests if module in _imports(root / test)}
    named = {test for test in tests if PurePath(test).name == mirror.name}
    return importing or named or _found(root, f"{top}/tests", "test_house.py")


def _imports(test: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(test.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _including(fixture: str, root: Path) -> set[str]:
    name = PurePath(fixture).name
    tests = _found(root, "db/tests", "*.sql")
    return {test for test in tests if f"fixtures/{name}" in (root / test).read_text(encoding="utf-8")}


def _repository_tests(root: Path) -> set[str]:
    return set().union(*(_found(root, f"db/tests/{folder}", "*.sql") for folder in REPOSITORY))


def _found(root: Path, folder: str, pattern: str) -> set[str]:
    return {str(path.relative_to(root)) for path in (root / folder).rglob(pattern)}


def main(files: list[str]) -> int:
    """Run it all, the quick things first; stop at the first that fails."""
    began = time.monotonic()
    wanted = Plan()
    for file in files:
        if not (ROOT / file).is_file():
            print(f"no such file: {file}", file=sys.stderr)
            return 2
        wanted.add(plan(file))
    failed = lint(sorted(wanted.lint))
    if wanted.pgtap or wanted.functions or any(file.startswith("db/") for file in files):
        failed = failed or database(wanted)
    if wanted.pytest:
        failed = failed or run("python", "-m", "pytest", "-x", *sorted(wanted.pytest))
    ran = len(wanted.pgtap) + len(wanted.pytest)
    print(f"{'FAILED' if failed else 'ok'}: {ran} test files in {time.monotonic() - began:.1f} s")
    return 1 if failed else 0


def run(*command: str, told: dict[str, str] | None = None, out: int | None = None) -> int:
    """Show and run one command; its exit code."""
    print(
        "$",
        " ".join(command) if len(command) < 12 else f"{' '.join(command[:11])} … ({len(command)} words)",
        flush=True,
    )
    path = f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PATH": path} | (told or {}), stdout=out, check=False
    ).returncode


def lint(files: list[str]) -> int:
    """Each by the tools of its kind; mypy sees the whole, and stays with make lint."""
    by_kind = {kind: [file for file in files if file.endswith(kind)] for kind in (".py", ".sh", ".sql")}
    commands: dict[str, list[tuple[str, ...]]] = {
        ".py": [("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet")],
        ".sh": [("shellcheck", "--external-sources", "--source-path=SCRIPTDIR")],
        ".sql": [("squawk", "--config", "db/migrations/.squawk.toml")],
    }
    runs = [(*command, *by_kind[kind]) for kind, many in commands.items() if by_kind[kind] for command in many]
    return max([run(*command) for command in runs], default=0)


def address() -> str:
    """How the owner of the tables gets into the kept database."""
    return env.private_url("lipa_owner").replace("/lipa?", f"/{DATABASE}?")


def database(wanted: Plan) -> int:
    """Bring test_check to today's files, look at the functions, run the pgTAP tests."""
    if failed := refresh():
        return failed
    faults = look_at(wanted.functions)
    print("".join(f"plpgsql_check: {fault}\n" for fault in faults), end="")
    if not wanted.pgtap:
        return len(faults)
    place = urlsplit(address())
    told = {"PGHOST": str(place.hostname), "PGPORT": str(place.port), "PGUSER": str(place.username),
            "PGPASSWORD": str(place.password), "PGDATABASE": DATABASE}  # fmt: skip
    return run("pg_prove", "--norc", "--quiet", "--merge", *sorted(wanted.pgtap), told=told) or len(faults)


def refresh() -> int:
    """Clone anew when the shape changed; else apply the changed functions, or all when one is new or gone."""
    known = json.loads(STATE.read_text(encoding="utf-8")) if STATE.is_file() else {}
    shape = [path for pattern in SHAPE for path in ROOT.glob(pattern)]
    now = {"shape": sums(shape), "functions": sums(ROOT.glob("db/functions/*/*"))}
    failed = 0
    if known.get("shape") != now["shape"] or not is_there():
        failed = run("scripts/newdb.sh", DATABASE, out=subprocess.DEVNULL)  # it prints addresses with passwords
    else:
        before, after = known["functions"], now["functions"]
        changed = sorted(file for file in after if after[file] != before.get(file))
        in_place = before.keys() == after.keys() and all(file.endswith(".sql") for file in changed)
        if not in_place:
            failed = run("db/load/load.sh", told={"DATABASE_URL": address()})
        elif changed:
            failed = apply(changed)
    if not failed:
        STATE.write_text(json.dumps(now), encoding="utf-8")
    return failed


def sums(paths: Iterable[Path]) -> dict[str, str]:
    """What each file holds."""
    files = sorted(path for path in paths if path.is_file())
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in files}


def is_there() -> bool:
    """Does the kept database answer?"""
    try:
        psycopg.connect(address()).close()
    except (psycopg.OperationalError, SystemExit):  # env.py ends where there is no private instance yet
        return False
    return True


def apply(files: list[str]) -> int:
    """Each changed file in one transaction. Where one made an overload, its signature changed: load all."""
    if run("awk", "-f", "db/load/path_is_name.awk", *files):
        return 1
    with psycopg.connect(address()) as line:
        line.execute("set local search_path = pg_catalog; set local lipa.source = 'deploy'")
        for file in files:
            text = (ROOT / file).read_text(encoding="utf-8")
            try:
                line.execute(text.encode())
            except psycopg.Error as error:
                place = text.count("\n", 0, int(error.diag.statement_position or 1)) + 1
                print(f"{file}:{place}: {error.diag.message_primary}", file=sys.stderr)
                return 1
        overloads = line.execute(
            "select from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
            " where format('db/functions/%%s/%%s.sql', n.nspname, p.proname) = any (%s)"
            " group by n.nspname, p.proname having count(*) > 1",
            (files,),
        ).fetchall()
        if not overloads:
            return 0
        line.rollback()
    return run("db/load/load.sh", told={"DATABASE_URL": address()})


def look_at(functions: set[str]) -> list[str]:
    """What plpgsql_check finds."""
    with psycopg.connect(address()) as line:
        rows = line.execute(
            "select format('%%s line %%s: %%s', p.oid::regproc, c.lineno, c.message)"
            " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
            " join pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'"
            " cross join lateral tap.plpgsql_check_function_tb("
            "   p.oid, performance_warnings => false, extra_warnings => true) c"
            " where n.nspname || '.' || p.proname = any (%s) and p.prorettype <> 'trigger'::regtype",
            (sorted(functions),),
        ).fetchall()
    return [str(row[0]) for row in rows]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
