begin;
\ir ../fixtures/joined.psql
select plan(8);
create function pg_temp.told(p_whose text) returns jsonb language sql as $$
  select security.consider_revoke(p_grant_id => pg_temp.grant_of(p_whose), p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.told('ops2') -> 'figures', '{"others": 1}', 'one other operator is left');
update security.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(pg_temp.told('ops2') -> 'figures', '{"others": 0}', 'who is shut out is not left');
update security.users set disabled_at = null where user_id = pg_temp.id('ops');
select is(pg_temp.told('ops2') #>> '{grant,role}', 'ops', 'which role it is');
select is(pg_temp.told('owner') #>> '{grant,scope}', 'Mama Njeri', 'and where');
select is(pg_temp.told('ops2') -> 'hindered', '[]', 'it may be taken');
update security.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('finance2');
select is(pg_temp.told('finance2') -> 'hindered', '["gone"]', 'what has ended is gone');
select is(pg_temp.told('finance') -> 'hindered', '["last"]', 'the last who decides stays');
select is(pg_temp.told('newcomer'), null, 'nothing is nothing');
select finish();
rollback;
