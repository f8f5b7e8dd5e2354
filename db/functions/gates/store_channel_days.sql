-- Counts what the fares of each channel earned and cost on the days that are over, at most eight days back, once: an
-- hour after midnight, so that late messages are in. A session of the menu costs also when nobody paid.
-- Locks: none. Repeat: counts the days since. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.store_channel_days(p_at timestamptz) returns int language plpgsql as $$
declare
  v_zone   text := config.setting(p_setting => 'time_zone');
  v_last   date := ((p_at - interval '1 hour') at time zone v_zone)::date - 1;
  v_day    date;
  v_stored int := 0;
begin
  for v_day in select d::date from generate_series(greatest(v_last - 7,
      coalesce((select max(c.business_on) + 1 from gates.channel_days c), v_last - 7)), v_last, interval '1 day') d loop
    insert into gates.channel_days (business_on, channel, fares, commission_cents, ussd_sessions, receipts, cost_cents)
    select v_day, h.channel, f.fares, f.cents, s.sessions, f.receipts,
           s.sessions * config.setting(p_setting => 'ussd_session_cost_cents')::bigint
           + f.receipts * config.setting(p_setting => 'sms_cost_cents')::bigint
      from (values ('ussd'), ('paybill')) h(channel)
     cross join lateral (
       select count(*) as fares, coalesce(sum(p.commission_cents), 0)::bigint as cents, count(o.outbox_id) as receipts
         from fleet.vehicles v
         join fares.fares p on p.vehicle_id = v.vehicle_id and p.business_on = v_day and p.channel = h.channel
          and not exists (select from fares.moves m where m.receipt = p.receipt)
         left join messaging.outbox_done o on o.topic = 'sms' and o.key = p.receipt) f
     cross join lateral (
       select count(*) as sessions from ussd.ussd_sessions u
        where h.channel = 'ussd' and u.started_at >= v_day::timestamp at time zone v_zone
          and u.started_at < (v_day + 1)::timestamp at time zone v_zone) s
    on conflict (business_on, channel) do nothing;
    v_stored := v_stored + 1;
  end loop;
  return v_stored;
end $$;
comment on function gates.store_channel_days is 'How many days were counted. Raises nothing.';
