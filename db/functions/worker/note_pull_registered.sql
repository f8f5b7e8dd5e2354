-- Notes that the operator has taken our registration for the Pull API, now or before. Locks: none. Repeat: the first
-- time stays.
create or replace function worker.note_pull_registered(p_short_code text) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into recon.pull_registrations (short_code)
  select t.short_code from mobile_money.tills t where t.short_code = p_short_code
  on conflict (short_code) do nothing returning short_code
$$;
comment on function worker.note_pull_registered is 'The PayBill when it is new, else null. Raises nothing.';
