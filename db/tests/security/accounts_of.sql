begin;
\ir ../fixtures/officials.psql
select plan(4);
select is(security.accounts_of(p_user_id => pg_temp.id('owner')), array[pg_temp.id('owner')], 'one account');
select security.join_accounts(pg_temp.id('newcomer'), pg_temp.id('owner')), security.join_accounts(pg_temp.id('newcomer'), pg_temp.id('ops')) \g /dev/null
select is(security.accounts_of(p_user_id => pg_temp.id('owner')), array[pg_temp.id('owner'), pg_temp.id('ops'), pg_temp.id('newcomer')], 'or three');
select is(security.accounts_of(p_user_id => pg_temp.id('newcomer')), security.accounts_of(p_user_id => pg_temp.id('owner')), 'whichever is asked for');
select is(security.accounts_of(p_user_id => -1), null::bigint[], 'nobody has none');
select finish();
rollback;
