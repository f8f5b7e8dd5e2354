-- Works out a withdrawal to the phone that dials. There is no session of a browser, so the caps of a new device hold.
-- Source: docs/decisions/payouts.md. Locks: none. Repeat: reads only.
create or replace function ussd.plan_payout(
  p_phone_hash bytea,
  p_amount     text     -- see payouts.plan
) returns jsonb language sql stable as $$
  select payouts.plan_card(p_user_id => o.user_id, p_session => '\x', p_party_kind => 'owner',
           p_party_id => o.owner_id, p_purposes => null, p_amount => p_amount, p_destination => 'own')
    from ussd.own_payout(p_phone_hash => p_phone_hash) o
$$;
comment on function ussd.plan_payout is 'See payouts.plan_card; null for who has no owner. Raises nothing.';
