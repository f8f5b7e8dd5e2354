begin;
\ir ../fixtures/officials.psql
select plan(2);
select is(security.person_of(p_user_id => pg_temp.id('ops')), pg_temp.id('ops'), 'one account, one person');
update security.users set same_person_as = pg_temp.id('ops') where user_id = pg_temp.id('newcomer');
select is(security.person_of(p_user_id => pg_temp.id('newcomer')), pg_temp.id('ops'), 'two accounts, one person');
select finish();
rollback;
