-- Leaves of this transaction's journals. Over settled ones: db/tests/concurrency/test_seals.py.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) as one, pg_temp.post_fare('QLEAF00001', :split_rule_id, 5000) as two \gset
select (pg_current_xact_id()::text::bigint + 1)::text as after \gset
create view pg_temp.made as select * from ledger.leaves('0', (pg_current_xact_id()::text::bigint + 1)::text::xid8);
select is((select array_agg(m.journal_id order by m.journal_id) from pg_temp.made m), array[:one, :two]::bigint[],
  'one for each journal');
select is((select array_agg(m.entries order by m.journal_id) from pg_temp.made m), array[2, 7], 'with all its entries');
select is((select array_agg(octet_length(m.leaf) order by m.journal_id) from pg_temp.made m), array[26 + 12, 26 + 42],
  '26 bytes, and 6 for each entry');
select is((select count(*) from ledger.leaves('0', pg_current_xact_id())), 0::bigint, 'the end is exclusive');
select is((select count(*) from ledger.leaves(null, null)), 0::bigint, 'nothing for nothing');
select finish(); rollback;
