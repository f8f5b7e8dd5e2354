"""Hostile inputs, part B: the USSD menu. Always a screen, never a second charge, never a wildcard."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from web.tests.callbacks.conftest import Operator
from web.tests.test_errors import GSM7

INVALID = "END Ombi si sahihi. Piga tena."
NOT_FOUND = "halipo. Angalia namba iliyo mlangoni."


@dataclass(slots=True)
class Phone:
    """A feature phone: each key goes to the gateway, which sends the whole path."""

    operator: Operator
    number: str
    session: str
    path: list[str] = field(default_factory=list)

    def says(self, text: str, **changes: str) -> str:
        """The screen after this text as the gateway sends it."""
        form = {"sessionId": self.session, "phoneNumber": self.number, "networkCode": "63902",
                "serviceCode": "*384*46#", "text": text} | changes  # fmt: skip
        answer = self.operator.post("ussd", data=form)
        assert answer.status_code == 200
        assert answer.mimetype == "text/plain"
        screen = answer.text
        assert screen.startswith(("CON ", "END "))
        assert len(screen) - 4 <= 160, screen
        assert set(screen) <= GSM7, screen
        return screen

    def dial(self) -> str:
        """The first screen."""
        return self.says("")

    def press(self, *keys: str) -> str:
        """The screen after these keys."""
        self.path += keys
        return self.says("*".join(self.path))


@pytest.fixture
def phone(operator: Operator) -> Phone:
    """A SIM that never dialled before."""
    operator.count += 1
    return Phone(operator, f"+2547{operator.count:08d}", f"session-{operator.count}")


def pushes(phone: Phone) -> int:
    """How many payments this session asked M-Pesa for."""
    question = "select count(*) as pushes from mobile_money.payment_intents where session_id = %s"
    (row,) = phone.operator.ask(question, phone.session, as_owner=True)
    return int(row["pushes"])


def sessions(phone: Phone) -> int:
    """How many sessions we hold under this phone's session."""
    question = "select count(*) as sessions from ussd.ussd_sessions where session_id = %s"
    (row,) = phone.operator.ask(question, phone.session, as_owner=True)
    return int(row["sessions"])


def first_choice(phone: Phone) -> list[str]:
    """Dial, then the first choice of each screen until the end; all screens."""
    screens = [phone.dial(), phone.press("4628")]
    while screens[-1].startswith("CON "):
        assert len(screens) <= 6
        screens.append(phone.press("1"))
    return screens


def test_a_passenger_pays_in_at_most_six_screens(phone: Phone) -> None:
    screens = first_choice(phone)
    assert len(screens) <= 6
    assert "PIN ya M-Pesa" in screens[-1]
    assert "PayBill 400222" in screens[-1]
    assert pushes(phone) == 1


def test_the_same_in_english(phone: Phone) -> None:
    phone.dial()
    phone.press("98")
    phone.press("4628")
    screen = phone.press("1")
    while screen.startswith("CON "):
        assert len(phone.path) <= 6
        screen = phone.press("1")
    assert "M-Pesa PIN" in screen


def test_dialled_directly_it_is_two_screens(phone: Phone) -> None:
    confirm = phone.says("4628*60", serviceCode="*384*46*4628*60#")
    assert "60" in confirm
    assert confirm.startswith("CON ")
    assert phone.says("4628*60*1", serviceCode="*384*46*4628*60#").startswith("END ")
    assert pushes(phone) == 1


def test_a_gateway_that_sends_the_last_key_reaches_the_same_end(phone: Phone) -> None:
    def press(key: str) -> str:
        # Nobody reads a screen and answers within two seconds: to the menu that would be a turn told twice.
        earlier = (
            "update ussd.ussd_sessions set last_at = last_at - interval '3 seconds' where session_id = %s returning 1"
        )
        phone.operator.ask(earlier, phone.session, as_owner=True)
        form = {"sessionId": phone.session, "phoneNumber": phone.number, "networkCode": "63902",
                "serviceCode": "*384*46#", "text": key}  # fmt: skip
        return phone.operator.post("ussd?input=last_key", data=form).text

    screen = press("")
    screen = press("4628")
    keys = 0
    while screen.startswith("CON "):
        assert (keys := keys + 1) <= 5
        screen = press("1")
    assert "PIN ya M-Pesa" in screen
    assert pushes(phone) == 1


@pytest.mark.parametrize("text", ["*" * 999, "1*" * 500, "1" * 10_240, "x" * 401, "1\0"])
def test_input_that_nobody_types_ends_the_session(phone: Phone, text: str) -> None:
    assert phone.says(text) == INVALID
    assert pushes(phone) == 0


@pytest.mark.parametrize(
    "text", ["1**2", "*1", "1*", "#", "*", "**", "4628*#", "4628*", "4628**", "4628*x", "4628*-1",
             "4628*9999", "4628*'", "\N{BUS}", "4628*\u0661", "<b>", "4628*1*0*0*0*0*0"]
)  # fmt: skip
def test_odd_keys_keep_the_menu_open_and_charge_nothing(phone: Phone, text: str) -> None:
    phone.dial()
    assert phone.says(text).startswith("CON ")
    assert pushes(phone) == 0


def test_an_empty_turn_in_the_middle_shows_a_menu_again(phone: Phone) -> None:
    phone.dial()
    phone.press("4628")
    assert phone.says("").startswith("CON ")
    assert pushes(phone) == 0


@pytest.mark.parametrize(
    "amount", ["0", "-5", "1e3", "5.5", "999999999", "\u0665\u0660", "1 000", "9", "5001", "", "x" * 50, "50;"]
)
def test_an_amount_that_can_not_be_is_asked_again_with_its_limits(phone: Phone, amount: str) -> None:
    phone.dial()
    stages = phone.press("4628")
    other = next(line[0] for line in stages.splitlines() if "Kiasi kingine" in line)
    phone.press(other)
    screen = phone.press(amount)
    assert screen.startswith("CON ")
    if amount != "0":  # which is back, here as everywhere
        assert "10" in screen
        assert "5,000" in screen
    assert pushes(phone) == 0


@pytest.mark.parametrize(
    "plate", ["KBA123A'; DROP TABLE--", "%", "_", "KZZ%", "KZZ 001_", "KCA 123", "4629", "0", "K" * 300, "' OR 1=1--"]
)
def test_a_vehicle_that_does_not_exist_is_not_found_and_nothing_is_a_wildcard(phone: Phone, plate: str) -> None:
    phone.dial()
    screen = phone.press(plate)
    assert screen.startswith("CON ")
    if plate != "0":
        assert NOT_FOUND in screen
    assert pushes(phone) == 0


def test_the_same_turn_twice_has_the_same_reply_and_one_effect(phone: Phone) -> None:
    *screens, last = first_choice(phone)
    path = "*".join(phone.path)
    assert screens
    for _ in range(3):
        assert phone.says(path) == last
    assert pushes(phone) == 1


def test_the_last_turn_sixteen_times_at_once_is_one_push(phone: Phone) -> None:
    phone.dial()
    phone.press("4628")
    screen = phone.press("1")
    while "M-Pesa" not in screen:
        screen = phone.press("1")
    path = "*".join([*phone.path, "1"])
    start = threading.Barrier(16)
    with ThreadPoolExecutor(16, initializer=start.wait) as threads:
        replies = set(threads.map(lambda _: phone.says(path), range(16)))
    assert len(replies) == 1
    assert pushes(phone) == 1


def test_keys_after_the_end_change_nothing(phone: Phone) -> None:
    last = first_choice(phone)[-1]
    assert phone.press("1") == last
    assert phone.press("1", "1") == last
    assert pushes(phone) == 1


def test_a_redial_while_the_prompt_is_open_is_told_so_and_not_charged(phone: Phone) -> None:
    first_choice(phone)
    again = Phone(phone.operator, phone.number, phone.session + "-again")
    assert "yanasubiri" in again.dial()
    assert pushes(again) == 0


def test_steps_out_of_order_lead_back_to_the_last_valid_one(phone: Phone) -> None:
    phone.dial()
    screen = phone.says("1*1*1")
    assert screen.startswith("CON ")
    assert NOT_FOUND in screen
    assert pushes(phone) == 0


@pytest.mark.parametrize("written", ["0712000001", "254712000002", "+254712000003", "0110000004"])
def test_every_form_of_a_number_is_a_passenger(phone: Phone, written: str) -> None:
    phone.number = written
    assert phone.dial().startswith("CON ")


@pytest.mark.parametrize("written", ["", "SAFARICOM", "a" * 64, "0812345678", "+1712000001", "07120000\0", "07" * 4000])
def test_what_is_no_number_ends_the_session_and_leaves_nothing(phone: Phone, written: str) -> None:
    phone.number = written
    assert phone.dial().startswith("END ")
    assert sessions(phone) == 0


def test_a_network_that_can_not_pay_by_mpesa_ends_the_session_and_leaves_nothing(phone: Phone) -> None:
    assert phone.says("", networkCode="00000").startswith("END ")
    assert sessions(phone) == 0


def test_somebody_elses_session_is_not_shown(phone: Phone) -> None:
    phone.dial()
    phone.press("4628")
    assert phone.says("4628*1", phoneNumber="+254799999999") == INVALID


@pytest.mark.parametrize("field", ["sessionId", "phoneNumber", "networkCode", "serviceCode", "text"])
@pytest.mark.parametrize("value", ["' OR 1=1--", "\0", "\N{BUS}" * 50, "x" * 5000])
def test_rubbish_in_any_field_is_a_screen(phone: Phone, field: str, value: str) -> None:
    assert phone.says(value) if field == "text" else phone.says("", **{field: value})
    assert pushes(phone) == 0


def test_a_form_without_anything_is_a_screen(operator: Operator) -> None:
    for answer in (
        operator.post("ussd"),
        operator.post("ussd", json={"text": "1"}),
        operator.post("ussd", data=b"\xff"),
    ):
        assert answer.status_code == 200
        assert answer.text.startswith("END ")


def test_without_the_token_there_is_no_menu(operator: Operator) -> None:
    client = operator.app.test_client()
    assert client.post("/telco/wrong/ussd", data={"phoneNumber": "0712000001"}).status_code == 404
    assert client.get("/telco/wrong/ussd").status_code in (404, 405)


def test_the_end_of_a_session_is_noted_once_and_again(phone: Phone) -> None:
    phone.dial()
    for status in ("Success", "Success", "Incomplete", "Failed", "\0", "x" * 5000):
        form = {"sessionId": phone.session, "status": status, "errorMessage": "e" * 5000, "phoneNumber": phone.number}
        assert phone.operator.post("ussd/end", data=form).status_code == 200
    assert phone.operator.post("ussd/end", data={"sessionId": "never-seen", "status": "Success"}).status_code == 200
