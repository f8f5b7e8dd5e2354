begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.waiting(p_side text, p_id bigint, p_at timestamptz default now()) returns text
language sql as $$
  select fares.splits_waiting(p_side => p_side, p_ids => array[p_id], p_at => p_at)::text $$;
select owner_id from fleet.vehicle_owners where vehicle_id = :vehicle_id and valid_to is null \gset
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, '{"fuel": "100"}', 'propose') \g /dev/null
select is(pg_temp.waiting('owner', :owner_id), '["KZZ 001A"]', 'what the SACCO proposes waits for the owner');
select is(pg_temp.waiting('sacco', :sacco_id), '[]', 'not for the SACCO');
select is(pg_temp.waiting('owner', -1), '[]', 'nor for anybody else');
select is(pg_temp.waiting('owner', :owner_id, now() + interval '1 year'), '[]', 'nor after it has expired');
select finish(); rollback;
