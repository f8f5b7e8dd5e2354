begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) select sha256(n::text::bytea), '\x01', '126'
  from generate_series(1, 4) n;
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('1'), '\x01', '126');
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state)
  values ('s', sha256('2'), '*384#', 'sw', 'start');
insert into messaging.inbound (provider_id, phone_hash, text_sealed) values ('m', sha256('3'), '\x01');
select is(privacy.silent_phones(p_phones => array[sha256('1'), sha256('2'), sha256('3'), sha256('4')]),
  array[sha256('4')], 'a phone with an account, session or message is not silent');
select is(privacy.silent_phones(p_phones => array[sha256('1')]), null, 'there may be none');
select is(privacy.silent_phones(p_phones => null), null, 'of no phones there are none');
select is((select count(*) from privacy.phone_columns() c where (c.schema_name, c.table_name) <> ('privacy', 'phones')
             and position(c.schema_name || '.' || c.table_name
               || ' ' in (select p.prosrc from pg_proc p where p.oid = 'privacy.silent_phones'::regproc)) = 0),
  0::bigint, 'it checks every table with a phone''s hash; a new one needs a decision here');
-- The other tables have a few hundred rows.
select is((select array_agg(c.table_name order by c.table_name) from privacy.phone_columns() c
  where c.table_name not in ('pilot_entries', 'config_changes') and not exists (select from pg_index i
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
  where i.indrelid = (c.schema_name || '.' || c.table_name)::regclass and a.attname = c.column_name)), null,
  'every table that grows has an index on the phone''s hash');
select finish(); rollback;
