-- Key 6, for owners: withdraws to this phone. Everybody else's 6 is a door code that does not exist.
-- Source: docs/decisions/payouts.md.
create or replace function ussd.open_payout(p_session ussd.ussd_sessions, p_at timestamptz)
returns ussd.ussd_sessions language sql stable as $$
  select case when exists (select from ussd.own_payout(p_phone_hash => p_session.phone_hash))
              then ussd.forward(p_session => p_session, p_state => 'payout', p_choices => '{}')
              when p_session.state = 'repeat'
              then ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}')
              else ussd.choose_vehicle(p_session => p_session, p_typed => '6', p_at => p_at) end
$$;
comment on function ussd.open_payout is
  'The session on screen payout, or for who has no owner on this screen with a hint. Raises nothing.';
