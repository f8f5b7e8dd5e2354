"""Reads what pgBackRest says of its repository (info --output=json, on standard input):

backup_report.py next            prints full or incr: what the next backup should be
backup_report.py report VERIFIED prints what was backed up and what can be restored; fails when it must not be relied on
backup_report.py note            prints the SQL statement with which the database notes the newest backup

Uses the standard library only, as scripts/env.py does.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime

FULL_EVERY_SECONDS = 7 * 24 * 3600
KINDS = {"full": "full", "diff": "differential", "incr": "incremental"}
LABEL = re.compile(r"\d{8}-\d{6}F(?:_\d{8}-\d{6}[DI])?")
LSN = re.compile(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. Times are seconds since 1970; stored: what it added to the repository, compressed."""

    label: str
    kind: str
    began: int
    ended: int
    stop_lsn: str
    size: int
    stored: int
    has_bad_pages: bool


def read_backups(text: str) -> list[Backup]:
    """All backups, the oldest first."""
    (stanza,) = json.loads(text)
    return [
        Backup(
            one["label"], KINDS[one["type"]], one["timestamp"]["start"], one["timestamp"]["stop"], one["lsn"]["stop"],
            one["info"]["size"], one["info"]["repository"]["delta"], bool(one.get("error")),
        )
        for one in stanza["backup"]
    ]  # fmt: skip


def next_kind(backups: list[Backup], now: float) -> str:
    """A week's incremental backups stand on one full backup."""
    full = [backup.began for backup in backups if backup.kind == "full"]
    return "incr" if full and now - full[-1] < FULL_EVERY_SECONDS else "full"


def find_faults(backups: list[Backup], verified: str) -> list[str]:
    """Why the newest backup must not be relied on; pgBackRest itself ends with success in these cases."""
    faults = []
    if backups[-1].has_bad_pages:
        faults.append(f"{backups[-1].label} holds pages whose checksum is wrong: the data itself is damaged")
    if not re.search(r"^status: ok$", verified, re.MULTILINE):
        faults.append(f"the repository does not verify:\n{verified}")
    return faults


def describe(backups: list[Backup]) -> str:
    """One line for a person."""
    last = backups[-1]
    oldest = datetime.fromtimestamp(backups[0].ended, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return (
        f"backup {last.label} ({last.kind}): {last.size / 1e6:.1f} MB of data, {last.stored / 1e6:.1f} MB stored,"
        f" {last.ended - last.began} s; verified; every moment from {oldest} on can be restored"
    )


def note(backups: list[Backup]) -> str:
    """The call that notes the newest backup. Its parts come from a program, and are checked all the same."""
    last = backups[-1]
    if not (LABEL.fullmatch(last.label) and LSN.fullmatch(last.stop_lsn)):
        sys.exit(f"backup: not a backup of pgBackRest: {last.label}, {last.stop_lsn}")
    return (
        f"select gates.note_backup(p_label => '{last.label}', p_kind => '{last.kind}',"
        f" p_started_at => to_timestamp({int(last.began)}), p_finished_at => to_timestamp({int(last.ended)}),"
        f" p_stop_lsn => '{last.stop_lsn}', p_bytes => {int(last.size)}, p_stored_bytes => {int(last.stored)},"
        f" p_oldest_at => to_timestamp({int(backups[0].ended)}));"
    )


def main(command: str, verified: str = "") -> None:
    """Do one of the three."""
    backups = read_backups(sys.stdin.read())
    if command == "next":
        print(next_kind(backups, time.time()))
    elif command == "note":
        print(note(backups))
    else:
        print(describe(backups))
        if faults := find_faults(backups, verified):
            sys.exit("backup: " + "\n".join(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
