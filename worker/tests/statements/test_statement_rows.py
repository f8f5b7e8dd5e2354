"""Rows of statements: their amounts, times and kinds, and the bad ones that are set aside; scenario 32."""

from pathlib import Path

import pytest

from worker.statements import MAX_CELL
from worker.tests.statements.files import COLUMNS, FIRST_LINE, lines, read, reasons, row, text_of, write


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
