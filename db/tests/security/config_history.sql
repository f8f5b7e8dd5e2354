begin;
\ir ../fixtures/one_vehicle.psql
select plan(5);
create function pg_temp.was(p_kind text, p_subject text) returns text language sql as $$
  select string_agg((h ->> 'before') || ' ' || (h ->> 'after'), ', ' order by n)
    from jsonb_array_elements(security.config_history(p_kind => p_kind, p_subject => p_subject, p_zone => 'Africa/Nairobi')) with ordinality as t(h, n) $$;
select is(pg_temp.was('setting', 'sign_in_tries'), null, 'never changed');
update security.settings set value = '4' where setting = 'sign_in_tries';
update security.settings set most = 21 where setting = 'sign_in_tries';
update security.settings set value = '6' where setting = 'sign_in_tries';
select is(pg_temp.was('setting', 'sign_in_tries'), '{"value": "4"} {"value": "6"}, {"value": "5"} {"value": "4"}', 'newest first, and only what counts');
update security.limits set burst = 30 where act = 'form' and per = 'session';
select is(pg_temp.was('limit', 'form,session'), '{"burst": "60", "refill_ms": "1000"} {"burst": "30", "refill_ms": "1000"}', 'a limit');
select is(pg_temp.was('limit', 'form'), null, 'not another''s');
update security.retention_periods set keep_days = 2 where kind = 'sign_ins';
select is(pg_temp.was('retention', 'sign_ins'), '{"keep_days": "1"} {"keep_days": "2"}', 'a period');
select * from finish();
rollback;
