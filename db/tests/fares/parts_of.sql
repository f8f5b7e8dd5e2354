begin; select plan(2);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10') as journal_id \gset
select is(fares.parts_of(:journal_id),
  '{"fuel": 1764, "sacco": 588, "profit": 2058, "insurance": 1176, "maintenance": 294}',
  'a fare''s parts, without our fee');
select is(fares.parts_of(0), '{}', 'no fare has none');
select finish(); rollback;
