"""Ready means: this database has seen the migrations and functions that this process was written for."""

from pathlib import Path

import psycopg
import pytest
from flask import Flask

from db.tests.database import Database
from web.core import release
from web.core.release import Release


@pytest.fixture(autouse=True)
def _restored(people: Flask) -> None:
    people.extensions["lipa.release"] = release.current()


def answer(people: Flask) -> tuple[int, str]:
    said = people.test_client().get("/readyz")
    return said.status_code, said.text.strip()


def test_the_loader_and_the_process_reckon_the_same(people: Flask, database: Database) -> None:
    assert answer(people) == (200, "ready")
    with psycopg.connect(database.owner_url) as owner:
        loaded = owner.execute("select sha256 from config.loaded_functions").fetchall()
    assert loaded == [(release.current().functions_sha256,)]


def test_a_process_whose_migration_was_not_run_is_not_ready(people: Flask) -> None:
    people.extensions["lipa.release"] = Release("20990101000000", release.current().functions_sha256)
    status, said = answer(people)
    assert (status, said.partition(":")[0]) == (503, "migrations are missing")


def test_a_process_whose_functions_were_never_loaded_is_not_ready(
    people: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (*release.DB.glob("functions/*/*.sql"), *release.DB.glob("migrations/*.sql")):
        copy = tmp_path / "db" / path.relative_to(release.DB)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "db/functions/messaging/texts.csv").write_text("key,sw,en\n", encoding="utf-8")
    monkeypatch.setattr(release, "DB", tmp_path / "db")
    people.extensions["lipa.release"] = release.current()
    status, said = answer(people)
    assert (status, said.partition(":")[0]) == (503, "functions are missing")
