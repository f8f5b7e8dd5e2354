-- What a printed fingerprint names.
begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/two_seals.psql
select ledger.short_hash(s.seal_hash) as printed from ledger.seals s where s.seal_id = 1 \gset
create function pg_temp.found(p_on date, p_print text) returns bigint language sql as $$
  select f.seal_id from ledger.find_fingerprint(p_on, p_print) f $$;
select is(pg_temp.found('2026-11-23', :'printed'), 1::bigint, 'a seal of that day, not only the newest');
select is(pg_temp.found('2026-11-23', ' ' || lower(replace(:'printed', '-', ' '))), 1::bigint, 'however it is typed');
select is(pg_temp.found('2026-11-24', :'printed'), null, 'not of another day');
select is(coalesce(pg_temp.found('2026-11-23', '0'), pg_temp.found(null, null), pg_temp.found('2026-11-23', '')), null,
  'a part of it, or nothing, names none');
select finish(); rollback;
