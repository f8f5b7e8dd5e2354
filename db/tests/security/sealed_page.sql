begin;
set constraints all immediate;
select plan(4);
insert into security.phones (phone_hash, phone_sealed, phone_last3)
select sha256(n::text::bytea), ('\x01026b31' || lpad(n::text, 2, '0'))::bytea, '126' from generate_series(1, 5) n;
create view pg_temp.in_order as select phone_hash::text as key, row_number() over (order by phone_hash) as place from security.phones;
select results_eq($$ select row_key from security.sealed_page('security.phones.phone_sealed', null, 2) $$,
  $$ select key from pg_temp.in_order where place <= 2 order by place $$, 'the first page, in the order of the key');
select results_eq($$ select row_key from security.sealed_page('security.phones.phone_sealed', (select key from pg_temp.in_order where place = 2), 10) $$,
  $$ select key from pg_temp.in_order where place > 2 order by place $$, 'the next begins after the last row seen');
select is_empty($$ select * from security.sealed_page('security.phones.phone_sealed', (select key from pg_temp.in_order where place = 5), 10) $$, 'then there is nothing');
select throws_ok($$ select * from security.sealed_page('pg_authid.rolpassword', null, 10) $$, 'P0002', null, 'only columns of the registry can be read');
select * from finish();
rollback;
