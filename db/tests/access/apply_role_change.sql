begin; select plan(7);
\ir ../fixtures/officials.psql
create function pg_temp.apply(p_change jsonb) returns void language sql as $$
  select access.apply_role_change(p_change => c, p_decided_by => pg_temp.id('finance')) from access.role_changes c
   where c.change_id = (p_change ->> 'change_id')::bigint $$;
select lives_ok($$ select pg_temp.apply(pg_temp.propose('ops', 'newcomer', 'auditor')) $$, 'a proposal is applied');
select is(pg_temp.holds('newcomer'), 'auditor', 'it grants a role');
select pg_temp.apply(pg_temp.propose_revoke('ops', 'newcomer')) \g /dev/null
select is(pg_temp.holds('newcomer'), null, 'it revokes a role');
select clock_timestamp() + interval '10 milliseconds' as soon \gset
select pg_temp.propose('ops', 'newcomer', 'finance', p_from => :'soon', p_to => now() + interval '1 day') as late,
  pg_sleep(0.02) \gset
select pg_temp.apply(:'late') \g /dev/null
select ok((select max(valid_from) > :'soon' from access.role_grants where user_id = pg_temp.id('newcomer')),
  'no role begins before the decision');
select pg_temp.apply(pg_temp.propose_revoke('ops', 'newcomer')) \g /dev/null
select is(pg_temp.holds('newcomer'), null, 'a role with an end is revoked before it');
select accounts.disable_person(pg_temp.id('ops'), pg_temp.id('newcomer'), 'ugomvi') \g /dev/null
select pg_temp.apply(access.propose_enable(pg_temp.id('ops'), pg_temp.id('newcomer'), 'wamepatana')) \g /dev/null
select is((select disabled_at from accounts.users where user_id = pg_temp.id('newcomer')), null, 'it enables a person');
select throws_ok($$ select pg_temp.apply(pg_temp.propose_revoke('ops', 'finance')) $$, 'LFC75', null,
  'the last person who decides keeps the role');
select finish(); rollback;
