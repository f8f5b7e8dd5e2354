-- Posts one journal between what is set aside for points and the credit of a SACCO's passengers, and the movement of
-- the passenger's credit. Locks: the sub_wallet that it takes from.
create or replace function loyalty.post_points(
  p_kind       text,     -- points_redeemed or points_given_back
  p_reference  text,
  p_phone_hash bytea,
  p_sacco_id   bigint,
  p_currency   text,
  p_cents      bigint,   -- into credit; below zero: out of it
  p_at         timestamptz
) returns bigint language plpgsql as $$
declare
  v_credit  bigint := loyalty.sub_wallet(p_kind => 'credit', p_sacco_id => p_sacco_id, p_currency => p_currency);
  v_set     bigint := loyalty.sub_wallet(p_kind => 'loyalty', p_sacco_id => p_sacco_id, p_currency => p_currency);
  v_journal bigint;
begin
  v_journal := (ledger.post_journals(p_kind => p_kind, p_references => array[p_reference],
    p_business_on => array[ledger.open_day(p_at => p_at)], p_value_at => array[p_at], p_corrects => null,
    p_reasons => null, p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
    p_leg_sub_wallet_ids => array[v_set, v_credit], p_leg_amounts_cents => array[-p_cents, p_cents],
    p_leg_currencies => array[p_currency, p_currency]))[1];
  insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
  values (p_phone_hash, p_sacco_id, p_currency, p_cents, v_journal);
  return v_journal;
end $$;
comment on function loyalty.post_points is 'Returns the journal. Raises what ledger.post_journals raises.';
