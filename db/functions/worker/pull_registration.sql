-- Whether the operator has taken our registration for the Pull API: for the worker. Locks: none. Repeat: the same.
create or replace function worker.pull_registration(p_short_code text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when r.short_code is not null then 'registered' when t.short_code is not null then 'wanted' end
    from (select p_short_code as asked) a
    left join mobile_money.tills t on t.short_code = a.asked
    left join recon.pull_registrations r on r.short_code = a.asked
$$;
comment on function worker.pull_registration is 'registered, wanted, or null: not our PayBill. Raises nothing.';
