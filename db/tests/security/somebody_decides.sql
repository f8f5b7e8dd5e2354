begin;
\ir ../fixtures/officials.psql
select plan(5);
select is(security.somebody_decides(p_without => null), true, 'an operator proposes, a finance officer decides');
select is(security.somebody_decides(p_without => pg_temp.id('ops2')), true, 'of two operators one may go');
select is(security.somebody_decides(p_without => pg_temp.id('finance')), false, 'the only finance officer may not');
update security.users set disabled_at = now() where user_id = pg_temp.id('finance');
select is(security.somebody_decides(p_without => null), false, 'nor does who is shut out');
update security.users set disabled_at = null;
update security.role_grants set valid_to = clock_timestamp() where role = 'ops';
select is(security.somebody_decides(p_without => null), false, 'nor whose role has ended');
select finish();
rollback;
