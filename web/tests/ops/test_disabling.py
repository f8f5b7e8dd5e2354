"""One person disables somebody at once; enabling needs two. Meanwhile no way of signing in works."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, enter_password, send, sent_code, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld

NEW = "nenosiri jipya kabisa"


@pytest.fixture
def owner_id(seeded: SeededWorld) -> Iterator[int]:
    """The owner who signs in with a password; enabled again when the test is over."""
    found = seeded.value("select g.user_id from access.role_grants g join accounts.users u using (user_id)"
                         " where g.role = 'owner' and u.phone_last3 = '101'")  # fmt: skip
    seeded.connection.execute("create temporary table kept as select * from accounts.users")
    yield int(found)
    seeded.connection.execute(
        "update accounts.users u set disabled_at = null, disabled_by = null, disabled_why = null,"
        " password_salt = k.password_salt, password_params = k.password_params, password_verifier = k.password_verifier"
        " from kept k where k.user_id = u.user_id"
    )
    seeded.connection.execute("drop table kept")


def refusal(client: FlaskClient, phone: str, password: str) -> tuple[int, str]:
    """Status and words of a sign-in that fails."""
    answer = enter_password(client, phone, password)
    return answer.status_code, words(answer.text).replace(phone, "")


def texts_to(seeded: SeededWorld, user: int) -> list[str]:
    query = """select o.payload ->> 'text' from messaging.outbox o, accounts.users u
               where u.user_id = %s and o.payload ->> 'phone_hash' = encode(u.phone_hash, 'hex') order by outbox_id"""
    return [text for (text,) in seeded.connection.execute(query, (user,)).fetchall()]


def ask_reset_code(client: FlaskClient, seeded: SeededWorld) -> dict[str, str]:
    seeded.connection.execute("delete from accounts.one_time_codes")
    client.post("/reset", data={"phone": world.OWNER_PHONE})
    return {"phone": world.OWNER_PHONE, "code": sent_code("reset_password"), "password": NEW}


def test_one_person_disables_and_two_enable(people: Flask, seeded: SeededWorld, owner_id: int) -> None:
    person, place = sign_in(people.test_client(), world.OWNER_PHONE), f"/ops/people/{owner_id}"
    maker, checker = seeded.browser("ops"), seeded.browser("finance")
    text = words(page(maker, f"{place}/disable"))
    assert "Mahali atakapotolewa 1 Majukumu yake yatakayosimama 1" in text
    assert send(maker, f"{place}/disable", reason="simu <b>imeibwa</b>") == f"{place}?done=disabled"
    assert person.get("/owner/").headers["Location"].startswith("/login")
    assert refusal(people.test_client(), world.OWNER_PHONE, world.PASSWORD)[0] == 403
    assert re.search(r"akaunti yako imefungwa \d\d/\d\d \d\d:\d\d", texts_to(seeded, owner_id)[-1])
    html = page(checker, place)
    assert re.search(r"Imesimamishwa na .{1,60} tangu", words(html))
    assert "imeibwa&lt;/b&gt;" in html
    assert f'href="{place}/disable"' not in html
    assert checker.get(f"{place}/enable").status_code == 404, "who decides does not propose"
    assert "Imesimamishwa." in words(page(checker, "/ops/people?role=owner"))

    assert send(maker, f"{place}/enable", reason="simu imepatikana") == f"{place}?done=proposed"
    change = re.findall(r'href="(/ops/changes/[0-9]+)"', page(maker, place))[0]
    assert "kurudishwa" in words(page(maker, "/ops/people"))
    assert "Mwenzako ndiye ataidhinisha" in words(page(maker, change))
    text = words(page(checker, change))
    assert "pamoja na majukumu yake" in text
    assert "simu <b>imeibwa</b>" in text, "whoever decides reads why it was"
    assert send(checker, change, decision="approved") == f"{change}?done=approved"
    assert person.get("/owner/").headers["Location"].startswith("/login"), "what ended stays ended"
    assert "imefunguliwa tena" in "".join(texts_to(seeded, owner_id)[-2:])
    # A thief may know the old password: it opens nothing, until a code to the phone has set another.
    assert refusal(people.test_client(), world.OWNER_PHONE, world.PASSWORD)[0] == 403
    assert seeded.value("select count(*) from accounts.devices where user_id = %s", owner_id) == 0
    client = people.test_client()
    assert client.post("/reset/password", data=ask_reset_code(client, seeded)).status_code == 303
    page(sign_in(client, world.OWNER_PHONE, NEW), "/owner/")


def test_no_answer_tells_that_somebody_is_disabled(people: Flask, seeded: SeededWorld, owner_id: int) -> None:
    client = people.test_client()
    before = refusal(client, world.OWNER_PHONE, "not the password")
    send(seeded.browser("finance"), f"/ops/people/{owner_id}/disable", reason="ugomvi")
    assert refusal(client, world.OWNER_PHONE, world.PASSWORD) == before == refusal(client, "0799999998", world.PASSWORD)
    sent = seeded.value("select count(*) from accounts.one_time_codes")
    for phone in (world.OWNER_PHONE, "0799999998"):
        assert client.post("/reset", data={"phone": phone}).status_code == 200
        assert seeded.value("select count(*) from accounts.one_time_codes") == sent
        form = {"code": "123456", "password": NEW, "phone": phone}
        assert client.post("/reset/password", data=form).status_code == 403


def test_an_open_code_is_void_after_disabling(people: Flask, seeded: SeededWorld, owner_id: int) -> None:
    client = people.test_client()
    form = ask_reset_code(client, seeded)
    send(seeded.browser("ops"), f"/ops/people/{owner_id}/disable", reason="simu imeibwa")
    seeded.enable_everybody()
    assert client.post("/reset/password", data=form).status_code == 403


@pytest.mark.parametrize(("who", "reason", "message"), [
    ("ops", "ugomvi", "Huwezi kusimamisha akaunti yako mwenyewe."), ("finance", "ugomvi", "lazima wabaki watu wawili"),
    ("partner", "x", "Andika sababu, herufi 3 hadi 200.")
])  # fmt: skip
def test_a_blocker_is_named_and_nobody_is_disabled(seeded: SeededWorld, who: str, reason: str, message: str) -> None:
    maker = seeded.browser("ops")
    form = {"csrf": csrf_of(maker), "reason": reason}
    answer = maker.post(f"/ops/people/{seeded.users[who]}/disable", data=form)
    assert (answer.status_code, message in words(answer.text)) == (422, True)
    assert seeded.value("select count(*) from accounts.users where disabled_by is not null") == 0


def test_the_audit_log_says_who_disabled_whom_and_why(seeded: SeededWorld, owner_id: int) -> None:
    send(seeded.browser("finance"), f"/ops/people/{owner_id}/disable", reason="simu imeibwa tena")
    last = """select actor, subject, after ->> 'reason' from audit.changes where action = 'disable_person'
               order by change_id desc limit 1"""
    row = seeded.connection.execute(last).fetchone()
    assert row == (f"user:{seeded.users['finance']}", f"accounts.users:{owner_id}", "simu imeibwa tena")
