"""A day is played while the keys are changed under it: nothing fails, nothing stays under the old key, and
neither a dump of the database nor any log holds a number or a name that the day used."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import requests
from psycopg.rows import tuple_row

from db.tests.database import fresh
from sandbox import subscribers
from web import config, phones
from web.tests.servers import ROOT

from .kept_day import CONDUCTOR, KeptDay, logged
from .test_demo_day import PASSWORD, PHONE, differences, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

NAME = "Wambui wa Siku Njema"
NUMBER = "73915"  # the conductor's


def change_keys(day: KeptDay, web: subprocess.Popen[bytes]) -> None:
    """As decision 0075 says: first a key that opens, then one that seals, then the old one goes."""
    rings: tuple[tuple[str, ...], ...] = (("k2", "k1"), ("k2",))
    day.ring("k1", "k2")
    reload(web)
    for ring in rings:
        day.ring(*ring)
        reload(web)
        with logged(day, "worker", "flask", "--app", "app", "worker"):
            until(lambda: is_all_under_the_new_key(day), within=60)


def change_lookup_key(day: KeptDay, web: subprocess.Popen[bytes]) -> None:
    """As decision 0077 says: everybody knows both, the database opens the change, the worker ends it, the old one goes."""
    day.find_by(9, 3)
    reload(web)
    with psycopg.connect(day.database.owner_url, autocommit=True) as owner:
        owner.execute("update security.settings set value = 'yes' where setting = 'lookup_key_moves'")
    assert "Walipaji" in day.press("5", NUMBER)  # known by the new key from now on
    over = "select count(*) from audit.reseals where key_id like 'lookup:%' and finished_at is not null"
    with logged(day, "worker", "flask", "--app", "app", "worker"):
        until(lambda: day.ask(over) == [(3,)], within=60)
    day.find_by(9)
    reload(web)


def reload(web: subprocess.Popen[bytes]) -> None:
    """New processes with the keys of the file; the old ones finish what they have."""
    before = workers(web)
    web.send_signal(signal.SIGHUP)
    until(lambda: len(workers(web)) >= len(before) and not workers(web) & before, within=30)
    assert not workers(web) & before


def workers(web: subprocess.Popen[bytes]) -> set[str]:
    """Process ids of those who serve."""
    return set(Path(f"/proc/{web.pid}/task/{web.pid}/children").read_text(encoding="ascii").split())


def is_all_under_the_new_key(day: KeptDay) -> bool:
    """What the operator asks before throwing the old key away."""
    command = [sys.executable, "-m", "flask", "--app", "app", "keys"]
    asked = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | day.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return asked.returncode == 0


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptDay]:
    """Played, with the keys changed in the middle, and come to rest."""
    with fresh("keys") as database, ExitStack() as doing:
        day = KeptDay(database, tmp_path_factory.mktemp("keys"))
        day.prepare()
        create = [sys.executable, "-m", "flask", "--app", "app", "create-user"]
        day.run(*create, "--phone", PHONE, "--name", NAME, "--role", "owner", "--scope-owner", "1")
        day.run(*create, "--phone", CONDUCTOR, "--role", "crew", "--scope-vehicle", "1")
        web = doing.enter_context(logged(day, "web", "gunicorn", "--config", "web/gunicorn.conf.py", "app:app"))
        doing.enter_context(logged(day, "sandbox-", "sandbox"))
        until(lambda: requests.get(f"{day.url}/readyz", timeout=2).ok and requests.get(day.sandbox, timeout=2).ok)
        requests.post(f"{day.sandbox}/sandbox/faults", json={"duplicate": 0.3}, timeout=5).raise_for_status()
        assert "Walipaji 0" in day.press("5", NUMBER, NUMBER)
        traffic = doing.enter_context(logged(day, "traffic-", "sandbox.traffic"))
        with logged(day, "worker", "flask", "--app", "app", "worker"):
            until(lambda: len(day.ask("select receipt from audit.fares limit 20")) == 20)
        change_keys(day, web)
        change_lookup_key(day, web)
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
    names = {part for number in numbers for part in subscribers.subscriber_names(number) if part} | {NAME}
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


def test_nothing_is_under_the_old_key(day: KeptDay) -> None:
    with psycopg.connect(day.database.url("worker"), row_factory=tuple_row) as worker:
        found = worker.execute("select sealed_column, key_id, sealed_values from worker.sealed_under()").fetchall()
    assert {key_id for _, key_id, _ in found} == {"k2"}
    assert {"mobile_money.mpesa_callbacks.body_sealed", "security.phones.phone_sealed"} <= {
        column for column, _, _ in found
    }
    assert day.ask("select sum(resealed) > 0 from audit.reseals where key_id = 'k2'") == [(True,)]


def test_every_phone_is_found_by_the_new_key_and_by_no_other(day: KeptDay) -> None:
    phones.configure(config.load(day.environ))
    with psycopg.connect(day.database.owner_url, row_factory=tuple_row) as owner:
        rows = owner.execute(
            "select phone_hash, phone_sealed from security.phones union all select phone_hash, phone_sealed from security.users"
        ).fetchall()
        strangers = owner.execute(
            "select count(*) from mobile_money.payments p where payer_hash is not null and not exists"
            " (select from security.phones f where f.phone_hash = p.payer_hash)"
            " and first_seen_at < (select min(started_at) from security.reseals where key_id like 'lookup:%')"
        ).fetchone()
    assert len(rows) > 1
    assert [
        sealed for hashed, sealed in rows if phones.lookup_hash(phones.open_sealed("phone", sealed).decode()) != hashed
    ] == []
    assert strangers == (0,)


def test_who_signs_in_is_found(day: KeptDay) -> None:
    person = requests.Session()
    signed_in = person.post(f"{day.url}/login", data={"phone": PHONE, "password": PASSWORD}, timeout=10)
    assert signed_in.url == f"{day.url}/owner/"


def test_a_crews_number_moves_with_the_key_and_is_kept_nowhere(day: KeptDay) -> None:
    assert "Walipaji" in day.press("5", NUMBER)
    phones.configure(config.load(day.environ))
    with psycopg.connect(day.database.owner_url, row_factory=tuple_row) as owner:
        assert owner.execute("select key_id from security.crew_pins").fetchall() == [(phones.lookup_key_id(),)]
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
