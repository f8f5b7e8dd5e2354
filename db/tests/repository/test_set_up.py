"""Set-up against a server that somebody else runs: no superuser, no TLS, its address in the environment or in a file."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from web.tests.servers import Postgres

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The plain address of a database on it, whose owner may make roles and nothing more."""
    server = Postgres()
    server.start()
    try:
        with psycopg.connect(server.url(), autocommit=True) as superuser:
            superuser.execute("create role manager login createrole")
            superuser.execute("create database connection owner manager")
        yield f"postgresql://manager@127.0.0.1:{server.port}/book"
    finally:
        server.remove()


def run(*command: str, **told: str) -> str:
    """Run a script with these settings and none of ours; what it printed, both ways."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "DATABASE_URL", "PG"))}
    done = subprocess.run(
        command, cwd=ROOT, env=ours | told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_it_is_migrated_and_loaded_and_what_is_missing_is_said(elsewhere: str) -> None:
    said = run("scripts/migrate.sh", DATABASE_URL=elsewhere)
    assert "guards absent" in said
    with psycopg.connect(elsewhere) as owner:
        assert owner.execute("select * from audit.trial_balance").fetchall() == []
        assert owner.execute("select count(*) from config.loaded_functions").fetchone() == (1,)


def test_again_it_changes_nothing(elsewhere: str) -> None:
    run("scripts/migrate.sh", DATABASE_URL=elsewhere)
    with psycopg.connect(elsewhere) as owner:
        assert owner.execute("select count(*) from config.loaded_functions").fetchone() == (1,)


def test_an_address_in_a_file_is_an_address(elsewhere: str, tmp_path: Path) -> None:
    """Every script asks the same question: is it our own server?"""
    file = tmp_path / "address"
    file.write_text(f"{elsewhere}\n", encoding="utf-8")
    ask = '. scripts/lib.sh; if foreign_database; then echo "$DATABASE_URL"; else echo ours; fi'
    assert run("bash", "-c", ask, "scripts/ask", DATABASE_URL_FILE=str(file)).strip() == elsewhere
    assert run("bash", "-c", ask, "scripts/ask", DATABASE_URL=elsewhere).strip() == elsewhere
    assert run("bash", "-c", ask, "scripts/ask").strip() == "ours"
