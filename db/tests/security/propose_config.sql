begin;
\ir ../fixtures/configured.psql
select plan(19);
select is(pg_temp.config('ops', 'setting', 'nothing', '{"value": "1"}'), 'absent', 'no such setting');
select is(pg_temp.config('ops', 'weather', 'rain', '{"value": "1"}'), 'absent', 'no such kind');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "5"}'), 'same', 'it is so already');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "many"}'), 'bad_value', 'a number stays a number');
select is(pg_temp.config('ops', 'limit', 'form,session', '{"burst": "0", "refill_ms": "1000"}'), 'bad_burst', 'a limit leaves turns');
select is(pg_temp.config('ops', 'limit', 'form,session', '{"burst": "60", "refill_ms": "86400000"}'), 'bad_refill', 'and gives them back');
select is(pg_temp.config('ops', 'retention', 'raw_bodies', '{"keep_days": "2"}'), 'bad_days', 'what a dispute needs is kept');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}', ' '), 'no_reason', 'there is a reason');
select is(pg_temp.changed(), 'nothing', 'nothing of all that changed anything');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}'), 'proposed', 'a proposal');
select is(security.setting('sign_in_tries'), '5', 'changes nothing yet');
select is(pg_temp.config('ops2', 'setting', 'sign_in_tries', '{"value": "3"}'), 'open', 'one at a time');
select is((select duty from security.duties where user_id = pg_temp.id('ops')), 'maker', 'who made it is its maker');
select is(array[pg_temp.config('ops', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('1')), pg_temp.config('ops', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('2')),
                pg_temp.config('ops2', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('1'))], array['proposed', 'proposed', 'open'], 'one at a time for each SIM');
select is(pg_temp.config('ops', 'pilot', 'vehicle:' || :vehicle_id, '{"listed": "no"}'), 'same', 'who is not in the pilot can''t leave it');
select throws_ok($$ select pg_temp.config('ops', 'pilot', 'driver:1', '{"listed": "yes"}') $$, '23514', null, 'a pilot lists vehicles, routes and SIMs');
select throws_ok($$ select pg_temp.config('ops', 'setting', 'ussd_min_cents', '{"value": "2000"}', 'because', sha256('1')) $$, '23514', null, 'only a SIM has a phone');
select is_empty($$ select 1 from audit.change_log where before ? 'phone_hash' or after ? 'phone_hash' $$, 'the trail never shows a SIM''s hash');
select is(pg_temp.changed(), 'audit.change_log security.config_changes security.duties', 'nothing else changed');
select * from finish();
rollback;
