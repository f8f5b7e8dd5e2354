"""Opens payouts for tests that don't ask for them by a page."""

import json
from typing import Any

import psycopg
from psycopg.rows import tuple_row

# Who asks for it, and acts for the owner.
MAKER = """
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%(phone_hash)s, '\\x01', '126')
on conflict (phone_hash) do update set phone_last3 = '126' returning user_id
"""
ACTS = """
select access.grant_role(%(maker)s, 'owner', 'owner', o.owner_id) from fleet.owners o where o.owner_id = %(owner_id)s
"""

# The pots of one vehicle, the fullest first, until they hold the sum.
OPEN = """
select payouts.open(
         p_payout => jsonb_populate_record(null::payouts.payouts, %(payout)s::jsonb
                                           || jsonb_build_object('requested_by', %(maker)s::bigint)),
         p_sub_wallet_ids => c.sub_wallet_ids, p_cents => c.cents)
  from payouts.choose_legs(p_party_kind => 'owner', p_party_id => %(owner_id)s, p_purposes => '{}',
                           p_total_cents => %(total)s) c
"""

# Money of one vehicle's owner, as if fares had brought it.
FUND = """
select ledger.post_journals(
         p_kind => 'test', p_references => array[gen_random_uuid()::text], p_business_on => array[current_date],
         p_value_at => array[now()], p_corrects => null, p_reasons => null, p_leg_journals => array[1, 1],
         p_leg_lines => array[1, 2], p_leg_amounts_cents => array[-%(cents)s, %(cents)s],
         p_leg_currencies => array['KES', 'KES'], p_leg_sub_wallet_ids =>
           ledger.open_sub_wallets(p_kind => 'trust', p_sacco_id => v.sacco_id, p_owner_id => null,
                                   p_vehicle_id => null, p_currency => 'KES', p_purposes => array['main'])
           || ledger.open_sub_wallets(p_kind => 'vehicle', p_sacco_id => v.sacco_id, p_owner_id => %(owner_id)s,
                                      p_vehicle_id => v.vehicle_id, p_currency => 'KES', p_purposes => array['profit']))
  from fleet.vehicles v order by v.vehicle_id limit 1
"""


def fund(owner: psycopg.Connection[Any], cents: int, owner_id: int = 1) -> None:
    """Give an owner money from the first vehicle."""
    owner.execute(FUND, {"cents": cents, "owner_id": owner_id})


def open_payout(owner: psycopg.Connection[Any], cents: int = 100_000, **changes: Any) -> str:
    """A payout of an owner to a phone, ready to be sent unless it needs approval; its reference."""
    phone = {"phone_hash": "\\x" + "00" * 32, "phone_sealed": "\\x01", "tail": "126"}
    payout: dict[str, Any] = {
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
    (values["maker"],) = cursor.execute(MAKER, values).fetchone() or (None,)
    cursor.execute(ACTS, values)
    (payout_id,) = cursor.execute(OPEN, values).fetchone() or (None,)
    (ref,) = cursor.execute("select payout_ref from payouts.payouts where payout_id = %s", (payout_id,)).fetchone() or (
        None,
    )
    return str(ref)
