-- Notes the address that sent an authentic callback and raises an alarm for a new one. A new address is no reason to
-- refuse money's message, because the published lists of M-Pesa's addresses disagree. Source:
-- docs/decisions/rate-limits.md. Locks: that address's row, once an hour a process. Repeat: counts.
create or replace function telco.note_source(p_source inet) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_known boolean := exists (select from mobile_money.callback_sources);
  v_times bigint;
begin
  insert into mobile_money.callback_sources as s (source) values (p_source)
  on conflict (source) do update set times_noted = s.times_noted + 1, last_noted_at = clock_timestamp()
  returning s.times_noted into v_times;
  if v_times > 1 then
    return 'known';
  end if;
  -- The very first address is how we learn M-Pesa's.
  if v_known then
    perform messaging.raise_alarm(p_kind => 'new_callback_source', p_subject => host(p_source),
      p_detail => 'messages with the right token come from an address that never sent one');
  end if;
  return 'new';
end $$;
comment on function telco.note_source is
  'Returns known or new; raises the alarm new_callback_source for every new address but the very first. Raises '
  'nothing.';
