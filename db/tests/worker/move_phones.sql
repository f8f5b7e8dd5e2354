begin;
set constraints all immediate;
select plan(4);
insert into security.phones (phone_hash, phone_sealed, phone_last3) values (sha256('a'), '\x01', '126'), (sha256('new b'), '\x01', '127');
insert into security.reseals (sealed_column, key_id) values ('security.phones.phone_sealed', 'lookup:1');
create function pg_temp.move() returns int language sql as $$
  select worker.move_phones(p_key_id => 'lookup:1', p_sealed_column => 'security.phones.phone_sealed',
    p_before => array[sha256('a'), sha256('b')], p_after => array[sha256('new a'), sha256('new b')]) $$;
select is(pg_temp.move(), 0, 'while the change is not open nobody moves');
update security.settings set value = 'yes' where setting = 'lookup_key_moves';
select is(pg_temp.move(), 1, 'those still under the old key do');
select is((select count(*) from security.phones where phone_hash in (sha256('new a'), sha256('new b'))), 2::bigint, 'then all are under the new one');
select is((select found || ' ' || resealed from security.reseals), '1 1', 'and counted, so that another pass follows');
select * from finish();
rollback;
