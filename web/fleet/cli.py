"""`flask import-fleet FILE.csv`: routes, owners, vehicles, door codes and splits of a SACCO (docs/import-fleet.md)."""

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

import click
from flask.cli import with_appcontext
from psycopg.types.json import Jsonb

from web import forms
from web.core import cli, config, db
from web.fleet.fields import POT, PURPOSES, seal_id_number
from web.i18n import labels
from web.security import phones, sealing

ROUTE = ("corridor", "stages", "off_peak", "peak", "rain", "peak_hours")
OWNER = ("owner_name", "owner_phone", "owner_id_number")
SHARES = {purpose: f"share_{purpose}" for purpose in PURPOSES}
CREW = ("crew_target", "crew_surplus")
COLUMNS = ("sacco", "route", *ROUTE, *OWNER, "plate", "seats", "door_code", *SHARES.values(), "pots", *CREW)
LISTS = {"stages", "off_peak", "peak", "rain"}
GOOD = ("in", "same")
ROW_SECONDS = 60.0


@click.command("import-fleet")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--by", default="", help="Phone of a member of staff, in whose name owners are proposed to be let in.")
@with_appcontext
def import_fleet(file: TextIO, by: str) -> None:
    """Take every row of FILE; print the rows that could not be taken, and fail if there is one."""
    cli.connect_as_owner(config.load())
    maker = phones.parse(by) if by else None
    if by and not maker:
        raise click.BadParameter("not a Kenyan phone number", param_hint="--by")
    try:
        lines = list(_lines(file))
    except UnicodeDecodeError as error:
        raise click.ClickException("the file is not in UTF-8; in a spreadsheet save it as CSV UTF-8") from error
    counted: Counter[str] = Counter()
    wrong: list[tuple[int, str, str]] = []
    with click.progressbar(lines, label="vehicles") as shown:
        for number, row in shown:
            outcome = _take(row, phones.lookup_hash(maker) if maker else None)
            counted[outcome if outcome in GOOD else "wrong"] += 1
            if outcome not in GOOD:
                wrong.append((number, (row.get("plate") or "")[:12], outcome))
    for number, plate, outcome in wrong:
        click.echo(f"line {number:>5}  {plate:<12}  {labels.label('fleet_not', outcome, 'en')}")
    click.echo(f"{'in':>8}{'same':>8}{'wrong':>8}\n{counted['in']:>8}{counted['same']:>8}{counted['wrong']:>8}")
    if wrong:
        raise SystemExit(1)


def _lines(file: TextIO) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(file)
    unknown = set(COLUMNS) ^ set(reader.fieldnames or ())
    if unknown:
        raise click.ClickException(f"missing or unknown columns: {', '.join(sorted(unknown))}")
    for row in reader:
        if any(row.values()):  # a spreadsheet writes rows of commas below the last one
            yield reader.line_num, row


def _take(row: dict[str, Any], by_hash: bytes | None) -> str:
    if set(row) != set(COLUMNS) or None in row.values() or "\0" in "".join(row.values()):
        return "columns"
    owner, error = _owner(row)
    if error:
        return error
    route = {name: _cells(row[name]) if name in LISTS else row[name] for name in ROUTE} | {"number": row["route"]}
    outcome: str = db.value(
        "fleet.import_row", within=ROW_SECONDS, p_by_hash=by_hash,
        p_row=Jsonb({
            "sacco": row["sacco"], "route": route, "owner": owner,
            "vehicle": {name: row[name].strip() for name in ("plate", "seats", "door_code")},
            "split": _split(row),
        }),
    )  # fmt: skip
    return outcome


def _split(row: dict[str, str]) -> dict[str, Any]:
    """What owner and SACCO have signed; nothing, if they have not."""
    split: dict[str, Any] = {purpose: row[column] for purpose, column in SHARES.items() if row[column].strip()}
    split |= {name: row[name] for name in CREW if row[name].strip()}
    if pots := _cells(row["pots"]):
        split["pots"] = [dict(zip(POT, pot.split(":"), strict=False)) for pot in pots]
    return split


def _owner(row: dict[str, str]) -> tuple[dict[str, Any], str]:
    phone, name = phones.parse(row["owner_phone"]), forms.parse_name(row["owner_name"])
    number = seal_id_number(row["owner_id_number"])
    if not phone or not name or number is None:
        return {}, "phone_wrong" if not phone else "id_number_wrong" if number is None else "name_wrong"
    return {
        "name": name, "last3": phones.last3(phone), "phone_hash": phones.lookup_hash(phone).hex(),
        "phone_sealed": sealing.seal("phone", phone.encode()).hex(),
        "name_sealed": sealing.seal("name", name.encode()).hex(), "id_number_sealed": number or None,
    }, ""  # fmt: skip


def _cells(written: str) -> list[str]:
    """What stands between the bars of a cell: Kencom|Yaya|Kawangware."""
    return [part.strip() for part in written.split("|")] if written.strip() else []
