"""Runs only the checks and tests of some files: make check FILE=db/functions/fares/split_amount.sql, or FILE="a b".

Functions are loaded into the database test_check, a clone of the template for tests, and their pgTAP tests run there.
After a change of a migration, the loader or a role it is cloned anew. Python files are linted, and the pytest files
that mirror or import them run. `make test` runs the whole suite.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path, PurePath
from urllib.parse import urlsplit

import psycopg

from scripts import env

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "test_check"
STATE = ROOT / ".local" / "check.sha256"
TEMPLATE_FILES = ("db/actors.csv", "db/migrations/*", "db/hardening/*", "db/load/*",
                  "scripts/template.sh", "scripts/migrate.sh", "scripts/build.sh", "scripts/roles.py")  # fmt: skip
LINTERS = {
    ".py": (("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet")),
    ".sh": (("shellcheck", "--external-sources", "--source-path=SCRIPTDIR"),),
    ".sql": (("squawk", "--config", "db/migrations/.squawk.toml"),),
}


def related_tests(file: str, root: Path = ROOT) -> set[str]:
    """The test files that concern this file."""
    path = PurePath(file)
    if path.suffix == ".psql":
        tests = found(root, "db/tests", "*.sql")
        return {test for test in tests if f"fixtures/{path.name}" in (root / test).read_text(encoding="utf-8")}
    if "tests" in path.parts and (path.suffix == ".sql" or path.name.startswith("test_")):
        return {file}
    if path.suffix == ".py":
        return python_tests(path, root)
    if path.suffix in (".html", ".po", ".css"):
        return found(root, "web/tests/i18n", "test_*.py")
    return database_tests(path, root) if path.parts[0] == "db" else set()


def database_tests(path: PurePath, root: Path) -> set[str]:
    """A function has its own test; for anything else the repository tests run, and those of the schemas it changes."""
    if path.match("db/functions/*/*.sql"):
        names = (f"db/tests/{path.parent.name}/{name}.sql" for name in (path.stem, "views"))
        return set([name for name in names if (root / name).is_file()][:1])
    tests = found(root, "db/tests/repository", "*.sql")
    if path.match("db/migrations/*.sql"):
        text = (root / path).read_text(encoding="utf-8")
        for schema in re.findall(r"^(?:create|alter|drop)\b[^;]*?\b([a-z_]+)\.[a-z_]+", text, re.MULTILINE):
            tests |= found(root, f"db/tests/{schema}", "*.sql")
    return tests


def python_tests(path: PurePath, root: Path) -> set[str]:
    """The test that mirrors this module, else the tests that import it; for a helper of tests, those beside it."""
    if "tests" in path.parts:
        return found(root, str(path.parent), "test_*.py")
    top, *folders = path.parts[:-1] or (".",)
    mirror = Path(top, "tests", *folders, f"test_{path.stem}.py")
    if (root / mirror).is_file():
        return {str(mirror)}
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    tests = set().union(*(found(root, f"{top}/tests", "test_*.py") for top in ("db", "web", "worker", "sandbox")))
    importing = {test for test in tests if module in imports(root / test)}
    return importing or found(root, f"{top}/tests", "test_repository.py")


def imports(test: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(test.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def found(root: Path, folder: str, pattern: str) -> set[str]:
    """Files of a folder, as paths from the root."""
    return {str(path.relative_to(root)) for path in (root / folder).rglob(pattern)}


def main(files: list[str]) -> int:
    """Run the quick checks first and stop at the first that fails."""
    began = time.monotonic()
    env.forget_other_programs()
    if missing := [file for file in files if not (ROOT / file).is_file()]:
        print(f"no such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    tests = sorted(set().union(*(related_tests(file) for file in files)))
    pgtap, pytest = ([test for test in tests if test.endswith(kind)] for kind in (".sql", ".py"))
    failed = lint(files)
    if pgtap or any(file.startswith("db/") for file in files):
        failed = failed or refresh() or check_functions(files)
    if pgtap:
        server = urlsplit(address())
        login = {"PGHOST": str(server.hostname), "PGPORT": str(server.port), "PGUSER": str(server.username),
                 "PGPASSWORD": str(server.password), "PGDATABASE": DATABASE}  # fmt: skip
        failed = failed or run("pg_prove", "--norc", "--quiet", "--merge", *pgtap, variables=login)
    if pytest:
        failed = failed or run("python", "-m", "pytest", "-x", *pytest)
    print(f"{'FAILED' if failed else 'ok'}: {len(tests)} test files in {time.monotonic() - began:.1f} s")
    return 1 if failed else 0


def run(*command: str, variables: dict[str, str] | None = None, out: int | None = None) -> int:
    """Show and run one command; its exit code."""
    print("$", *command[:11], *([f"… ({len(command)} words)"] if len(command) > 11 else []), flush=True)
    path = f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"
    settings = os.environ | {"PATH": path} | (variables or {})
    return subprocess.run(command, cwd=ROOT, env=settings, stdout=out, check=False).returncode


def lint(files: list[str]) -> int:
    """Each file by the tools of its kind; of SQL migrations only. mypy reads the whole tree: make lint."""
    code = 0
    for kind, commands in LINTERS.items():
        paths = [file for file in files if file.endswith(kind) and (kind != ".sql" or "/migrations/" in file)]
        code = max([code, *(run(*command, *paths) for command in commands if paths)])
    return code


def address() -> str:
    return env.private_url("lipa_owner").replace("/lipa?", f"/{DATABASE}?")


def refresh() -> int:
    """Load the functions into test_check, or clone it anew when its template changed."""
    sources = sorted(path for pattern in TEMPLATE_FILES for path in ROOT.glob(pattern) if path.is_file())
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    if STATE.is_file() and STATE.read_text(encoding="utf-8") == digest and is_there():
        return run("db/load/load.sh", variables={"DATABASE_URL": address()})
    failed = run("scripts/newdb.sh", DATABASE, out=subprocess.DEVNULL)  # it prints addresses with passwords
    if not failed:
        STATE.write_text(digest, encoding="utf-8")
    return failed


def is_there() -> bool:
    try:
        psycopg.connect(address()).close()
    except (psycopg.OperationalError, SystemExit):  # env.py exits where there is no private instance yet
        return False
    return True


def check_functions(files: list[str]) -> int:
    """What plpgsql_check finds in the functions of these files."""
    with psycopg.connect(address()) as connection:
        rows = connection.execute(
            "select format('%%s line %%s: %%s', p.oid::regproc, c.lineno, c.message)"
            " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
            " join pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'"
            " cross join lateral tap.plpgsql_check_function_tb("
            "   p.oid, performance_warnings => false, extra_warnings => true) c"
            " where format('db/functions/%%s/%%s.sql', n.nspname, p.proname) = any (%s)",
            (files,),
        ).fetchall()
    for (fault,) in rows:
        print("plpgsql_check:", fault)
    return len(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
