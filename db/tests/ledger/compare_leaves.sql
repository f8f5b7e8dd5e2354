-- What two sets of leaves differ in.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) as one, pg_temp.move('b', :trust, :fuel, 2000) as two \gset
create temporary table leaf as select l.journal_id, l.leaf
  from ledger.leaves('0', (pg_current_xact_id()::text::bigint + 1)::text::xid8) l;
select string_agg(l.leaf, '' order by l.journal_id) as both,
       string_agg(l.leaf, '') filter (where l.journal_id = :one) as first
  from (select journal_id, leaf from leaf) l \gset
create function pg_temp.faults(p_sealed bytea, p_now bytea) returns text language sql as $$
  select string_agg(concat_ws(' ', c.fault, c.line_no), ', ' order by c.fault, c.line_no)
    from ledger.compare_leaves(p_sealed, p_now) c $$;
select is(pg_temp.faults(:'both', :'both'), null, 'equal ones in nothing');
select is(pg_temp.faults(:'both', :'first'), 'journal_moved', 'a journal that is there, but not in this seal');
select is(pg_temp.faults(:'first', :'both'), 'journal_added', 'one too many');
select is(pg_temp.faults(:'first', overlay(:'first'::bytea placing '\xffff' from 29 for 2)), null,
  'the short check only names what the digest found');
select is(pg_temp.faults(:'first', overlay(overlay(:'first'::bytea placing '\xffff' from 29 for 2)
                                           placing '\xffff' from 12 for 2)), 'entry_changed 1', 'an entry by its line');
select finish(); rollback;
