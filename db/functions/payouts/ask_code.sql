-- Sends the code that confirms a withdrawal, bound to its amount and destination, if nothing forbids it.
-- Locks and repeat: as accounts.send_code. Source: docs/decisions/payouts.md.
create or replace function payouts.ask_code(
  p_user_id     bigint,
  p_session     bytea,
  p_device      bytea,    -- sha256 of the browser's device token; null: none
  p_party_kind  text,
  p_party_id    bigint,
  p_purposes        text,     -- as in payouts.plan_card
  p_amount      text,
  p_destination text,
  p_code_hash   bytea,    -- keyed hash of the digits and of p_destination
  p_code_sealed bytea     -- the digits, sealed
) returns jsonb language plpgsql as $$
declare
  v_plan jsonb := payouts.plan_card(p_user_id => p_user_id, p_session => p_session, p_party_kind => p_party_kind,
    p_party_id => p_party_id, p_purposes => p_purposes, p_amount => coalesce(p_amount, 'none'),
    p_destination => p_destination);
begin
  if v_plan ->> 'outcome' = 'fits' then
    v_plan := v_plan || jsonb_build_object('outcome', accounts.send_code(p_user_id => p_user_id,
      p_purpose => 'payout', p_amount_cents => (v_plan ->> 'amount_cents')::bigint,
      p_destination => v_plan ->> 'destination', p_code_hash => p_code_hash, p_code_sealed => p_code_sealed,
      p_device => p_device));
  end if;
  return v_plan;
end $$;
comment on function payouts.ask_code is
  'payouts.plan_card with outcome sent or too_often (a code was sent a moment ago), or what forbids it. Raises '
  'nothing.';
