"""Statements in every shape that the portal and people's spreadsheets give them; hostile inputs, D."""

import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.statements import StatementError
from worker.statements.importer import rows_of
from worker.statements.layout import read_layout
from worker.statements.lines import LineReader
from worker.tests.statements.files import COLUMNS, FIRST_LINE, PREAMBLE, lines, read, reasons, row, text_of, write


@pytest.mark.parametrize(
    ("delimiter", "encoding", "line_end"),
    [
        (",", "utf-8", "\r\n"), (";", "utf-8-sig", "\r\n"), ("\t", "utf-16", "\n"), (",", "utf-16-le", "\n"),
        (",", "cp1252", "\n"), (";", "utf-8", "\r"),
    ],
)  # fmt: skip
def test_delimiters_encodings_and_line_ends(tmp_path: Path, delimiter: str, encoding: str, line_end: str) -> None:
    text = text_of(
        [row(), row("SKA0000002", Details="Malipo ya café")],  # é tells cp1252 from UTF-8
        delimiter=delimiter, line_end=line_end,
    )  # fmt: skip
    layout, became, _ = read(write(tmp_path, text, encoding=encoding))
    assert [one["amount_cents"] for one in became] == [6000, 6000]  # type: ignore[index, call-overload]
    assert became[1]["details"] == "Malipo ya café"  # type: ignore[index, call-overload]
    assert (layout.facts.short_code, layout.facts.account) == ("400222", "utility")
    assert (layout.facts.opening_cents, layout.facts.closing_cents) == (1_250_000, 1_256_000)
    assert layout.facts.period_to == datetime(2026, 11, 21)  # noqa: DTZ001


def test_mixed_line_ends(tmp_path: Path) -> None:
    parts = text_of([row(f"SKA000000{n}") for n in range(4)], line_end="\n").splitlines()
    text = "".join(line + end for line, end in zip(parts, ["\r\n", "\n", "\r"] * 9, strict=False))
    assert len(lines(write(tmp_path, text))) == 4


@pytest.mark.parametrize("length", [0, 1, 40, 3000])
def test_preamble_of_any_length(tmp_path: Path, length: int) -> None:
    preamble = [("Short Code:", "400222"), ("Account:", "Utility Account"), *[("Note", str(n)) for n in range(length)]]
    assert len(lines(write(tmp_path, text_of([row()], preamble=preamble)))) == 1


def test_facts_from_the_file_name_when_there_is_no_preamble(tmp_path: Path) -> None:
    path = write(tmp_path, text_of([row()], preamble=()), name="ORG_400222_Working_20261120.csv")
    facts = read(path)[0].facts
    assert (facts.short_code, facts.account, facts.opening_cents) == ("400222", "working", None)


def test_columns_go_by_their_names(tmp_path: Path) -> None:
    shuffled = [*reversed(COLUMNS), "Remarks"]
    rows = [row() | {"Remarks": "extra"}]
    (line,) = lines(write(tmp_path, text_of(rows, columns=shuffled)))
    assert (line["receipt"], line["amount_cents"], line["bill_ref"]) == ("SKA0000001", 6000, "4628")


@pytest.mark.parametrize("column", ["Details", "Paid In", "Completion Time", "Transaction Status"])
def test_missing_column_is_named(tmp_path: Path, column: str) -> None:
    columns = [name for name in COLUMNS if name != column]
    with pytest.raises(StatementError, match=f"missing_column: {column}"):
        read(write(tmp_path, text_of([row()], columns=columns)))


def test_renamed_column_is_a_missing_one(tmp_path: Path) -> None:
    text = text_of([row()]).replace("Paid In", "Amount")
    with pytest.raises(StatementError, match="missing_column: Paid In"):
        read(write(tmp_path, text))


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match="column_twice: Paid In"):
        read(write(tmp_path, text_of([row()]).replace("Initiation Time", "Paid In")))


@pytest.mark.parametrize("content", [b"", b"hello\nworld\n", b"\x00\x01\x02" * 100, b"%PDF-1.7 ..."])
def test_file_that_is_no_statement(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(StatementError, match=r"no_header|empty"):
        read(write(tmp_path, content))


def test_newest_first_and_oldest_first_give_the_same_lines(tmp_path: Path) -> None:
    rows = [row(f"SKA000000{n}", Completion_Time=f"20-11-2026 10:00:0{n}") for n in range(5)]
    both = [lines(write(tmp_path, text_of(part))) for part in (rows, rows[::-1])]
    assert [one["receipt"] for one in both[0]] == [one["receipt"] for one in both[1][::-1]]


def test_totals_empty_lines_and_headers_again_are_no_rows(tmp_path: Path) -> None:
    empty = dict.fromkeys(COLUMNS, "")
    rows = [row(), empty, empty | {"Receipt No.": "Total"}, empty | {"Details": "Grand Total:", "Paid In": "60.00"},
            dict(zip(COLUMNS, COLUMNS, strict=True))]  # fmt: skip
    path = write(tmp_path, text_of(rows) + "\r\n\r\n")
    assert (len(lines(path)), reasons(path)) == (1, [])


def test_quote_that_is_never_closed_costs_its_own_row(tmp_path: Path) -> None:
    text = text_of([row(f"SKA00000{n:02}", Details=f"note {n}") for n in range(30)]).replace("note 3,", '"note 3,')
    path = write(tmp_path, text)
    assert reasons(path) == [(FIRST_LINE + 3, "quotes")]
    assert len(lines(path)) == 29


@pytest.mark.parametrize(
    ("reported", "ends"),
    [("20-11-2026 12:00:05", datetime(2026, 11, 20, 12, 0, 5)),  # noqa: DTZ001
     ("22-11-2026 08:00:00", datetime(2026, 11, 21)),  # noqa: DTZ001
     ("today", datetime(2026, 11, 21))],  # noqa: DTZ001
)  # fmt: skip
def test_what_was_exported_at_noon_ends_at_noon(tmp_path: Path, reported: str, ends: datetime) -> None:
    preamble = [*PREAMBLE[:-1], ("Operator", "amina", "Date of Report:", reported), ()]
    layout, *_ = read(write(tmp_path, text_of([row()], preamble=preamble)))
    assert layout.facts.period_to == ends


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        out.write(text_of([]))
        body = text_of([row()], preamble=()).splitlines(keepends=True)[1]
        for number in range(40_000):
            out.write(body.replace("SKA0000001", f"S{number:09}"))
    tracemalloc.start()
    rows = rows_of(path)
    layout = read_layout(rows)
    reader = LineReader(layout, "dmy", "utility", "KES")
    count = sum(isinstance(reader.read(one), dict) for one in rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 20_000_000


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff"), max_size=20)


@settings(deadline=None, max_examples=80)
@given(
    rows=st.lists(st.tuples(st.integers(1, 10**11), st.booleans(), st.integers(0, 86_399), CELLS), max_size=12),
    delimiter=st.sampled_from(",;\t"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]), order=st.sampled_from(["%d-%m-%Y", "%Y-%m-%d"]),
    preamble=st.integers(0, 5), data=st.data(),
)  # fmt: skip
def test_any_rows_in_any_dialect_are_the_same_lines(  # noqa: PLR0917
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, bool, int, str]], delimiter: str, encoding: str,
    line_end: str, order: str, preamble: int, data: st.DataObject,
) -> None:  # fmt: skip
    written, expected = [], []
    for number, (cents, is_in, second, account) in enumerate(rows):
        at = datetime(2026, 11, 20, second // 3600, second // 60 % 60, second % 60)  # noqa: DTZ001
        amount = f"{cents // 100:,}.{cents % 100:02}"
        written.append(row(f"SK{number:08}", amount if is_in else "", "" if is_in else f"-{amount}",
                           Completion_Time=at.strftime(f"{order} %H:%M:%S")) | {"A/C No.": account})  # fmt: skip
        expected.append((f"SK{number:08}", cents if is_in else -cents, str(at), account.strip() or None))
    columns = data.draw(st.permutations(COLUMNS))
    text = text_of(written, columns=columns, preamble=PREAMBLE[:preamble], delimiter=delimiter, line_end=line_end)
    path = write(tmp_path_factory.mktemp("files"), text, encoding=encoding)
    found = [(one["receipt"], one["amount_cents"], one["completed_at"], one["bill_ref"]) for one in lines(path)]
    assert found == expected
