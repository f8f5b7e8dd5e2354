-- Help: somebody paid to the PayBill and the vehicle never got it. The M-Pesa reference, please.
-- Source: the trade 4: claimed by receipt. Locks: none. Repeat: pure but for the hint.
create or replace function ussd.answer_help(
  p_session ussd.ussd_sessions,
  p_key     text
) returns ussd.ussd_sessions
language sql stable as $$
  select case when p_key ~ '^[A-Za-z0-9]{10}$'
              then ussd.forward(p_session => p_session, p_state => 'claim',
                p_choices => jsonb_build_object('receipt', upper(p_key)))
              else ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}') end
$$;
comment on function ussd.answer_help is
  'The session asked for the vehicle, or for the receipt once more. Raises nothing.';
