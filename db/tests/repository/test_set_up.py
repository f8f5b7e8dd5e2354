"""Set-up on a server without superuser and TLS, its address in the environment or in a file."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from web.tests.servers import Postgres

ROOT = Path(__file__).parents[3]
OURS = ("LIPA_", "DATABASE_URL", "PG")


@pytest.fixture(scope="module")
def foreign_url() -> Iterator[str]:
    """The address of a database there; its owner may create roles and nothing more."""
    server = Postgres()
    server.start()
    try:
        with psycopg.connect(server.url(), autocommit=True) as superuser:
            superuser.execute("create role manager login createrole")
            superuser.execute("create database ledger owner manager")
        yield f"postgresql://manager@127.0.0.1:{server.port}/ledger"
    finally:
        server.remove()


def run(*command: str, **settings: str) -> str:
    """Run a script with these settings only; its output."""
    inherited = {name: set_to for name, set_to in os.environ.items() if not name.startswith(OURS)}
    result = subprocess.run(
        command, cwd=ROOT, env=inherited | settings, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout
    return result.stdout


def test_it_is_migrated_and_loaded_and_missing_guards_are_reported(foreign_url: str) -> None:
    output = run("scripts/migrate.sh", DATABASE_URL=foreign_url)
    assert "guards absent" in output
    with psycopg.connect(foreign_url) as owner:
        assert owner.execute("select * from audit.trial_balance").fetchall() == []
        assert owner.execute("select count(*) from config.loaded_functions").fetchone() == (1,)


def test_a_second_run_changes_nothing(foreign_url: str) -> None:
    run("scripts/migrate.sh", DATABASE_URL=foreign_url)
    with psycopg.connect(foreign_url) as owner:
        assert owner.execute("select count(*) from config.loaded_functions").fetchone() == (1,)


def test_the_address_may_be_in_a_file(foreign_url: str, tmp_path: Path) -> None:
    """Every script decides in the same way whether the server is our own."""
    file = tmp_path / "address"
    file.write_text(f"{foreign_url}\n", encoding="utf-8")
    script = '. scripts/lib.sh; if foreign_database; then echo "$DATABASE_URL"; else echo ours; fi'
    assert run("bash", "-c", script, "scripts/ask", DATABASE_URL_FILE=str(file)).strip() == foreign_url
    assert run("bash", "-c", script, "scripts/ask", DATABASE_URL=foreign_url).strip() == foreign_url
    assert run("bash", "-c", script, "scripts/ask").strip() == "ours"
