-- What the chain refuses. Whole chains: db/tests/concurrency/test_seals.py.
begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.seal(p_changes jsonb, p_hash bytea default null) returns text language plpgsql as $$
declare
  v_seal ledger.seals;
begin
  select s.* into v_seal from ledger.seals s order by s.seal_id desc limit 1;
  v_seal := row(coalesce(v_seal.seal_id, 0) + 1, '2026-11-23', coalesce(v_seal.horizon, '0'), '9', false, 0, 0,
                '2026-11-23 10:00+00', '', v_seal.seal_hash, null);
  v_seal := jsonb_populate_record(v_seal, p_changes);
  v_seal.seal_hash := coalesce(p_hash, ledger.seal_hash(v_seal, v_seal.leaves));
  insert into ledger.seals values (v_seal.*);
  return 'sealed';
exception when others then
  return sqlstate;
end $$;
select is(pg_temp.seal('{}'), 'sealed', 'a first seal');
select is(pg_temp.seal(c.changes::jsonb), 'LFV16', c.sentence) from (values
  ('{"seal_id": 3}', 'a number is left out'), ('{"horizon_from": 8}', 'a range begins before the one before ends'),
  ('{"horizon": "18446744073709551614"}', 'a horizon is not settled'),
  ('{"previous_hash": "\\x0000000000000000000000000000000000000000000000000000000000000000"}', 'the link is another'))
    as c(changes, sentence);
select is(pg_temp.seal('{}', sha256('x')), 'LFV16', 'the hash is not that of its contents');
select is(pg_temp.seal('{"closes_day": true}'), 'sealed', 'the last of a day');
select is(pg_temp.seal('{}'), 'LFV16', 'after which that day has no other');
select finish(); rollback;
