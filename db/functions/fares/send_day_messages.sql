-- Scheduled job: from the setting owner_sms_at on, tells each owner who took fares today, or whose vehicle fell silent,
-- the day's figures by SMS. When the worker was down it catches up until 23:30; later the page is better. While an old
-- transaction holds the figures back it waits until 23:15. Locks: the rows it writes. Repeat: once for each owner and
-- day (fares.day_messages). Source: docs/decisions/statements.md.
create or replace function fares.send_day_messages(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_local timestamp := p_at at time zone config.setting(p_setting => 'time_zone');
  v_as    record;
  v_owner bigint;
  v_sent  int;
  v_done  bigint := 0;
begin
  if (v_local::time >= config.setting(p_setting => 'owner_sms_at')::time and v_local::time < '23:30') is not true then
    return 0;
  end if;
  select a.* into v_as from ledger.as_of(p_asof => null) a;
  if v_as.held_since is not null and v_local::time < '23:15' then
    return 0;
  end if;
  for v_owner in
    select o.owner_id from fleet.owners o
     where not exists (select from fares.day_messages m where m.owner_id = o.owner_id
                                                          and m.business_on = v_local::date)
       and (exists (select from fares.silences s where s.owner_id = o.owner_id and s.business_on = v_local::date)
            or exists (select from fares.day_takings(p_owner_ids => array[o.owner_id],
                         p_vehicle_ids => fleet.owned_vehicles(p_owner_ids => array[o.owner_id]),
                         p_from => v_local::date, p_to => v_local::date, p_horizon => v_as.horizon)))
     order by o.owner_id limit 500
  loop
    perform messaging.enqueue(p_topic => 'sms', p_key => concat_ws('/', 'day', v_owner, v_local::date, u.user_id),
        p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'), 'text', fares.day_message(
          p_owner_id => v_owner, p_on => v_local::date, p_horizon => v_as.horizon, p_lang => u.lang)))
       from access.owner_people(p_owner_id => v_owner) u
      where not exists (select from fares.day_messages_off f where f.user_id = u.user_id);
    get diagnostics v_sent = row_count;
    insert into fares.day_messages (owner_id, business_on, asof, people)
    values (v_owner, v_local::date, v_as.asof, v_sent);
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function fares.send_day_messages is 'How many owners it told. Raises nothing.';
