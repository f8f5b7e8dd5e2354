"""`flask import-fleet` of 300 vehicles: 288 come in, 12 wrong rows are named, and the same file changes nothing."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import Result
from flask import Flask
from psycopg import sql

from app import create_app
from db.tests.database import Database, fresh
from web.core import db
from web.fleet.cli import COLUMNS
from web.tests.conftest import DEMO
from web.tests.pages.fixtures import set_environment

ROUTE = {"corridor": "Kencom-Kawangware", "stages": "Kencom|Yaya|Kawangware", "off_peak": "30|40", "peak": "40|60"}
SHARES = {"share_fuel": "30", "share_sacco": "12.5", "share_profit": "57.5"}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
# By line of the file (the header is line 1): what is wrong in it, and the reason that is printed.
WRONG: dict[int, tuple[dict[str, str], str]] = {
    12: ({"plate": "KAA"}, "number plate"),
    34: ({"owner_phone": "12"}, "phone number"),
    56: ({"owner_name": " "}, "name"),
    78: ({"owner_id_number": "?"}, "id number"),
    99: ({"seats": "none"}, "seats"),
    120: ({"route": ""}, "route's number"),
    141: ({"route": "99", "stages": "Kencom"}, "2 to 20 stages"),
    162: ({"route": "98", "off_peak": "30|x"}, "off-peak fare"),
    183: ({"share_profit": "57"}, "sum to 100"),
    204: ({"share_fuel": "much"}, "percentage"),
    225: ({"door_code": "4621"}, "check digit"),
    246: ({"plate": "KZZ 000A"}, "another SACCO, route, owner"),  # of line 2, which has another owner
}


def rows() -> Iterator[dict[str, str]]:
    for n in range(300):
        owner = n // 3
        row = dict.fromkeys(COLUMNS, "") | ROUTE | SHARES | {
            "sacco": "Demo Simba Line", "route": str(40 + n % 4), "owner_name": f"Jane {owner % 7}",
            "owner_phone": f"0199{owner:06d}", "owner_id_number": f"{owner:08d}",
            "plate": f"KZZ {n:03d}{LETTERS[n % 24]}", "seats": "14",
        }  # fmt: skip
        yield row | WRONG.get(n + 2, ({}, ""))[0]


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("import") as made:
        yield made


@pytest.fixture
def app(database: Database) -> Iterator[Flask]:
    with set_environment({**database.addresses, **DEMO, "DATABASE_URL": database.owner_url}):
        yield create_app()
        db.close()


def run(app: Flask, file: Path) -> Result:
    return app.test_cli_runner().invoke(args=["import-fleet", str(file)])


def everything(database: Database) -> list[object]:
    tables = ("saccos", "owners", "routes", "stage_fares", "vehicles", "vehicle_owners", "door_codes",
              "sacco_memberships")  # fmt: skip
    with psycopg.connect(database.owner_url) as owner:
        count = sql.SQL("select count(*) from {}")
        found = [owner.execute(count.format(sql.Identifier("fleet", name))).fetchone() for name in tables]
        return [*found, owner.execute("select count(*), max(version) from fares.split_rules").fetchone()]


def test_all_but_the_wrong_rows_come_in_once(app: Flask, database: Database, tmp_path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows())
    file = tmp_path / "fleet.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    first = run(app, file)
    printed = {int(line.split()[1]): line for line in first.output.splitlines() if line.startswith("line")}
    assert first.output.split()[-3:] == ["288", "0", "12"], first.output
    assert first.exit_code == 1
    assert set(printed) == set(WRONG)
    assert [line for number, line in printed.items() if WRONG[number][1] not in line] == []
    before = everything(database)
    assert before[4:] == [(288,), (288,), (288,), (100,), (288, 1)]
    again = run(app, file)
    assert again.output.split()[-3:] == ["0", "288", "12"]
    assert everything(database) == before


def test_the_example_of_the_document_comes_in(app: Flask) -> None:
    printed = run(app, Path(__file__).parents[3] / "docs/import-fleet.csv")
    assert (printed.exit_code, printed.output.split()[-3:]) == (0, ["3", "0", "0"])


@pytest.mark.parametrize(("text", "said"), [("plate\nKZZ 001A\n", "missing or unknown columns"),
                                            (",".join(COLUMNS) + "\nx,y\n", "A column is missing")])  # fmt: skip
def test_a_file_without_the_columns_is_refused(app: Flask, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "fleet.csv").write_text(text, encoding="utf-8")
    printed = run(app, tmp_path / "fleet.csv")
    assert printed.exit_code == 1
    assert said in printed.output


def test_a_name_with_accents_is_one_sacco_and_blank_rows_are_passed_over(app: Flask, tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs/import-fleet.csv").read_text(encoding="utf-8")
    first = text.splitlines()[1].partition(",")[0]
    file = tmp_path / "fleet.csv"
    file.write_text(text.replace(first, "Demo  Sim\u00e9a Line") + "," * (len(COLUMNS) - 1) + "\n", encoding="utf-8")
    assert run(app, file).output.split()[-3:] == ["0", "0", "3"]  # the vehicles are another SACCO's
    file.write_text(text.replace(first, "Demo  Sim\u00e9a Line").replace("KZZ 9", "KZZ 8"), encoding="utf-8")
    assert [run(app, file).output.split()[-3:] for _ in range(2)] == [["3", "0", "0"], ["0", "3", "0"]]


def test_a_file_of_another_encoding_is_refused_with_what_to_do(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "fleet.csv").write_text(",".join(COLUMNS) + "\nSim\u00e9a\n", encoding="cp1252")
    printed = run(app, tmp_path / "fleet.csv")
    assert (printed.exit_code, "save it as CSV UTF-8" in printed.output) == (1, True)
