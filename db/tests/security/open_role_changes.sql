begin;
\ir ../fixtures/officials.psql
select plan(4);
create function pg_temp.waiting(p_saccos bigint[]) returns int language sql as $$
  select jsonb_array_length(security.open_role_changes(p_sacco_ids => p_saccos, p_zone => 'Africa/Nairobi')) $$;
select is(pg_temp.waiting(null), 0, 'nothing waits');
select pg_temp.propose('ops', 'newcomer') as first, pg_temp.propose('ops', 'newcomer', 'crew', :vehicle_id) as second \gset
select is(pg_temp.waiting(null), 2, 'two proposals wait');
select is(pg_temp.waiting(array[(select sacco_id from fleet.saccos)]), 1, 'one of them concerns the SACCO');
select pg_temp.decide('finance', :'first') \g /dev/null
select is(pg_temp.waiting(null), 1, 'what is decided waits no more');
select finish();
rollback;
