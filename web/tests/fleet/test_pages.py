"""Pages of onboarding: errors beside fields, the sticker, owners of one name, and what ends or moves a vehicle."""

import re
import zlib

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages.fixtures import csrf_of
from web.tests.pages.html_text import words
from web.tests.pages.seed import SeededWorld

ROUTE = {"number": "77", "corridor": "Kencom-Yaya", "peak_hours": "", "stage": ["Kencom", "Yaya", ""],
         "off_peak": ["", "40", ""], "peak": ["", "", ""], "rain": ["", "", ""]}  # fmt: skip
OWNER = {"name": "Jane", "phone": "0199000301", "id_number": ""}
LIMIT = 30 * 1024


@pytest.fixture(autouse=True)
def english(staff: FlaskClient) -> None:
    staff.set_cookie("lipa_lang", "en")


def post(client: FlaskClient, path: str, **form: object) -> tuple[int, str]:
    answer = client.post(path, data={**form, "csrf": csrf_of(client)}, follow_redirects=True)
    return answer.status_code, words(answer.text)


@pytest.mark.parametrize(("form", "typed", "said"), [
    ("route", ROUTE | {"number": "?"}, "1 to 8 letters and digits"),
    ("route", ROUTE | {"number": "46"}, "has a route of this number"),
    ("route", ROUTE | {"stage": ["Kencom", "", "Yaya"]}, "without gaps"),
    ("route", ROUTE | {"stage": ["Kencom", "kencom", ""]}, "Two stages have the same name"),
    ("route", ROUTE | {"off_peak": ["", "4.50", ""]}, "whole shillings"),
    ("route", ROUTE | {"peak_hours": "9 to 10"}, "Write peak hours like"),
    ("owner", OWNER | {"phone": "12"}, "not a Kenyan phone number"),
    ("owner", OWNER | {"id_number": "?"}, "5 to 20 letters and digits"),
    ("owner", OWNER | {"name": " "}, "too short or too long"),
    ("vehicle", {"plate": "x"}, "a number plate"),
    ("vehicle", {"plate": "KZZ 001A"}, "registered already"),
    ("vehicle", {"plate": "KZZ 555E", "seats": "0"}, "1 to 99 seats"),
    ("vehicle", {"plate": "KZZ 555E", "seats": "14"}, "Choose a route"),
    ("vehicle", {"plate": "KZZ 555E", "seats": "14", "route_id": "{route_id}"}, "Choose an owner"),
    ("vehicle", {"plate": "KZZ 555E", "phone": "1"}, "not a Kenyan phone number"),
])  # fmt: skip
def test_a_form_says_what_is_wrong(
    staff: FlaskClient, seeded: SeededWorld, form: str, typed: dict[str, object], said: str
) -> None:
    status, text = post(staff, seeded.say(f"/ops/fleet/saccos/{{sacco_id}}/{form}"), **seeded.filled(typed))
    assert status == 422
    assert said in text


def test_owners_of_one_name_are_told_apart(staff: FlaskClient, seeded: SeededWorld) -> None:
    place = seeded.say("/ops/fleet/saccos/{sacco_id}")
    for phone in ("0199000311", "0199000312"):
        assert post(staff, f"{place}/owner", **(OWNER | {"name": "Jane Wanjiku", "phone": phone}))[0] == 200
    page = staff.get(f"{place}/vehicle?find=jane").text
    owners = re.findall(r'<option value="(\d+)"[^>]*>(Jane[^<]*)</option>', page)
    assert [text for _, text in owners] == [
        "Jane Wanjiku ..311 · no vehicle yet",
        "Jane Wanjiku ..312 · no vehicle yet",
    ]
    status, text = post(staff, f"{place}/vehicle", plate="kzz-555e", seats="14", route_id=seeded.names["route_id"],
                        owner_id=owners[1][0], door_code="")  # fmt: skip
    assert (status, "KZZ 555E: 2 of 7 done; next: route with fares" in text) == (200, True)
    assert "can't take fares yet" in text


def test_a_vehicle_gets_a_code_and_a_sticker_and_is_moved_transferred_and_closed(
    staff: FlaskClient, finance: FlaskClient, seeded: SeededWorld, connection: Connection
) -> None:
    place = "/ops/fleet/vehicles/KZZ003C"
    finance.set_cookie("lipa_lang", "en")
    assert "check digit is wrong" in post(staff, f"{place}/code", door_code="4621")[1]
    assert "Print the sticker" in post(staff, f"{place}/code", door_code="4628")[1]
    sticker = staff.get(f"{place}/sticker.pdf").data
    drawn = b"".join(zlib.decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", sticker, re.S)[:1])
    assert [word for word in (b"(4628)", b"KZZ 003C", b"*384*46*4628#", b"400222") if word not in drawn] == []
    assert "3 to 200" in post(staff, f"{place}/close", reason="")[1]
    assert "Baba Otieno · KZZ 900Z" in words(staff.get(f"{place}/transfer?find=900Z").text)
    other = seeded.value("select owner_id from fleet.owners where name = 'Baba Otieno'")
    assert "waits for a second person" in post(staff, f"{place}/transfer", owner_id=other, reason="sold")[1]
    assert "waits for a second person already" in post(staff, f"{place}/transfer", owner_id=other, reason="sold")[1]
    assert 'value="approved"' not in staff.get("/ops/transfers").text, "who proposes does not approve"
    assert "Transfers of vehicles: 1" in words(finance.get("/ops/").text)
    waiting = finance.get("/ops/transfers").text
    assert "→ Baba Otieno" in words(waiting)
    proposal = re.findall(r'action="(/ops/config/[0-9]+)"', waiting)[0]
    assert "It is in force now" in post(finance, proposal, decision="approved")[1]
    assert "Baba Otieno" in words(staff.get(place).text)
    assert "was moved" in post(staff, f"{place}/move", route_id=seeded.names["their_route_id"], reason="left")[1]
    assert "Foreign Line" in words(staff.get(place).text)
    assert "The vehicle is closed." in post(staff, f"{place}/close", reason="scrapped, 0712345678")[1]
    why = connection.execute(
        "select after ->> 'why' from audit.change_log where action = 'close_vehicle'").fetchall()  # fmt: skip
    assert "scrapped" in str(why)
    assert "0712345678" not in str(why)
    assert "closed" in post(staff, f"{place}/close", reason="again")[1]


def test_a_sacco_with_300_vehicles_stays_light(staff: FlaskClient, seeded: SeededWorld) -> None:
    owners = """insert into fleet.owners (name, phone_hash, phone_sealed, phone_last3)
                select repeat('W', 70) || n, sha256(n::text::bytea), '\\x01', '000' from generate_series(1, 300) n"""
    seeded.execute(owners)
    member = """insert into fleet.sacco_memberships (sacco_id, owner_id) select {sacco_id}, o.owner_id
                  from fleet.owners o where o.name like 'WW%'"""
    seeded.execute(member)
    vehicles = """select fleet.register_vehicle(format('KAA %sA', lpad(n::text, 3, '0')), {route_id},
                    (select min(owner_id) + n - 1 from fleet.owners where name like 'WW%'), 14, now())
                    from generate_series(1, 300) n"""
    seeded.execute(vehicles)
    place = seeded.say("/ops/fleet/saccos/{sacco_id}")
    css = len(staff.get("/static/lipa.css").data)
    transfer = "/ops/fleet/vehicles/KAA001A/transfer?find=w"
    for path in (place, f"{place}?after=250", f"{place}/vehicle", f"{place}/route", transfer):
        answer = staff.get(path)
        assert answer.status_code == 200
        assert len(answer.data) + css <= LIMIT, path


def test_a_new_owner_is_chosen_for_the_vehicle_also_among_many(staff: FlaskClient, seeded: SeededWorld) -> None:
    member = """with made as (insert into fleet.owners (name, phone_hash, phone_sealed, phone_last3)
                  select 'Aaron ' || n, sha256(('aaron' || n)::bytea), '\\x01', '000' from generate_series(1, 60) n
                  returning owner_id)
                insert into fleet.sacco_memberships (sacco_id, owner_id) select {sacco_id}, owner_id from made"""
    seeded.execute(member)
    place = seeded.say("/ops/fleet/saccos/{sacco_id}")
    assert "selected" not in staff.get(f"{place}/vehicle").text.partition('id="owner_id"')[2].partition("</select>")[0]
    form = OWNER | {"name": "Zuhura", "csrf": csrf_of(staff)}
    page = staff.post(f"{place}/owner", data=form, follow_redirects=True).text
    chosen = r'<option value="(\d+)" selected>Zuhura \.\.301'
    owner_id = re.findall(chosen, page)
    assert len(owner_id) == 1
    find = re.findall(r'action="([^"]*/vehicle\?[^"]*)"', page)[0]
    refused = staff.post(find, data={"plate": "x", "owner_id": owner_id[0], "csrf": csrf_of(staff)})
    assert re.findall(chosen, refused.text) == owner_id
    status, text = post(staff, f"{place}/owner", **(form | {"name": "Somebody"}))
    assert (status, "This phone number is registered already, as Zuhura." in text) == (200, True)


def test_a_number_of_seats_may_have_spaces(staff: FlaskClient, seeded: SeededWorld) -> None:
    typed = seeded.filled({"plate": "KZZ 555E", "seats": " 14 ", "route_id": "{route_id}"})
    assert "Choose an owner" in post(staff, seeded.say("/ops/fleet/saccos/{sacco_id}/vehicle"), **typed)[1]


def test_a_closed_vehicle_has_no_next_step(staff: FlaskClient, seeded: SeededWorld) -> None:
    made = """select fleet.register_vehicle('KZZ 666F', {route_id},
                (select owner_id from fleet.owners where name = 'Baba Otieno'), 14, now())"""
    seeded.execute(made)
    place = "/ops/fleet/vehicles/KZZ666F"
    assert "Propose a conductor" in words(staff.get(place).text)
    text = post(staff, f"{place}/close", reason="scrapped")[1]
    assert "The vehicle is closed." in text
    assert [word for word in ("next", "later", "Propose a conductor", "can sign in") if word in text] == []
    assert "it can't take fares" not in words(staff.get(f"{place}/split").text)
    assert f"{place}/reopen" in staff.get(place).text
    text = post(staff, f"{place}/reopen", reason="closed by mistake")[1]
    assert "The vehicle is open again." in text
    assert "KZZ 666F: 2 of 7 done" in text
    assert "It is so already." in post(staff, f"{place}/reopen", reason="once more")[1]


def test_who_declines_a_split_says_why_and_who_proposed_it_reads_why(seeded: SeededWorld) -> None:
    owner, treasurer = seeded.browser("owner"), seeded.browser("sacco_treasurer")
    for client in (owner, treasurer):
        client.set_cookie("lipa_lang", "en")
    split, decision = "/owner/vehicle/KZZ001A/split", seeded.say("/owner/splits/{my_split}")
    assert 'name="reason" required minlength="10"' in owner.get(split).text
    assert "Say in 10 letters or more why" in post(owner, decision, decision="declined", reason="no")[1]
    assert "Nothing changes" in post(owner, decision, decision="declined", reason="Fuel costs more")[1]
    assert "Declined: Fuel costs more" in words(treasurer.get("/sacco/fleet/vehicles/KZZ001A/split").text)


def test_each_official_is_told_what_they_can_do_themselves(seeded: SeededWorld) -> None:
    admin, treasurer = seeded.browser("sacco_admin"), seeded.browser("sacco_treasurer")
    for official in (admin, treasurer):
        official.set_cookie("lipa_lang", "en")
    seeded.execute("update access.role_grants set valid_to = now() where role = 'owner'")
    page = words(admin.get("/sacco/fleet/vehicles/KZZ001A").text)
    assert "give somebody the role" not in page
    assert "Register the owner again with the same phone" in page
    assert "/sacco/people/crew" in admin.get("/sacco/fleet/vehicles/KZZ002B").text
    assert "/sacco/people/crew" not in treasurer.get("/sacco/fleet/vehicles/KZZ002B").text
