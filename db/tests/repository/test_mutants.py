"""The lists of make mutants fit the code, so that they don't rot: every text stands once, every named test exists."""

from collections import Counter
from pathlib import Path

import pytest

from scripts import mutant_list

MUTANTS = list(mutant_list.read_mutants())
TABLE = "create table s.t (\n  a int,\n  constraint a_is_small check ((a < 3) or a is null),\n  b int\n);\n"
TRIGGER = "create trigger g before update on s.t\n  for each statement execute function s.f();\n"
CHECK = "a_is_small, add constraint a_is_small"
FUNCTION = "create function s.f() returns int language sql as $$\n  select 1;\n$$;\n"


def test_every_row_fits() -> None:
    assert [fault for mutant in MUTANTS if (fault := mutant_list.find_fault(mutant))] == []
    assert Counter((m.file, m.find, m.replace) for m in MUTANTS).most_common(1)[0][1] == 1


def test_there_are_many_in_sql_and_in_python() -> None:
    python = sum(mutant.is_python for mutant in MUTANTS)
    assert python >= 40
    assert len(MUTANTS) - python >= 110


@pytest.mark.parametrize(
    ("find", "replace", "tests", "fault"),
    [("a int", "b int", (), ""), ("int", "text", (), "2 times"), ("no such", "", (), "0 times"),
     ("a int", "a int", (), "changes nothing"), ("a int", "", ("t.py::test_b",), "no such test"),
     ("a int", "", ("t.py::test_a", "t.py"), ""), ("a int", "", ("u.py",), "no such test")],
)  # fmt: skip
def test_rows_that_do_not_fit_are_found(
    tmp_path: Path, find: str, replace: str, tests: tuple[str, ...], fault: str
) -> None:
    (tmp_path / "t.sql").write_text("a int, b int")
    (tmp_path / "t.py").write_text("def test_a():\n    pass\n")
    found = mutant_list.find_fault(mutant_list.Mutant("x:2", "t.sql", find, replace, tests, ""), tmp_path)
    assert fault in found
    assert bool(fault) == bool(found)


@pytest.mark.parametrize(
    ("find", "replace", "change"),
    [("a < 3", "a <= 3", f"alter table s.t drop constraint {CHECK} check ((a <= 3) or a is null);"),
     ("before update", "before delete", "drop trigger g on s.t; " + TRIGGER.replace("update", "delete").strip()
                                        + " alter table s.t enable always trigger g;"),
     ("select 1", "select 2", FUNCTION.replace("create", "create or replace").replace("1", "2").strip())],
)  # fmt: skip
def test_a_migration_is_changed_in_a_loaded_database(find: str, replace: str, change: str) -> None:
    mutant = mutant_list.Mutant("x:2", "db/migrations/1_s.sql", find, replace, (), "")
    assert mutant_list.make_change(mutant, f"-- first; a table\n{TABLE}\n{TRIGGER}\n-- then\n{FUNCTION}") == change
