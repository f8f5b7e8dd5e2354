begin;
\ir ../fixtures/configured.psql
select plan(4);
create function pg_temp.seen(p_kind text, p_subject text default null) returns text language sql as $$
  select string_agg((p ->> 'subject') || ' ' || (p ->> 'state'), ', ' order by n)
    from jsonb_array_elements(security.config_proposals(p_kind => p_kind, p_subject => p_subject, p_user_id => pg_temp.id('ops'), p_zone => 'Africa/Nairobi')) with ordinality as t(p, n) $$;
select is(pg_temp.seen('setting'), null, 'nothing was proposed');
select pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}'), pg_temp.config('ops', 'setting', 'code_tries', '{"value": "4"}'), pg_temp.agree('finance') \g /dev/null
select is(pg_temp.seen('setting'), 'sign_in_tries proposed, code_tries approved', 'what waits comes first');
select is(pg_temp.seen('setting', 'code_tries'), 'code_tries approved', 'about one thing');
select is(pg_temp.seen('limit'), null, 'not another kind''s');
select * from finish();
rollback;
