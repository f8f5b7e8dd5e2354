-- Parts of a verification.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/two_seals.psql
select is((select string_agg(r.first_seal || '-' || r.last_seal, ' ') from ledger.seal_ranges(1000) r), '1-2',
  'one part');
select is((select sum(r.seals)::int from ledger.seal_ranges(0) r), 2, 'every seal is in one');
select is((select count(*) from ledger.seal_ranges(null)), 0::bigint, 'nothing for nothing');
select finish(); rollback;
