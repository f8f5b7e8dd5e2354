"""What hostile or broken messages must not do: move money, be forgotten, or put a person's number into a log."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from bench.fire.history import OK
from bench.fire.model import answered
from bench.fire.world import TOKEN, World

PHONE = re.compile(r"(?<![0-9a-f])(?:254|0)[17][0-9]{8}(?![0-9a-f])")
FORGED, FORGED_CENTS = "FORGED0001", 300_000  # above verify_above_cents, so that M-Pesa is asked first
HELD = """
select coalesce(sum(h.amount_cents), 0)::bigint as cents from ledger.holds h join ledger.journals j using (journal_id)
 where j.reference = %s and h.released_at is null
"""


def confirmation(receipt: str, code: str, cents: int) -> bytes:
    """A message as M-Pesa sends it."""
    now = datetime.now(UTC) + timedelta(hours=3)
    fields = {
        "TransactionType": "Pay Bill", "TransID": receipt, "TransTime": now.strftime("%Y%m%d%H%M%S"),
        "TransAmount": f"{cents // 100}.{cents % 100:02d}", "BusinessShortCode": "400222", "BillRefNumber": code,
        "InvoiceNumber": "", "OrgAccountBalance": "", "ThirdPartyTransID": "", "MSISDN": "2547 ***** 126",
        "FirstName": "JOHN", "MiddleName": "", "LastName": "",
    }  # fmt: skip
    return json.dumps(fields).encode()


def forgotten(world: World, history: list[dict[str, Any]]) -> list[str]:
    """Messages that were answered with 200 and are kept nowhere (invariants 2 and 3)."""
    kept = {row["sha"] for row in world.ask("select encode(body_sha256, 'hex') as sha from audit.callbacks")}
    asked = {line["op"]: line["sha256"] for line in history if line["what"] == "invoke" and line["kind"] == "malformed"}
    lost = {asked[line["op"]] for line in history if line["what"] == OK and line["op"] in asked} - kept
    found = [f"{len(lost)} malformed messages were answered with 200 and are not in quarantine"] if lost else []
    conflicts = world.ask("select distinct receipt from audit.callbacks where outcome = 'conflict'")
    unseen = answered(history, "conflict") - {row["receipt"] for row in conflicts}
    if unseen:
        found.append(f"messages with another amount than {sorted(unseen)[:3]} are no conflicts")
    return found


def cash_out_forged(world: World, code: str, within: float = 12) -> list[str]:
    """A forged payment is posted and held: it must stay held, because the operator does not know it (invariant 12)."""
    address = f"{world.lipa_url}/telco/{TOKEN}/c2b/confirmation"
    answer = requests.post(address, data=confirmation(FORGED, code, FORGED_CENTS), timeout=20,
                           headers={"Content-Type": "application/json"})  # fmt: skip
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        (row,) = world.ask("select count(*) from audit.fares where receipt = %s", FORGED)
        (held,) = world.ask(HELD, FORGED)
        if row["count"] and not held["cents"]:
            return ["a forged payment can leave: nothing of it is held"]
        time.sleep(0.5)
    # Our commission is not the owner's, who could cash it out.
    if answer.status_code == 200 and held["cents"] < FORGED_CENTS * 9 // 10:
        return [f"of a forged payment of {FORGED_CENTS} only {held['cents']} are held"]
    return []


def in_logs(world: World) -> list[str]:
    """Phone numbers in what web and worker wrote (invariant 14)."""
    found = []
    for name in ("web", "worker"):
        log = (world.folder / "log" / name).read_text(encoding="utf-8", errors="replace")
        if numbers := PHONE.findall(log):
            found.append(f"the log of {name} has {len(numbers)} phone numbers")
    return found
