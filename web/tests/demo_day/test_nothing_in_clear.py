"""Neither a dump of the database nor any log holds a number or a name that a day of traffic used."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests

from db.tests.database import fresh
from sandbox.subscribers import subscriber_names

from .kept_day import CONDUCTOR, KeptDay, logged
from .test_demo_day import PHONE, differences, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

NAME = "Wambui wa Siku Njema"
NUMBER = "73915"  # the conductor's


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptDay]:
    """Played and come to rest."""
    with fresh("clear") as database, ExitStack() as doing:
        day = KeptDay(database, tmp_path_factory.mktemp("clear"))
        day.prepare()
        create = [sys.executable, "-m", "flask", "--app", "app", "create-user"]
        day.run(*create, "--phone", PHONE, "--name", NAME, "--role", "owner", "--scope-owner", "1")
        day.run(*create, "--phone", CONDUCTOR, "--role", "crew", "--scope-vehicle", "1")
        doing.enter_context(logged(day, "web", "gunicorn", "--config", "deploy/gunicorn.conf.py", "app:app"))
        doing.enter_context(logged(day, "sandbox-", "sandbox"))
        until(lambda: requests.get(f"{day.url}/readyz", timeout=2).ok and requests.get(day.sandbox, timeout=2).ok)
        requests.post(f"{day.sandbox}/sandbox/faults", json={"duplicate": 0.3}, timeout=5).raise_for_status()
        assert "Walipaji 0" in day.press("5", NUMBER, NUMBER)
        traffic = doing.enter_context(logged(day, "traffic-", "sandbox.traffic"))
        with logged(day, "worker", "flask", "--app", "app", "worker"):
            until(lambda: "from here on" in (day.folder / "traffic-.log").read_text(encoding="utf-8"), within=90)
            traffic.terminate()
            until(
                lambda: not differences(day) and not day.ask("select 1 from audit.outbox where state <> 'done'"),
                within=60,
            )
        yield day


def used(day: KeptDay) -> tuple[set[str], set[str]]:
    """Every number and every name that the day used; numbers as the nine digits that are the same however written."""
    told = requests.get(f"{day.sandbox}/sandbox/books.json", timeout=10).json()
    numbers = {one["payer"] for one in told["payments"]} | {one["phone"] for one in told["pushes"]}
    names = {part for number in numbers for part in subscriber_names(number) if part} | {NAME}
    return {number[-9:] for number in numbers} | {PHONE[-9:]}, names


PHONE_NUMBER = re.compile(r"(?<![0-9a-f])(?:254|0)?([0-9]{9})(?![0-9a-f])")
NUMBER_IN_HEX = re.compile(r"(?=((?:3[0-9]){9}))")


def betrayed(text: str, numbers: set[str], names: set[str]) -> list[str]:
    """What of it stands in a text: as it is, or in the hex that a dump writes bytes in. One pass, however many they are."""
    clear = sorted(numbers & set(PHONE_NUMBER.findall(text)))
    read = set(re.findall(r"\w+", text))
    clear += [
        name
        for name in names
        if read.issuperset(re.findall(r"\w+", name)) and re.search(rf"\b{re.escape(name)}\b", text)
    ]
    lower = text.lower()
    in_hex = {bytes.fromhex(found).decode() for found in set(NUMBER_IN_HEX.findall(lower))} & numbers
    in_hex |= {name for name in names if len(name) > 3 and name.encode().hex() in lower}
    return clear + [f"hex of {word}" for word in sorted(in_hex)]


def test_nothing_failed_and_every_receipt_is_in_the_books(day: KeptDay) -> None:
    assert differences(day) == set()
    assert day.ask("select topic, state from audit.outbox where state = 'dead'") == []
    assert day.ask("select receipt from audit.callbacks where outcome in ('pending', 'quarantine', 'conflict')") == []
    answered = [
        json.loads(line) for line in (day.folder / "web.log").read_text().splitlines() if '"event":"request"' in line
    ]
    assert len(answered) > 200
    assert [one for one in answered if one["status"] >= 500] == []
    errors = [
        line
        for name in ("web.log", "worker.log")
        for line in (day.folder / name).read_text().splitlines()
        if '"level": "error"' in line
    ]
    assert errors == []


def test_a_crews_number_is_kept_nowhere(day: KeptDay) -> None:
    assert "Walipaji" in day.press("5", NUMBER)
    typed = re.compile(rf"[*']{NUMBER}\b|{f'*{NUMBER}'.encode().hex()}")
    assert not typed.search(day.dump())
    assert [name for name, text in day.logs() if typed.search(text)] == []
    assert typed.search(f"'5*{NUMBER}'")


def test_neither_dump_nor_log_holds_a_number_or_a_name(day: KeptDay) -> None:
    numbers, names = used(day)
    assert len(numbers) > 20
    assert len(names) > 10
    dump = day.dump()
    assert "mpesa_callbacks" in dump
    assert betrayed(dump, numbers, names) == []
    read = dict(day.logs())
    assert len(read["web.log"]) > 1000
    assert any("telco.confirm_fare" in text for name, text in read.items() if name.startswith("postgresql"))
    # The operator's own processes know their customers; they are no part of us.
    ours = {name: text for name, text in read.items() if not name.startswith(("sandbox-", "traffic-"))}
    assert {name: found for name, text in ours.items() if (found := betrayed(text, numbers, names))} == {}


def test_the_search_would_find_them(day: KeptDay) -> None:
    numbers, names = used(day)
    number, name = min(numbers), max(names, key=len)
    for written in (
        f"'254{number}'",
        f"+254{number}",
        f"0{number},",
        f"\\x{number.encode().hex()}",
        f"x {name}.",
        f"\\x01{name.encode().hex()}ff",
    ):
        assert betrayed(f"nothing {written} else", numbers, names)
