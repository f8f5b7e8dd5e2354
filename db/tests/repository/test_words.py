"""The words of GLOSSARY.md: no name and no file uses a retired word, and lines are at most 120 characters long."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CODE = (".py", ".sql", ".psql", ".html", ".sh", ".csv", ".css", ".awk", ".lua")
WIDE = 120
SUBJECT = 72
# The rule about subjects applies after this commit.
RULE_BEGINS = "30f93514c44fc629f06c88b9dab2c271a4883301"
# Parts of names, between underscores or capitals. GLOSSARY.md says what is used instead.
RETIRED = (
    "gather", "gathering", "gang", "gangs", "warden", "knock", "knocks", "hindered", "judge", "judged", "trail",
    "chore", "chores", "courier", "wish", "wishes", "house", "patience", "duty", "duties", "consider",
    "take turn", "turned away", "shut out", "second step", "second steps", "fresh step", "step up", "keep aside",
)  # fmt: skip
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# Only the number on the sticker is a door code.
DOOR = re.compile(r"(?<![a-z])doors?(?! codes?(?![a-z]))")


def git(*command: str) -> list[str]:
    """The lines that git prints."""
    printed = subprocess.run(["git", *command], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return printed.splitlines()


def tracked(*endings: str) -> list[Path]:
    """Files of the project, those not yet committed included."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard")
    paths = [ROOT / line for line in listed if line.endswith(endings)]
    return [path for path in paths if path.is_file()]


def words_of(name: str) -> str:
    """A name as words: `secondStep_due` is "second step due"."""
    return " ".join(part.lower() for part in PARTS.findall(name))


def retired_in(name: str) -> list[str]:
    """The retired words in one name."""
    words = f" {words_of(name)} "
    found = [word for word in RETIRED if f" {word} " in words]
    return found + DOOR.findall(words.strip())


def names_in(path: Path) -> set[str]:
    """The identifiers of a file, without single words that could be prose."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return {name for name in NAME.findall(text) if "_" in name or not name.islower()} | set(definitions(text))
    return {name for name in NAME.findall(text) if "_" in name}


def definitions(text: str) -> list[str]:
    """The functions and classes that a Python file defines."""
    return re.findall(r"(?:def|class) (\w+)", text)


def test_retired_words_are_found_in_names() -> None:
    assert retired_in("keep_aside") == ["keep aside"]
    assert retired_in("SecondStep") == ["second step"]
    assert retired_in("p_door") == ["door"]
    assert not retired_in("issue_door_code")
    assert not retired_in("door_codes_one_open")


@pytest.mark.parametrize("path", tracked(*CODE), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_is_a_retired_word(path: Path) -> None:
    stem = retired_in(path.stem)
    assert not stem, f"{path.name}: {stem}"
    if path.name != Path(__file__).name:
        assert not {name: words for name in names_in(path) if (words := retired_in(name))}


@pytest.mark.parametrize("path", tracked(".sql", ".py", ".psql"), ids=lambda path: str(path.relative_to(ROOT)))
def test_lines_are_at_most_120_characters(path: Path) -> None:
    wide = [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > WIDE]
    assert not wide


def test_commit_subjects_fit_a_line() -> None:
    known = subprocess.run(["git", "cat-file", "-e", RULE_BEGINS], cwd=ROOT, check=False, capture_output=True)
    if known.returncode:
        pytest.skip("this clone does not hold the commit at which the rule begins")
    subjects = git("log", "--no-merges", "--format=%s", f"{RULE_BEGINS}..HEAD")
    assert not [subject for subject in subjects if len(subject) > SUBJECT]
