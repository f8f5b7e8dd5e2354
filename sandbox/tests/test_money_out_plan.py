"""The plan of the demo's people: each step once, what was refused again at the next start, complaints by phone."""

from pathlib import Path

import requests

from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import UNKNOWN, Daraja
from sandbox.tests.fake_lipa import Call
from sandbox.traffic import money_out
from sandbox.traffic.browser import Form, Login
from sandbox.traffic.money_out import Complaint, Demo
from sandbox.traffic.passengers import RECEIPT
from sandbox.traffic.plan import Vehicle
from sandbox.traffic.withdrawals import options

VEHICLES = [Vehicle(f"KZZ 00{n}A", str(4620 + n), "46", 14, 4000, 6000) for n in range(1, 7)]
NAMES = ("manager", "other_owner", "treasurer", "ops", "crew", "station")
PAGE = """<form action="/owner/vendors"><input type=hidden name=csrf value=a><input name=amount></form>
<form method="post"><input type=hidden name=csrf value=b></form>
<select id="vendor" name="vendor"><option value="3">Yaya</option><option value="4" selected>Kencom</option></select>"""


def demo_at(sandbox_url: str, **people: Login) -> Demo:
    return Demo("http://127.0.0.1:9", sandbox_url, "*384*46#", people, VEHICLES)


def test_a_step_is_done_once_and_a_refused_one_again(sandbox_url: str) -> None:
    done, said = list[str](), list[str]()

    def do(what: str) -> bool:
        done.append(what)
        return True

    def fail() -> bool:
        raise requests.Timeout("no code came")

    steps: list[money_out.Step] = [
        ("owner/120", lambda: do("paid")),
        ("owner/50", lambda: ""),
        ("owner/40", fail),
        ("owner/vendor/30", lambda: do("fuel")),
    ]
    demo = demo_at(sandbox_url)
    assert money_out.play(demo, steps, said.append) == 2
    assert money_out.play(demo, steps, said.append) == 0
    assert done == ["paid", "fuel"]
    assert demo.passengers().played_steps() == ["owner/120", "owner/vendor/30"]
    assert said == ["owner/50 was refused", "owner/40 failed: no code came"] * 2


def test_the_steps_have_names_of_their_own(sandbox_url: str) -> None:
    people = {name: Login("0199000001") for name in ("owner", *NAMES)}
    steps = [name for chain in money_out.chains(demo_at(sandbox_url, **people)) for name, _ in chain]
    assert len(steps) == len(set(steps)) == 14
    alone = money_out.chains(demo_at(sandbox_url, owner=Login("0199000001")))
    assert [[name for name, _ in chain] for chain in alone] == [
        ["owner/120", "owner/50", "owner/40", "owner/vendor/30"]
    ]


def test_what_is_withdrawn_is_earned_once(sandbox_url: str, operator: Operator) -> None:
    demo = demo_at(sandbox_url)
    assert money_out.earn(demo)
    assert money_out.earn(demo)
    paid = operator.books.all()
    assert len(paid) == len(money_out.EARNED)
    others = sum(one.amount_cents for one in paid if one.account in {vehicle.door_code for vehicle in VEHICLES[3:]})
    # Of a fare 88 per cent are the owner's; the rest is our commission and the SACCO's part.
    assert others * 88 // 100 > 100 * sum(amount for amount, _ in money_out.LARGE)


def answer_as_lipa(daraja: Daraja, operator: Operator, receipt_of: list[str]) -> None:
    """Let Lipa Fare open prompts, send the receipt by SMS, and answer the menu of complaints with it."""
    daraja.push_after_ussd()
    push = daraja.lipa.answer

    def answer(call: Call) -> tuple[int, str]:
        if call.path.endswith("/c2b/confirmation"):
            receipt_of.append(call.json["TransID"])
            operator.sms_gateway.accept(f"+{UNKNOWN}", "LIPAFARE", f"Lipa Fare: KES 60 imelipwa. Ref {receipt_of[-1]}")
        if call.path.endswith("/ussd") and call.form["text"].split("*")[0] == "4":
            whole = call.form["text"].count("*") == 3
            return 200, f"END Tumepokea malalamiko ya malipo {receipt_of[-1]}." if whole else "CON Nauli ipi?"
        return push(call)

    daraja.lipa.answer = answer


def test_a_passenger_rides_and_complains_by_the_menu(sandbox_url: str, operator: Operator, daraja: Daraja) -> None:
    receipts = list[str]()
    answer_as_lipa(daraja, operator, receipts)
    complaint = Complaint(UNKNOWN, "ussd", "not_carried", "phone", "gari liliharibika")
    demo = demo_at(sandbox_url)
    assert money_out.ride_and_complain(demo, complaint)
    typed = [call.form["text"] for call in daraja.lipa.wait_for("/ussd") if call.form["text"].startswith("4*")]
    assert typed == ["4*1", "4*1*1", "4*1*1*3"]
    assert demo.passengers().wait_for_text(UNKNOWN, RECEIPT, ()) == receipts[0]


def test_a_passenger_complains_by_sms(sandbox_url: str, operator: Operator, daraja: Daraja) -> None:
    receipts = list[str]()
    answer_as_lipa(daraja, operator, receipts)
    assert money_out.ride_and_complain(demo_at(sandbox_url), Complaint(UNKNOWN, "sms", "other"))
    (sent,) = daraja.lipa.wait_for("/sms/inbound")
    assert (sent.form["from"], sent.form["text"]) == (f"+{UNKNOWN}", f"T {receipts[0]}")


def test_people_of_the_file_and_the_owner_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    assert money_out.read_people(file, "0199000001:twiga:4628") == {"owner": Login("0199000001", "twiga:4628")}
    file.write_text('{"ops": {"phone": "0199000010", "password": "p", "totp": "JBSWY3DP"}}', encoding="utf-8")
    assert money_out.read_people(file, "0199000001:twiga")["ops"] == Login("0199000010", "p", totp="JBSWY3DP")


def test_hidden_fields_of_one_form_and_the_choices_of_a_field() -> None:
    assert Form(PAGE, "/owner/vendors").fields == [("csrf", "a")]
    assert Form(PAGE, "").fields == [("csrf", "b")]
    assert options(PAGE, "vendor") == ["3", "4"]
    assert options(PAGE, "plate") == []
