-- A fare is shown once its transaction has ended, so what is seen is tested in web/tests/pages/test_search.py.
begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_who text, p_receipt text default 'TKX') returns jsonb language sql as $$
  select sacco.fare(p_session => sha256(p_who::bytea), p_receipt => p_receipt, p_asof => null) $$;
select is(pg_temp.page('treasurer'), '{"outcome": "absent"}', 'a receipt that does not exist');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'staff have a page of their own');
select throws_ok($$ select pg_temp.page('nobody') $$, 'LFA60', null, 'nobody without a session');
select is(pg_temp.refused(), 'fares.fares:TKX, fares.fares:TKX', 'the refusals are counted');
select finish(); rollback;
