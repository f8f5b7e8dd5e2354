begin;
\ir ../fixtures/configured.psql
select plan(11);
create function pg_temp.seen(p_kind text, p_subject text default null) returns text language sql as $$
  select string_agg((p ->> 'subject') || ' ' || (p ->> 'state'), ', ' order by n)
    from jsonb_array_elements(config.config_proposals(p_kind => p_kind, p_subject => p_subject,
      p_user_id => pg_temp.id('ops'),
      p_zone => 'Africa/Nairobi')) with ordinality as t(p, n) $$;
create function pg_temp.first(p_who text, p_kind text default 'setting') returns jsonb language sql as $$
  select config.config_proposals(p_kind => p_kind, p_subject => null, p_user_id => pg_temp.id(p_who),
    p_zone => 'Africa/Nairobi') -> 0 $$;
select is(pg_temp.seen('setting'), null, 'nothing was changed');
select pg_temp.config('ops', 'setting', 'ussd_min_cents', '{"value": "2000"}', ' rain ') \g /dev/null
select is(pg_temp.first('finance') - array['change_id', 'at', 'made_by'],
  '{"kind": "setting", "subject": "ussd_min_cents", "before": {"value": "1000"}, "after": {"value": "2000"},
    "reason": "rain", "state": "proposed", "mine": false}',
  'what, from what to what, why');
select is(array[pg_temp.first('ops') ->> 'mine', pg_temp.first('ops') ->> 'made_by'],
  array['true', pg_temp.id('ops')::text], 'the maker sees that it is theirs, others by whom it is');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(pg_temp.first('finance') -> 'maker_disabled', 'true', 'that the maker is disabled by now is said');
select pg_temp.agree('finance') \g /dev/null
select is(pg_temp.first('finance') ? 'maker_disabled', false, 'as long as it waits');
select is((pg_temp.first('ops') ->> 'decided_by')::bigint, pg_temp.id('finance'), 'and who decided');
select pg_temp.config('ops2', 'setting', 'code_tries', '{"value": "4"}'),
  pg_temp.config('ops2', 'setting', 'ussd_min_cents', '{"value": "3000"}') \g /dev/null
select is(pg_temp.seen('setting'), 'ussd_min_cents proposed, code_tries changed, ussd_min_cents approved',
  'what waits comes first');
select is(pg_temp.seen('setting', 'code_tries'), 'code_tries changed', 'about one thing');
select is(pg_temp.seen('limit'), null, 'not another kind''s');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('1'), '\x5ea1', '126');
select pg_temp.config('ops', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('1')) \g /dev/null
select is(pg_temp.first('finance', 'pilot') ->> 'name', '..126', 'of a SIM three digits');
select is(pg_temp.first('finance', 'pilot') ? 'phone_hash', false, 'nothing else of it');
select * from finish();
rollback;
