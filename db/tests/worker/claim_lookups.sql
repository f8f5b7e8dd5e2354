begin;
set constraints all immediate;
select plan(4);
insert into security.phones (phone_hash, phone_sealed, phone_last3) values (sha256('a'), '\x01026b3100', '126'), (sha256('b'), '', '000');
create function pg_temp.claim() returns text language sql as $$
  select concat_ws(' ', verdict, sealed_column, cardinality(sealed)) from worker.claim_lookups(p_key_id => 'lookup:1', p_limit => 10) $$;
select is(pg_temp.claim(), 'done 0', 'while the change is not open there is nothing to do');
update security.settings set value = 'yes' where setting = 'lookup_key_moves';
select is(pg_temp.claim(), 'page security.phones.phone_sealed 1', 'then phones, without those who were forgotten');
select pg_temp.claim() from generate_series(1, 5) \g /dev/null
select is(pg_temp.claim(), 'done 0', 'until all have been looked at');
select is((select count(*) from audit.reseals where key_id = 'lookup:1' and finished_at is not null), 3::bigint, 'as auditors see');
select * from finish();
rollback;
