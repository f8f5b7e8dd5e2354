"""Neither a dump of the database nor any log holds a number or a name that a day of traffic used."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from db.tests.database import fresh
from sandbox.subscribers import subscriber_names

from .kept_day import CONDUCTOR, KeptDay, logged
from .test_demo_day import PHONE, differences, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

NAME = "Wambui wa Siku Njema"
PIN = "73915"  # the conductor's


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptDay]:
    """A day that is over, with all its work done."""
    with fresh("clear") as database, ExitStack() as stack:
        day = KeptDay(database, tmp_path_factory.mktemp("clear"))
        day.prepare()
        day.create_user("--phone", PHONE, "--name", NAME, "--role", "owner", "--scope-owner", "1")
        day.create_user("--phone", CONDUCTOR, "--role", "crew", "--scope-vehicle", "1")
        stack.enter_context(logged(day, "web", "gunicorn", "--config", "deploy/gunicorn.conf.py", "app:app"))
        stack.enter_context(logged(day, "sandbox-", "sandbox"))
        wait_until(day.is_up)
        day.set_faults({"duplicate": 0.3})
        assert "Walipaji 0" in day.press("5", PIN, PIN)
        traffic = stack.enter_context(logged(day, "traffic-", "sandbox.traffic"))
        with logged(day, "worker", "flask", "--app", "app", "worker"):
            wait_until(lambda: "from here on" in (day.folder / "traffic-.log").read_text(encoding="utf-8"), within=90)
            traffic.terminate()
            wait_until(lambda: not differences(day) and not day.ask("select 1 from audit.outbox where state <> 'done'"))
        yield day


def numbers_and_names(day: KeptDay) -> tuple[set[str], set[str]]:
    """Every number and every name that the day used; numbers as the nine digits that every notation has."""
    books = day.read_books()
    numbers = {payment["payer"] for payment in books["payments"] if payment["direction"] == "in"}
    numbers |= {payment["receiver"] for payment in books["payments"] if payment["channel"] == "b2c"}
    numbers |= {push["phone"] for push in books["pushes"]}
    names = {part for number in numbers for part in subscriber_names(number) if part} | {NAME}
    return {number[-9:] for number in numbers} | {PHONE[-9:]}, names


PHONE_NUMBER = re.compile(r"(?<![0-9a-f])(?:254|0)?([0-9]{9})(?![0-9a-f])")
NUMBER_IN_HEX = re.compile(r"(?=((?:3[0-9]){9}))")


def found_in(text: str, numbers: set[str], names: set[str]) -> list[str]:
    """Those that are in a text, as they are or in the hex in which a dump writes bytes. It reads the text once."""
    clear = sorted(numbers & set(PHONE_NUMBER.findall(text)))
    read = set(re.findall(r"\w+", text))
    clear += [
        name for name in names
        if read.issuperset(re.findall(r"\w+", name)) and re.search(rf"\b{re.escape(name)}\b", text)
    ]  # fmt: skip
    lower = text.lower()
    in_hex = {bytes.fromhex(found).decode() for found in set(NUMBER_IN_HEX.findall(lower))} & numbers
    in_hex |= {name for name in names if len(name) > 3 and name.encode().hex() in lower}
    return clear + [f"hex of {word}" for word in sorted(in_hex)]


def test_nothing_failed_and_every_receipt_is_in_the_ledger(day: KeptDay) -> None:
    assert differences(day) == set()
    assert day.ask("select topic, state from audit.outbox where state = 'dead'") == []
    assert day.ask("select receipt from audit.callbacks where outcome in ('pending', 'quarantine', 'conflict')") == []
    web, worker = ((day.folder / name).read_text().splitlines() for name in ("web.log", "worker.log"))
    requests = [json.loads(line) for line in web if '"event":"request"' in line]
    assert len(requests) > 200
    assert [request for request in requests if request["status"] >= 500] == []
    assert [line for line in web + worker if '"level": "error"' in line] == []


def test_a_pin_is_kept_nowhere(day: KeptDay) -> None:
    assert "Walipaji" in day.press("5", PIN)
    typed = re.compile(rf"[*']{PIN}\b|{f'*{PIN}'.encode().hex()}")
    assert not typed.search(day.dump())
    assert [name for name, text in day.logs() if typed.search(text)] == []
    assert typed.search(f"'5*{PIN}'")


def test_neither_dump_nor_log_holds_a_number_or_a_name(day: KeptDay) -> None:
    numbers, names = numbers_and_names(day)
    assert len(numbers) > 20
    assert len(names) > 10
    dump = day.dump()
    assert "mpesa_callbacks" in dump
    assert found_in(dump, numbers, names) == []
    read = dict(day.logs())
    assert len(read["web.log"]) > 1000
    assert any("telco.confirm_fare" in text for name, text in read.items() if name.startswith("postgresql"))
    # The operator's own processes know their customers, and are not part of us.
    ours = {name: text for name, text in read.items() if not name.startswith(("sandbox-", "traffic-"))}
    assert {name: found for name, text in ours.items() if (found := found_in(text, numbers, names))} == {}


def test_the_search_would_find_them(day: KeptDay) -> None:
    numbers, names = numbers_and_names(day)
    number, name = min(numbers), max(names, key=len)
    for written in (
        f"'254{number}'", f"+254{number}", f"0{number},", f"\\x{number.encode().hex()}", f"x {name}.",
        f"\\x01{name.encode().hex()}ff",
    ):  # fmt: skip
        assert found_in(f"nothing {written} else", numbers, names)
