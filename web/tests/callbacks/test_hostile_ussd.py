"""Hostile USSD input: always a screen, never a second charge, never a wildcard."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from web.tests.callbacks.conftest import Operator
from web.tests.test_errors import GSM7

INVALID = "END Ombi si sahihi. Piga tena."
NOT_FOUND = "halipo. Angalia namba mlangoni."
MENU = "CON "


@dataclass(slots=True)
class Phone:
    """A feature phone: each key goes to the gateway, which sends the whole path."""

    operator: Operator
    number: str
    session: str
    path: list[str] = field(default_factory=list)

    def form(self, text: str) -> dict[str, str]:
        return {"sessionId": self.session, "phoneNumber": self.number, "networkCode": "63902",
                "serviceCode": "*384*46#", "text": text}  # fmt: skip

    def says(self, text: str, **changes: str) -> str:
        """The screen after this text as the gateway sends it."""
        answer = self.operator.post("ussd", data=self.form(text) | changes)
        assert answer.status_code == 200
        assert answer.mimetype == "text/plain"
        screen = answer.text
        assert screen.startswith(("CON ", "END "))
        assert len(screen) - 4 <= 160, screen
        assert set(screen) <= GSM7, screen
        return screen

    def dial(self) -> str:
        return self.says("")

    def press(self, *keys: str) -> str:
        self.path += keys
        return self.says("*".join(self.path))

    def count(self, table: str) -> int:
        question = f"select count(*) as n from {table} where session_id = %s"  # noqa: S608
        return int(self.operator.ask(question, self.session, as_owner=True)[0]["n"])


@pytest.fixture
def phone(operator: Operator) -> Phone:
    """A SIM that never dialled before."""
    operator.count += 1
    return Phone(operator, f"+2547{operator.count:08d}", f"session-{operator.count}")


def pushes(phone: Phone) -> int:
    """How many payments this session asked M-Pesa for."""
    return phone.count("mobile_money.payment_intents")


def first_choice(phone: Phone) -> list[str]:
    """Dial, then the first choice of each screen until the end; all screens."""
    screens = [phone.dial(), phone.press("4628")]
    while screens[-1].startswith("CON "):
        assert len(screens) <= 6
        screens.append(phone.press("1"))
    return screens


def test_passenger_pays_in_at_most_six_screens(phone: Phone) -> None:
    screens = first_choice(phone)
    assert len(screens) <= 6
    assert "PIN ya M-Pesa" in screens[-1]
    assert "PayBill 400222" in screens[-1]
    assert pushes(phone) == 1


def test_passenger_pays_in_english(phone: Phone) -> None:
    phone.dial()
    phone.press("98")
    phone.press("4628")
    screen = phone.press("1")
    while screen.startswith("CON "):
        assert len(phone.path) <= 6
        screen = phone.press("1")
    assert "M-Pesa PIN" in screen


def test_direct_dial_is_two_screens(phone: Phone) -> None:
    confirm = phone.says("4628*60", serviceCode="*384*46*4628*60#")
    assert "60" in confirm
    assert confirm.startswith("CON ")
    assert phone.says("4628*60*1", serviceCode="*384*46*4628*60#").startswith("END ")
    assert pushes(phone) == 1


def test_gateway_that_sends_the_last_key_reaches_the_same_end(phone: Phone) -> None:
    # The menu takes the same key within two seconds as a repeat.
    earlier = "update ussd.ussd_sessions set last_at = last_at - interval '3 seconds' where session_id = %s returning 1"

    def press(key: str) -> str:
        phone.operator.ask(earlier, phone.session, as_owner=True)
        return phone.operator.post("ussd?input=last_key", data=phone.form(key)).text

    press("")
    screen = press("4628")
    keys = 0
    while screen.startswith("CON "):
        assert (keys := keys + 1) <= 5
        screen = press("1")
    assert "PIN ya M-Pesa" in screen
    assert pushes(phone) == 1


@pytest.mark.parametrize("mode", ["", "?input=last_key"])
@pytest.mark.parametrize(("text", "screen"), [
    ("*384*46#", "Lipa Fare. Weka"), ("*384*46", "Lipa Fare. Weka"), ("384*46", "Lipa Fare. Weka"),
    ("*384*46*4628#", "4628 Njia 46"), ("46*4628", "4628 Njia 46"), ("*384*46*4628*60#", "Lipa KES 60"),
])  # fmt: skip
def test_our_own_code_in_the_first_text_is_the_dial(phone: Phone, text: str, screen: str, mode: str) -> None:
    answer = phone.operator.post(f"ussd{mode}", data=phone.form(text) | {"serviceCode": ""})
    assert answer.text.startswith(MENU + screen)


@pytest.mark.parametrize("mode", ["", "?input=last_key"])
def test_answers_in_the_service_code_only_are_dialled(phone: Phone, mode: str) -> None:
    form = phone.form("") | {"serviceCode": "*384*46*4628#"}
    assert phone.operator.post(f"ussd{mode}", data=form).text.startswith(MENU + "4628 Njia 46")
    assert "2 Watu zaidi" in phone.operator.post(f"ussd{mode}", data=form | {"text": "1"}).text


# Texts after the first screen, and how the next screen begins.
TEXTS = {
    INVALID: ["*" * 999, "1*" * 500, "1" * 10_240, "x" * 401, "1\0"],
    MENU: ["1**2", "*1", "1*", "#", "*", "**", "4628*#", "4628*", "4628**", "4628*x", "4628*-1", "4628*9999",
           "4628*'", "\N{BUS}", "4628*\u0661", "<b>", "4628*1*0*0*0*0*0"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "screen"), [(text, screen) for screen in TEXTS for text in TEXTS[screen]])
def test_odd_text_charges_nothing(phone: Phone, text: str, screen: str) -> None:
    phone.dial()
    assert phone.says(text).startswith(screen)
    assert pushes(phone) == 0


@pytest.mark.parametrize("text", ["*" * 999, "1\0"])
def test_odd_first_text_ends_the_session(phone: Phone, text: str) -> None:
    assert phone.says(text) == INVALID
    assert pushes(phone) == 0


PLATES = ["KBA123A'; DROP TABLE--", "%", "_", "KZZ%", "KZZ 001_", "KCA 123", "4629", "K" * 300, "' OR 1=1--", "1*1*1"]
AMOUNTS = ["-5", "1e3", "5.5", "999999999", "\u0665\u0660", "1 000", "9", "5001", "", "x" * 50, "50;"]


@pytest.mark.parametrize("plate", [*PLATES, "0"])
def test_unknown_vehicle_is_not_found_and_nothing_is_a_wildcard(phone: Phone, plate: str) -> None:
    phone.dial()
    screen = phone.press(plate)
    assert screen.startswith(MENU)
    assert NOT_FOUND in screen or plate == "0"  # 0 goes back
    assert pushes(phone) == 0


@pytest.mark.parametrize("amount", [*AMOUNTS, "0"])
def test_invalid_amount_is_asked_again_with_its_limits(phone: Phone, amount: str) -> None:
    phone.dial()
    other = next(line[0] for line in phone.press("4628").splitlines() if "Kiasi kingine" in line)
    phone.press(other)
    screen = phone.press(amount)
    assert screen.startswith(MENU)
    assert ("10" in screen and "5,000" in screen) or amount == "0"  # 0 goes back
    assert pushes(phone) == 0


def test_empty_text_in_the_middle_shows_a_menu_again(phone: Phone) -> None:
    phone.dial()
    phone.press("4628")
    assert phone.says("").startswith(MENU)
    assert pushes(phone) == 0


def test_repeats_and_keys_after_the_end_change_nothing(phone: Phone) -> None:
    last = first_choice(phone)[-1]
    for _ in range(3):
        assert phone.press() == last
    assert phone.press("1") == last
    assert phone.press("1", "1") == last
    assert pushes(phone) == 1


def test_last_key_16_times_at_once_is_one_push(phone: Phone) -> None:
    phone.dial()
    phone.press("4628")
    while "M-Pesa" not in phone.press("1"):
        pass
    path = "*".join([*phone.path, "1"])
    start = threading.Barrier(16)
    with ThreadPoolExecutor(16, initializer=start.wait) as threads:
        replies = set(threads.map(lambda _: phone.says(path), range(16)))
    assert len(replies) == 1
    assert pushes(phone) == 1


def test_redial_while_the_prompt_is_open_is_not_charged(phone: Phone) -> None:
    first_choice(phone)
    second = Phone(phone.operator, phone.number, phone.session + "-again")
    assert "yanasubiri" in second.dial()
    assert pushes(second) == 0


@pytest.mark.parametrize("written", ["0712000001", "254712000002", "+254712000003", "0110000004"])
def test_every_form_of_a_number_is_a_passenger(phone: Phone, written: str) -> None:
    phone.number = written
    assert phone.dial().startswith(MENU)


@pytest.mark.parametrize("changes", [
    *({"phoneNumber": number} for number in
      ("", "SAFARICOM", "a" * 64, "0812345678", "+1712000001", "07120000\0", "07" * 4000)),
    {"networkCode": "00000"},
])  # fmt: skip
def test_invalid_number_or_foreign_network_ends_the_session(phone: Phone, changes: dict[str, str]) -> None:
    assert phone.says("", **changes).startswith("END ")
    assert phone.count("ussd.ussd_sessions") == 0


def test_another_persons_session_is_not_shown(phone: Phone) -> None:
    phone.dial()
    phone.press("4628")
    assert phone.says("4628*1", phoneNumber="+254799999999") == INVALID


@pytest.mark.parametrize("field", ["sessionId", "phoneNumber", "networkCode", "serviceCode", "text"])
@pytest.mark.parametrize("value", ["' OR 1=1--", "\0", "\N{BUS}" * 50, "x" * 5000])
def test_odd_value_in_any_field_is_a_screen(phone: Phone, field: str, value: str) -> None:
    assert phone.says(**({"text": ""} | {field: value}))
    assert pushes(phone) == 0


def test_empty_form_is_a_screen(operator: Operator) -> None:
    for form in ({}, {"json": {"text": "1"}}, {"data": b"\xff"}):
        answer = operator.post("ussd", **form)
        assert answer.status_code == 200
        assert answer.text.startswith("END ")


def test_end_of_a_session_is_recorded_any_number_of_times(phone: Phone) -> None:
    phone.dial()
    for status in ("Success", "Success", "Incomplete", "Failed", "\0", "x" * 5000):
        form = {"sessionId": phone.session, "status": status, "errorMessage": "e" * 5000, "phoneNumber": phone.number}
        assert phone.operator.post("ussd/end", data=form).status_code == 200
    assert phone.operator.post("ussd/end", data={"sessionId": "never-seen", "status": "Success"}).status_code == 200
