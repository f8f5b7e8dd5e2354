"""Who else withdraws by the menu of a phone: a crew member, who acts for a SACCO, a person with several parties."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, register, send, sent_code, sign_in
from web.tests.payouts.conftest import Dial
from web.tests.payouts.operator import PROOF

CREW_PHONE, ADMIN_PHONE, TREASURER_PHONE, TWICE_PHONE = "0700000105", "0700000106", "0700000107", "0700000108"
# KES 500 of a vehicle's profit becomes the crew's part.
CREW_PART = """select ledger.post_journals(p_kind => 'test', p_references => array['crew part'],
    p_business_on => array[current_date + 1], p_value_at => array[now()], p_corrects => null, p_reasons => null,
    p_leg_journals => array[1, 1], p_leg_lines => array[1, 2], p_leg_sub_wallet_ids => array[s.sub_wallet_id,
      (ledger.open_sub_wallets(p_kind => 'vehicle', p_sacco_id => w.sacco_id, p_owner_id => w.owner_id,
         p_vehicle_id => w.vehicle_id, p_currency => 'KES', p_purposes => array['crew']))[1]],
    p_leg_amounts_cents => array[-50000, 50000], p_leg_currencies => array['KES', 'KES'])
  from ledger.sub_wallets s join ledger.wallets w using (wallet_id) join fleet.vehicles v using (vehicle_id)
 where v.plate = 'KZZ 001A' and s.purpose = 'profit' and w.kind = 'vehicle'"""
MADE = """select string_agg(concat_ws(' ', party_kind, state, tail, amount_cents), ',' order by payout_id)
            from payouts.payouts where amount_cents = %s"""
FROM = """select string_agg(distinct s.purpose, ',') from payouts.legs join payouts.payouts p using (payout_id)
            join ledger.sub_wallets s using (sub_wallet_id) where p.amount_cents = %s"""
END_ROLE = """update access.role_grants set valid_to = clock_timestamp()
    where user_id = (select user_id from accounts.users where phone_last3 = '108') and scope_kind = 'owner'
      and scope_id = (select owner_id from fleet.owners where name = 'Baba Otieno')"""
OWNERS = """select string_agg(o.name, ',') from payouts.payouts p join fleet.owners o on o.owner_id = p.party_id
              where p.party_kind = 'owner' and p.amount_cents = %s"""


@pytest.fixture(scope="module", autouse=True)
def parties(people: Flask, connection: Connection, small_world: world.World) -> None:
    """A conductor whose vehicle has a crew's part, a SACCO's admin and treasurer, and a person with two owners."""
    connection.execute(CREW_PART)
    vehicle = str(world.value(connection, "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'"))
    sacco = str(world.value(connection, "select sacco_id from fleet.saccos"))
    register(people, CREW_PHONE, "crew", "--scope-vehicle", vehicle)
    register(people, ADMIN_PHONE, "sacco_admin", "--scope-sacco", sacco)
    register(people, TREASURER_PHONE, "sacco_treasurer", "--scope-sacco", sacco)
    register(people, TWICE_PHONE, "owner", "--scope-owner", str(small_world.owner_ids[0]))
    grant = "select access.grant_role(user_id, %s, %s, %s) from accounts.users where phone_last3 = '108'"
    connection.execute(grant, ("owner", "owner", small_world.owner_ids[1]))
    connection.execute(grant, ("crew", "vehicle", vehicle))


def ask(dial: Dial, session: str, phone: str, path: str) -> str:
    """Go through the menu up to the code, one key after the other; the digits of the SMS."""
    keys = path.split("*")
    for n in range(1, len(keys) + 1):
        dial("*".join(keys[:n]), session, phone)
    return sent_code("payout")


def other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_crew_member_takes_the_crews_part_and_no_more(dial: Dial, connection: Connection) -> None:
    assert dial("6", "crew", CREW_PHONE).startswith("CON Sehemu ya crew: KES 500, ada haijatolewa.")
    assert dial("6*500", "crew", CREW_PHONE).startswith("CON Pesa na ada hazitoshi.\nSehemu ya crew")
    shown = dial("6*500*300", "crew", CREW_PHONE)
    assert shown.startswith("CON Sehemu ya crew. Itafika simu hii: KES 300. Ada 5, jumla 305.")
    assert "kodi ya SMS ya KES 300" in dial("6*500*300*1", "crew", CREW_PHONE)
    end = dial(f"6*500*300*1*{sent_code('payout')}", "crew", CREW_PHONE)
    assert end == "END KES 300 inatumwa kwa simu hii. Ada KES 5. Utapata SMS."
    assert world.value(connection, MADE, 30_000) == "user queued 105 30000"
    assert world.value(connection, FROM, 30_000) == "crew"
    assert world.value(connection, PROOF) == 0


def test_the_same_amount_is_not_sent_twice_while_one_waits(dial: Dial, connection: Connection) -> None:
    code = ask(dial, "once", CREW_PHONE, "6*50*1")
    assert "inatumwa" in dial(f"6*50*1*{code}", "once", CREW_PHONE)
    dial("6", "twice", CREW_PHONE)
    assert dial("6*50", "twice", CREW_PHONE) == (
        "END Ombi la kiasi hicho kwa simu hii linasubiri tayari. Halitumwi mara mbili."
    )
    assert world.value(connection, MADE, 5_000) == "user queued 105 5000"


def test_a_wrong_code_and_a_code_of_another_amount_send_nothing(dial: Dial, connection: Connection) -> None:
    code = ask(dial, "wrong", CREW_PHONE, "6*60*1")
    assert dial(f"6*60*1*{other(code)}", "wrong", CREW_PHONE).startswith("CON Kodi si sahihi.")
    for path in ("6", "6*61", "6*61*1"):
        dial(path, "another", CREW_PHONE)
    assert dial(f"6*61*1*{code}", "another", CREW_PHONE).startswith("CON Kodi si sahihi.")
    assert world.value(connection, MADE, 6_000) is None
    assert world.value(connection, MADE, 6_100) is None


def test_too_much_is_asked_again(dial: Dial) -> None:
    dial("6", "much", ADMIN_PHONE)
    assert dial("6*900000", "much", ADMIN_PHONE).startswith("CON Ni nyingi mno kwa mara moja.\nSACCO Test Line")
    assert dial("6*900000*70000", "much", ADMIN_PHONE).startswith("CON Pesa na ada hazitoshi.")


def test_a_saccos_admin_asks_and_its_treasurer_approves(dial: Dial, connection: Connection, people: Flask) -> None:
    with changed_settings(connection, payout_alone_cents="0"):
        dial("6", "sacco", ADMIN_PHONE)
        shown = dial("6*120", "sacco", ADMIN_PHONE)
        assert "SACCO Test Line. Itafika simu hii: KES 120." in shown
        assert "Mtu wa pili lazima aidhinishe." in shown
        dial("6*120*1", "sacco", ADMIN_PHONE)
        end = dial(f"6*120*1*{sent_code('payout')}", "sacco", ADMIN_PHONE)
    assert "linasubiri kuidhinishwa na mtu wa pili" in end
    assert world.value(connection, MADE, 12_000) == "sacco requested 106 12000"
    assert world.value(connection, FROM, 12_000) == "sacco"
    ref = world.value(connection, "select payout_ref from payouts.payouts where amount_cents = 12000")
    treasurer: FlaskClient = sign_in(people.test_client(), TREASURER_PHONE)
    send(treasurer, f"/sacco/approvals/{ref}", decision="approved", reason="")
    assert world.value(connection, MADE, 12_000) == "sacco queued 106 12000"


def test_who_only_approves_for_a_sacco_finds_no_such_choice(dial: Dial) -> None:
    assert "6 Toa" not in dial("", "treasurer", TREASURER_PHONE)
    assert "Gari 6 halipo" in dial("6", "treasurer", TREASURER_PHONE)


def test_a_person_with_several_parties_chooses_one(dial: Dial, connection: Connection) -> None:
    assert dial("6", "choose", TWICE_PHONE) == (
        "CON Toa pesa kutoka:\n1 Ng'ang'a Motors\n2 Baba Otieno\n3 Sehemu ya crew\n0 Rudi 00 Ondoka"
    )
    assert dial("6*4", "choose", TWICE_PHONE).startswith("CON Si sahihi. Jaribu tena.\nToa pesa kutoka:")
    assert dial("6*4*1", "choose", TWICE_PHONE).startswith("CON Ng'ang'a Motors: KES")
    assert dial("6*4*1*0", "choose", TWICE_PHONE).startswith("CON Toa pesa kutoka:")
    assert dial("6*4*1*0*2", "choose", TWICE_PHONE).startswith("CON Baba Otieno: KES")
    assert dial("6*4*1*0*2*150", "choose", TWICE_PHONE).startswith("CON Baba Otieno. Itafika simu hii: KES 150.")
    dial("6*4*1*0*2*150*1", "choose", TWICE_PHONE)
    assert "inatumwa" in dial(f"6*4*1*0*2*150*1*{sent_code('payout')}", "choose", TWICE_PHONE)
    assert world.value(connection, OWNERS, 15_000) == "Baba Otieno"


def test_a_role_that_ended_while_the_sms_came_sends_nothing(dial: Dial, connection: Connection) -> None:
    code = ask(dial, "ended", TWICE_PHONE, "6*2*160*1")
    connection.execute(END_ROLE)
    assert dial(f"6*2*160*1*{code}", "ended", TWICE_PHONE).startswith("END Haiwezekani kutoa pesa sasa.")
    assert world.value(connection, MADE, 16_000) is None
    # What is left is one owner and the crew's part.
    assert re.search("1 Ng'ang'a Motors\n2 Sehemu ya crew", dial("6", "left", TWICE_PHONE))


def test_an_answer_of_zuia_freezes_it(dial: Dial, connection: Connection) -> None:
    connection.execute("insert into payouts.freezes (user_id) select user_id from accounts.users"
                       " where phone_last3 = '105'")  # fmt: skip
    dial("6", "frozen", CREW_PHONE)
    assert dial("6*70", "frozen", CREW_PHONE).startswith("END Kutoa pesa kumezuiwa. Hakuna pesa iliyotumwa.")
    connection.execute("delete from payouts.freezes")
