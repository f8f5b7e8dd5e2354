"""Statements in every shape that the portal and people's spreadsheets give them; scenario 32, and hostile inputs, D."""

import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.xml import DEFUSEDXML  # type: ignore[import-untyped]

from worker.statements import MAX_CELL, StatementError, spreadsheet_rows
from worker.statements.importer import rows_of
from worker.statements.layout import read_layout
from worker.statements.lines import LineReader
from worker.tests.statements.files import COLUMNS, PREAMBLE, lines, read, reasons, row, text_of, write

FIRST_LINE = len(PREAMBLE) + 2  # of the first row below the header


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


@pytest.mark.parametrize(
    ("written", "cents"),
    [("60", 6000), ("60.5", 6050), ("1,234.50", 123_450), ("1,234,567.00", 123_456_700), (" 60.00 ", 6000)],
)
def test_amounts(tmp_path: Path, written: str, cents: int) -> None:
    assert [one["amount_cents"] for one in lines(write(tmp_path, text_of([row(paid_in=written)])))] == [cents]


@pytest.mark.parametrize("written", ["-59.4", "59.4", "-59.40"])
def test_withdrawn_is_money_out_with_and_without_its_sign(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, text_of([row(paid_in="", withdrawn=written), row(paid_in="0.00", withdrawn=written)]))
    assert [one["amount_cents"] for one in lines(path)] == [-5940, -5940]


def test_point_for_thousands_and_cents_is_refused_with_its_row(tmp_path: Path) -> None:
    rows = [row(), row(paid_in="1.234.50"), row(paid_in="1.234"), row(paid_in="1.234,50"), row(paid_in="1,23")]
    path = write(tmp_path, text_of(rows))
    assert reasons(path) == [(FIRST_LINE + n, "amount") for n in range(1, 5)]
    assert len(lines(path)) == 1


@pytest.mark.parametrize("written", ["NaN", "1e3", "٥٠", "1_000", "--5", "9" * 20, "KES 5", "-60"])
def test_amount_that_is_none(tmp_path: Path, written: str) -> None:
    assert reasons(write(tmp_path, text_of([row(paid_in=written)]))) == [(FIRST_LINE, "amount")]


def test_two_amounts_and_none(tmp_path: Path) -> None:
    path = write(tmp_path, text_of([row(paid_in="5", withdrawn="-5"), row(paid_in=""), row(paid_in="0")]))
    assert [reason for _, reason in reasons(path)] == ["two_amounts", "no_amount", "no_amount"]


@pytest.mark.parametrize(
    ("order", "time"), [("dmy", "20-11-2026 23:59:58"), ("ymd", "2026-11-20 23:59:58"), ("dmy", "20-11-2026\r23:59:58")]
)
def test_both_orders_of_a_date(tmp_path: Path, order: str, time: str) -> None:
    (line,) = lines(write(tmp_path, text_of([row(Completion_Time=time)])))
    assert line["completed_at"] == "2026-11-20 23:59:58", order


def test_cell_with_a_line_break(tmp_path: Path) -> None:
    rows = [row(Completion_Time="2023-11-30\r20:11:48"), row("SKA0000002", Completion_Time="2023-11-30 20:11:49")]
    path = write(tmp_path, text_of(rows))
    assert [one["completed_at"] for one in lines(path)] == ["2023-11-30 20:11:48", "2023-11-30 20:11:49"]
    assert [one["row_no"] for one in lines(path)] == [FIRST_LINE, FIRST_LINE + 2]  # as an editor counts


@pytest.mark.parametrize(
    "written",
    ["01/02/2026", "2026-02-01", "46054", "20-11-2026 24:00:00", "2026-11-20 10:00:00", "30-02-2026 10:00:00", "",
     "20-11-26 10:00:00", "٢٠-11-2026 10:00:00", "20-11-1926 10:00:00", "20-11-2026 10:00:60"],
)  # fmt: skip
def test_only_the_order_of_the_file_is_a_time(tmp_path: Path, written: str) -> None:
    rows = [row(), row("SKA0000002"), row("SKA0000003", Completion_Time=written)]
    assert reasons(write(tmp_path, text_of(rows))) == [(FIRST_LINE + 2, "time")]


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


def test_failed_transactions_are_counted_not_stored(tmp_path: Path) -> None:
    rows = [row(), row("SKA0000002", Transaction_Status="Failed"), row("SKA0000003", Transaction_Status="Cancelled"),
            row("SKA0000004", Transaction_Status="Authorized")]  # fmt: skip
    _, became, _ = read(write(tmp_path, text_of(rows)))
    assert [type(one).__name__ for one in became] == ["dict", "Failed", "Failed", "Bad"]


def test_scenario_32_each_bad_row_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [row(), row("", Details="a row without a receipt"), row("SKA0000002", "60.01"),
            row("SKA0000003", "", "-7.50", Reason_Type="Business Pay Bill Charge", Details="Pay Bill Charge"),
            row("SKA0000001"), row("x y"), dict.fromkeys(COLUMNS, "") | {"Receipt No.": "Total:"}]  # fmt: skip
    path = write(tmp_path, text_of(rows, delimiter=";"), encoding="utf-8-sig")
    assert [(one["receipt"], one["kind"], one["amount_cents"]) for one in lines(path)] == [
        ("SKA0000001", "payment", 6000), ("SKA0000002", "payment", 6001), ("SKA0000003", "charge", -750),
        ("SKA0000001", "payment", 6000)]  # fmt: skip
    assert reasons(path) == [(FIRST_LINE + 1, "receipt"), (FIRST_LINE + 5, "receipt")]


def test_quote_that_is_never_closed_costs_its_own_row(tmp_path: Path) -> None:
    text = text_of([row(f"SKA00000{n:02}", Details=f"note {n}") for n in range(30)]).replace("note 3,", '"note 3,')
    path = write(tmp_path, text)
    assert reasons(path) == [(FIRST_LINE + 3, "quotes")]
    assert len(lines(path)) == 29


@pytest.mark.parametrize(
    ("details", "reason"),
    [("x" * (MAX_CELL + 1), "cell_too_long"), ("x" * (3 * MAX_CELL), "cell_too_long"), ("a\0b", "nul"),
     ("Acc," * 10_000, "too_many_columns")],
    ids=["long cell", "long line", "NUL", "columns"],
)  # fmt: skip
def test_hostile_rows_are_set_aside(tmp_path: Path, details: str, reason: str) -> None:
    text = text_of([row("SKA0000001", Details="HERE"), row("SKA0000002")]).replace("HERE", details)
    path = write(tmp_path, text)
    assert reasons(path) == [(FIRST_LINE, reason)]
    assert [one["receipt"] for one in lines(path)] == ["SKA0000002"]


def test_row_with_a_cell_too_many_or_too_few(tmp_path: Path) -> None:
    text = (
        text_of([row()]) + "SKA0000002,20-11-2026 10:00:00,,x,Completed,1,234.50,,,,,,,,,,oops\r\nSKA0000003,20-11\r\n"
    )
    assert [reason for _, reason in reasons(write(tmp_path, text))] == ["more_cells", "fewer_cells"]


def test_numbers_and_names_are_not_kept(tmp_path: Path) -> None:
    rows = [row(), row("SKA0000002", "", "-500.00", Reason_Type="Business Payment to Customer via API",
                       Details="Business Payment to Customer via API to 2547****126 - MAMA NJERI",
                       Other_Party_Info="254712345126 - MAMA NJERI"),
            row("SKA0000003", Details="Pay Bill from 0712345126 MAMA NJERI Acc. 0712345126"),
            row("SKA0000004", Details="Salary to MAMA - NJERI", Other_Party_Info="MAMA NJERI")]  # fmt: skip
    became = lines(write(tmp_path, text_of(rows)))
    assert [one["details"] for one in became] == [
        "Pay Bill Acc. 4628", "Business Payment to Customer via API", "Pay Bill Acc. …", "Salary"]  # fmt: skip
    assert [one["party_last3"] for one in became] == ["126", "126", "126", None]
    assert "NJERI" not in str(became)


def test_formula_in_details_is_text(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, text_of([row(Details="=cmd|'/c calc'!A1", Reason_Type="")])))
    assert (line["details"], line["kind"], line["detail_key"]) == ("=cmd|'/c calc'!A1", "other", "cmdccalca")


@pytest.mark.parametrize(
    ("reason_type", "paid_in", "withdrawn", "kind"),
    [
        ("Pay Utility", "60", "", "payment"), ("Pay Bill Online", "60", "", "payment"),
        ("Pay Utility with OD via STK", "60", "", "payment"), ("Pay Utility with OD Online", "60", "", "payment"),
        ("Standing Order Pay Bill", "60", "", "payment"), ("Business Pay Bill Charge", "", "-5", "charge"),
        ("Pay Reversal", "", "-60", "reversal"), ("Business Payment to Customer via API", "", "-60", "payout"),
        ("Business Pay Bill", "", "-60", "payout"), ("Business Buy Goods", "", "-60", "payout"),
        ("B2C Charge", "", "-5", "payout_fee"), ("Organization Settlement Account Interest", "5", "", "sweep"),
        ("Utility Account to Organization Settlement Account", "", "-6000", "sweep"), ("Riba", "5", "", "other"),
        ("Pay Utility", "", "-60", "other"),
    ],
)  # fmt: skip
def test_kinds(tmp_path: Path, reason_type: str, paid_in: str, withdrawn: str, kind: str) -> None:
    rows = [row("SKA0000001", paid_in, withdrawn, Reason_Type=reason_type, Details="x")]
    assert [one["kind"] for one in lines(write(tmp_path, text_of(rows)))] == [kind]


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


@pytest.mark.parametrize(
    ("reason_type", "details", "kind"),
    [
        ("Pay Utility", "Pay Bill Online from 2547****126 - JOHN DOE Acc. SCHOOL FEE", "payment"),
        ("", "Pay Bill from 2547****126 - JOHN DOE Acc. coffee", "payment"),
        ("Pay Utility", "Pay Bill from 0712345126 JOHN COFFEE Acc. fees", "payment"),
        ("", "Pay Bill from 2547****126 - JOHN DOE Acc. reversal", "payment"),
        ("", "Pay Bill Charge", "charge"), ("Pay Utility", "Pay Bill Charge", "charge"),
        ("", "Pay Bill Reversal to 2547****126 - JOHN DOE Acc. 4628", "reversal"),
        ("Pay Utility", "Reversal of Pay Bill", "reversal"),
    ],
)  # fmt: skip
def test_what_a_passenger_types_is_not_what_happened(tmp_path: Path, reason_type: str, details: str, kind: str) -> None:
    rows = [row("SKA0000001", "60", "", Reason_Type=reason_type, Details=details)]
    assert [one["kind"] for one in lines(write(tmp_path, text_of(rows)))] == [kind]


def test_every_charge_of_the_charges_account_is_a_payout_fee(tmp_path: Path) -> None:
    preamble = [("Short Code:", "400222"), ("Account:", "Charges Paid Account")]
    rows = [row("SKA0000001", "", "-5", Reason_Type="Charge", Details="Fee For B2C Payment")]
    assert [one["kind"] for one in lines(write(tmp_path, text_of(rows, preamble=preamble)))] == ["payout_fee"]


def test_other_currency_is_set_aside(tmp_path: Path) -> None:
    assert reasons(write(tmp_path, text_of([row(Currency="USD")]))) == [(FIRST_LINE, "currency")]


def spreadsheet(folder: Path, rows: list[dict[str, object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for one in (*PREAMBLE, COLUMNS, *([each[name] for name in COLUMNS] for each in rows)):
        sheet.append([str(cell) if isinstance(cell, str) else cell for cell in one])
    path = folder / "statement.xlsx"
    book.save(path)
    return path


def test_xlsx_with_numbers_and_real_dates(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        row() | {"Paid In": 60.5, "Completion Time": datetime(2026, 11, 20, 10, 0, 1), "A/C No.": 4628},  # noqa: DTZ001
        row("SKA0000002") | {"Paid In": None, "Withdrawn": -59.4},
        row("SKA0000003") | {"Completion Time": 46054},
        dict(row("SKA0000004", Details="=1+1")),
    ]
    path = spreadsheet(tmp_path, rows)
    assert [one["amount_cents"] for one in lines(path)] == [6050, -5940, 6000]
    assert lines(path)[0]["completed_at"] == "2026-11-20 10:00:01"
    assert lines(path)[0]["bill_ref"] == "4628"
    assert reasons(path) == [(FIRST_LINE + 2, "time")]


def test_xls_as_the_portal_exports_it() -> None:
    path = Path(__file__).with_name("transaction.xls")
    layout, became, _ = read(path)
    assert (layout.facts.short_code, layout.facts.account) == ("400222", "utility")
    assert [one["amount_cents"] for one in became if isinstance(one, dict)] == [6000, 123_450, -5940]
    assert [one["completed_at"] for one in lines(path)] == [f"2026-11-20 10:00:0{n}" for n in range(3)]


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_broken_spreadsheet(tmp_path: Path, head: bytes) -> None:
    with pytest.raises(StatementError, match="broken_spreadsheet"):
        read(write(tmp_path, head + b"\x00" * 600, name="a.xlsx"))


def test_spreadsheet_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_rows, "MAX_UNPACKED", 1_000_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    with pytest.raises(StatementError, match="too_large_spreadsheet"):
        read(path)


def test_xml_entities_of_a_spreadsheet_are_refused(tmp_path: Path) -> None:
    assert DEFUSEDXML
    path, hostile = spreadsheet(tmp_path, [dict(row())]), tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(hostile, "w") as target:
        for one in source.namelist():
            text = source.read(one)
            if one.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + text.partition(b"?>")[2]
            target.writestr(one, text)
    with pytest.raises(StatementError, match="broken_spreadsheet"):
        read(hostile)


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
