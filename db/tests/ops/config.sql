begin; select plan(19);
\ir ../fixtures/configured.psql
create function pg_temp.page(p_who text, p_kind text default 'setting', p_subject text default null) returns jsonb
  language sql as $$ select ops.config(p_session => sha256(p_who::bytea), p_kind => p_kind, p_subject => p_subject) $$;
-- The first of the changes shown, and all of them in a line.
create function pg_temp.first(p_who text, p_kind text default 'setting') returns jsonb language sql
  as $$ select pg_temp.page(p_who, p_kind) #> '{proposals,0}' $$;
create function pg_temp.shown(p_kind text, p_subject text default null) returns text language sql as $$
  select string_agg((p ->> 'subject') || ' ' || (p ->> 'state'), ', ' order by n)
    from jsonb_array_elements(pg_temp.page('ops', p_kind, p_subject) -> 'proposals') with ordinality as t(p, n) $$;
select results_eq($$ select pg_temp.page(w, k, s) ->> 'outcome' from (values ('owner', 'setting', null),
  ('owner', 'setting', 'sign_in_tries'), ('ops', 'weather', null), ('ops', null, null), ('ops', 'setting', 'nothing'),
  ('ops', 'pilot', 'sim')) t(w, k, s) $$, $$ select 'absent' from generate_series(1, 6) $$,
  'an owner may not look, and some things do not exist');
select is(pg_temp.refusals(), 6::bigint, 'refusals are counted');
select is(jsonb_array_length(pg_temp.page('auditor', 'limit') -> 'items'),
  (select count(*)::int from config.rate_limits), 'an auditor sees all items');
select is(pg_temp.page('ops', 'limit', 'form,session') #>> '{items,0,bounds,burst,0}', '15', 'an item has its bounds');
select is(array[pg_temp.page('ops') -> 'may' ? 'ops.change_config',
  pg_temp.page('finance') -> 'may' ? 'ops.decide_config'], array[true, true], 'the page says what the person may do');
select is(pg_temp.shown('setting'), null, 'nothing was changed');
select pg_temp.config('ops', 'setting', 'ussd_min_cents', '{"value": "2000"}', ' rain ') \g /dev/null
select is(pg_temp.first('finance') - array['change_id', 'at', 'made_by', 'maker'],
  '{"kind": "setting", "subject": "ussd_min_cents", "before": {"value": "1000"}, "after": {"value": "2000"},
    "reason": "rain", "state": "proposed", "mine": false}', 'a proposal has values and reason');
select is(array[pg_temp.first('ops') ->> 'mine', pg_temp.first('ops') ->> 'made_by'],
  array['true', pg_temp.id('ops')::text], 'it names the maker, who knows it as their own');
select is(array[pg_temp.page('ops') ->> 'waiting', pg_temp.page('ops', 'limit') ->> 'waiting'], array['1', '0'],
  'waiting counts proposals of this kind');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(pg_temp.first('finance') -> 'maker_disabled', 'true', 'a disabled maker is marked');
update accounts.users set disabled_at = null where user_id = pg_temp.id('ops');
select pg_temp.decide_newest('finance') \g /dev/null
update accounts.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(pg_temp.first('finance') ? 'maker_disabled', false, 'only while the proposal waits');
update accounts.users set disabled_at = null where user_id = pg_temp.id('ops');
select is((pg_temp.first('ops') ->> 'decided_by')::bigint, pg_temp.id('finance'), 'it names who decided');
select pg_temp.set('ops2', 'code_tries', '4'), pg_temp.set('ops2', 'ussd_min_cents', '3000') \g /dev/null
select is(pg_temp.shown('setting'), 'ussd_min_cents proposed, code_tries changed, ussd_min_cents approved',
  'open proposals come first');
select is(pg_temp.shown('setting', 'code_tries'), 'code_tries changed', 'of one item only its own');
select is(pg_temp.page('ops', 'setting', 'code_tries') #> '{items,0,value}', '{"value": "4"}', 'and its value');
select is(pg_temp.shown('limit'), null, 'none of another kind');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('1'), '\x5ea1', '126');
select pg_temp.config('ops', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('1')) \g /dev/null
select is(pg_temp.first('finance', 'pilot') ->> 'name', '..126', 'a SIM is named by three digits');
select is(pg_temp.first('finance', 'pilot') ? 'phone_hash', false, 'and by nothing else');
select is(pg_temp.page('ops', 'pilot') -> 'listed', '{"vehicles": 0, "sims": 1}', 'listed counts the pilot');
select finish(); rollback;
