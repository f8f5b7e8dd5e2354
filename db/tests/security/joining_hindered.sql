begin;
\ir ../fixtures/joined.psql
select plan(8);
create function pg_temp.hindered(p_act text, p_one text, p_other text) returns text language sql as $$
  select security.joining_hindered(p_act => p_act, p_user_id => pg_temp.id(p_one), p_other => pg_temp.id(p_other)) $$;
select is(pg_temp.hindered('join', 'ops2', 'newcomer'), null, 'two persons can be one');
select is(pg_temp.hindered('separate', 'ops2', 'newcomer'), 'not_joined', 'who are two are not separated');
select security.join_accounts(pg_temp.id('ops2'), pg_temp.id('newcomer')) \g /dev/null
select is(pg_temp.hindered('join', 'newcomer', 'ops2'), 'joined', 'one person is one already');
select is(pg_temp.hindered('separate', 'newcomer', 'ops2'), null, 'and can be two');
update security.users set disabled_at = now() where user_id = pg_temp.id('owner');
select is(pg_temp.hindered('join', 'owner', 'stranger'), 'half_out', 'nobody is half shut out');
update security.users set disabled_at = now() where user_id in (pg_temp.id('ops2'), pg_temp.id('newcomer'));
select is(pg_temp.hindered('separate', 'newcomer', 'ops2'), null, 'who was shut out with a stranger can be separated');
update security.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('finance2');
select is(pg_temp.hindered('join', 'finance', 'ops'), 'last', 'the last who propose and decide stay two');
select throws_ok($$ select security.join_accounts(pg_temp.id('finance'), pg_temp.id('ops')) $$, 'LFC75', null, 'as the act itself says');
select finish();
rollback;
