-- Counts the messages of each hour that is over, of the last eight days, once: a later figure compares with them.
-- Locks: none. Repeat: counts the hours since.
create or replace function gates.store_message_hours(p_at timestamptz) returns int language plpgsql as $$
declare
  v_hour   timestamptz;
  v_stored int := 0;
begin
  for v_hour in select h from generate_series(
      coalesce((select max(m.hour_at) from gates.message_hours m) + interval '1 hour',
               date_trunc('hour', least(p_at, (select min(c.received_at) from (
                 select k.received_at from mobile_money.mpesa_callbacks k order by k.callback_id limit 20) c)))),
      date_trunc('hour', p_at) - interval '1 hour', interval '1 hour') h
    where h >= date_trunc('hour', p_at) - interval '8 days' order by h loop
    insert into gates.message_hours (hour_at, messages)
    select v_hour, count(*) from mobile_money.mpesa_callbacks c
     where c.received_at >= v_hour and c.received_at < v_hour + interval '1 hour'
       and c.kind in ('c2b_confirmation', 'stk_result')
    on conflict (hour_at) do nothing;
    v_stored := v_stored + 1;
  end loop;
  delete from gates.message_hours m where m.hour_at < p_at - interval '40 days';
  return v_stored;
end $$;
comment on function gates.store_message_hours is 'How many hours were counted. Raises nothing.';
