"""make check FILE=…: which tests concern which file."""

from pathlib import Path

import pytest

from scripts import check

FILES = {
    "db/tests/repository/guards.sql": "",
    "db/tests/fixtures/fleet.psql": "",
    "db/tests/fares/split_amount.sql": "\\ir ../fixtures/fleet.psql",
    "db/tests/fares/earned.sql": "",
    "db/tests/ledger/post.sql": "",
    "db/tests/audit/views.sql": "",
    "db/migrations/1_fares.sql": "create table fares.fares (fare_id bigint references ledger.journals);\n",
    "web/tests/owners/test_views.py": "",
    "web/tests/test_errors.py": "from web.core import errors, metrics\n",
    "web/tests/i18n/test_translations.py": "",
    "web/tests/test_repository.py": "",
    "sandbox/tests/test_push.py": "from sandbox.push import Push\n",
}
REPOSITORY = ["db/tests/repository/guards.sql"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small tree of the same layout."""
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
        ("db/functions/access/permissions.csv", REPOSITORY),
        ("db/load/load.sh", REPOSITORY),
        ("db/actors.csv", REPOSITORY),
        ("db/tests/ledger/post.sql", ["db/tests/ledger/post.sql"]),
        ("db/tests/fixtures/fleet.psql", ["db/tests/fares/split_amount.sql"]),
        ("db/migrations/1_fares.sql", ["db/tests/fares/earned.sql", "db/tests/fares/split_amount.sql", *REPOSITORY]),
        ("web/owners/views.py", ["web/tests/owners/test_views.py"]),
        ("web/core/metrics.py", ["web/tests/test_errors.py"]),
        ("web/forms.py", ["web/tests/test_repository.py"]),
        ("web/templates/owners/home.html", ["web/tests/i18n/test_translations.py"]),
        ("web/tests/owners/conftest.py", ["web/tests/owners/test_views.py"]),
        ("web/tests/test_errors.py", ["web/tests/test_errors.py"]),
        ("sandbox/push.py", ["sandbox/tests/test_push.py"]),
        ("README.md", []),
    ],
)
def test_a_file_leads_to_its_tests(root: Path, file: str, tests: list[str]) -> None:
    assert sorted(check.related_tests(file, root)) == tests
