begin;
\ir ../fixtures/officials.psql
select plan(5);
create function pg_temp.apply(p_change jsonb) returns void language sql as $$
  select access.apply_role_change(p_change => c, p_decided_by => pg_temp.id('finance')) from access.role_changes c
    where c.change_id = (p_change ->> 'change_id')::bigint $$;
select lives_ok($$ select pg_temp.apply(pg_temp.propose('ops', 'newcomer', 'auditor')) $$, 'what was agreed');
select is(pg_temp.holds('newcomer'), 'auditor', 'a role is given');
select pg_temp.apply(access.propose_revoke(p_made_by => pg_temp.id('ops'), p_grant_id => pg_temp.grant_of('newcomer'),
  p_reason => 'ameondoka')) \g /dev/null
select is(pg_temp.holds('newcomer'), null, 'a role is taken');
select accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('newcomer'),
  p_reason => 'ugomvi') \g /dev/null
select pg_temp.apply(access.propose_enable(p_made_by => pg_temp.id('ops'), p_user_id => pg_temp.id('newcomer'),
  p_reason => 'wamepatana')) \g /dev/null
select is((select disabled_at from accounts.users where user_id = pg_temp.id('newcomer')), null, 'somebody is let in');
select throws_ok($$ select pg_temp.apply(access.propose_revoke(p_made_by => pg_temp.id('ops'),
  p_grant_id => pg_temp.grant_of('finance'), p_reason => 'ameondoka')) $$, 'LFC75', null,
  'the last who decides stays');
select finish();
rollback;
