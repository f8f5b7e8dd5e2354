-- Drops the oldest month of bodies of operator messages when all of it is older than its retention period. Bodies of
-- messages that still wait move to the present month first. Source: docs/decisions/partitions.md.
-- Locks: all partitions, for the last milliseconds of its transaction; it waits for them 200 ms at most, and fares wait
-- behind it. Repeat: the next month, or none.
create or replace function mobile_money.drop_body_month(p_at timestamptz) returns bigint
language plpgsql set lock_timeout = '200ms' as $$
declare
  v_month record;
  v_rows  bigint;
  v_moved bigint;
begin
  perform pg_advisory_xact_lock(hashtext('mobile_money.body_months'));
  select m.*, format('mobile_money.%I', m.month_table)::regclass as relation into v_month
    from mobile_money.body_months() m
   where m.until_at <= p_at - make_interval(days => (select r.keep_days from privacy.retention_periods r
                                                      where r.kind = 'raw_bodies'))
   order by m.from_at limit 1;
  if not found then
    return 0;
  end if;
  select greatest(c.reltuples, 0)::bigint into v_rows from pg_catalog.pg_class c where c.oid = v_month.relation;
  update mobile_money.callback_bodies b set kept_at = p_at
    from mobile_money.mpesa_callbacks c
   where c.outcome = 'pending' and b.callback_id = c.callback_id and b.kept_at < v_month.until_at;
  get diagnostics v_moved = row_count;
  perform audit.record_event(p_action => 'drop_month', p_subject => 'mobile_money.callback_bodies:'
    || to_char(v_month.from_at at time zone 'UTC', 'YYYY-MM'),
    p_after => jsonb_build_object('rows_estimated', v_rows, 'moved', v_moved));
  execute format('alter table mobile_money.callback_bodies detach partition %s', v_month.relation);
  execute format('drop table %s', v_month.relation);
  return 1;
end $$;
comment on function mobile_money.drop_body_month is
  'Returns 1 when it dropped a month, else 0. Raises 55P03 (a long transaction is in the way; the job tries again).';
