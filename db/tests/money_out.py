"""Opens payouts for tests that don't ask for them by a page."""

import json
from typing import Any

import psycopg
from psycopg.rows import tuple_row

# The pots of one vehicle, the fullest first, until they hold the sum.
OPEN = """
with maker as (
  insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%(phone_hash)s, '\\x01', '126')
  on conflict (phone_hash) do update set phone_last3 = '126' returning user_id),
opened as (
  select payouts.open(
           p_payout => jsonb_populate_record(null::payouts.payouts, %(payout)s::jsonb
                                             || jsonb_build_object('requested_by', m.user_id)),
           p_sub_wallet_ids => c.sub_wallet_ids, p_cents => c.cents) as payout_id
    from maker m, payouts.choose_legs(p_party_kind => 'owner', p_party_id => %(owner_id)s, p_purposes => '{}',
                                      p_total_cents => %(total)s) c)
select payout_id from opened
"""


def open_payout(owner: psycopg.Connection[Any], cents: int = 100_000, **changes: Any) -> str:
    """A payout of an owner to a phone, ready to be sent unless it needs approval; its reference."""
    phone = {"phone_hash": "\\x" + "00" * 32, "phone_sealed": "\\x01", "tail": "126"}
    payout = {
        "kind": "withdrawal", "party_kind": "owner", "party_id": 1, "channel": "phone", "amount_cents": cents,
        "fee_cents": 500, "currency": "KES", "needs_approval": False, **phone,
    } | changes  # fmt: skip
    if payout["channel"] != "phone":
        payout |= {"phone_hash": None, "phone_sealed": None}
    values = {
        "payout": json.dumps(payout), "owner_id": payout["party_id"], "phone_hash": b"\x07" * 32,
        "total": cents + payout["fee_cents"],
    }  # fmt: skip
    cursor = psycopg.Cursor(owner, row_factory=tuple_row)
    (payout_id,) = cursor.execute(OPEN, values).fetchone() or (None,)
    (ref,) = cursor.execute("select payout_ref from payouts.payouts where payout_id = %s", (payout_id,)).fetchone() or (
        None,
    )
    return str(ref)
