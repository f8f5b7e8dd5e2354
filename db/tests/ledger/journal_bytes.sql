-- What a seal covers of a journal: every column, whatever the session's settings, with null told from empty.
begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) \g /dev/null
create view pg_temp.one as select j as journal from ledger.journals j limit 1;
select is_empty($$ select a.attname from pg_attribute a, pg_temp.one o
    where a.attrelid = 'ledger.journals'::regclass and a.attnum > 0 and not a.attisdropped
      and ledger.journal_bytes(jsonb_populate_record(o.journal, jsonb_build_object(a.attname,
            case when a.atttypid = 'text'::regtype then to_jsonb('zz'::text)
                 when a.atttypid in ('date'::regtype, 'timestamptz'::regtype) then to_jsonb('2020-01-01'::text)
                 else to_jsonb(7777) end))) is not distinct from ledger.journal_bytes(o.journal) $$,
  'another value in any column gives other bytes');
select isnt((select ledger.journal_bytes(jsonb_populate_record(o.journal, '{"reason": ""}')) from pg_temp.one o),
  (select ledger.journal_bytes(o.journal) from pg_temp.one o), 'an empty reason is not none');
select isnt((select ledger.journal_bytes(jsonb_populate_record(o.journal, '{"kind": "ab", "reference": "c"}'))
               from pg_temp.one o),
  (select ledger.journal_bytes(jsonb_populate_record(o.journal, '{"kind": "a", "reference": "bc"}'))
     from pg_temp.one o),
  'a letter can''t move from one text to the next');
select ledger.journal_bytes(o.journal) as bytes from pg_temp.one o \gset
set local datestyle = 'SQL, MDY'; set local timezone = 'Asia/Tokyo'; set local bytea_output = 'escape';
set local client_encoding = 'LATIN1';
select is((select ledger.journal_bytes(o.journal) from pg_temp.one o), :'bytes'::bytea, 'settings change nothing');
select finish(); rollback;
