-- Makes the partitions for bodies of operator messages: of this month and the three after it. A job runs it, and every
-- deploy. A month of which the default partition has bodies is left out, because they would have to be moved while
-- fares wait; mobile_money.watch_body_months tells. Source: docs/decisions/partitions.md.
-- Locks: attaching a table lets fares go on (share update exclusive). On the default partition it is exclusive, which
-- only fares without a month touch; waits 200 ms at most. Repeat: what is there stays.
create or replace function mobile_money.make_body_months(p_at timestamptz) returns bigint
language plpgsql set lock_timeout = '200ms' as $$
declare
  v_from  timestamptz;
  v_until timestamptz;
  v_name  text;
  v_made  bigint := 0;
begin
  -- Beside a deploy: one after the other.
  perform pg_advisory_xact_lock(hashtext('mobile_money.body_months'));
  for v_month in 0 .. 3 loop
    v_from := (date_trunc('month', p_at at time zone 'UTC') + make_interval(months => v_month)) at time zone 'UTC';
    v_until := (date_trunc('month', p_at at time zone 'UTC') + make_interval(months => v_month + 1)) at time zone 'UTC';
    v_name := to_char(v_from at time zone 'UTC', '"callback_bodies_"YYYY_MM');
    continue when exists (select from mobile_money.body_months() m where m.from_at < v_until and m.until_at > v_from)
      or exists (select from mobile_money.callback_bodies_other o where o.kept_at >= v_from and o.kept_at < v_until);
    execute format('create table mobile_money.%I (like mobile_money.callback_bodies including all)', v_name);
    execute format('alter table mobile_money.callback_bodies attach partition mobile_money.%I
                      for values from (%L) to (%L)', v_name, v_from, v_until);
    execute format('comment on table mobile_money.%I is %L', v_name,
      'Bodies of operator messages that were kept in ' || to_char(v_from at time zone 'UTC', 'YYYY-MM') || '.');
    v_made := v_made + 1;
  end loop;
  return v_made;
end $$;
comment on function mobile_money.make_body_months is
  'Returns how many it made. Raises 55P03 (the default partition was in use; the job tries again).';
