begin; select plan(5);
\ir ../fixtures/recon.psql
create function pg_temp.proof() returns text language sql as $$ select recon.day_card('2026-11-20') ->> 'proof' $$;
select is(pg_temp.proof(), 'none', 'no statement');
select pg_temp.statement(p_proof => 'proven') \g /dev/null
select is(pg_temp.proof(), 'proven', 'one that adds up');
select pg_temp.statement(p_account => 'working') \g /dev/null
select is(pg_temp.proof(), 'not_stated', 'one of two names no balances');
insert into ledger.closed_days values ('2026-11-20');
select is(recon.day_card('2026-11-20') ->> 'closed', 'true', 'closed or not');
select is(recon.day_card(null) ->> 'closed', 'false', 'nothing for NULL');
select finish(); rollback;
