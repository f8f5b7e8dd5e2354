-- Opens the screen that moves a fare: the newest of this SIM, while it can still be moved.
create or replace function ussd.open_move(p_session ussd.ussd_sessions, p_at timestamptz) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  v_minutes text := config.setting(p_setting => 'move_fare_minutes');
  v_fare    jsonb;
begin
  select to_jsonb(o) into v_fare
    from jsonb_to_recordset(ussd.own_fares(p_phone_hash => p_session.phone_hash, p_at => p_at))
           as o(receipt text, cents bigint, code text, at text)
    join fares.fares f using (receipt)
   where f.paid_at >= p_at - v_minutes::int * interval '1 minute' and o.receipt not like '%-2'
   order by f.paid_at desc, f.journal_id desc limit 1;
  if v_fare is null then
    return ussd.finish(p_session => p_session, p_key => 'ussd_move_none',
      p_args => array[v_minutes, config.setting(p_setting => 'help_phone')]);
  end if;
  return ussd.forward(p_session => p_session, p_state => 'move', p_choices => jsonb_build_object('moved', v_fare));
end $$;
comment on function ussd.open_move is 'The session on screen move, or at its end (no such fare). Raises nothing.';
