"""Ready means: this database has the migrations and functions that this process was written for."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from psycopg import Connection

from web.core import db, release
from web.core.release import Release


@pytest.fixture(autouse=True)
def _restored(people: Flask) -> None:
    people.extensions["lipa.release"] = release.current()


def readiness(people: Flask) -> tuple[int, str]:
    """Status, and what it says before a colon."""
    answer = people.test_client().get("/readyz")
    return answer.status_code, answer.text.strip().partition(":")[0]


def test_the_loader_and_the_process_compute_the_same_hash(people: Flask, connection: Connection) -> None:
    assert readiness(people) == (200, "ready")
    loaded = connection.execute("select sha256 from config.loaded_functions").fetchall()
    assert loaded == [(release.current().functions_sha256,)]


def test_without_migrations_it_is_not_ready(people: Flask) -> None:
    people.extensions["lipa.release"] = Release("20990101000000", release.current().functions_sha256)
    assert readiness(people) == (503, "migrations are missing")


def test_without_functions_it_is_not_ready(people: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (*release.DB.glob("functions/*/*.sql"), *release.DB.glob("migrations/*.sql")):
        copy = tmp_path / "db" / path.relative_to(release.DB)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "db/functions/messaging/texts.csv").write_text("key,sw,en\n", encoding="utf-8")
    (tmp_path / "db/functions/jobs/schedule.csv").write_text("job,every,at,call,chunk,purpose\n", encoding="utf-8")
    monkeypatch.setattr(release, "DB", tmp_path / "db")
    people.extensions["lipa.release"] = release.current()
    assert readiness(people) == (503, "functions are missing")


@pytest.mark.parametrize("error", [db.DatabaseUnavailableError("53100"), db.DatabaseError("53100")])
def test_without_writes_it_is_not_ready(people: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """53100: the disk is full."""
    value = db.value

    def refuse(function: str, /, **arguments: Any) -> Any:
        if function == "telco.try_write":
            raise error
        return value(function, **arguments)

    monkeypatch.setattr(db, "value", refuse)
    assert readiness(people) == (503, "the database takes no writes (53100)")
    assert people.test_client().get("/healthz").status_code == 200
