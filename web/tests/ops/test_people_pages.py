"""People and their roles on the pages of staff and SACCOs; one's own sessions; the audit log."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from web.core import db
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, enter_password, send, sent_code
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld

HOSTILE = ("<script>alert(1)</script>", "{{7*7}}", "\u202e064", "Ng'ang'a", "=cmd|'/c calc'!A1")


@pytest.mark.parametrize(("role", "path", "home"), [
    ("sacco_admin", "/sacco/people/crew", "/sacco/people/crew"), ("ops", "/ops/people/new", "/ops/people"),
    ("ops", "/ops/privacy/erase", "/ops/privacy"), ("ops", "/ops/pilot/sim", "/ops/pilot/sim")
])  # fmt: skip
def test_a_refused_form_offers_the_other_language(seeded: SeededWorld, role: str, path: str, home: str) -> None:
    client = seeded.browser(role)
    answer = client.post(path, data={"phone": "071", "csrf": csrf_of(client)})
    assert "aria-invalid" in answer.text
    leads = re.findall(r'action="/language">\s*<input type="hidden" name="next" value="([^"]*)"', answer.text)
    assert leads == [home]
    assert client.get(leads[0]).status_code == 200


def test_two_people_give_somebody_new_a_role(seeded: SeededWorld) -> None:
    maker, checker = seeded.browser("ops"), seeded.browser("finance")
    person = send(maker, "/ops/people/new", phone="0712 000 555", name="Wanjiku wa Majaribio")
    assert "Wanjiku wa Majaribio ..555" in words(page(maker, person))
    place = person.partition("?")[0]
    again = send(maker, "/ops/people/new", phone="+254 712 000 555", name="Mwingine")
    assert again.partition("?")[0] == place
    assert "Simu hii imesajiliwa tayari. Hakuna kilichobadilishwa." in words(page(maker, again))
    roles = page(maker, f"{place}/grant").partition('name="role"')[2].partition("</select>")[0]
    assert ('<option value="">' in roles, "selected" in roles) == (True, False)  # none is given by oversight
    assert send(maker, f"{place}/grant", role="auditor", reason="anakagua vitabu").endswith("?done=proposed")
    change = re.findall(r'href="(/ops/changes/[0-9]+)"', page(maker, place))[0]
    assert "Mwenzako ndiye ataidhinisha" in words(page(maker, change))
    text = words(page(checker, change))
    assert "Kumpa Wanjiku wa Majaribio ..555 jukumu: mkaguzi (mfumo wote)." in text
    assert "anakagua vitabu" in text
    assert send(checker, change, decision="approved") == f"{change}?done=approved"
    assert "mkaguzi · mfumo wote" in words(page(checker, place))
    assert "Mabadiliko" in words(page(checker, "/ops/people?role=auditor"))


def test_somebody_new_sets_a_first_password_by_a_code(people: Flask, seeded: SeededWorld) -> None:
    send(seeded.browser("ops"), "/ops/people/new", phone="0712000558", name="Achieng")
    client = people.test_client()
    assert enter_password(client, "0712000558", "").status_code == 422
    assert enter_password(client, "0712000558", "x" * 12).status_code == 403
    client.post("/reset", data={"phone": "0712000558"})
    form = {"phone": "0712000558", "code": sent_code("reset_password"), "password": "nenosiri jipya kabisa"}
    assert client.post("/reset/password", data=form).status_code == 303
    assert client.post("/login", data=form).status_code == 303
    assert "bado hujapewa kurasa" in words(page(client, "/"))


def test_a_refused_form_keeps_what_was_typed(seeded: SeededWorld) -> None:
    maker = seeded.browser("ops")
    form = {"csrf": csrf_of(maker), "role": "crew", "scope": "KZZ 777Z", "reason": "kondakta mpya"}
    answer = maker.post(f"/ops/people/{seeded.names['subject']}/grant", data=form)
    assert answer.status_code == 422
    assert "Hakuna mmiliki, SACCO au gari hilo" in words(answer.text)
    assert 'value="KZZ 777Z"' in answer.text
    assert 'value="crew" selected' in answer.text


def test_a_phone_is_searched_by_a_form(seeded: SeededWorld) -> None:
    maker = seeded.browser("ops")
    form = {"csrf": csrf_of(maker)}
    send(maker, "/ops/people/new", phone="0712000556", name="Otieno")
    assert "Otieno ..556" in words(maker.post("/ops/people", data={**form, "phone": "+254712000556"}).text)
    assert "Hakuna aliyepatikana" in words(maker.post("/ops/people", data={**form, "phone": "0799999999"}).text)
    wrong = maker.post("/ops/people", data={**form, "phone": "x"})
    assert (wrong.status_code, "aria-invalid=true" in wrong.text) == (422, True)
    assert "Hakuna aliyepatikana" in words(wrong.text), "what is no number finds nobody, and not everybody"


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_reasons_are_shown_as_text(seeded: SeededWorld, name: str) -> None:
    maker = seeded.browser("ops")
    place = send(maker, "/ops/people/new", phone=f"07120006{HOSTILE.index(name):02d}", name=name).partition("?")[0]
    send(maker, f"{place}/grant", role="auditor", reason=name)
    for address in (place, "/ops/people", "/ops/audit-log"):
        html = page(maker, address)
        assert "<script" not in html
        assert "<bdi>49" not in html


def test_two_people_of_a_sacco_make_its_crew(seeded: SeededWorld) -> None:
    maker, checker = seeded.browser("sacco_admin"), seeded.browser("sacco_treasurer")
    form = {"phone": "0712000557", "name": "Kamau", "vehicle": "kzz001a", "reason": "kondakta mpya"}
    assert send(maker, "/sacco/people/crew", **form) == "/sacco/people?done=proposed"
    html = page(checker, "/sacco/people")
    assert "Kamau" in html
    change = re.findall(r'href="(/sacco/changes/[0-9]+)"', html)[-1]
    seeded.connection.execute(
        "update accounts.users set disabled_at = now(), disabled_by = user_id, disabled_why = 'simu imeibwa'"
        " where user_id = %s", (seeded.users["sacco_admin"],),
    )  # fmt: skip
    text = words(page(checker, change))
    seeded.enable_everybody()
    assert "Akaunti ya aliyeomba imesimamishwa." in text
    assert "Akaunti ya aliyeomba imesimamishwa." not in words(page(checker, change))
    assert send(checker, change, decision="approved") == f"{change}?done=approved"
    assert "Kamau ..557 kondakta au dereva · KZZ 001A" in words(page(maker, "/sacco/people"))


def test_proposing_a_phone_for_a_crew_does_not_show_the_name_of_its_person(seeded: SeededWorld) -> None:
    ops, maker, checker = (seeded.browser(role) for role in ("ops", "sacco_admin", "sacco_treasurer"))
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
def test_real_names_are_kept_and_others_refused(seeded: SeededWorld, role: str, path: str, home: str) -> None:
    maker = seeded.browser(role)
    for number, name in enumerate(NAMES):
        phone = f"07120{number}{len(role):02}{len(path):02}"
        where = send(maker, path, phone=phone, name=f" {name} ", vehicle="kzz001a", reason="kondakta mpya")
        assert f"{name} ..{phone[-3:]}" in words(page(maker, where if role == "ops" else home)), name
    people_before = seeded.value("select count(*) from accounts.users")
    for name in NO_NAMES:
        form = {"phone": "0712009777", "name": name, "vehicle": "kzz001a", "reason": "kondakta mpya"}
        answer = maker.post(path, data={**form, "csrf": csrf_of(maker)})
        assert answer.status_code == 422, name
        assert "Jina lina herufi 1 hadi 80" in words(answer.text)
        assert 'aria-describedby="name-error"' in answer.text
    assert seeded.value("select count(*) from accounts.users") == people_before


@pytest.fixture
def command_line(
    people: Flask, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlaskCliRunner]:
    for name, value in {**environment, "LIPA_NEW_PASSWORD": world.PASSWORD}.items():
        monkeypatch.setenv(name, value)
    yield people.test_cli_runner()
    db.configure(people.extensions["lipa"])


@pytest.mark.parametrize(("role", "scope", "is_made"), [
    ("sacco_treasurer", ["--scope-sacco", "1"], True), ("sacco_treasurer", [], False),
    ("sacco_treasurer", ["--scope-owner", "1"], False), ("finance", ["--scope-sacco", "1"], False),
    ("owner", ["--scope-owner", "1", "--scope-sacco", "1"], False), ("sacco_admin", ["--scope-sacco", "999999"], False)
])  # fmt: skip
def test_roles_have_fitting_scopes(command_line: FlaskCliRunner, role: str, scope: list[str], is_made: bool) -> None:
    made = command_line.invoke(args=["create-user", "--phone", "0700000777", "--role", role, *scope])
    assert (made.exit_code == 0) == is_made


@pytest.mark.parametrize(("mode", "factors"), [("staging", 0), ("demo", 1)])
def test_only_a_demo_presets_an_app(command_line: FlaskCliRunner, seeded: SeededWorld, mode: str, factors: int) -> None:
    """Elsewhere a secret in the environment is nobody's second factor."""
    given = {"LIPA_MODE": mode, "LIPA_NEW_TOTP": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}
    made = command_line.invoke(args=["create-user", "--phone", f"070000079{factors}", "--role", "auditor"], env=given)
    assert made.exit_code == 0, made.output
    known = "select count(*) from accounts.second_factors join accounts.users using (user_id) where phone_last3 = %s"
    assert seeded.value(known, f"79{factors}") == factors


def test_a_person_ends_their_other_sessions(seeded: SeededWorld) -> None:
    here, there = seeded.browser("owner"), seeded.browser("owner")
    html = page(here, "/sessions")
    assert "kivinjari hiki" in words(html)
    assert send(here, "/sessions/end") == "/sessions?done=ended"
    assert "Umeingia kwa kifaa hiki tu." in words(page(here, "/sessions"))
    assert there.get("/sessions").headers["Location"].startswith("/login")


def test_the_audit_log_is_searched(seeded: SeededWorld) -> None:
    checker = seeded.browser("auditor")
    seeded.browser("owner").get("/ops/people")
    html = page(checker, f"/ops/audit-log?actor={seeded.users['owner']}&action=refused")
    assert "ops.people" in words(html)
    about = page(checker, f"/ops/audit-log?about=accounts.users&key={seeded.users['owner']}")
    assert '<option value="accounts.users" selected>' in about
    assert f'name="key" maxlength="80" autocomplete="off" value="{seeded.users["owner"]}"' in about
    assert set(re.findall(r"subject=accounts.users%3A(\d+)", about)) == {str(seeded.users["owner"])}
    assert page(checker, "/ops/audit-log?to=2020-01-01").count("<tr>") == 0
    assert checker.get("/ops/audit-log?from=2026-02-30").status_code == 422
    assert checker.get("/ops/audit-log?before=x").status_code == 422


def test_the_audit_log_holds_no_name_and_no_number(seeded: SeededWorld) -> None:
    text = seeded.value("select string_agg(to_jsonb(c)::text, ' ') from audit.changes c")
    assert "Wanjiku" not in text
    assert "712000555" not in text
