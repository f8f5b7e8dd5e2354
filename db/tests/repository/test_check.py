"""make check FILE=…: which tests concern which file."""

from pathlib import Path

import pytest

from scripts.check import plan

FILES = {
    "db/tests/repository/guards.sql": "",
    "db/tests/fixtures/fleet.sql": "",
    "db/tests/fares/split_amount.sql": "\\ir ../fixtures/fleet.sql",
    "db/tests/fares/earned.sql": "",
    "db/tests/ledger/post.sql": "",
    "db/tests/audit/views.sql": "",
    "db/migrations/1_fares.sql": "create table fares.fares (fare_id bigint references ledger.journals);\n",
    "web/tests/owners/test_views.py": "",
    "web/tests/test_errors.py": "from web import errors, metrics\n",
    "web/tests/test_texts_of_pages.py": "import web.texts\n",
    "web/tests/test_repository.py": "",
    "sandbox/tests/test_push.py": "from sandbox.push import Push\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small tree of our shape."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        ("db/functions/fares/split_amount.sql", ["db/tests/fares/split_amount.sql"]),
        ("db/functions/audit/fares.sql", ["db/tests/audit/views.sql"]),
        ("db/functions/fares/untested.sql", []),
        ("db/functions/security/permissions.csv", ["db/tests/repository/guards.sql"]),
        ("db/actors.csv", ["db/tests/repository/guards.sql"]),
        ("db/tests/ledger/post.sql", ["db/tests/ledger/post.sql"]),
        ("db/tests/fixtures/fleet.sql", ["db/tests/fares/split_amount.sql"]),
        ("db/migrations/1_fares.sql",
         ["db/tests/fares/earned.sql", "db/tests/fares/split_amount.sql", "db/tests/repository/guards.sql"]),
        ("web/owners/views.py", ["web/tests/owners/test_views.py"]),
        ("web/core/metrics.py", ["web/tests/test_errors.py"]),
        ("web/sacco/views.py", ["web/tests/owners/test_views.py"]),
        ("web/forms.py", ["web/tests/test_repository.py"]),
        ("web/templates/owners/home.html", ["web/tests/test_texts_of_pages.py"]),
        ("web/texts.py", ["web/tests/test_texts_of_pages.py"]),
        ("web/tests/owners/conftest.py", ["web/tests/owners/test_views.py"]),
        ("web/tests/test_errors.py", ["web/tests/test_errors.py"]),
        ("sandbox/push.py", ["sandbox/tests/test_push.py"]),
        ("README.md", []),
    ],
)  # fmt: skip
def test_a_file_leads_to_its_tests(root: Path, file: str, tests: list[str]) -> None:
    found = plan(file, root)
    assert sorted(found.pgtap | found.pytest) == tests


def test_a_function_is_checked_and_a_source_is_linted(root: Path) -> None:
    assert plan("db/functions/fares/split_amount.sql", root).functions == {"fares.split_amount"}
    assert plan("web/core/metrics.py", root).lint == {"web/core/metrics.py"}
    assert plan("db/migrations/1_fares.sql", root).lint == {"db/migrations/1_fares.sql"}
