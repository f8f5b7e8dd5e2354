-- Leaves that are taken apart again.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) as one, pg_temp.move('b', :trust, :fuel, 2000) as two \gset
create view pg_temp.all_leaves as select string_agg(l.leaf, '' order by l.journal_id) as leaves
  from ledger.leaves('0', (pg_current_xact_id()::text::bigint + 1)::text::xid8) l;
select is((select string_agg(concat_ws('.', o.journal_id - :one, o.line_no), ' ')
             from pg_temp.all_leaves a, ledger.open_leaves(a.leaves) o), '0 0.1 0.2 1 1.1 1.2',
  'a row for each journal, and one for each of its entries');
select is((select count(distinct o.digest)::int + count(distinct o.line_check)::int
             from pg_temp.all_leaves a, ledger.open_leaves(a.leaves) o), 6, 'each with its digest or check');
select is((select count(*) from ledger.open_leaves('\x0102'))
  + (select count(*) from ledger.open_leaves(null)), 0::bigint,
  'what is not a leaf, or nothing, has none');
select finish(); rollback;
