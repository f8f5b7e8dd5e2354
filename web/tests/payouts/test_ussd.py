"""An owner withdraws by the menu of a phone, from dialling to the payout; and what forbids it, in words."""

import re

from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, sent_code
from web.tests.payouts.conftest import Dial


def payouts(connection: Connection, cents: int) -> str | None:
    query = "select string_agg(state || ' ' || tail, ',') from payouts.payouts where amount_cents = %s"
    found: str | None = world.value(connection, query, cents)
    return found


def test_from_the_dial_to_the_payout(dial: Dial, connection: Connection) -> None:
    assert "\n6 Toa pesa\n" in dial("", "whole")
    assert re.match("CON Ng'ang'a Motors: KES [0-9,.]+, ada haijatolewa.\nToa pesa kwa simu hii", dial("6", "whole"))
    shown = dial("6*1000", "whole")
    assert "Ng'ang'a Motors. Itafika simu hii: KES 1,000. Ada 5, jumla 1,005." in shown
    assert "Weka kodi ya SMS ya KES 1,000." in dial("6*1000*1", "whole")
    code = sent_code("payout")
    assert dial(f"6*1000*1*{code}", "whole") == "END KES 1,000 inatumwa kwa simu hii. Ada KES 5. Utapata SMS."
    assert dial(f"6*1000*1*{code}", "whole").startswith("END KES 1,000 inatumwa"), "a repeated step has the same reply"
    assert payouts(connection, 100_000) == "queued 101"
    kept = world.value(connection, "select input || context::text from ussd.ussd_sessions where session_id = 'whole'")
    assert kept.startswith("6*1000*1*-{")
    assert code not in kept
    assert "hash" not in kept


def test_the_line_is_closed_to_read_the_sms_and_dialled_again(dial: Dial, connection: Connection) -> None:
    dial("6", "first")
    dial("6*900", "first")
    dial("6*900*1", "first")
    assert re.match("CON Tunaendelea.\nWeka kodi ya SMS ya KES 900", dial("", "second"))
    assert dial(sent_code("payout"), "second").startswith("END KES 900 inatumwa")
    assert payouts(connection, 90_000) == "queued 101"


def test_a_wrong_code_sends_nothing_and_the_fifth_ends_it(dial: Dial, connection: Connection) -> None:
    path = "6*800*1"
    for text in ("6", "6*800", path):
        dial(text, "wrong")
    wrong = f"{(int(sent_code('payout')) + 1) % 1_000_000:06d}"
    with changed_settings(connection, code_tries="2"):
        for _ in range(2):
            path += f"*{wrong}"
            assert dial(path, "wrong").startswith("CON Kodi si sahihi.")
        assert dial(f"{path}*{wrong}", "wrong").startswith("END Umekosea kodi mara nyingi mno.")
    assert payouts(connection, 80_000) is None


def test_the_confirm_screen_is_seen_though_all_was_dialled_at_once(dial: Dial) -> None:
    assert dial("6*700*1*123456", "at once").startswith("CON Ng'ang'a Motors. Itafika simu hii: KES 700.")


def test_the_cap_is_that_of_a_new_device(dial: Dial, connection: Connection) -> None:
    with changed_settings(connection, payout_cap_new_device_cents="1000"):
        dial("6", "cap")
        assert dial("6*600", "cap") == (
            "END Kwa menyu hii unaweza kutoa hadi KES 10 kwa siku. Zaidi ya hapo, tumia tovuti."
        )


def test_a_passenger_finds_no_such_choice(dial: Dial) -> None:
    assert "6 Toa" not in dial("", "passenger", "0711000111")
    assert "Gari 6 halipo" in dial("6", "passenger", "0711000111")
