-- Works out a withdrawal of the chosen party to the phone that dials. There is no session of a browser, so the caps of
-- a new device hold. Source: docs/decisions/payouts.md. Locks: none. Repeat: reads only.
create or replace function ussd.plan_payout(
  p_session ussd.ussd_sessions,
  p_amount  text     -- see payouts.plan
) returns jsonb language sql stable as $$
  select payouts.plan_card(p_user_id => c.user_id, p_session => '\x', p_party_kind => c.party_kind,
           p_party_id => c.party_id, p_purposes => null, p_amount => p_amount, p_destination => 'own')
    from ussd.chosen_party(p_session => p_session) c
$$;
comment on function ussd.plan_payout is 'See payouts.plan_card; null for who may not withdraw. Raises nothing.';
