"""The benchmark's own parts: goals, charts, tables of docs/performance.md, and where pgledger is found."""

import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bench import goals, page, peers, processor
from bench.charts.svg import Chart, Line, draw, steps
from bench.figures import Figure

SVG = "{http://www.w3.org/2000/svg}"


def figure(value: float, p99_ms: float = 1) -> Figure:
    return Figure(value, "fares/s", 1, p99_ms)


def test_ratios_are_those_whose_figures_were_taken() -> None:
    found = goals.ratios({"posting_1": figure(4000), "insert": figure(16000), "clients_20": figure(1, p99_ms=20)})
    assert found == {"posting_1_over_insert": 0.25, "clients_20_p99_ms": 20}
    assert [goals.GOALS[name].is_missed(value) for name, value in found.items()] == [True, True]
    assert not goals.GOALS["posting_1_over_insert"].is_missed(0.4)
    assert not goals.GOALS["posting_1_over_naive"].is_missed(0.01)  # only shown


def test_every_ratio_has_a_goal_or_says_that_it_has_none() -> None:
    assert set(goals.RATIOS) < set(goals.GOALS)
    shown = {*page.FARES, *page.HTTP, *page.PAGES, *page.PEERS}
    assert shown < set(goals.GOALS)


def test_a_machine_of_half_the_inserts_needs_half_the_time() -> None:
    assert processor.scaled(3, 10_000) == 1.5


@pytest.mark.parametrize(
    ("highest", "last", "count"), [(0, 1, 2), (1, 1, 6), (49, 50, 6), (12_000, 12_500, 6), (0.3, 0.3, 4)]
)
def test_an_axis_ends_at_a_round_value(highest: float, last: float, count: int) -> None:
    marks = steps(highest)
    assert marks[0] == 0
    assert marks[-1] == pytest.approx(last)
    assert len(marks) == count


def test_a_chart_has_every_point_inside_its_axes_and_every_name() -> None:
    lines = [Line("one & all", [(1, 10), (8, 40)], 0), Line("row", [(1, 11), (8, 41)], 1)]
    root = ET.fromstring(draw(Chart("A <title>", "clients", "a second", [(1, "1"), (8, "8")], lines)))  # noqa: S314
    points = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in root.iter(f"{SVG}circle")]
    assert len(points) == 4
    assert all(70 <= x <= 590 and 50 <= y <= 350 for x, y in points)
    assert points[0][1] > points[1][1], "more is higher"
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert {"A <title>", "one & all", "row", "clients", "1", "8"} <= set(words)
    names = [float(text.get("y", 0)) for text in root.iter(f"{SVG}text") if text.text in ("one & all", "row")]
    assert abs(names[0] - names[1]) >= 16


def test_tables_of_the_page_are_filled_and_the_others_stay() -> None:
    run = {
        "where": {"date": "2026-11-30", "server": "PostgreSQL 15.18 (Debian)", "load": "idle"},
        "figures": {"insert": {"value": 20000, "unit": "rows/s", "p50_ms": 0.4, "p99_ms": 1}},
        "ratios": {"posting_1_over_insert": 0.41},
    }
    text = page.PAGE.read_text(encoding="utf-8")
    asked = {name for _, name, _ in page.MARK.findall(text)}
    known = {"fares", "http", "pages", "peers", "same_fare", "sizes", "clients", "postgresql_18"}
    assert known - {"http", "pages"} <= asked <= known
    found = page.tables(run, None, Path("/nowhere"))
    filled = page.fill(text, found)
    assert "| `posting_1_over_insert` | 0.41 | >= 0.4 |" in filled
    assert "| `insert` | 20,000 | rows/s | 0.40 | 1.00 |" in filled
    sizes = page.MARK.pattern.replace("([a-z0-9_]+)", "sizes")
    before, after = (re.search(sizes, each, re.S) for each in (text, filled))
    assert before
    assert after
    assert before[0] == after[0]
    assert page.fill(filled, found) == filled


def test_pgledger_is_a_clone_a_file_beside_its_vendors_or_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ulid, ledger = tmp_path / "vendor" / "ulid" / "a.sql", tmp_path / "pgledger.sql"
    ulid.parent.mkdir(parents=True)
    ulid.touch()
    ledger.touch()
    assert peers.pgledger_files(str(tmp_path)) == peers.pgledger_files(str(ledger)) == [ulid, ledger]
    assert peers.pgledger_files(f"{ulid}:{ledger}") == [ulid, ledger]
    with pytest.raises(SystemExit, match=r"names what is not there: .*absent\.sql"):
        peers.pgledger_files(str(tmp_path / "absent.sql"))
    assert peers.pgledger_files("") == []
    assert "pgledger: skipped" in capsys.readouterr().out


@pytest.mark.parametrize(("version", "suffix"), [("", ""), ("18", "-18")])
def test_another_version_has_a_directory_of_its_own(version: str, suffix: str) -> None:
    asked = ["bash", "-c", '. scripts/lib.sh; echo "$PG_SUFFIX"; basename "$(pg_home)"']
    done = subprocess.run(
        asked, env={"PATH": "/usr/bin:/bin", "LIPA_PG_VERSION": version}, capture_output=True, text=True, check=True
    )
    own, home = done.stdout.split("\n")[:2]
    assert own == suffix
    assert home.endswith("-18") == bool(suffix)


def test_a_version_is_a_number() -> None:
    done = subprocess.run(
        ["bash", "scripts/server.sh"], env={"PATH": "/usr/bin:/bin", "LIPA_PG_VERSION": "18/../.."},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "is a number such as 18" in done.stderr
