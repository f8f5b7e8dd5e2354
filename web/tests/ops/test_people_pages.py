"""People and their roles, on the staff' and the SACCO's pages; where one is signed in; the audit log."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from web import csrf as web_csrf
from web.cookies import SESSION_COOKIE
from web.core import db
from web.security import one_time_codes
from web.tests.pages import seed, world
from web.tests.pages.fixtures import csrf
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import World

HOSTILE = ("<script>alert(1)</script>", "{{7*7}}", "\u202e064", "Ng'ang'a", "=cmd|'/c calc'!A1")


@pytest.fixture(scope="module")
def seeded(small_world: World, people: Flask) -> SeededWorld:
    """People of every role."""
    return seed.furnish(small_world)


def browser(people: Flask, seeded: SeededWorld, role: str) -> FlaskClient:
    """Somebody of that role, every step of signing in taken."""
    client = people.test_client()
    client.set_cookie(SESSION_COOKIE, seeded.session(role))
    return client


def send(client: FlaskClient, path: str, **form: str) -> str:
    """A form; returns where it leads."""
    cookie = client.get_cookie(SESSION_COOKIE)
    assert cookie
    with client.application.test_request_context(headers={"Cookie": f"{SESSION_COOKIE}={cookie.value}"}):
        form["csrf"] = web_csrf.csrf_token()
    answer = client.post(path, data=form)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


@pytest.mark.parametrize(
    ("role", "path", "home"),
    [("sacco_admin", "/sacco/people/crew", "/sacco/people/crew"), ("ops", "/ops/people/new", "/ops/people"),
     ("ops", "/ops/privacy/erase", "/ops/privacy"), ("ops", "/ops/pilot/sim", "/ops/pilot/sim")],
)  # fmt: skip
def test_the_other_language_is_there_on_a_form_that_was_not_taken(
    people: Flask, seeded: SeededWorld, role: str, path: str, home: str
) -> None:
    client = browser(people, seeded, role)
    answer = client.post(path, data={"phone": "071", "csrf": csrf(page(client, home))})
    assert "aria-invalid" in answer.text
    leads = re.findall(r'action="/language">\s*<input type="hidden" name="next" value="([^"]*)"', answer.text)
    assert leads == [home]
    assert client.get(leads[0]).status_code == 200


def test_somebody_new_gets_a_role_from_two_people(people: Flask, seeded: SeededWorld) -> None:
    maker, checker = browser(people, seeded, "ops"), browser(people, seeded, "finance")
    person = send(maker, "/ops/people/new", phone="0712 000 555", name="Wanjiku wa Majaribio")
    assert "Wanjiku wa Majaribio ..555" in words(page(maker, person))
    place = person.split("?", maxsplit=1)[0]
    assert send(maker, f"{place}/grant", role="auditor", reason="anakagua vitabu").endswith("?done=proposed")
    change = re.findall(r'href="(/ops/changes/[0-9]+)"', page(maker, place))[0]
    assert "Mwingine ndiye anayeamua" in words(page(maker, change))
    text = words(page(checker, change))
    assert "Wanjiku wa Majaribio ..555 atapewa jukumu: mkaguzi (mfumo wote)." in text
    assert "anakagua vitabu" in text
    assert send(checker, change, decision="approved") == f"{change}?done=approved"
    assert "mkaguzi · mfumo wote" in words(page(checker, place))
    assert "Mabadiliko" in words(page(checker, "/ops/people?role=auditor"))


def test_somebody_new_sets_their_first_password_by_a_code(people: Flask, seeded: SeededWorld) -> None:
    send(browser(people, seeded, "ops"), "/ops/people/new", phone="0712000558", name="Achieng")
    client = people.test_client()
    assert client.post("/login", data={"phone": "0712000558", "password": ""}).status_code == 422
    assert client.post("/login", data={"phone": "0712000558", "password": "x" * 12}).status_code == 403
    client.post("/reset", data={"phone": "0712000558"})
    text, sealed = seeded.connection.execute(
        "select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox where key like 'code/%'"
        " order by outbox_id desc limit 1"
    ).fetchone() or ("", "")
    code = re.findall(r"\b[0-9]{6}\b", one_time_codes.fill_in(text, sealed))[0]
    form = {"phone": "0712000558", "code": code, "password": "nenosiri jipya kabisa"}
    assert client.post("/reset/password", data=form).status_code == 303
    assert client.post("/login", data=form).status_code == 303
    assert "bado hujapewa kurasa" in words(page(client, "/"))


def test_what_was_typed_stands_in_the_form_again_beside_what_is_wrong(people: Flask, seeded: SeededWorld) -> None:
    maker = browser(people, seeded, "ops")
    html = page(maker, f"/ops/people/{seeded.names['subject']}")
    answer = maker.post(
        f"/ops/people/{seeded.names['subject']}/grant",
        data={"csrf": csrf(html), "role": "crew", "scope": "KZZ 777Z", "reason": "kondakta mpya"},
    )
    assert answer.status_code == 422
    assert "Jukumu hilo halishikwi hapo" in words(answer.text)
    assert 'value="KZZ 777Z"' in answer.text
    assert 'value="crew" selected' in answer.text


def test_a_phone_is_found_without_standing_in_an_address(people: Flask, seeded: SeededWorld) -> None:
    maker = browser(people, seeded, "ops")
    form = {"csrf": csrf(page(maker, "/ops/people"))}
    send(maker, "/ops/people/new", phone="0712000556", name="Otieno")
    assert "Otieno ..556" in words(maker.post("/ops/people", data={**form, "phone": "+254712000556"}).text)
    assert "Hakuna aliyepatikana" in words(maker.post("/ops/people", data={**form, "phone": "0799999999"}).text)
    wrong = maker.post("/ops/people", data={**form, "phone": "x"})
    assert (wrong.status_code, "aria-invalid=true" in wrong.text) == (422, True)
    assert "Hakuna aliyepatikana" in words(wrong.text), "what is no number finds nobody, and not everybody"


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_reasons_are_shown_as_text(people: Flask, seeded: SeededWorld, name: str) -> None:
    maker = browser(people, seeded, "ops")
    place = send(maker, "/ops/people/new", phone=f"07120006{HOSTILE.index(name):02d}", name=name).split(
        "?", maxsplit=1
    )[0]
    send(maker, f"{place}/grant", role="auditor", reason=name)
    for address in (place, "/ops/people", "/ops/audit-log"):
        html = page(maker, address)
        assert "<script" not in html
        assert "<bdi>49" not in html


def test_a_sacco_makes_its_crew_by_two_people(people: Flask, seeded: SeededWorld) -> None:
    maker, checker = browser(people, seeded, "sacco_admin"), browser(people, seeded, "sacco_treasurer")
    form = {"phone": "0712000557", "name": "Kamau", "vehicle": "kzz001a", "reason": "kondakta mpya"}
    assert send(maker, "/sacco/people/crew", **form) == "/sacco/people?done=proposed"
    html = page(checker, "/sacco/people")
    assert "Kamau" in html
    change = re.findall(r'href="(/sacco/changes/[0-9]+)"', html)[-1]
    maker_is = "update accounts.users set disabled_at = {}, disabled_by = {}, disabled_why = {} where user_id = %s"
    seeded.connection.execute(
        maker_is.format("now()", "user_id", "'simu imeibwa'").encode(), (seeded.users["sacco_admin"],)
    )
    told = words(page(checker, change))
    seeded.connection.execute(maker_is.format("null", "null", "null").encode(), (seeded.users["sacco_admin"],))
    assert "Aliyependekeza amefungiwa." in told
    assert "Aliyependekeza amefungiwa." not in words(page(checker, change))
    assert send(checker, change, decision="approved") == f"{change}?done=approved"
    assert "Kamau ..557 kondakta au dereva · KZZ 001A" in words(page(maker, "/sacco/"))


def test_a_phone_proposed_for_a_crew_tells_nobody_the_name_of_its_owner(people: Flask, seeded: SeededWorld) -> None:
    ops, maker, checker = (browser(people, seeded, role) for role in ("ops", "sacco_admin", "sacco_treasurer"))
    send(ops, "/ops/people/new", phone="0712000558", name="Achieng")
    send(maker, "/sacco/people/crew", phone="0712000558", name="Whoever", vehicle="kzz001a", reason="kondakta mpya")
    shown = page(maker, "/sacco/people")
    change = re.findall(r'href="(/sacco/changes/[0-9]+)"', shown)[-1]
    assert "..558" in shown
    for client, address in ((maker, "/sacco/people"), (checker, "/sacco/people"), (maker, change), (checker, change)):
        assert "Achieng" not in page(client, address)
    assert "Achieng" in page(ops, "/ops/people")
    send(checker, change, decision="approved")
    assert "Achieng" in page(maker, "/sacco/people")  # of one's own crew one knows the names


NAMES = ("O'Brien", "Ng'ang'a", "null", "Zoë wa Ng\u2019ang\u2019a", "n" * 80, "Z̴̢͝")
NO_NAMES = ("x" * 81, "x" * 10_000, "a\0b", "Kamau\r\nSet-Cookie: a=b", "\u200b\u200b", "\u202e", "a\x7f")


@pytest.mark.parametrize(("role", "path", "home"), [
    ("ops", "/ops/people/new", "/ops/people"), ("sacco_admin", "/sacco/people/crew", "/sacco/people")
])  # fmt: skip
def test_real_names_are_kept_exactly_and_what_is_none_is_said(
    people: Flask, seeded: SeededWorld, role: str, path: str, home: str
) -> None:
    maker = browser(people, seeded, role)
    for number, name in enumerate(NAMES):
        phone = f"07120{number}{len(role):02}{len(path):02}"
        where = send(maker, path, phone=phone, name=f" {name} ", vehicle="kzz001a", reason="kondakta mpya")
        assert f"{name} ..{phone[-3:]}" in words(page(maker, where if role == "ops" else home)), name
    people_before = seeded.connection.execute("select count(*) from accounts.users").fetchone()
    for name in NO_NAMES:
        form = {"phone": "0712009777", "name": name, "vehicle": "kzz001a", "reason": "kondakta mpya"}
        answer = maker.post(path, data={**form, "csrf": csrf(page(maker, home))})
        assert answer.status_code == 422, name
        assert "Jina lina herufi 1 hadi 80" in words(answer.text)
        assert 'aria-describedby="name-error"' in answer.text
    assert seeded.connection.execute("select count(*) from accounts.users").fetchone() == people_before


@pytest.fixture
def maker_of_people(
    people: Flask, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlaskCliRunner]:
    """The command line, as set-up uses it."""
    for name, value in {**environment, "LIPA_NEW_PASSWORD": world.PASSWORD}.items():
        monkeypatch.setenv(name, value)
    yield people.test_cli_runner()
    db.configure(people.extensions["lipa"])


@pytest.mark.parametrize(
    ("role", "scope", "is_made"),
    [
        ("sacco_treasurer", ["--scope-sacco", "1"], True), ("sacco_treasurer", [], False),
        ("sacco_treasurer", ["--scope-owner", "1"], False), ("finance", ["--scope-sacco", "1"], False),
        ("owner", ["--scope-owner", "1", "--scope-sacco", "1"], False), ("sacco_admin", ["--scope-sacco", "999999"], False),
    ],
)  # fmt: skip
def test_the_first_people_are_made_where_their_role_is_held(
    maker_of_people: FlaskCliRunner, role: str, scope: list[str], is_made: bool
) -> None:
    made = maker_of_people.invoke(args=["create-user", "--phone", "0700000777", "--role", role, *scope])
    assert (made.exit_code == 0) == is_made


@pytest.mark.parametrize(("mode", "steps"), [("staging", 0), ("demo", 1)])
def test_a_second_step_is_given_beforehand_in_a_demo_only(
    maker_of_people: FlaskCliRunner, seeded: SeededWorld, mode: str, steps: int
) -> None:
    """Elsewhere a secret that stands in an environment is nobody's second step."""
    given = {"LIPA_MODE": mode, "LIPA_NEW_TOTP": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}
    made = maker_of_people.invoke(args=["create-user", "--phone", f"070000079{steps}", "--role", "auditor"], env=given)
    assert made.exit_code == 0, made.output
    known = "select count(*) from accounts.second_factors join accounts.users using (user_id) where phone_last3 = %s"
    assert seeded.value(known, f"79{steps}") == steps


def test_my_sessions_end_where_i_say(people: Flask, seeded: SeededWorld) -> None:
    here, there = browser(people, seeded, "owner"), browser(people, seeded, "owner")
    html = page(here, "/sessions")
    assert "kivinjari hiki" in words(html)
    assert send(here, "/sessions/end") == "/sessions?done=ended"
    assert "Umeingia hapa tu." in words(page(here, "/sessions"))
    assert there.get("/sessions").headers["Location"].startswith("/login")


def test_the_audit_log_is_searched(people: Flask, seeded: SeededWorld) -> None:
    checker = browser(people, seeded, "auditor")
    browser(people, seeded, "owner").get("/ops/people")
    html = page(checker, f"/ops/audit-log?actor={seeded.users['owner']}&action=refused")
    assert "ops.people" in words(html)
    about = page(checker, f"/ops/audit-log?about=accounts.users&key={seeded.users['owner']}")
    assert '<option value="accounts.users" selected>' in about
    assert f'name="key" maxlength="80" autocomplete="off" value="{seeded.users["owner"]}"' in about
    assert set(re.findall(r"subject=accounts.users%3A(\d+)", about)) == {str(seeded.users["owner"])}
    assert page(checker, "/ops/audit-log?to=2020-01-01").count("<tr>") == 0
    assert checker.get("/ops/audit-log?from=2026-02-30").status_code == 422
    assert checker.get("/ops/audit-log?before=x").status_code == 422


def test_a_stolen_phone_opens_nothing_once_its_sessions_are_ended(people: Flask, seeded: SeededWorld) -> None:
    stolen, maker = browser(people, seeded, "partner"), browser(people, seeded, "ops")
    send(maker, f"/ops/people/{seeded.users['partner']}/end_sessions")
    assert stolen.get("/sessions").headers["Location"].startswith("/login")


def test_no_name_and_no_number_of_theirs_stands_in_the_database(seeded: SeededWorld) -> None:
    with psycopg.connect(seeded.connection.info.dsn, password=seeded.connection.info.password) as auditor:
        rows = auditor.execute("select to_jsonb(c)::text from audit.changes c").fetchall()
    text = " ".join(row[0] for row in rows)
    assert "Wanjiku" not in text
    assert "712000555" not in text
