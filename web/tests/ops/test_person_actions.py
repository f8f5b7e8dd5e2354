"""The page of each action on a person: what will happen, and a code in the same form where one is due."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.cookies import SESSION_COOKIE
from web.i18n import labels
from web.person_actions import ACTIONS
from web.tests.pages import matrix, world
from web.tests.pages.fixtures import RESET_SECOND_FACTORS, csrf_in, csrf_of, send, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld


@pytest.fixture
def stale(people: Flask, seeded: SeededWorld) -> FlaskClient:
    """One of our staff with an app, whose last code was an hour ago."""
    client = sign_in(people.test_client(), world.OPS_PHONE)
    seeded.let_second_factors_age()
    seeded.connection.execute(RESET_SECOND_FACTORS)
    return client


def now() -> str:
    return world.APPS[world.OPS_PHONE].now()


def pages_of_actions(seeded: SeededWorld) -> dict[str, str]:
    seeded.execute(matrix.AS_BEFORE)
    calls = matrix.action_page_calls()
    return {name: seeded.say(calls[f"GET ops {name}"].own) for party, name in ACTIONS if party == "ops"}


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_every_action_says_what_will_happen_before_it_does(seeded: SeededWorld, lang: str) -> None:
    client = seeded.browser("ops")
    client.set_cookie("lipa_lang", lang)
    paths = pages_of_actions(seeded)
    before = seeded.value("select count(*) from audit.changes")
    for act, path in paths.items():
        html = page(client, path)
        for family in ("action_name", "action_will", "action_do"):
            assert labels.label(family, act, lang) in words(html), act
        for key in [key for key in labels.LABELS["action_figure"] if key.startswith(f"{act}.")]:
            assert re.search(re.escape(labels.label("action_figure", key, lang)) + " [0-9]+ ", words(html)), key
        for field in ACTIONS["ops", act].fields:
            assert f'name="{field}"' in html, act
        assert "{" not in words(html)
    assert seeded.value("select count(*) from audit.changes") == before, "looking changes nothing"


def test_an_address_fills_in_no_form(seeded: SeededWorld) -> None:
    client, one = seeded.browser("ops"), f"/ops/people/{seeded.names['subject']}"
    lured = page(client, f"{one}/grant?role=finance&scope=zote&reason=kama+tulivyokubaliana")
    assert "zote" not in re.findall(r'<input[^>]*name="(?!q|next)[^>]*value="([^"]*)"', lured)
    assert "selected" not in lured
    path = f"{one}/revoke?grant_id={seeded.names['grant_id']}"
    html = page(client, path + "&reason=kama+tulivyokubaliana")
    assert f'action="{path}"' in html, "but it says which role it is about"
    assert "partner" in html or "mshirika" in html
    assert "kama tulivyokubaliana" not in re.sub(r'name="next" value="[^"]*"', "", html)


@pytest.mark.parametrize("path", ["revoke", "revoke?grant_id=0", "forget_device", "forget_device?place=0123", "dance"])
def test_an_action_about_something_of_others_has_no_page(seeded: SeededWorld, path: str) -> None:
    client = seeded.browser("ops")
    assert client.get(f"/ops/people/{seeded.names['subject']}/{path}").status_code == 404


def test_the_page_of_a_person_only_links_to_actions(seeded: SeededWorld) -> None:
    opened = "select 1 from accounts.open_session(p_user_id => %s, p_session => sha256('x'), p_previous => null)"
    seeded.value(opened, seeded.names["subject"])
    html = page(seeded.browser("ops"), f"/ops/people/{seeded.names['subject']}")
    forms = re.findall(r'<form[^>]*action="([^"]*)"', html)
    assert set(forms) == {"/language", "/logout", "/ops/search"}
    for act, path in pages_of_actions(seeded).items():
        if act not in ("enable", "lift_freeze", "revoke"):  # nothing is stopped; the role is any of theirs
            assert path in html, act


def test_blockers_of_disabling_are_shown_and_there_is_no_button(seeded: SeededWorld) -> None:
    html = page(seeded.browser("ops"), f"/ops/people/{seeded.users['finance']}/disable")
    assert "lazima wabaki watu wawili" in words(html)
    assert 'method="post" action="/ops' not in html.replace("/ops/search", "")


@pytest.mark.parametrize(("path", "message"), [
    ("/ops/people/{ops}/grant", "Huwezi kuamua wala kupendekeza kuhusu wewe mwenyewe"),
    ("/ops/people/{subject}/enable", "Haijasimamishwa")
])  # fmt: skip
def test_what_is_refused_is_the_outcome_of_the_action(seeded: SeededWorld, path: str, message: str) -> None:
    client, path = seeded.browser("ops"), path.format(**seeded.users | seeded.names)
    form = {"csrf": csrf_of(client), "reason": "kama tulivyokubaliana", "role": "auditor"}
    answer = client.post(path, data=form)
    assert (answer.status_code, message in words(answer.text)) == (422, True)


def test_the_form_of_an_action_takes_the_code_too(seeded: SeededWorld, stale: FlaskClient) -> None:
    thief, path = seeded.browser("partner"), f"/ops/people/{seeded.users['partner']}/end_sessions"
    html = page(stale, path)
    assert 'autocomplete="one-time-code"' in html
    wrong = stale.post(path, data={"csrf": csrf_in(html), "code": "000000"})
    assert (wrong.status_code, "Namba si sahihi" in words(wrong.text)) == (403, True)
    assert thief.get("/sessions").status_code == 200, "a wrong code does nothing"
    missing = stale.post(path, data={"csrf": csrf_in(html)})
    assert (missing.status_code, "Muda wa namba ya Authenticator umekwisha" in words(missing.text)) == (403, True)
    before = stale.get_cookie(SESSION_COOKIE)
    done = stale.post(path, data={"csrf": csrf_in(html), "code": now()})
    assert done.headers["Location"] == f"/ops/people/{seeded.users['partner']}?done=ended"
    assert thief.get("/sessions").headers["Location"].startswith("/login")
    after = stale.get_cookie(SESSION_COOKIE)
    assert before
    assert after
    assert before.value != after.value, "a proved session has a new token"
    assert 'name="code"' not in page(stale, f"/ops/people/{seeded.names['subject']}/disable")


def test_who_presses_twice_stays_signed_in(people: Flask, seeded: SeededWorld, stale: FlaskClient) -> None:
    seeded.browser("partner")
    path = f"/ops/people/{seeded.users['partner']}/end_sessions"
    form = {"csrf": csrf_in(page(stale, path)), "code": now()}
    before = stale.get_cookie(SESSION_COOKIE)
    assert before
    assert stale.post(path, data=form).headers["Location"].endswith("?done=ended")
    second = people.test_client()
    second.set_cookie(SESSION_COOKIE, before.value)  # sent before the first answer came
    answer = second.post(path, data=form)
    assert (answer.headers["Location"], answer.headers.getlist("Set-Cookie")) == ("/", [])
    assert second.get("/").headers["Location"] == "/login", "the old token opens nothing"
    assert stale.get("/").headers["Location"] == "/ops/", "and the new one what it did"


def test_with_a_right_code_and_no_reason_the_form_can_be_sent_again(stale: FlaskClient, seeded: SeededWorld) -> None:
    path = f"/ops/people/{seeded.names['leaver']}/disable"
    form = {"csrf": csrf_in(page(stale, path)), "code": world.APPS[world.OPS_PHONE].now(), "reason": "x"}
    again = stale.post(path, data=form)
    assert (again.status_code, "Andika sababu, herufi 3 hadi 200." in words(again.text)) == (422, True)
    assert 'name="code"' not in again.text
    assert 'aria-describedby="reason-hint reason-error" aria-invalid=true' in again.text
    form = {"csrf": csrf_in(again.text), "reason": "simu imeibwa"}
    assert stale.post(path, data=form).headers["Location"].endswith("?done=disabled")
    seeded.enable_everybody()


@pytest.mark.parametrize(("role", "path", "form"), [
    ("ops", "/ops/people/{subject}/grant", {"role": "auditor"}),
    ("sacco_admin", "/sacco/people/crew", {"phone": "0712000777", "vehicle": "KZZ 001A"})
])  # fmt: skip
def test_a_mistyped_day_loses_nothing_typed(seeded: SeededWorld, role: str, path: str, form: dict[str, str]) -> None:
    client, path = seeded.browser(role), path.format(**seeded.names)
    typed = form | {"from": "3 Desemba", "reason": "anaanza kazi mwezi ujao"}
    answer = client.post(path, data={"csrf": csrf_of(client), **typed})
    assert (answer.status_code, "Andika tarehe, mfano 31/12/2026." in words(answer.text)) == (422, True)
    assert 'aria-describedby="from-hint from-error" aria-invalid=true' in answer.text
    for word in (value for name, value in typed.items() if name != "role"):
        assert f'value="{word}"' in answer.text
    assert '<option value="auditor" selected>' in answer.text or role != "ops"


def test_the_form_of_a_decision_takes_the_code_too(seeded: SeededWorld, stale: FlaskClient) -> None:
    of = "from accounts.users where phone_last3 = '103'"
    seeded.value(f"select access.grant_role(user_id, 'finance', 'platform', null) {of}")
    change = f"/ops/changes/{seeded.names['ops_change']}"
    form = {"csrf": csrf_of(stale), "decision": "declined", "reason": "hatumjui hapa"}
    wrong = stale.post(change, data={**form, "code": "000000"})
    assert (wrong.status_code, 'id="code-error"' in wrong.text) == (403, True)
    assert 'value="hatumjui hapa"' in wrong.text, "the reason is not typed again"
    unsaid = stale.post(change, data={**form, "reason": "hapana", "code": now()})
    assert unsaid.headers["Location"] == f"{change}?done=no_real_reason"
    assert "herufi 10 au zaidi" in words(page(stale, unsaid.headers["Location"]))
    done = stale.post(change, data={**form, "csrf": csrf_of(stale)})
    assert done.headers["Location"] == f"{change}?done=declined"
    assert "Imekataliwa: hatumjui hapa" in words(page(seeded.browser("ops"), change)), "who proposed it reads why"


def test_an_erasure_is_previewed_first(seeded: SeededWorld) -> None:
    client = seeded.browser("ops")
    send(client, "/ops/people/new", phone="0712000559", name="Njoki")
    form = {"csrf": csrf_of(client), "phone": "0712000559"}
    answer = client.post("/ops/privacy/preview", data=form)
    assert "Futa taarifa zake: ..559" in words(answer.text)
    assert "Akaunti itakayofutwa 1" in words(answer.text)
    assert seeded.value("select count(*) from privacy.erasures") == 0
    assert client.post("/ops/privacy/erase", data=form | {"reason": "x"}).status_code == 422
    where = send(client, "/ops/privacy/erase", phone="0712000559", reason="ameomba kwa barua")
    assert where == "/ops/privacy?done=proposed"
    change = seeded.value("select max(change_id) from config.config_changes where kind = 'erasure'")
    assert "Akaunti itakayofutwa: 1" in words(page(seeded.browser("finance"), "/ops/erasures"))
    send(seeded.browser("finance"), f"/ops/config/{change}", decision="approved")
    gone = client.post("/ops/privacy/preview", data=form)
    assert "Hatuna taarifa za namba hiyo." in words(gone.text)


def test_the_admin_of_a_sacco_sees_who_leaves(seeded: SeededWorld) -> None:
    client = seeded.browser("sacco_admin")
    html = page(client, "/sacco/people")
    path = f"/sacco/people/revoke?grant_id={seeded.names['my_crew']}"
    assert f'href="{path}"' in html
    text = words(page(client, path))
    assert "kondakta au dereva · KZZ 001A" in text
    answer = client.post(path, data={"csrf": csrf_of(client), "reason": "x"})
    assert (answer.status_code, "Andika sababu" in words(answer.text)) == (422, True)
    assert send(client, path, reason="ameondoka") == "/sacco/people?done=proposed"
    again = client.post(path, data={"csrf": csrf_in(html), "reason": "ameondoka"})
    assert "Pendekezo kama hilo linasubiri." in words(again.text)


def test_a_refused_page_of_an_action_is_in_the_audit_log(seeded: SeededWorld) -> None:
    client = seeded.browser("auditor")
    assert client.get(f"/ops/people/{seeded.names['subject']}/disable").status_code == 404
    assert seeded.refusals("auditor")[-1:] == ["ops.person_action"]
