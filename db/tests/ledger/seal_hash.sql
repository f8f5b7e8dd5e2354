-- The hash of a seal: its header, the seal before, and the leaves.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
create temporary table header as select row(1, '2026-11-23', '0', '9', false, 0, 0, '2026-11-23 10:00+00', '', null,
  sha256(''))::ledger.seals as seal;
select is(octet_length((select ledger.seal_hash(h.seal, '') from header h)), 32, '32 bytes');
select is_empty($$ select a.attname from pg_attribute a, header h
    where a.attrelid = 'ledger.seals'::regclass and a.attnum > 0 and a.attname not in ('leaves', 'seal_hash')
      and ledger.seal_hash(jsonb_populate_record(h.seal, jsonb_build_object(a.attname,
            case a.atttypid when 'bool'::regtype then to_jsonb(true) when 'bytea'::regtype then to_jsonb('\x01'::text)
              when 'date'::regtype then to_jsonb('2020-01-01'::text)
              when 'timestamptz'::regtype then to_jsonb('2020-01-01'::text) else to_jsonb(77) end)), '')
          is not distinct from ledger.seal_hash(h.seal, '') $$, 'another value in any column gives another hash');
select isnt((select ledger.seal_hash(h.seal, '\x01') from header h),
  (select ledger.seal_hash(h.seal, '') from header h),
  'and so do other leaves');
select finish(); rollback;
