-- What a seal covers of an entry: every column, whatever the session's settings.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) \g /dev/null
create view pg_temp.one as select e as entry from ledger.ledger_entries e order by e.line_no limit 1;
select is_empty($$ select a.attname from pg_attribute a, pg_temp.one o
    where a.attrelid = 'ledger.ledger_entries'::regclass and a.attnum > 0 and not a.attisdropped
      and ledger.entry_bytes(jsonb_populate_record(o.entry, jsonb_build_object(a.attname,
            case when a.atttypid = 'text'::regtype then to_jsonb('KEX'::text) else to_jsonb(7777) end)))
          is not distinct from ledger.entry_bytes(o.entry) $$, 'another value in any column gives other bytes');
select ledger.entry_bytes(o.entry) as bytes from pg_temp.one o \gset
set local datestyle = 'SQL, MDY'; set local timezone = 'Asia/Tokyo'; set local bytea_output = 'escape';
set local client_encoding = 'LATIN1';
select is((select ledger.entry_bytes(o.entry) from pg_temp.one o), :'bytes'::bytea, 'settings change nothing');
select is(ledger.entry_bytes(null), null, 'nothing for nothing');
select finish(); rollback;
