"""Refusals are in the audit log, in plain words, one row for each kind in each hour."""

import re
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

import web
from db.tests.database import Database
from web import i18n
from web.core import db
from web.i18n import labels
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, enter_password, sign_in
from web.tests.pages.html_text import page, words

FUNCTIONS = Path(web.__file__).parents[1] / "db" / "functions"
FLOOD = 1_000


@pytest.fixture(autouse=True)
def _no_refusals(people: Flask, connection: Connection) -> None:
    connection.execute("truncate audit.refusals")


def rows(connection: Connection, action: str) -> list[tuple[str, str, dict[str, object] | None]]:
    """Actor, subject and the rest of all changes of one kind."""
    return connection.execute(
        "select actor, subject, after from audit.changes where action = %s order by change_id", (action,)
    ).fetchall()


def test_the_audit_log_names_the_session_of_a_refused_form(staff: FlaskClient, connection: Connection) -> None:
    answer = staff.post("/ops/people/new", data={"phone": "0700000123", "csrf": "0" * 64})
    assert (answer.status_code, "Fungua ukurasa upya" in answer.text) == (403, True)
    actor, subject, after = rows(connection, "form_refused")[-1]
    assert (re.fullmatch("user:[0-9]+", actor) is not None, subject, after) == (True, "ops.register_person", None)


def test_the_audit_log_names_the_address_of_a_form_without_a_session(people: Flask, connection: Connection) -> None:
    form, headers = {"phone": world.OWNER_PHONE, "password": "x"}, {"Origin": "https://evil.example"}
    assert people.test_client().post("/login", data=form, headers=headers).status_code == 403
    actor, subject, after = rows(connection, "form_refused")[-1]
    assert (actor, subject) == ("lipa_account", "account.sign_in")
    assert re.fullmatch("address:[0-9a-f]{16}", str((after or {})["from"]))


def test_only_actions_log_a_missing_fresh_factor(staff: FlaskClient, people: Flask, connection: Connection) -> None:
    form = {"csrf": csrf_of(staff), "value": "4", "reason": "sababu"}
    connection.execute("update accounts.sessions set proved_at = proved_at - interval '1 hour'")
    assert staff.post("/ops/settings/sign_in_tries", data=form).headers["Location"].startswith("/sign-in/code")
    assert [subject for _, subject, _ in rows(connection, "reauthentication_refused")] == ["ops.change_config"]
    client = people.test_client()
    enter_password(client)
    assert client.get("/ops/").headers["Location"].startswith("/sign-in/code")
    assert client.post("/ops/people/new", data={"csrf": csrf_of(client)}).status_code == 303
    logged = [subject for _, subject, _ in rows(connection, "reauthentication_refused")]
    assert logged == ["ops.change_config", "ops.register_person"]


@pytest.mark.parametrize(
    "trouble", [db.DatabaseUnavailableError("gone"), db.DatabaseError("57014")], ids=["away", "refused"]
)
def test_an_unlogged_refusal_refuses(staff: FlaskClient, monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    ask = db.value

    def fail(function: str, /, *, within: float = db.SECONDS, **arguments: object) -> object:
        if function == "account.note_refusal":
            raise trouble
        return ask(function, within=within, **arguments)

    monkeypatch.setattr(db, "value", fail)
    assert staff.post("/ops/people/new").status_code == 403


def test_a_thousand_forged_forms_are_one_row(people: Flask, connection: Connection) -> None:
    client = sign_in(people.test_client(), world.OWNER_PHONE)
    assert {client.post("/logout").status_code for _ in range(FLOOD)} == {403}
    logged = rows(connection, "form_refused")
    assert len(logged) <= 2  # an hour may have ended meanwhile
    assert sum(int(str((after or {}).get("times", 1))) for _, _, after in logged) == FLOOD


def test_no_fare_waits_for_a_refusal(
    database: Database, small_world: world.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long somebody locks the counts, the path of a fare does not read them."""
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=2s")
    with psycopg.connect(database.owner_url) as flood:
        flood.execute("lock table audit.refusals in exclusive mode")
        with pytest.raises(psycopg.errors.LockNotAvailable), psycopg.connect(database.owner_url) as one:
            one.execute("select access.refuse('owners.fare', 'TKX')")
        assert small_world.pay("KZZ 001A", 6000, small_world.fares[0].paid_at)
        flood.rollback()


@pytest.mark.parametrize("lang", i18n.LANGS)
def test_the_audit_log_uses_plain_words(staff: FlaskClient, connection: Connection, lang: str) -> None:
    staff.set_cookie("lipa_lang", lang)
    staff.post("/ops/people/new")
    staff.get("/ops/suspense/0712345678")
    text = words(page(staff, "/ops/audit-log").split("</details>", 1)[1])  # below the form
    for key in ("audit_action.form_refused", "audit_action.refused", "audit_subject.mobile_money.payments"):
        assert labels.notice(key, lang) in text
    assert "***678" in text
    for code in ("form_refused", "mobile_money.payments", "0712345"):
        assert code not in text


def test_every_action_that_the_database_logs_has_its_text() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in FUNCTIONS.rglob("*.sql"))
    written = set(re.findall(r"p_action => '([a-z_]+)'", source)) | {"insert", "update", "delete", "form_refused"}
    written |= {f"{change}_vehicle" for change in ("close", "reopen", "move", "transfer")}  # fleet.change_vehicle
    assert written | {"reauthentication_refused"} == set(labels.ACTIONS)
