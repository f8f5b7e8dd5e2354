-- Writes the last seal and the closing figures of days that were closed, once every transaction has ended that could
-- still post into them: those that began before a mark which was written when all could see that the day is closed. So
-- no balance that was read earlier is ever kept as the day's end. Locks: one caller at a time; fares don't wait.
-- Repeat: nothing newly closed, nothing written. Source: docs/decisions/day-close.md.
create or replace function ledger.finish_days() returns int language plpgsql as $$
declare
  v_horizon xid8;
  v_first   bigint;
  v_on      date;
  v_done    int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.close_day'));
  perform pg_advisory_xact_lock(hashtext('ledger.write_seals'));
  insert into ledger.closing_marks (business_on)
  select d.business_on from ledger.closed_days d
   where d.xact is distinct from pg_current_xact_id_if_assigned()
     and not exists (select from ledger.closing_marks m where m.business_on = d.business_on);
  v_horizon := ledger.horizon();
  v_first := (select max(s.seal_id) + 1 from ledger.seals s);
  for v_on in
    select m.business_on from ledger.closing_marks m
     where m.xact <= v_horizon
       and m.business_on > coalesce((select max(s.business_on) from ledger.seals s where s.closes_day), '-infinity')
     order by m.business_on
  loop
    perform ledger.write_seals(p_horizon => v_horizon, p_closes => v_on);
    perform ledger.store_day_balances(p_on => v_on);
    v_done := v_done + 1;
  end loop;
  if v_done > 0 then
    perform ledger.check_seals(p_from => coalesce(v_first, 1), p_to => null);
  end if;
  return v_done;
end $$;
comment on function ledger.finish_days is 'How many days got their last seal and figures. Raises nothing.';
