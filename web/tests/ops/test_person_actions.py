"""Each dangerous act on a page of its own: what will happen first, a code in the same form where one is due, and no way around it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.cookies import SESSION_COOKIE
from web.i18n import labels
from web.person_actions import ACTIONS
from web.tests.ops.test_people_pages import browser, send
from web.tests.pages import matrix, seed, world
from web.tests.pages.fixtures import csrf, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import World


@pytest.fixture(scope="module")
def seeded(small_world: World, people: Flask) -> Iterator[SeededWorld]:
    """People of every role; the one who works with an app is among the staff."""
    made = seed.furnish(small_world)
    yield made
    made.connection.close()


@pytest.fixture
def stale(people: Flask, seeded: SeededWorld) -> FlaskClient:
    """An operator with an app, whose last code was an hour ago."""
    client = sign_in(people.test_client(), world.OPS_PHONE)
    seeded.connection.execute(
        "update accounts.sessions set proved_at = now() - interval '1 hour' where proved_at is not null"
    )
    seeded.connection.execute("update accounts.second_factors set last_step = 0, failed_tries = 0, locked_until = null")
    return client


def pages_of_actions(seeded: SeededWorld) -> dict[str, str]:
    """Every action of ours on a person, and where its page is."""
    seeded.connection.execute(seeded.say(matrix.AS_BEFORE).encode())
    return {
        row.function: seeded.say(visit.own)
        for (party, name), row in ACTIONS.items()
        if party == "ops" and (visit := matrix.action_visits()[f"GET ops {name}"])
    }


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_every_action_says_what_will_happen_before_it_does(people: Flask, seeded: SeededWorld, lang: str) -> None:
    client = browser(people, seeded, "ops")
    client.set_cookie("lipa_lang", lang)
    paths = pages_of_actions(seeded)
    before = seeded.value("select count(*) from audit.changes")
    for (party, act), row in ACTIONS.items():
        if party != "ops":
            continue
        html = page(client, paths[row.function])
        for key in ("action_name", "action_will", "action_do"):
            assert labels.label(key, act, lang) in words(html), act
        for key in [key for key in labels.LABELS["action_figure"] if key.startswith(f"{act}.")]:
            assert re.search(re.escape(labels.label("action_figure", key, lang)) + " [0-9]+ ", words(html)), key
        for field in row.fields:
            assert f'name="{field}"' in html, act
        assert "{" not in words(html)
    assert seeded.value("select count(*) from audit.changes") == before, "looking changes nothing"


def test_an_address_fills_in_no_form(people: Flask, seeded: SeededWorld) -> None:
    client, one = browser(people, seeded, "ops"), f"/ops/people/{seeded.names['subject']}"
    lured = page(client, f"{one}/grant?role=finance&scope=zote&reason=kama+tulivyokubaliana")
    assert "zote" not in re.findall(r'value="([^"]*)"', lured)
    assert "selected" not in lured
    path = f"{one}/revoke?grant_id={seeded.names['grant_id']}"
    html = page(client, path + "&reason=kama+tulivyokubaliana")
    assert f'action="{path}"' in html, "but it says which role it is about"
    assert "partner" in html or "mshirika" in html
    assert "kama tulivyokubaliana" not in re.sub(r'name="next" value="[^"]*"', "", html)


@pytest.mark.parametrize("path", ["revoke", "revoke?grant_id=0", "forget_device", "forget_device?place=0123", "dance"])
def test_an_action_about_nothing_of_theirs_has_no_page(people: Flask, seeded: SeededWorld, path: str) -> None:
    client = browser(people, seeded, "ops")
    assert client.get(f"/ops/people/{seeded.names['subject']}/{path}").status_code == 404


def test_nothing_of_it_happens_on_the_persons_own_page(people: Flask, seeded: SeededWorld) -> None:
    seeded.value(
        "select 1 from accounts.open_session(p_user_id => %s, p_session => sha256('somewhere'), p_previous => null)",
        seeded.names["subject"],
    )
    html = page(browser(people, seeded, "ops"), f"/ops/people/{seeded.names['subject']}")
    forms = re.findall(r'<form[^>]*action="([^"]*)"', html)
    assert set(forms) == {"/language", "/logout"}
    for function, path in pages_of_actions(seeded).items():
        if function not in ("ops.propose_enable", "ops.propose_revoke"):  # not for who is in; the role is any of theirs
            assert path in html, function


def test_what_stands_in_the_way_of_disabling_is_said_before_and_has_no_button(
    people: Flask, seeded: SeededWorld
) -> None:
    html = page(browser(people, seeded, "ops"), f"/ops/people/{seeded.users['finance']}/disable")
    assert "lazima wabaki watu wawili" in words(html)
    assert 'method="post" action="/ops' not in html


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/ops/people/{ops}/disable", "Huwezi kujifungia mwenyewe."),
        ("/ops/people/{ops}/grant", "Huwezi kuamua wala kupendekeza kuhusu wewe mwenyewe"),
        ("/ops/people/{subject}/enable", "Hajafungiwa"),
    ],
)
def test_what_is_refused_is_the_outcome_of_the_action(people: Flask, seeded: SeededWorld, path: str, said: str) -> None:
    client, path = browser(people, seeded, "ops"), path.format(**seeded.users | seeded.names)
    form = {"csrf": csrf(page(client, path)), "reason": "kama tulivyokubaliana", "role": "auditor"}
    answer = client.post(path, data=form)
    assert (answer.status_code, said in words(answer.text)) == (422, True)


def test_the_code_stands_in_the_form_of_the_act_and_the_act_follows(
    people: Flask, seeded: SeededWorld, stale: FlaskClient
) -> None:
    thief, path = browser(people, seeded, "partner"), f"/ops/people/{seeded.users['partner']}/end_sessions"
    html = page(stale, path)
    assert 'autocomplete="one-time-code"' in html
    wrong = stale.post(path, data={"csrf": csrf(html), "code": "000000"})
    assert (wrong.status_code, "Namba si sahihi" in words(wrong.text)) == (403, True)
    assert thief.get("/sessions").status_code == 200, "a wrong code does nothing"
    missing = stale.post(path, data={"csrf": csrf(html)})
    assert (missing.status_code, "Muda wa namba ya programu umekwisha" in words(missing.text)) == (403, True)
    before = stale.get_cookie(SESSION_COOKIE)
    done = stale.post(path, data={"csrf": csrf(html), "code": world.APPS[world.OPS_PHONE].now()})
    assert done.headers["Location"] == f"/ops/people/{seeded.users['partner']}?done=ended"
    assert thief.get("/sessions").headers["Location"].startswith("/login")
    after = stale.get_cookie(SESSION_COOKIE)
    assert before
    assert after
    assert before.value != after.value, "a proved session has a new token"
    assert 'name="code"' not in page(stale, f"/ops/people/{seeded.names['subject']}/disable")


def test_who_presses_twice_stays_signed_in(people: Flask, seeded: SeededWorld, stale: FlaskClient) -> None:
    browser(people, seeded, "partner")
    path = f"/ops/people/{seeded.users['partner']}/end_sessions"
    form = {"csrf": csrf(page(stale, path)), "code": world.APPS[world.OPS_PHONE].now()}
    before = stale.get_cookie(SESSION_COOKIE)
    assert before
    assert stale.post(path, data=form).headers["Location"].endswith("?done=ended")
    second = people.test_client()
    second.set_cookie(SESSION_COOKIE, before.value)  # sent before the first answer came
    answer = second.post(path, data=form)
    assert (answer.headers["Location"], answer.headers.getlist("Set-Cookie")) == ("/", [])
    assert second.get("/").headers["Location"] == "/login", "the old token opens nothing"
    assert stale.get("/").headers["Location"] == "/ops/", "and the new one what it did"


def test_with_a_right_code_and_no_reason_the_form_stays_and_its_word_is_good(
    stale: FlaskClient, seeded: SeededWorld
) -> None:
    path = f"/ops/people/{seeded.names['leaver']}/disable"
    form = {"csrf": csrf(page(stale, path)), "code": world.APPS[world.OPS_PHONE].now(), "reason": "x"}
    again = stale.post(path, data=form)
    assert (again.status_code, "Andika sababu, herufi 3 hadi 200." in words(again.text)) == (422, True)
    assert 'name="code"' not in again.text
    assert 'aria-describedby="reason-hint reason-error" aria-invalid=true' in again.text
    form = {"csrf": csrf(again.text), "reason": "simu imeibwa"}
    assert stale.post(path, data=form).headers["Location"].endswith("?done=disabled")
    seeded.connection.execute("update accounts.users set disabled_at = null, disabled_by = null, disabled_why = null")


@pytest.mark.parametrize(
    ("role", "path", "form"),
    [("ops", "/ops/people/{subject}/grant", {"role": "auditor"}),
     ("sacco_admin", "/sacco/people/crew", {"phone": "0712000777", "vehicle": "KZZ 001A"})],
)  # fmt: skip
def test_a_mistyped_day_loses_nothing_of_what_was_typed(
    people: Flask, seeded: SeededWorld, role: str, path: str, form: dict[str, str]
) -> None:
    client, path = browser(people, seeded, role), path.format(**seeded.names)
    typed = form | {"from": "3 Desemba", "reason": "anaanza kazi mwezi ujao"}
    answer = client.post(path, data={"csrf": csrf(page(client, path)), **typed})
    assert (answer.status_code, "Tarehe si sahihi." in words(answer.text)) == (422, True)
    assert 'aria-describedby="from-hint from-error" aria-invalid=true' in answer.text
    for word in (value for name, value in typed.items() if name != "role"):
        assert f'value="{word}"' in answer.text
    assert '<option value="auditor" selected>' in answer.text or role != "ops"


def test_a_code_is_good_for_a_decision_as_well(people: Flask, seeded: SeededWorld, stale: FlaskClient) -> None:
    seeded.value(
        "select access.grant_role(u.user_id, 'finance', 'platform', null) from accounts.users u where u.phone_last3 = '103'"
    )
    change = f"/ops/changes/{seeded.names['ops_change']}"
    html = page(stale, change)
    form = {"csrf": csrf(html), "decision": "declined"}
    wrong = stale.post(change, data={**form, "code": "000000"})
    assert (wrong.status_code, 'id="code-error"' in wrong.text) == (403, True)
    done = stale.post(change, data={**form, "code": world.APPS[world.OPS_PHONE].now()})
    assert done.headers["Location"] == f"{change}?done=declined"


def test_who_is_to_be_forgotten_is_weighed_first(people: Flask, seeded: SeededWorld) -> None:
    client = browser(people, seeded, "ops")
    send(client, "/ops/people/new", phone="0712000559", name="Njoki")
    form = {"csrf": csrf(page(client, "/ops/privacy")), "phone": "0712000559"}
    answer = client.post("/ops/privacy/preview", data=form)
    assert "Sahau mtu: ..559" in words(answer.text)
    assert "Akaunti itakayofutwa 1" in words(answer.text)
    assert seeded.value("select count(*) from privacy.erasures") == 0
    assert client.post("/ops/privacy/erase", data=form | {"reason": "x"}).status_code == 422
    assert (
        send(client, "/ops/privacy/erase", phone="0712000559", reason="ameomba kwa barua") == "/ops/privacy?done=erased"
    )
    gone = client.post("/ops/privacy/preview", data=form)
    assert "Hatuna chochote cha simu hiyo." in words(gone.text)


def test_a_saccos_admin_sees_who_leaves(people: Flask, seeded: SeededWorld) -> None:
    client = browser(people, seeded, "sacco_admin")
    html = page(client, "/sacco/people")
    path = f"/sacco/people/revoke?grant_id={seeded.names['my_crew']}"
    assert f'href="{path}"' in html
    text = words(page(client, path))
    assert "kondakta au dereva · KZZ 001A" in text
    answer = client.post(path, data={"csrf": csrf(html), "reason": "x"})
    assert (answer.status_code, "Andika sababu" in words(answer.text)) == (422, True)
    assert send(client, path, reason="ameondoka") == "/sacco/people?done=proposed"
    again = client.post(path, data={"csrf": csrf(html), "reason": "ameondoka"})
    assert "Pendekezo kama hilo linasubiri." in words(again.text)


def test_what_was_refused_on_a_page_of_an_act_is_in_the_audit_log(people: Flask, seeded: SeededWorld) -> None:
    client = browser(people, seeded, "auditor")
    assert client.get(f"/ops/people/{seeded.names['subject']}/disable").status_code == 404
    assert seeded.refusals("auditor")[-1:] == ["ops.person_action"]
