-- Another amount: whole shillings in plain digits, between the menu's limits. It is for one seat.
-- Source: hostile inputs B. Locks: none. Repeat: pure but for the hint.
create or replace function ussd.answer_amount(
  p_session ussd.ussd_sessions,
  p_key     text
) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  -- Seven digits at most: "999999999" is refused by length, before it is a number.
  v_cents bigint := case when p_key ~ '^[0-9]{1,7}$' then p_key::bigint * 100 end;
  v_min   bigint := config.setting(p_setting => 'ussd_min_cents')::bigint;
  v_max   bigint := config.setting(p_setting => 'ussd_max_cents')::bigint;
begin
  if v_cents is null or v_cents not between v_min and v_max then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  return ussd.forward(p_session => p_session, p_state => 'seats',
                      p_choices => jsonb_build_object('stage', null, 'unit_cents', v_cents));
end $$;
comment on function ussd.answer_amount is
  'The session asked for seats, or for the amount once more. Raises nothing.';
