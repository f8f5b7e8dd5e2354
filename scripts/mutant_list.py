"""The faults of make mutants: rows of db/tests/mutants/*.tsv, and the SQL that makes them in a loaded database."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = "db/tests/mutants"
NEW_LINE = "↵"  # in the lists


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: `find` stands once in the file. `equivalent`: why no test can tell it from the original."""

    place: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]
    equivalent: str

    @property
    def is_python(self) -> bool:
        return self.file.endswith(".py")

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.file

    def change(self, text: str) -> str:
        return text.replace(self.find, self.replace)


def read_mutants(root: Path = ROOT) -> Iterator[Mutant]:
    """The rows of all lists."""
    for path in sorted((root / DATA).glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
            for row in rows:
                find, replace = (row[name].replace(NEW_LINE, "\n") for name in ("find", "replace"))
                yield Mutant(f"{path.name}:{rows.line_num}", row["file"], find, replace, tuple(row["tests"].split()),
                             row["equivalent"])  # fmt: skip


def find_fault(mutant: Mutant, root: Path = ROOT) -> str:
    """What is wrong with a row, or nothing."""
    path = root / mutant.file
    times = path.read_text(encoding="utf-8").count(mutant.find) if mutant.find and path.is_file() else 0
    if times != 1 or mutant.find == mutant.replace:
        return f"{mutant.place}: stands {times} times in {mutant.file}, or changes nothing: {mutant.find}"
    for name in mutant.tests:
        test, _, function = name.partition("::")
        if not (root / test).is_file() or f"def {function}" not in (root / test).read_text("utf-8") + "def ":
            return f"{mutant.place}: no such test: {name}"
    return ""


def statement_of(mutant: Mutant, text: str) -> str:
    """The SQL statement that is changed, without comments before it; a semicolon within $$ ends none."""
    ends = [end.end() for end in re.finditer(r";[ \t]*(?=\n|$)", text) if text.count("$$", 0, end.start()) % 2 == 0]
    start, end = next(span for span in itertools.pairwise([0, *ends]) if mutant.find in text[slice(*span)])
    return re.sub(r"^(\s|--.*\n)+", "", text[start:end])


def guard_of(mutant: Mutant, text: str) -> str:
    """The function that a migration's statement makes, as schema.name, or nothing."""
    match = re.match(r"create function (\w+\.\w+)\(", statement_of(mutant, text))
    return match[1] if match else ""


def make_change(mutant: Mutant, text: str) -> str:
    """SQL that makes this fault in a loaded database: a function again, or what a migration made in another form."""
    if not mutant.is_migration:
        return mutant.change(text)
    before = statement_of(mutant, text)
    after = mutant.change(before)
    if match := re.match(r"create trigger (\w+)\s.*?\son ([\w.]+)", after, re.DOTALL):
        name, table = match.groups()
        return f"drop trigger {name} on {table}; {after} alter table {table} enable always trigger {name};"
    if match := re.match(r"create table ([\w.]+)", after):
        old, new = _constraints(before), _constraints(after)
        return "".join(f"alter table {match[1]} drop constraint {name}, add constraint {name} {new[name]};"
                       for name in new if new[name] != old[name])  # fmt: skip
    return after.replace("create function", "create or replace function", 1)


def _constraints(statement: str) -> dict[str, str]:
    """Names and texts of the checks of a table."""
    found = {}
    for match in re.finditer(r"constraint (\w+)\s+check (?=\()", statement):
        depths = itertools.accumulate((letter == "(") - (letter == ")") for letter in statement[match.end() :])
        length = next(place for place, depth in enumerate(depths, 1) if not depth)
        found[match[1]] = "check " + statement[match.end() : match.end() + length]
    return found
