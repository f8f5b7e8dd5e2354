begin;
\ir ../fixtures/configured.psql
select plan(9);
create function pg_temp.card(p_who text) returns jsonb language sql as $$
  select security.config_change_card(p_change_id => pg_temp.newest(), p_user_id => pg_temp.id(p_who), p_zone => 'Africa/Nairobi') $$;
select pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}', ' rain ') \g /dev/null
select is(pg_temp.card('finance') - array['change_id', 'at', 'made_by'],
  '{"kind": "setting", "subject": "sign_in_tries", "before": {"value": "5"}, "after": {"value": "4"}, "reason": "rain", "state": "proposed", "mine": false}', 'what, from what to what, why');
select is(pg_temp.card('ops') ->> 'mine', 'true', 'the maker sees that it is theirs');
select is((pg_temp.card('ops') ->> 'made_by')::bigint, pg_temp.id('ops'), 'others by whom it is');
select pg_temp.agree('finance') \g /dev/null
select is((pg_temp.card('ops') ->> 'decided_by')::bigint, pg_temp.id('finance'), 'and who decided');
insert into security.phones (phone_hash, phone_sealed, phone_last3) values (sha256('1'), '\x5ea1', '126');
select pg_temp.config('ops', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('1')) \g /dev/null
select is(pg_temp.card('finance') ->> 'name', '..126', 'of a SIM three digits');
select is(pg_temp.card('finance') ->> 'consequence', 'closes_sims', 'and what follows');
select is(pg_temp.card('finance') ? 'phone_hash', false, 'nothing else of it');
update security.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(pg_temp.card('finance') -> 'maker_disabled', 'true', 'who proposed it is shut out by now: that is said');
select pg_temp.agree('finance') \g /dev/null
select is(pg_temp.card('finance') ? 'maker_disabled', false, 'as long as it waits');
select * from finish();
rollback;
