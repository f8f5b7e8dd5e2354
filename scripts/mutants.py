"""Makes small faults in code that decides about money and looks whether a test fails: make mutants.

Each changed SQL statement goes into a clone of the template for tests, each changed Python file into a copy of the
tree. The tests run from near to far: the file's own, those that the row names, those of the schema; the first that
fails kills the mutant. A test that fails without the fault kills nothing. The rows are in db/tests/mutants/*.tsv.
"""

from __future__ import annotations

import functools
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg

from scripts import check, env
from scripts.mutant_list import ROOT, Mutant, find_fault, guard_of, make_change, read_mutants

OUT = ROOT / ".local" / "mutants"
AT_ONCE = int(os.environ.get("LIPA_TEST_PROCESSES", "2"))
SECONDS, LEAST_KILLED = 180, 0.97
LEFT_OUT = (".git", ".local", ".venv", "__pycache__", ".*_cache", ".hypothesis")
PYTEST = (str(ROOT / ".venv/bin/python"), "-m", "pytest", "-x", "-p", "no:xdist", "--hypothesis-seed=0")
DATABASE = f"test_mutant_{os.getpid()}_"
UNCHANGED, UNCHANGED_TAP = DATABASE + "none", DATABASE + "none_tap"


class Result(NamedTuple):
    """What became of a mutant: killed, survived, equivalent or invalid; and by which test, or why."""

    mutant: Mutant
    state: str
    detail: str
    seconds: float = 0.0


def key_of(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.file, repr(mutant.find), repr(mutant.replace)


def recorded() -> dict[tuple[str, ...], str]:
    """What the last run of each row found."""
    file = OUT / "results.tsv"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {tuple(words[:3]): words[3].strip("'") for words in (line.split("\t") for line in lines)}


def near_tests(mutant: Mutant) -> list[str]:
    """The test of a function or guard, then those of the row; for Python, without any, those that import the module."""
    own = [] if mutant.is_migration or (mutant.is_python and mutant.tests) else sorted(check.related_tests(mutant.file))
    if mutant.is_migration and (guard := guard_of(mutant, (ROOT / mutant.file).read_text(encoding="utf-8"))):
        own = [f"db/tests/{guard.replace('.', '/')}.sql"]
    return [test for test in dict.fromkeys([*own, *mutant.tests]) if (ROOT / test.partition("::")[0]).is_file()]


def schema_tests(mutant: Mutant) -> list[str]:
    """All pgTAP tests of the schema that the file belongs to, for one run."""
    if mutant.is_python:
        return []
    file = PurePath(mutant.file)
    schema = re.sub(r"^\d+_", "", file.stem) if mutant.is_migration else file.parent.name
    return sorted(check.found(ROOT, f"db/tests/{schema}", "*.sql"))


def run(command: list[str], where: Path, variables: dict[str, str]) -> bool:
    """Whether the command succeeded. One that takes too long has failed."""
    none = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=where, env=os.environ | variables, start_new_session=True, stdout=none,
                          stderr=none, stdin=none) as process:  # fmt: skip
        try:
            return process.wait(timeout=SECONDS) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False


def passes(tests: list[str], database: str, where: Path = ROOT) -> bool:
    """Whether these tests, all pgTAP or all pytest, pass in this database and this tree."""
    server = urlsplit(env.private_url("lipa_owner"))
    login = {"PGHOST": str(server.hostname), "PGPORT": str(server.port), "PGUSER": str(server.username),
             "PGPASSWORD": str(server.password), "PGDATABASE": database,
             "PGOPTIONS": "-c statement_timeout=30s"}  # fmt: skip
    if tests[0].endswith(".sql"):
        return run(["pg_prove", "--norc", "--quiet", "--merge", *tests], where, login)
    return run([*PYTEST, *tests], where, {"LIPA_TEST_TEMPLATE": database, "PYTHONDONTWRITEBYTECODE": "1"})


@functools.cache
def is_sound(tests: tuple[str, ...]) -> bool:
    """Whether these tests pass without any fault."""
    return passes(list(tests), UNCHANGED_TAP if tests[0].endswith(".sql") else UNCHANGED)


def clone(database: str) -> None:
    subprocess.run(["scripts/newdb.sh", database], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def make_sql(mutant: Mutant, database: str) -> str:
    """Make the fault in this database; what the server or plpgsql_check says against it, or nothing."""
    schema, name = PurePath(mutant.file).parts[-2:]
    try:
        with psycopg.connect(env.private_url("postgres").replace("/lipa?", f"/{database}?")) as connection:
            connection.execute("select ddl_guard.open_window(p_reason => 'a mutant', p_minutes => 5)")
            connection.execute(make_change(mutant, (ROOT / mutant.file).read_text(encoding="utf-8")).encode())
            connection.execute("select ddl_guard.close_window(p_window_id => w.window_id) from ddl_guard.windows w")
            row = connection.execute(
                "select min(c.message) from pg_proc p join pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'"
                " cross join lateral tap.plpgsql_check_function_tb(p.oid, performance_warnings => false) c"
                " where p.pronamespace = to_regnamespace(%s) and p.proname = %s and c.level = 'error'",
                (schema, name.removesuffix(".sql")),
            ).fetchone()
    except psycopg.Error as error:
        return str(error).splitlines()[0]
    return row[0] or "" if row else ""


def restore_sql(mutant: Mutant, database: str) -> None:
    """Undo the fault: the function as it is in its file, or a new clone."""
    if mutant.is_migration:
        clone(database)
        return
    with psycopg.connect(env.private_url("postgres").replace("/lipa?", f"/{database}?")) as connection:
        connection.execute((ROOT / mutant.file).read_bytes())


def make_python(mutant: Mutant, tree: Path) -> str:
    """Make the fault in this copy of the tree; a syntax error, or nothing."""
    text = mutant.change((ROOT / mutant.file).read_text(encoding="utf-8"))
    try:
        compile(text, mutant.file, "exec")
    except SyntaxError as error:
        return str(error)
    (tree / mutant.file).write_text(text, encoding="utf-8")
    return ""


def try_one(mutant: Mutant, number: int) -> Result:
    """Make one fault and run its tests until one fails."""
    began, tree, database = time.monotonic(), OUT / f"tree_{os.getpid()}_{number}", f"{DATABASE}{number}"
    where = (UNCHANGED, tree) if mutant.is_python else (database, ROOT)
    try:
        if fault := make_python(mutant, tree) if mutant.is_python else make_sql(mutant, database):
            return Result(mutant, "invalid", fault)
        for tests in filter(None, [*([test] for test in near_tests(mutant)), schema_tests(mutant)]):
            if not mutant.is_python and not tests[0].endswith(".sql"):
                # A pgTAP test rolls back, but the sequences don't: a test that expects the first id would fail by that.
                clone(database)
                make_sql(mutant, database)
            if not passes(tests, *where):
                if is_sound(tuple(tests)):
                    return Result(mutant, "killed", tests[0], time.monotonic() - began)
                print(f"fails without any fault, so it kills nothing: {tests[0]}", flush=True)
        return Result(mutant, "survived", f"{mutant.find} -> {mutant.replace}", time.monotonic() - began)
    finally:
        if mutant.is_python:
            shutil.copy(ROOT / mutant.file, tree / mutant.file)
        else:
            restore_sql(mutant, database)


def prepare() -> None:
    """A clone without faults for each kind of test; for each thread another, and a copy of the tree."""
    os.nice(10)
    os.environ["PATH"] = f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"
    for name in [name for name in os.environ if name == "DATABASE_URL" or name.startswith("LIPA_")]:
        del os.environ[name]
    subprocess.run(["scripts/template.sh"], cwd=ROOT, check=True)
    os.environ["LIPA_TEMPLATE_IS_BUILT"] = "1"
    for name in (UNCHANGED, UNCHANGED_TAP):
        clone(name)
    for number in range(AT_ONCE):
        clone(f"{DATABASE}{number}")
        tree = OUT / f"tree_{os.getpid()}_{number}"
        shutil.rmtree(tree, ignore_errors=True)
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        for name in (".local", ".venv"):
            (tree / name).symlink_to(ROOT / name)


def clean_up() -> None:
    for name in (UNCHANGED, UNCHANGED_TAP, *(f"{DATABASE}{number}" for number in range(AT_ONCE))):
        subprocess.run(["scripts/newdb.sh", "--drop", name], cwd=ROOT, check=False)
    for number in range(AT_ONCE):
        shutil.rmtree(OUT / f"tree_{os.getpid()}_{number}", ignore_errors=True)


def try_all(mutants: list[Mutant]) -> list[Result]:
    """Each thread has a database and a tree of its own."""
    free: queue.SimpleQueue[int] = queue.SimpleQueue()
    lock = threading.Lock()
    for number in range(AT_ONCE):
        free.put(number)

    def try_next(mutant: Mutant) -> Result:
        number = free.get()
        try:
            if fault := find_fault(mutant):
                result = Result(mutant, "invalid", fault)
            elif mutant.equivalent:
                result = Result(mutant, "equivalent", mutant.equivalent)
            else:
                result = try_one(mutant, number)
        finally:
            free.put(number)
        with lock, (OUT / "results.tsv").open("a", encoding="utf-8") as file:
            file.write("\t".join((*key_of(mutant), *map(repr, result[1:]))) + "\n")
        if result.state in ("invalid", "survived"):
            print(f"{result.state} {mutant.place} {mutant.file}: {result.detail}", flush=True)
        return result

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(try_next, mutants))


def main(only: list[str]) -> int:
    """Try these rows (ledger.tsv:12), lists (ledger.tsv) and files (beginnings of paths); RESULT: last found so."""
    began, before, states = time.monotonic(), recorded(), os.environ.get("RESULT", "").split()
    mutants = [mutant for mutant in read_mutants() if not only or mutant.file.startswith(tuple(only))
               or {mutant.place, mutant.place.partition(":")[0]} & {*only}]  # fmt: skip
    mutants = [mutant for mutant in mutants if not states or before.get(key_of(mutant), "none") in states]
    try:
        prepare()
        results = try_all(mutants)
    finally:
        clean_up()
    count = Counter(result.state for result in results)
    tried = count["killed"] + count["survived"]
    share = count["killed"] / tried if tried else 1.0
    print(f"{len(results)} mutants: {count['killed']} killed, {count['survived']} survived, {count['equivalent']} "
          f"equivalent, {count['invalid']} invalid; {share:.1%} of {tried} killed, seed 0, "
          f"{time.monotonic() - began:.0f} s")  # fmt: skip
    return 1 if share < LEAST_KILLED or count["invalid"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
